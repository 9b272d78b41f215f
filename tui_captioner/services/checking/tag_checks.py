"""Findings on the tags of a dataset as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from tui_captioner.domain.caption import Caption
from tui_captioner.domain.checks.finding import WARNING, Finding
from tui_captioner.domain.checks.rule_names import NEAR_DUPLICATE
from tui_captioner.domain.consistency.clusters import Cluster
from tui_captioner.services.catalogue.near_duplicates import near_duplicates_of
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session

_MEND = (
    "tui-captioner tags DATASET merge makes one tag of several, as ~ in the tags screen does; "
    "[different] in project.toml keeps apart what is not the same"
)


def near_duplicate_findings(session: Session) -> Iterator[Finding]:
    """Tags that are one thing in several spellings, a finding for each group: the trainer learns them as two things.

    Raises:
        CatalogueError: If there can be no catalogue to ask.
        SettingsError: If `[different]` can't be read.
    """
    near = near_duplicates_of(session)
    finish(near.look())
    for cluster in near.clusters:
        yield Finding(NEAR_DUPLICATE, WARNING, _told(cluster), _MEND, tag=cluster.head)


def near_duplicates_in(session: Session, caption: Caption) -> list[Finding]:
    """The near-duplicates in one caption, as far as the tags were looked through."""
    near, found = near_duplicates_of(session), []
    for slot, tag in caption.all_tags(session.structure):
        sibling = near.sibling(tag.text)
        if sibling is not None:
            others = " or ".join(
                f"{text} ({count:,})" for text, count in zip(sibling.texts, sibling.counts, strict=True)
            )
            told = f"{tag.text} ~ {others}"
            found.append(Finding(NEAR_DUPLICATE, WARNING, told, _MEND, slot=slot, tag=tag.text))
    return found


def _told(cluster: Cluster) -> str:
    others = [f"'{member.text}' ({member.count:,})" for member in cluster.members]
    head = f"'{cluster.head}' ({cluster.count:,})"
    return f"{head} may be {' or '.join(others)}" if cluster.is_open else f"{', '.join(others)} ~ {head}"

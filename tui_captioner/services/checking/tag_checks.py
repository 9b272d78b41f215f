"""Findings on tags that are one thing in several spellings."""

from __future__ import annotations

from collections.abc import Mapping

from tui_captioner.domain.caption import Caption
from tui_captioner.domain.checks.checked_set import CheckedSet, tag_filter
from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.checks.mend import MergeTags, RenameTag
from tui_captioner.domain.checks.set_rules import NEAR_DUPLICATES
from tui_captioner.domain.consistency.clusters import Cluster
from tui_captioner.services.catalogue.near_duplicates import near_duplicates_of
from tui_captioner.services.session.session import Session


def cluster_finding(seen: CheckedSet, cluster: Cluster, images: Mapping[str, list[int]]) -> Finding | None:
    """What is told of tags that are one thing: the trainer learns them as several.

    It is about the images that have another one than the most used. None if none of these images is in the set.

    Args:
        seen: The set.
        cluster: The tags.
        images: The images of the set that have each of them.
    """
    others = [member.text for member in cluster.members]
    own = sorted({number for text in others for number in images.get(text, ())})
    if not own:
        return None
    mend_by = None if cluster.is_open else MergeTags(tuple(others), cluster.head)
    asked = " OR ".join(map(tag_filter, others))
    told = _told(cluster)
    return seen.finding(NEAR_DUPLICATES, told, images=own, filter=asked, tag=cluster.head, mend_by=mend_by)


def near_duplicates_in(session: Session, caption: Caption) -> list[Finding]:
    """The near-duplicates in one caption, as far as the tags were looked through."""
    near, found = near_duplicates_of(session), []
    rule, settings = NEAR_DUPLICATES, session.checks.settings
    for slot, tag in caption.all_tags(session.structure) if settings.is_on(rule) else ():
        sibling = near.sibling(tag.text)
        if sibling is not None:
            others = " or ".join(
                f"{text} ({count:,})" for text, count in zip(sibling.texts, sibling.counts, strict=True)
            )
            message, severity = f"{tag.text} ~ {others}", settings.severity(rule)
            mend_by = RenameTag(tag.text, sibling.texts[0]) if len(sibling.texts) == 1 else None
            found.append(Finding(rule.id, severity, message, rule.advice, slot=slot, tag=tag.text, mend_by=mend_by))
    return found


def _told(cluster: Cluster) -> str:
    others = [f"'{member.text}' ({member.count:,})" for member in cluster.members]
    head = f"'{cluster.head}' ({cluster.count:,})"
    return f"{head} may be {' or '.join(others)}" if cluster.is_open else f"{', '.join(others)} ~ {head}"

"""What checks found on the caption at hand, for the last line and for the details; cheap enough for each key."""

from __future__ import annotations

from collections.abc import Sequence

from tui_captioner.domain.checks.finding import SEVERITIES, Finding
from tui_captioner.services.checking.tag_checks import near_duplicates_in
from tui_captioner.tui.composer.composing import Composing


def findings_here(state: Composing) -> Sequence[Finding]:
    """The findings on the caption in view, the worst first; what was accepted is left out.

    The rules look at a caption once; that near-duplicates are known depends on the whole dataset, so they are asked
    for anew: a look into a table for each tag.
    """
    if not state.name or state.caption.is_empty:
        return ()
    session, name = state.session, state.name
    own = session.checks.findings(state.caption, finished=session.is_finished(name))
    found = [*own, *near_duplicates_in(session, state.caption)]
    told = session.accepted.without(found, name) if found else []
    return sorted(told, key=lambda finding: SEVERITIES.index(finding.severity))

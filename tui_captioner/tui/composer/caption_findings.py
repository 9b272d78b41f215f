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
    found = session.checks.left_to_tell(name, state.caption, session.record(name).state)
    near = near_duplicates_in(session, state.caption)
    if near:
        found = [*found, *session.accepted.without(near, name)]
    return sorted(found, key=lambda finding: SEVERITIES.index(finding.severity))

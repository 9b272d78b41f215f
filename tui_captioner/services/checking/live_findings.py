"""The findings on one caption while it is in view; apart, as the composer starts without the rules on files."""

from __future__ import annotations

from collections.abc import Sequence

from tui_captioner.domain.caption import Caption
from tui_captioner.domain.checks.finding import SEVERITIES, Finding
from tui_captioner.services.checking.located import located
from tui_captioner.services.checking.tag_checks import near_duplicates_in
from tui_captioner.services.session.session import Session


def findings_on(session: Session, name: str, caption: Caption, state: str) -> Sequence[Finding]:
    """The findings on one caption of an image, the worst first; what was accepted is left out.

    Cheap enough for each key press: the rules look at a caption once, near-duplicates are a look into a table for each
    tag, as far as the tags were looked through.

    Args:
        session: The open dataset.
        name: The image.
        caption: The caption.
        state: The state of the image: of a finished one it is told too what it lacks.
    """
    if caption.is_empty:
        return ()
    found = session.checks.left_to_tell(name, caption, state)
    near = near_duplicates_in(session, caption)
    if near:
        found = [*found, *session.accepted.without(near, name)]
    return sorted(located(session, found), key=lambda finding: SEVERITIES.index(finding.severity))

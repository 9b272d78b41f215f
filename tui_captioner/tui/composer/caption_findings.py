"""What checks found on the caption at hand, for the last line and for the details."""

from __future__ import annotations

from collections.abc import Sequence

from tui_captioner.domain.checks.finding import Finding
from tui_captioner.tui.composer.composing import Composing


def findings_here(state: Composing) -> Sequence[Finding]:
    """The findings on the caption in view, see `findings_on`; none before it is known what the rules go by."""
    if not state.name or not state.knows_rules:
        return ()
    # Here, not above: it brings all rules.
    from tui_captioner.services.checking.live_findings import findings_on

    return findings_on(state.session, state.name, state.caption, state.session.record(state.name).state)

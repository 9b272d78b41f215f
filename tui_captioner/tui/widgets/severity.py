"""The signs of findings: a colour never stands alone."""

from __future__ import annotations

from collections.abc import Mapping

from tui_captioner.domain.checks.finding import ERROR, INFO, WARNING, Finding
from tui_captioner.domain.checks.rule_names import UNSURE
from tui_captioner.tui.widgets.lines import Piece

SIGNS: Mapping[str, Piece] = {ERROR: ("✖", "error"), WARNING: ("⚠", "warn"), INFO: ("·", "dim")}
"""The sign of each severity, with its style."""
GUESSED: Piece = ("?", "unsure")
"""That of a tag whose slot was only guessed."""


def sign_of(finding: Finding) -> Piece:
    """The sign of a finding."""
    return GUESSED if finding.rule == UNSURE else SIGNS[finding.severity]


def sign_of_rule(rule: str) -> Piece:
    """The sign of what a rule finds, unless the project says otherwise."""
    from tui_captioner.domain.checks.registry import ALL_RULES

    known = ALL_RULES.get(rule)
    return GUESSED if rule == UNSURE else SIGNS[WARNING if known is None else known.severity]

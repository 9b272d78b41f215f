"""The list of rules has those that findings have."""

from __future__ import annotations

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.checks.caption_checks import check_caption
from tui_captioner.domain.checks.registry import CAPTION_CHECKS
from tui_captioner.domain.structure import DEFAULT_STRUCTURE


def test_every_rule_that_finds_something_is_listed() -> None:
    caption = Caption({"action": (Tag("odd", unsure=True), Tag("odd"))})
    found = {found.rule for found in check_caption(DEFAULT_STRUCTURE, (), caption)}
    assert found == {"written-twice", "unsure"}
    assert found <= set(CAPTION_CHECKS)

"""The list of rules has those that findings have."""

from __future__ import annotations

from tests.support.checked_captions import check_caption
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.checks.checked_caption import CheckedCaption
from tui_captioner.domain.checks.registry import CAPTION_CHECKS
from tui_captioner.domain.structure import DEFAULT_STRUCTURE

CAPTION = Caption({"action": (Tag("odd", unsure=True), Tag("odd"), Tag("very odd"))})


def test_every_rule_that_finds_something_is_listed() -> None:
    found = {found.rule for found in check_caption(DEFAULT_STRUCTURE, (), CAPTION)}
    assert {"unsure", "written-twice", "contained-tag"} <= found <= set(CAPTION_CHECKS)


def test_what_looks_at_captions_by_a_rule_finds_by_that_rule_alone() -> None:
    seen = CheckedCaption(DEFAULT_STRUCTURE, caption=CAPTION)
    assert [rule for rule, check in CAPTION_CHECKS.items() if {found.rule for found in check(seen)} - {rule}] == []

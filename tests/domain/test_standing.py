"""Where a tag stands already."""

from __future__ import annotations

import pytest

from tui_captioner.domain.caption import MARKS, Caption, Tag, Tags
from tui_captioner.domain.standing import new_and_known, place_of, same_text, slot_of
from tui_captioner.domain.structure import DEFAULT_STRUCTURE, GLOBALS

NFC, NFD = "café", "cafe\u0301"
CAPTION = Caption({"action": (Tag("scared"), Tag(NFD)), "associations": (Tag("scared"),)})
TRIGGER = (Tag("ohwx"),)


def tags(*texts: str) -> Tags:
    return tuple(Tag(text, mark=text in MARKS) for text in texts)


@pytest.mark.parametrize(("one", "other", "same"), [("a", "a", True), (NFC, NFD, True), ("Sky", "sky", False)])
def test_composed_or_not_is_one_tag_and_case_makes_two(one: str, other: str, same: bool) -> None:
    assert same_text(one, other) is same


def test_the_slot_at_hand_is_named_before_others_and_globals_before_all() -> None:
    assert slot_of("scared", DEFAULT_STRUCTURE, TRIGGER, CAPTION) == "action"
    assert slot_of("scared", DEFAULT_STRUCTURE, TRIGGER, CAPTION, "associations") == "associations"
    assert slot_of("ohwx", DEFAULT_STRUCTURE, TRIGGER, CAPTION) == GLOBALS
    assert slot_of("calm", DEFAULT_STRUCTURE, TRIGGER, CAPTION) == ""


def test_new_is_what_stands_nowhere_and_each_once() -> None:
    typed = tags("scared", NFC, "ohwx", "new", "new", "BREAK", "BREAK")
    new, known = new_and_known(typed, TRIGGER, CAPTION)
    assert new == tags("new", "BREAK", "BREAK")
    assert known == tags("scared", NFC, "ohwx", "new")


def test_a_mark_is_added_again() -> None:
    caption = Caption({"action": tags("a", "BREAK")})
    assert caption.added("action", tags("b", "BREAK")).tags("action") == tags("a", "BREAK", "b", "BREAK")
    assert place_of("BREAK", "action", caption) == 1
    assert place_of("b", "action", caption) is None

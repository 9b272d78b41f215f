"""The state of a slot: its own, or that which follows; what an edit does to it."""

from __future__ import annotations

import pytest

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.slot_states import SlotMark, empty_slots, is_open, marks_after, state_of_slot, with_mark
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.domain.structures.shipped import STRUCTURES

EMPTY = Caption()
HAT = Caption({"subject": (Tag("hat"),)})
TWO = Caption({"subject": (Tag("hat"),), "action": (Tag("waving"),)})


@pytest.mark.parametrize(
    ("image", "mark", "has_tags", "expected"),
    [
        *[("draft", None, True, "draft"), ("draft", None, False, "empty"), ("empty", None, False, "empty")],
        *[("done", None, False, "done"), ("reviewed", None, True, "reviewed"), ("flagged", None, True, "draft")],
        *[("draft", SlotMark("done"), False, "done"), ("done", SlotMark("flagged", "?"), True, "flagged")],
    ],
)
def test_a_slot_without_a_state_follows_its_image_and_its_tags(
    image: str, mark: SlotMark | None, has_tags: bool, expected: str
) -> None:
    assert state_of_slot(image, mark, has_tags=has_tags) == expected


def test_a_flag_and_a_draft_are_open() -> None:
    slots = ("subject", "action")
    assert is_open({"subject": SlotMark("flagged")}, slots)
    assert is_open({"subject": SlotMark("done"), "action": SlotMark("draft")}, slots)
    assert not is_open({"subject": SlotMark("done"), "action": SlotMark("reviewed")}, slots)
    assert not is_open({"gone": SlotMark("flagged")}, slots)
    assert not is_open({}, slots)


def test_an_edit_of_a_reviewed_slot_makes_it_done_and_leaves_the_others() -> None:
    marks = {"subject": SlotMark("reviewed", "n"), "action": SlotMark("reviewed")}
    after = marks_after(marks, TWO, Caption({**TWO.slots, "subject": (Tag("cap"),)}))
    assert after == {"subject": SlotMark("done", "n"), "action": SlotMark("reviewed")}
    assert marks_after(marks, TWO, TWO) is marks


def test_a_flag_stays_whatever_is_edited_and_the_rest_goes_with_the_last_tag() -> None:
    marks = {"subject": SlotMark("flagged", "?"), "action": SlotMark("done")}
    assert marks_after(marks, TWO, HAT) == marks
    assert marks_after(marks, TWO, EMPTY) == {"subject": SlotMark("flagged", "?")}
    assert marks_after(marks, EMPTY, HAT) == marks


def test_one_state_is_put_or_taken_away() -> None:
    one = with_mark({}, "subject", SlotMark("done"))
    assert with_mark(one, "action", SlotMark("draft")) == {"subject": SlotMark("done"), "action": SlotMark("draft")}
    assert with_mark(one, "subject", None) == {}
    assert with_mark(one, "action", None) == one


def test_empty_slots_are_told_by_title() -> None:
    assert empty_slots(DEFAULT_STRUCTURE, Caption({"type": (Tag("a"),)}))[0] == "Action"


@pytest.mark.parametrize("name", ["illustrious", "anima"])
def test_slots_for_names_may_be_empty(name: str) -> None:
    structure = STRUCTURES[name].structure
    empty = empty_slots(structure, Caption({"type": (Tag("a"),)}))
    assert "Count" in empty
    assert not {"Character", "Series", "Artist"} & set(empty)

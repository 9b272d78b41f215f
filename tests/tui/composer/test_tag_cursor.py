"""The tag cursor: it walks over the tags, and edits, deletes and moves them in their place."""

from __future__ import annotations

import pytest

from tests.support.tui_material import at, do, number, put, texts
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.tui.composer.composing import Composing

# --- tag cursor -------------------------------------------------------------------------------------------------------


@pytest.fixture
def tagged(state: Composing, session: Session) -> Composing:
    """At `action` with three tags; `type` has one, `background` two; the cursor on the last of `action`."""
    put(session, "a.png", type=["photograph"], action=["one", "two", "three"], background=["beach", "dusk"])
    state.cursor.set()
    return state


def test_the_cursor_starts_on_the_last_tag(tagged: Composing) -> None:
    assert tagged.cursor.place == 2


def test_there_is_no_cursor_in_an_empty_slot(state: Composing) -> None:
    state.cursor.set()
    assert (state.cursor.place, state.message) == (None, "No tag in this slot yet")


def test_the_cursor_walks_and_leaves_behind_the_last_tag(tagged: Composing) -> None:
    for expected in (1, 0, 0):
        tagged.walk(-1)
        assert tagged.cursor.place == expected
    for _ in range(2):
        tagged.walk(1)
    assert tagged.cursor.place == 2
    tagged.walk(1)
    assert tagged.cursor.place is None
    tagged.walk(1)
    assert tagged.cursor.place is None


def test_the_cursor_skips_empty_slots(tagged: Composing) -> None:
    tagged.cursor.walk_slot(1)
    assert (tagged.slot, tagged.cursor.place) == ("background", 1)
    tagged.cursor.walk_slot(1)
    assert (tagged.slot, tagged.cursor.place) == ("background", 1)
    tagged.cursor.walk_slot(-1)
    tagged.cursor.walk_slot(-1)
    assert (tagged.slot, tagged.cursor.place) == ("type", 0)
    tagged.cursor.walk_slot(-1)
    assert tagged.slot == "type"


def test_an_edited_tag_keeps_its_place(tagged: Composing) -> None:
    tagged.walk(-1)
    tagged.edit_tag()
    assert (tagged.text, tagged.editing, tagged.mode) == ("two", 1, "typing")
    tagged.typed("2")
    do(tagged, tagged.keep())
    assert (texts(tagged), tagged.editing, tagged.text) == (["one", "2", "three"], None, "")


def test_an_edited_tag_may_become_two(tagged: Composing) -> None:
    tagged.walk(-1)
    tagged.edit_tag()
    tagged.typed("2, two and a half")
    do(tagged, tagged.keep())
    assert texts(tagged) == ["one", "2", "two and a half", "three"]


def test_an_edited_tag_that_was_not_changed_stays(tagged: Composing) -> None:
    tagged.edit_tag()
    do(tagged, tagged.keep())
    assert texts(tagged) == ["one", "two", "three"]


def test_a_tag_that_is_edited_into_its_neighbour_stands_once(tagged: Composing) -> None:
    tagged.edit_tag()
    tagged.typed("one")
    do(tagged, tagged.keep())
    assert texts(tagged) == ["one", "two"]


def test_an_edit_that_is_let_go_changes_nothing(tagged: Composing) -> None:
    tagged.edit_tag()
    tagged.typed("other")
    tagged.let_go()
    assert (tagged.editing, tagged.text, texts(tagged)) == (None, "", ["one", "two", "three"])
    tagged.typed("four")
    do(tagged, tagged.keep())
    assert texts(tagged)[-1] == "four"


@pytest.mark.parametrize("slot", ["action", GLOBALS])
def test_an_edit_to_nothing_keeps_the_tag(state: Composing, slot: str) -> None:
    at(state, slot)
    state.typed("one, two")
    do(state, state.keep())
    state.cursor.set()
    state.edit_tag()
    state.typed(" , ")
    do(state, state.keep())
    assert (texts(state), state.editing) == (["one", "two"], None)


def test_editing_a_sentence_keeps_it_one(state: Composing, session: Session) -> None:
    session.edit("a.png", "put", Caption({"action": (Tag("She runs, fast.", sentence=True),)}))
    state.cursor.set()
    state.edit_tag()
    assert state.sentence
    state.typed("She runs, very fast.")
    do(state, state.keep())
    assert state.tags("action") == (Tag("She runs, very fast.", sentence=True),)


def test_the_edited_tag_taken_back_leaves_nothing_to_edit(tagged: Composing) -> None:
    tagged.edit_tag()
    tagged.typed("")
    do(tagged, tagged.take_back())
    tagged.typed("four")
    do(tagged, tagged.keep())
    assert texts(tagged) in (["one", "two", "four"], ["one", "two", "three", "four"])


def test_after_an_undo_no_other_tag_is_edited(tagged: Composing, session: Session) -> None:
    tagged.cursor.place = 0
    do(tagged, tagged.cursor.delete())
    tagged.cursor.place = 0
    tagged.edit_tag()
    assert tagged.text == "two"
    do(tagged, session.undo())
    tagged.typed("2")
    do(tagged, tagged.keep())
    assert "one" in texts(tagged)


@pytest.mark.parametrize(("cursor", "left", "after"), [(0, ["two", "three"], 0), (2, ["one", "two"], 1)])
def test_delete_takes_the_tag_under_the_cursor(
    tagged: Composing, cursor: int, left: list[str], after: int | None
) -> None:
    tagged.cursor.place = cursor
    do(tagged, tagged.cursor.delete())
    assert (texts(tagged), tagged.cursor.place) == (left, after)


@pytest.mark.parametrize("slot", ["type", GLOBALS])
def test_after_the_last_tag_the_cursor_is_left(tagged: Composing, session: Session, slot: str) -> None:
    finish(session.set_globals(["annika"], "add global"))
    at(tagged, slot)
    tagged.cursor.set()
    do(tagged, tagged.cursor.delete())
    assert (texts(tagged), tagged.cursor.place, tagged.mode) == ([], None, "empty")


def test_without_a_cursor_nothing_is_edited_deleted_or_moved(tagged: Composing) -> None:
    tagged.leave_tags()
    tagged.edit_tag()
    assert tagged.cursor.delete() is None
    assert tagged.cursor.move(-1) is None
    assert tagged.cursor.move_to_slot(2) is None
    assert (texts(tagged), tagged.editing) == (["one", "two", "three"], None)


@pytest.mark.parametrize("slot", ["action", GLOBALS])
def test_a_tag_moves_within_its_slot_and_the_cursor_with_it(state: Composing, slot: str) -> None:
    at(state, slot)
    state.typed("one, two, three")
    do(state, state.keep())
    state.cursor.set()
    do(state, state.cursor.move(1))
    assert texts(state) == ["one", "two", "three"]
    for expected in (["one", "three", "two"], ["three", "one", "two"], ["three", "one", "two"]):
        do(state, state.cursor.move(-1))
        assert texts(state) == expected
    assert state.cursor.place == 0
    do(state, state.cursor.move(1))
    assert (texts(state), state.cursor.place) == (["one", "three", "two"], 1)


def test_a_tag_moves_to_another_slot(tagged: Composing, session: Session) -> None:
    do(tagged, tagged.cursor.move_to_slot(number(session, "background")))
    assert (texts(tagged), texts(tagged, "background")) == (["one", "two"], ["beach", "dusk", "three"])
    assert (tagged.slot, tagged.cursor.place) == ("action", 1)
    assert session.undo_title() == "move 'three' to Background"


@pytest.mark.parametrize("slot", [0, 3, 8, 99])
def test_a_tag_does_not_move_to_its_own_slot_or_to_none(tagged: Composing, slot: int) -> None:
    assert tagged.cursor.move_to_slot(slot) is None
    assert texts(tagged) == ["one", "two", "three"]


def test_a_tag_moves_to_the_globals_and_back_in_one_step_each(tagged: Composing, session: Session) -> None:
    do(tagged, tagged.cursor.move_to_slot(1))
    assert (texts(tagged, GLOBALS), texts(tagged)) == (["three"], ["one", "two"])
    assert session.caption("a.png").startswith("three, photograph")
    assert session.caption("b.png").startswith("three, ")
    finish(session.undo())
    assert (texts(tagged, GLOBALS), texts(tagged)) == ([], ["one", "two", "three"])
    assert not session.caption("b.png").startswith("three")
    finish(session.redo())
    at(tagged, GLOBALS)
    tagged.cursor.set()
    do(tagged, tagged.cursor.move_to_slot(number(session, "subject")))
    assert (texts(tagged, GLOBALS), texts(tagged, "subject"), tagged.cursor.place) == ([], ["three"], None)


def test_the_cursor_settles_on_what_is_left(tagged: Composing, session: Session) -> None:
    put(session, "a.png", action=["one"])
    tagged.settle_cursor()
    assert tagged.cursor.place == 0
    put(session, "a.png", type=["photograph"])
    tagged.settle_cursor()
    assert tagged.cursor.place is None


def test_an_edit_whose_tag_went_away_becomes_a_new_tag(tagged: Composing, session: Session) -> None:
    tagged.edit_tag()
    put(session, "a.png", action=["one"])
    tagged.typed("3")
    do(tagged, tagged.keep())
    assert texts(tagged) == ["one", "3"]


def test_the_edit_follows_its_tag(tagged: Composing, session: Session) -> None:
    tagged.edit_tag()
    put(session, "a.png", action=["three", "one"])
    tagged.settle_cursor()
    assert tagged.editing == 0
    put(session, "a.png", action=["one"])
    tagged.settle_cursor()
    assert tagged.editing is None
    tagged.typed("3")
    do(tagged, tagged.keep())
    assert texts(tagged) == ["one", "3"]


def test_going_to_a_slot_leaves_the_tag_cursor(tagged: Composing) -> None:
    at(tagged, "type")
    assert (tagged.cursor.place, tagged.mode) == (None, "empty")


def test_an_edit_that_changed_nothing_is_no_draft(tagged: Composing, session: Session) -> None:
    tagged.edit_tag()
    tagged.step_image(1)
    assert "a.png" not in session.drafts
    assert (tagged.editing, tagged.text) == (None, "")


def test_a_half_done_edit_goes_on_where_it_was(tagged: Composing, session: Session) -> None:
    before = texts(tagged)
    place = tagged.cursor.place
    assert place is not None
    tagged.edit_tag()
    tagged.typed("half changed")
    tagged.step_image(1)
    assert (tagged.name, tagged.editing, tagged.text) == ("b.png", None, "")
    tagged.step_image(-1)
    assert (tagged.editing, tagged.text, texts(tagged)) == (place, "half changed", before)
    do(tagged, tagged.keep())
    assert texts(tagged) == [*before[:place], "half changed", *before[place + 1 :]]
    assert session.drafts == {}


def test_a_half_done_edit_of_a_tag_that_is_gone_is_a_new_tag(tagged: Composing, session: Session) -> None:
    tagged.edit_tag()
    tagged.typed("half changed")
    tagged.step_image(1)
    session.edit("a.png", "clear", Caption())
    tagged.step_image(-1)
    assert (tagged.editing, tagged.text) == (None, "half changed")
    do(tagged, tagged.keep())
    assert texts(tagged) == ["half changed"]

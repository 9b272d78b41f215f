"""The state of the composer without a terminal: what every action does to image, slot, text, tags and cursor."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.conftest import PNG
from tests.support.tui_material import COLOURS, WORDS, FixedCompleter, compose, do, number, open_session, put, texts
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.errors import CaptionerError, ReadOnlyError
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.services.session.jobs import Job, finish
from tui_captioner.services.session.session import Session
from tui_captioner.services.session.sidecars import SidecarChangedError
from tui_captioner.storage.project.records import Draft
from tui_captioner.tui.composer.composing import Composing


@pytest.fixture
def session(dataset: Path) -> Iterator[Session]:
    opened = open_session(dataset)
    yield opened
    opened.close()


@pytest.fixture
def state(session: Session) -> Composing:
    """At the first image, at `action`, nothing typed."""
    composing = compose(session)
    composing.go_to_slot(number(session, "action"))
    return composing


def at(state: Composing, slot: str) -> None:
    state.go_to_slot(number(state.session, slot))


# --- start and modes --------------------------------------------------------------------------------------------------


def test_it_starts_at_the_globals_until_there_are_some(session: Session) -> None:
    assert (compose(session).name, compose(session).slot) == ("a.png", GLOBALS)
    finish(session.set_globals(["annika"], "add global"))
    assert compose(session).slot == "type"


def test_an_empty_folder_has_nothing_to_compose(tmp_path: Path) -> None:
    session = open_session(tmp_path)
    state = compose(session)
    state.typed("x")
    assert state.accept((Tag("x"),)) is None
    assert (state.name, state.rows, state.ghost, state.caption, state.mode) == ("", [], "", Caption(), "typing")
    session.close()


def test_the_mode_follows_text_and_tag_cursor(state: Composing) -> None:
    modes = [state.mode]
    state.typed("x")
    modes.append(state.mode)
    do(state, state.keep())
    modes.append(state.mode)
    state.cursor.set()
    modes.append(state.mode)
    state.leave_tags()
    modes.append(state.mode)
    assert modes == ["empty", "typing", "empty", "tags", "empty"]


def test_what_is_said_is_kept_with_its_kind(state: Composing) -> None:
    state.say("careful", warning=True)
    assert (state.message, state.warning) == ("careful", True)
    state.say("")
    assert (state.message, state.warning) == ("", False)


# --- choosing and taking ----------------------------------------------------------------------------------------------


def test_rows_stand_before_a_key_is_typed_and_follow_the_text(state: Composing) -> None:
    assert [row.term.text for row in state.rows] == WORDS["action"]
    state.typed("stan")
    assert [row.term.text for row in state.rows] == ["standing", "standing on one leg"]
    assert state.ghost == "ding"
    state.typed("")
    assert state.ghost == ""


def test_a_choice_stays_within_the_rows_and_typing_drops_it(state: Composing) -> None:
    state.typed("stan")
    state.choose_previous()
    assert state.choice is None
    for _ in range(5):
        state.choose_next()
    assert state.choice == 1
    state.choose_previous()
    assert state.choice == 0
    state.choose_previous()
    assert state.choice is None
    state.choose_next()
    state.typed("stand")
    assert state.choice is None


def test_without_rows_nothing_can_be_chosen(state: Composing) -> None:
    state.typed("zzz")
    state.choose_next()
    assert state.choice is None


def test_take_takes_the_best_row(state: Composing) -> None:
    state.typed("stan")
    do(state, state.take())
    assert (texts(state), state.text) == (["standing"], "")


def test_take_takes_the_chosen_row(state: Composing) -> None:
    state.typed("stan")
    state.choose_next()
    state.choose_next()
    do(state, state.take())
    assert texts(state) == ["standing on one leg"]


def test_take_without_rows_keeps_what_was_typed(state: Composing) -> None:
    state.typed("zzz top")
    do(state, state.take())
    assert texts(state) == ["zzz top"]


def test_take_with_nothing_typed_takes_the_first_prediction(state: Composing) -> None:
    do(state, state.take())
    assert texts(state) == ["standing"]


def test_an_alias_brings_its_term(state: Composing) -> None:
    state.typed("arms fol")
    assert state.ghost == ""
    do(state, state.take())
    assert texts(state) == ["arms crossed"]


def test_keep_keeps_the_typed_text_against_all_suggestions(state: Composing) -> None:
    state.typed("stan")
    do(state, state.keep())
    assert texts(state) == ["stan"]


def test_keep_takes_a_row_that_was_chosen(state: Composing) -> None:
    state.typed("stan")
    state.choose_next()
    do(state, state.keep())
    assert texts(state) == ["standing"]


def test_keep_makes_a_tag_of_each_comma_and_keeps_case(state: Composing) -> None:
    state.typed(" Waving ,, one   hand ,")
    do(state, state.keep())
    assert texts(state) == ["Waving", "one hand"]


def test_a_tag_that_is_there_is_said_and_makes_no_step(state: Composing, session: Session) -> None:
    put(session, "a.png", action=["standing"])
    before = session.undo_title()
    state.typed("standing")
    do(state, state.keep())
    assert state.message == "'standing' is there already, in Action"
    assert (texts(state), state.text, session.undo_title()) == (["standing"], "", before)


def test_a_tag_that_differs_in_case_is_another_tag(state: Composing, session: Session) -> None:
    put(session, "a.png", action=["standing"])
    state.typed("Standing")
    do(state, state.keep())
    assert texts(state) == ["standing", "Standing"]


def test_sentence_mode_keeps_commas_for_one_tag(state: Composing, session: Session) -> None:
    at(state, "details")
    state.sentence = True
    state.typed("Light, soft and low.")
    do(state, state.keep())
    assert state.tags("details") == (Tag("Light, soft and low.", sentence=True),)
    assert not state.sentence
    at(state, "background")
    state.typed("beach")
    do(state, state.keep())
    assert session.caption("a.png") == "Light, soft and low. beach"


def test_a_leading_space_lets_a_digit_be_typed(state: Composing) -> None:
    state.typed(" 1girl")
    do(state, state.keep())
    assert texts(state) == ["1girl"]
    state.typed(" stan")
    assert state.ghost == "ding"


def test_pick_takes_the_prediction_of_that_number(state: Composing) -> None:
    do(state, state.pick(2))
    assert texts(state) == ["standing on one leg"]
    assert state.rows[1].term.text == "standing on one leg"


def test_pick_beyond_the_rows_says_so(state: Composing) -> None:
    do(state, state.pick(9))
    assert (texts(state), state.message) == ([], "No prediction 9")


def test_globals_are_typed_like_tags_and_reach_the_sidecar(state: Composing, dataset: Path) -> None:
    at(state, GLOBALS)
    state.typed("annika, 2020s")
    do(state, state.keep())
    assert (texts(state), state.text) == (["annika", "2020s"], "")
    assert (dataset / "a.txt").read_text() == "annika, 2020s"


@pytest.mark.parametrize("slot", ["action", GLOBALS])
def test_text_that_cannot_be_kept_is_not_lost(dataset: Path, slot: str) -> None:
    session = open_session(dataset, writable=False)
    state = compose(session)
    at(state, slot)
    state.typed("waving")
    with pytest.raises(ReadOnlyError):
        do(state, state.keep())
    assert (state.text, texts(state)) == ("waving", [])
    session.close()


def test_text_that_met_a_changed_sidecar_is_not_lost(state: Composing, session: Session, dataset: Path) -> None:
    put(session, "a.png", action=["standing"])
    (dataset / "a.txt").write_text("other")
    state.typed("waving")
    with pytest.raises(SidecarChangedError):
        do(state, state.keep())
    assert state.text == "waving"


@pytest.mark.parametrize("slot", ["action", GLOBALS])
def test_take_back_takes_the_last_tag(state: Composing, slot: str) -> None:
    at(state, slot)
    state.typed("one, two")
    do(state, state.keep())
    do(state, state.take_back())
    assert texts(state) == ["one"]
    do(state, state.take_back())
    do(state, state.take_back())
    assert texts(state) == []


def test_let_go_drops_the_choice_first_then_the_text(state: Composing) -> None:
    state.typed("stan")
    state.sentence = True
    state.choose_next()
    state.let_go()
    assert (state.choice, state.text, state.sentence) == (None, "stan", True)
    state.let_go()
    assert (state.text, state.sentence) == ("", False)


# --- ghost text -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ghost", "word"),
    [("ding", "ding"), ("ding on one leg", "ding"), (" on one leg", " on"), ("", ""), (" ", " "), ("  x y", "  x")],
)
def test_the_next_word_of_the_ghost(state: Composing, ghost: str, word: str) -> None:
    state._ghost, state._stale = ghost, False
    assert state.ghost_part(word=True) == word
    assert state.ghost_part(word=False) == ghost


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.text(alphabet="ab  é界", max_size=20))
def test_taking_word_by_word_gives_the_whole_ghost(ghost: str) -> None:
    state = object.__new__(Composing)
    taken, state._ghost, state._stale = "", ghost, False
    while state._ghost:
        part = state.ghost_part(word=True)
        assert part
        taken, state._ghost = taken + part, state._ghost[len(part) :]
    assert taken == ghost


# --- placeholders and runs --------------------------------------------------------------------------------------------


def test_a_placeholder_is_asked_for_and_filled(state: Composing) -> None:
    state.typed("{colour} and {colour} hat")
    do(state, state.keep())
    assert (state.template, state.text, texts(state)) == ("{colour} and {colour} hat", "", [])
    assert [row.term.text for row in state.rows] == list(COLOURS)
    state.typed("red")
    assert [row.term.text for row in state.rows] == ["red", "light red"]
    do(state, state.take())
    assert (state.template, texts(state)) == ("red and {colour} hat", [])
    state.typed("mauve")
    do(state, state.keep())
    assert (state.template, state.text, texts(state)) == ("", "", ["red and mauve hat"])


@pytest.mark.parametrize("text", ["{x}", "a {", "{}", "{unknown group} hat"])
def test_other_braces_are_text(state: Composing, text: str) -> None:
    state.typed(text)
    do(state, state.keep())
    assert (state.template, texts(state)) == ("", [text])


@pytest.mark.parametrize("leave", ["let_go", "take_back", "previous_slot", "next_unfinished"])
def test_a_placeholder_can_be_left_and_adds_nothing(state: Composing, session: Session, leave: str) -> None:
    put(session, "a.png", action=["standing"])
    state.typed("{colour} hat")
    do(state, state.keep())
    do(state, getattr(state, leave)())
    assert state.template == ""
    state.show("a.png")
    assert texts(state, "action") == ["standing"]


def test_what_is_typed_for_a_placeholder_is_not_lost(state: Composing) -> None:
    state.typed("{colour} hat")
    do(state, state.keep())
    state.typed("red, long coat")
    do(state, state.keep())
    assert texts(state) == ["red hat", "long coat"]


def test_a_placeholder_that_cannot_be_kept_is_not_lost(dataset: Path) -> None:
    session = open_session(dataset, writable=False)
    state = compose(session)
    at(state, "action")
    state.typed("{colour} hat")
    do(state, state.keep())
    state.typed("red")
    with pytest.raises(ReadOnlyError):
        do(state, state.keep())
    assert (state.text, state.template) == ("red", "{colour} hat")
    session.close()


def test_a_run_is_taken_as_one_step_each_tag_in_its_slot(
    state: Composing, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(session, "a.png", action=["waving"])
    monkeypatch.setattr(state.completer, "run", lambda name, slot, alternative: ("standing", "beach"))
    monkeypatch.setattr(state.completer, "slot_of", lambda text, slot: "background" if text == "beach" else slot)
    state.typed("x")
    assert not state.run
    state.typed("")
    assert list(state.run) == ["standing", "beach"]
    state.take_run()
    assert (texts(state), texts(state, "background")) == (["waving", "standing"], ["beach"])
    assert state.message == "Took 2 tags; undo gives them back"
    finish(session.undo())
    assert (texts(state), texts(state, "background")) == (["waving"], [])


def test_without_a_run_nothing_is_taken(state: Composing, session: Session) -> None:
    before = session.undo_title()
    state.take_run()
    assert (texts(state), state.message, session.undo_title()) == ([], "", before)


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


# --- slots ------------------------------------------------------------------------------------------------------------


def test_half_typed_text_comes_along_to_another_slot(state: Composing, session: Session) -> None:
    state.typed("beach")
    state.choose_next()
    at(state, "background")
    assert (state.slot, state.text, state.choice) == ("background", "beach", None)
    do(state, state.keep())
    assert texts(state, "background") == ["beach"]


@pytest.mark.parametrize("beyond", [0, -1, 8, 99])
def test_there_is_no_slot_beyond_the_last(state: Composing, beyond: int) -> None:
    state.go_to_slot(beyond)
    assert state.slot == "action"


def test_previous_slot_stops_at_the_first(state: Composing) -> None:
    for expected in ("type", GLOBALS, GLOBALS):
        state.previous_slot()
        assert state.slot == expected


def test_going_to_a_slot_leaves_the_tag_cursor(tagged: Composing) -> None:
    at(tagged, "type")
    assert (tagged.cursor.place, tagged.mode) == (None, "empty")


def test_the_rows_are_those_of_the_new_slot(state: Composing) -> None:
    at(state, "associations")
    assert [row.term.text for row in state.rows] == ["calm"]


def test_next_slot_walks_down_then_finishes_the_image(state: Composing, session: Session) -> None:
    put(session, "a.png", action=["standing"])
    for expected in ("subject", "details", "background", "associations"):
        state.next_slot()
        assert (state.name, state.slot) == ("a.png", expected)
    assert session.record("a.png").state == "draft"
    state.next_slot()
    assert (state.name, state.slot) == ("b.png", "type")
    assert session.record("a.png").state == "done"


def test_the_last_image_says_what_is_left(state: Composing, session: Session) -> None:
    state.show("c.png")
    at(state, "associations")
    state.next_slot()
    assert (state.name, state.slot) == ("c.png", "associations")
    assert state.message == "Done. This was the last image; 2 not done yet"
    for name in ("a.png", "b.png"):
        session.set_state(name, "done")
    state.next_slot()
    assert state.message == "Done. This was the last image; all are done"


def test_a_reviewed_image_stays_reviewed(state: Composing, session: Session) -> None:
    session.set_state("a.png", "reviewed")
    at(state, "associations")
    state.next_slot()
    assert (state.name, session.record("a.png").state) == ("b.png", "reviewed")


def test_a_draft_on_the_next_image_keeps_its_slot(state: Composing, session: Session) -> None:
    session.set_draft("b.png", "background", "bea")
    at(state, "associations")
    state.next_slot()
    assert (state.name, state.slot, state.text) == ("b.png", "background", "bea")


# --- images -----------------------------------------------------------------------------------------------------------


def test_stepping_keeps_the_slot_and_stops_at_both_ends(state: Composing, session: Session) -> None:
    state.step_image(-1)
    assert state.name == "a.png"
    state.step_image(1)
    state.step_image(1)
    assert (state.name, state.slot) == ("c.png", "action")
    state.step_image(1)
    assert (state.name, session.position) == ("c.png", "c.png")


def test_showing_nothing_or_the_same_image_keeps_what_is_typed(state: Composing) -> None:
    state.typed("sta")
    state.show("")
    state.show("a.png")
    assert (state.name, state.text) == ("a.png", "sta")


def test_half_typed_text_stays_with_its_image_and_slot(state: Composing) -> None:
    state.typed("wav")
    state.step_image(1)
    assert (state.text, state.sentence, state.cursor.place) == ("", False, None)
    at(state, "type")
    state.step_image(-1)
    assert (state.text, state.slot) == ("wav", "action")
    do(state, state.keep())
    state.step_image(1)
    state.step_image(-1)
    assert state.text == ""


def test_half_typed_text_is_offered_again_after_a_restart(state: Composing, session: Session, dataset: Path) -> None:
    at(state, "subject")
    state.typed("wav")
    state.keep_draft()
    session.close()
    again = open_session(dataset)
    restored = Composing(again, FixedCompleter(again))
    assert (restored.name, restored.slot, restored.text) == ("a.png", "subject", "wav")
    again.close()


def test_accepted_text_is_no_draft_any_more(state: Composing, session: Session) -> None:
    state.typed("wav")
    state.keep_draft()
    assert session.drafts == {"a.png": Draft("action", "wav")}
    do(state, state.keep())
    assert session.drafts == {}


def test_a_half_typed_sentence_is_offered_as_a_sentence(state: Composing) -> None:
    at(state, "details")
    state.sentence = True
    state.typed("Light, soft")
    state.step_image(1)
    state.step_image(-1)
    do(state, state.keep())
    assert texts(state, "details") == ["Light, soft"]


def test_a_draft_of_a_slot_that_is_gone_is_passed_over(session: Session) -> None:
    session.set_draft("a.png", "no such slot", "wav")
    assert (compose(session).slot, compose(session).text) == (GLOBALS, "")


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


def test_next_unfinished_goes_round_the_end(state: Composing, session: Session) -> None:
    session.set_state("b.png", "done")
    state.next_unfinished()
    assert state.name == "c.png"
    state.next_unfinished()
    assert state.name == "a.png"
    session.set_state("c.png", "reviewed")
    state.next_unfinished()
    assert (state.name, state.message) == ("a.png", "All other images are done")


def test_done_is_a_switch(state: Composing, session: Session) -> None:
    for expected in ("done", "empty"):
        state.toggle_done()
        assert session.record("a.png").state == expected
    put(session, "a.png", action=["standing"])
    for expected in ("done", "draft"):
        state.toggle_done()
        assert session.record("a.png").state == expected


def test_one_slot_or_all_are_taken_from_the_image_before(state: Composing, session: Session) -> None:
    put(session, "a.png", type=["photograph"], action=["standing", "waving"])
    state.show("c.png")
    state.show("b.png")
    put(session, "b.png", action=["waving"])
    state.take_from_previous(["action"])
    assert (texts(state, "action"), texts(state, "type")) == (["waving", "standing"], [])
    assert state.message == "Took 1 tag from a.png"
    state.take_from_previous(session.structure.own_keys)
    assert texts(state, "type") == ["photograph"]
    state.take_from_previous(session.structure.own_keys)
    assert state.message == "Nothing to take from a.png"
    finish(session.undo())
    finish(session.undo())
    assert (texts(state, "action"), texts(state, "type")) == (["waving"], [])


def test_a_taken_tag_is_sure(state: Composing, session: Session) -> None:
    session.edit("a.png", "put", Caption({"details": (Tag("odd", unsure=True),)}))
    state.show("b.png")
    put(session, "b.png", type=["photograph"])
    state.take_from_previous(["details"])
    assert state.tags("details") == (Tag("odd"),)


def test_there_is_nothing_before_the_first_image(state: Composing) -> None:
    state.take_from_previous(["action"])
    assert state.message == "There is no image before this one"


# --- any order --------------------------------------------------------------------------------------------------------


class AnyOrder(RuleBasedStateMachine):
    """Actions in any order, with changes from outside: nothing but a `CaptionerError` comes up, every index fits."""

    def __init__(self) -> None:
        super().__init__()
        # That writes reach the disk is another test's business.
        self.no_sync = patch("os.fsync")
        self.no_sync.start()

    @initialize()
    def open(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="composing-"))
        for name in ("a.png", "b.png"):
            (self.root / name).write_bytes(PNG)
        self.session = open_session(self.root)
        put(self.session, "a.png", action=["one", "two"])
        self.state = compose(self.session)
        at(self.state, "action")

    def run(self, make: object) -> None:
        assert callable(make)
        try:
            job: Job | None = make()
            do(self.state, job)
        except SidecarChangedError as error:
            self.session.take_theirs(error.conflict)
            self.state.settle_cursor()
        except CaptionerError:
            pass

    @rule(text=st.sampled_from(["sta", "one", "two, three", " ", ",", "standing", "{colour} hat"]))
    def type_text(self, text: str) -> None:
        if self.state.cursor.place is None:
            self.state.typed(text)

    @precondition(lambda self: self.state.cursor.place is None)
    @rule(action=st.sampled_from(["take", "keep", "let_go", "choose_next", "choose_previous", "cursor.set"]))
    def at_the_input(self, action: str) -> None:
        self.run(attrgetter(action)(self.state))

    @precondition(lambda self: self.state.mode == "empty")
    @rule(action=st.sampled_from(["take_back", "pick", "next_slot"]))
    def at_the_empty_input(self, action: str) -> None:
        function = attrgetter(action)(self.state)
        self.run((lambda: function(2)) if action == "pick" else function)

    @precondition(lambda self: self.state.mode == "typing")
    @rule()
    def empty_the_input(self) -> None:
        self.state.typed("")

    @precondition(lambda self: self.state.cursor.place is not None)
    @rule(action=st.sampled_from(["edit_tag", "cursor.delete", "leave_tags"]))
    def at_the_tags(self, action: str) -> None:
        self.run(attrgetter(action)(self.state))

    @precondition(lambda self: self.state.cursor.place is not None)
    @rule(
        action=st.sampled_from(["walk", "cursor.walk_slot", "cursor.move", "cursor.move_to_slot"]),
        step=st.sampled_from([-1, 1, 2, 3]),
    )
    def over_the_tags(self, action: str, step: int) -> None:
        self.run(lambda: attrgetter(action)(self.state)(step))

    @rule(slot=st.integers(0, 8))
    def slot(self, slot: int) -> None:
        self.run(lambda: self.state.go_to_slot(slot))

    @rule(action=st.sampled_from(["previous_slot", "next_unfinished", "toggle_done"]))
    def anywhere(self, action: str) -> None:
        self.run(attrgetter(action)(self.state))

    @rule(step=st.sampled_from([-1, 1]))
    def image(self, step: int) -> None:
        self.run(lambda: self.state.step_image(step))

    @rule()
    def from_previous(self) -> None:
        self.run(lambda: self.state.take_from_previous(self.session.structure.own_keys))

    @rule(action=st.sampled_from(["undo", "redo"]))
    def history(self, action: str) -> None:
        self.run(getattr(self.session, action))

    @rule(text=st.sampled_from(["one", "standing, two"]))
    def change_outside(self, text: str) -> None:
        (self.root / "a.txt").write_text(text)

    @invariant()
    def every_index_fits(self) -> None:
        if not hasattr(self, "state"):
            return
        state = self.state
        assert state.slot in self.session.structure.keys
        count = len(state.tags(state.slot))
        assert state.cursor.place is None or 0 <= state.cursor.place < count
        assert state.editing is None or 0 <= state.editing < count
        assert state.choice is None or 0 <= state.choice < len(state.rows)
        assert state.editing is None or state.cursor.place is None

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.session.close()
            shutil.rmtree(self.root)
        self.no_sync.stop()


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=40, stateful_step_count=20, deadline=None, derandomize=True)

"""Clearing a slot and a caption, and deleting a word inside a tag."""

from __future__ import annotations

from tests.support.tui_material import at, do, put, texts
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.tui.composer.composing import Composing


def test_a_slot_is_cleared_as_one_step(state: Composing, session: Session) -> None:
    put(session, "a.png", type=["photograph"], action=["one", "two"])
    do(state, state.clear_slot())
    assert (texts(state), session.caption("a.png")) == ([], "photograph")
    assert state.message == "Took 2 tags out of Action; undo gives them back"
    finish(session.undo())
    assert texts(state) == ["one", "two"]


def test_an_empty_slot_is_no_step(state: Composing, session: Session) -> None:
    before = session.undo_title()
    do(state, state.clear_slot())
    assert (session.undo_title(), state.message) == (before, "Action is empty already")


def test_the_globals_are_cleared_in_all_captions(state: Composing, session: Session) -> None:
    finish(session.set_globals(["annika", "photo"], "add"))
    at(state, GLOBALS)
    do(state, state.clear_slot())
    assert not session.globals
    finish(session.undo())
    assert [tag.text for tag in session.globals] == ["annika", "photo"]


def test_a_caption_is_cleared_as_one_step_and_the_globals_stay(state: Composing, session: Session) -> None:
    finish(session.set_globals(["annika"], "add"))
    put(session, "a.png", type=["photograph"], action=["one", "two"])
    state.clear_caption()
    assert session.caption("a.png") == "annika"
    assert state.message == "Took all 3 tags out; undo gives them back"
    finish(session.undo())
    assert session.caption("a.png") == "annika, photograph, one, two"


def test_half_typed_text_keeps_both_from_being_cleared(state: Composing, session: Session) -> None:
    put(session, "a.png", action=["one", "two"])
    state.typed("half")
    do(state, state.clear_slot())
    state.clear_caption()
    assert (texts(state), state.text) == (["one", "two"], "half")


def test_a_word_is_deleted_at_either_end_of_the_tag_under_the_cursor(state: Composing, session: Session) -> None:
    put(session, "a.png", action=["Mickey in a red hat", "smiling"])
    state.cursor.place = 0
    do(state, state.cursor.delete_word(first=True))
    assert texts(state) == ["in a red hat", "smiling"]
    do(state, state.cursor.delete_word(first=False))
    assert (texts(state), state.cursor.place) == (["in a red", "smiling"], 0)
    finish(session.undo())
    assert texts(state) == ["in a red hat", "smiling"]


def test_a_tag_of_one_word_goes_with_it(state: Composing, session: Session) -> None:
    put(session, "a.png", action=["one", "two"])
    state.cursor.place = 1
    do(state, state.cursor.delete_word(first=False))
    assert (texts(state), state.cursor.place) == (["one"], 0)


def test_what_is_left_and_stands_there_already_is_said(state: Composing, session: Session) -> None:
    put(session, "a.png", action=["big smile", "smile"])
    state.cursor.place = 0
    do(state, state.cursor.delete_word(first=True))
    assert (texts(state), state.message) == (["smile"], "'smile' is there already, in Action")


def test_a_word_of_a_global_is_deleted_in_all_captions(state: Composing, session: Session) -> None:
    finish(session.set_globals(["annika the great"], "add"))
    at(state, GLOBALS)
    state.cursor.set()
    do(state, state.cursor.delete_word(first=False))
    assert [tag.text for tag in session.globals] == ["annika the"]

"""From slot to slot and from image to image: what is kept, where it stops, what is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.tui_material import FixedCompleter, at, compose, do, open_session, put, texts
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.records import Draft
from tui_captioner.tui.composer.composing import Composing

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

"""Digits on an empty input: numbers that hold still, ticks, and text that begins with a digit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.tui_material import compose, do, put, texts
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.domain.vocabulary import Term
from tui_captioner.services.session.project import Project
from tui_captioner.services.session.session import Session
from tui_captioner.storage.vocabulary_cache import ShippedVocabulary
from tui_captioner.tui.composer.composing import Composing
from tui_captioner.tui.tagging.predictions import ROWS

KNOWN = ("1girl", "2girls", "2boys", "3d render", "35mm lens", "16:9", "80s style", ":d", ".5 heads")


@pytest.fixture
def session(dataset: Path) -> Iterator[Session]:
    terms = [Term(text, "type") for text in KNOWN]
    with patch("tui_captioner.services.session.project.load_shipped_cached", return_value=ShippedVocabulary(terms)):
        session = Session(Project(dataset))
    yield session
    session.close()


@pytest.fixture
def state(session: Session) -> Composing:
    """In Action: 1 standing, 2 standing on one leg, 3 sitting, 4 smiling, 5 arms crossed."""
    state = compose(session)
    state.go_to_slot(3)
    return state


def press(state: Composing, keys: str) -> None:
    """Press keys as the composer hands them on: `\\r` is Enter, `\\b` Backspace."""
    for key in keys:
        if key == "\r":
            state.digits.enter()
            if state.text:
                do(state, state.keep())
        elif key == "\b":
            state.digits.goes_on("")
            state.typed(state.text[:-1])
        elif not state.digits.goes_on(key):
            if key.isdigit() and not state.text and state.rows:
                state.digits.press(key, int(key))
            else:
                state.typed(state.text + key)


def steps(session: Session) -> list[str]:
    """The titles of all steps that undo would take back, the last one first; they are done again."""
    found = []
    while session.undo_title():
        found.append(session.undo_title())
        for _ in session.undo():
            pass
    for _ in found:
        for _ in session.redo():
            pass
    return found


def numbered(state: Composing) -> list[str]:
    return [row.term.text for row in state.rows]


def test_numbers_hold_still_while_tags_are_taken(state: Composing) -> None:
    before = numbered(state)
    press(state, "2431")
    assert texts(state) == ["standing on one leg", "smiling", "sitting", "standing"]
    assert numbered(state) == before
    assert [state.is_taken(text) for text in before] == [True, True, True, True, False]


def test_the_same_digit_gives_a_tag_back(state: Composing) -> None:
    press(state, "22")
    assert (texts(state), state.message) == ([], "Gave 'standing on one leg' back")
    press(state, "23")
    assert texts(state) == ["standing on one leg", "sitting"]


def test_a_tag_that_was_typed_by_hand_is_ticked_and_can_be_given_back(state: Composing) -> None:
    assert numbered(state)[2] == "sitting"
    press(state, "sitting\r")
    assert state.is_taken("sitting")
    press(state, "3")
    assert texts(state) == []


def test_numbers_are_given_anew_in_the_next_slot_and_on_coming_back(state: Composing) -> None:
    press(state, "1")
    state.next_slot()
    assert numbered(state) == ["long hair", "red dress"]
    state.previous_slot()
    assert numbered(state)[0] == "standing on one leg"


def test_what_is_learnt_renumbers_only_what_was_not_used_yet(state: Composing, session: Session) -> None:
    assert numbered(state)[0] == "standing"
    put(session, "a.png", action=["standing"])
    state.news()
    assert numbered(state)[0] == "standing on one leg"
    press(state, "1")
    state.news()
    assert numbered(state)[0] == "standing on one leg"


def test_0_shows_another_nine_and_then_the_first_again(state: Composing) -> None:
    state.room = 2
    press(state, "10")
    assert numbered(state) == ["sitting", "smiling", "arms crossed"]
    press(state, "2")
    assert texts(state) == ["standing", "smiling"]
    press(state, "0")
    assert numbered(state) == ["arms crossed"]
    press(state, "0")
    assert state.message == "No more predictions; these are the first again"
    assert len(numbered(state)) <= ROWS


@pytest.mark.parametrize("text", ["1girl", "2girls", "2boys", "3d render", "35mm lens", "16:9", "80s style", "80s"])
def test_a_known_term_that_begins_with_a_digit_is_one_tag(state: Composing, session: Session, text: str) -> None:
    press(state, f"{text}\r")
    assert (texts(state), steps(session)) == ([text], [f"add '{text}'"])


def test_more_may_be_typed_behind_a_known_term(state: Composing) -> None:
    press(state, "1girl running\r")
    assert texts(state) == ["1girl running"]


def test_text_that_no_known_term_begins_with_comes_after_the_take(state: Composing, session: Session) -> None:
    press(state, "3do")
    assert (texts(state), state.text) == (["sitting"], "do")
    press(state, "g\r")
    assert texts(state) == ["sitting", "dog"]
    assert steps(session) == ["add 'dog'", "add 'sitting'"]


def test_the_typed_text_stands_in_the_input_while_it_may_be_a_term(state: Composing) -> None:
    press(state, "3d")
    assert (texts(state), state.text) == ([], "3d")


def test_a_withdrawn_take_leaves_no_step(state: Composing, session: Session) -> None:
    press(state, "1g")
    assert steps(session) == []
    assert session.caption("a.png") == ""


def test_a_digit_that_gave_back_gives_back_again(state: Composing) -> None:
    press(state, "3")
    press(state, "3d")
    assert (texts(state), state.text) == (["sitting"], "3d")
    press(state, "o")
    assert (texts(state), state.text) == ([], "do")


def test_only_the_last_of_several_digits_was_text(state: Composing) -> None:
    press(state, "41girl\r")
    assert texts(state) == ["smiling", "1girl"]


def test_two_digits_that_begin_a_term_are_takes_if_no_letter_follows(state: Composing) -> None:
    press(state, "35")
    assert (texts(state), state.text) == ([], "35")
    assert "Enter takes predictions 3 and 5" in state.message
    press(state, "\r")
    assert (texts(state), state.text) == (["sitting", "arms crossed"], "")


def test_digits_go_on_as_takes_where_a_third_shows_it(state: Composing) -> None:
    press(state, "352")
    assert texts(state) == ["sitting", "arms crossed", "standing on one leg"]


@pytest.mark.parametrize("text", ["100% cotton", "1/2 length", "3.5 heads", "2'5 tall", "3:4", "2.5d"])
def test_a_number_with_a_sign_behind_it_is_text(state: Composing, session: Session, text: str) -> None:
    before = numbered(state)
    press(state, text)
    assert (texts(state), state.text, steps(session)) == ([], text, [])
    press(state, "\r")
    assert texts(state) == [text]
    assert numbered(state) == before


def test_a_sign_that_begins_a_term_is_a_new_tag_behind_a_digit(state: Composing) -> None:
    press(state, "3:d\r")
    assert texts(state, "action") == ["sitting", ":d"]
    press(state, "4:")
    assert state.text == "4:"


def test_a_digit_without_prediction_is_text_where_a_letter_follows(state: Composing) -> None:
    press(state, "9")
    assert state.message == "No prediction 9"
    press(state, "lives\r")
    assert texts(state) == ["9lives"]


def test_backspace_lets_text_be_text(state: Composing) -> None:
    press(state, "3d\b")
    assert (texts(state), state.text) == ([], "3")
    press(state, "x\r")
    assert texts(state) == ["3x"]


def test_digits_in_the_globals_are_text(state: Composing) -> None:
    state.go_to_slot(1)
    press(state, "3xyz\r")
    assert state.slot == GLOBALS
    assert texts(state, GLOBALS) == ["3xyz"]


@settings(max_examples=80, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    digits=st.text("12345", min_size=1, max_size=4), word=st.sampled_from(["dog", "girl", "boys", "mm lens", "d re"])
)
def test_every_digit_is_a_take_or_stands_in_the_text(
    state: Composing, session: Session, digits: str, word: str
) -> None:
    put(session, "a.png")
    state.go_to_slot(3)
    offered = numbered(state)
    press(state, f"{digits}{word}\r")
    found = texts(state)

    def taken(presses: str) -> list[str]:
        kept: list[str] = []
        for digit in presses:
            text = offered[int(digit) - 1]
            kept = [other for other in kept if other != text] if text in kept else [*kept, text]
        return kept

    splits = [at for at in range(len(digits) + 1) if found == [*taken(digits[:at]), digits[at:] + word]]
    assert splits
    typed = digits[splits[-1] :] + word
    assert typed == word or any(term.startswith(typed[:2]) for term in KNOWN)

"""The state of the composer without a terminal: what every action does to image, slot, text, tags and cursor."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.tui_material import COLOURS, WORDS, at, compose, do, open_session, put, texts
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.errors import ReadOnlyError
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.services.session.sidecars import SidecarChangedError
from tui_captioner.tui.composer.composing import Composing

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
    state.choose_next()
    assert state.choice == 1
    for _ in range(5):
        state.choose_next()
    assert state.choice == 1
    state.choose_previous()
    assert (state.choice, state.marked) == (None, 0)
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
    do(state, state.take())
    assert texts(state) == ["standing on one leg"]


def test_where_nothing_is_marked_or_greyed_nothing_is_taken(state: Composing) -> None:
    state.typed("zzz top")
    do(state, state.take())
    assert (texts(state), state.text) == ([], "zzz top")
    assert state.message == "There is nothing to take: Enter keeps what was typed"


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
    assert texts(state) == ["standing on one leg"]


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
    assert state.message == "Added 'Standing'; 'standing' stands in Action already"


def test_sentence_mode_keeps_commas_for_one_tag(state: Composing, session: Session) -> None:
    at(state, "details")
    state.sentence = True
    state.typed("Light, soft and low.")
    do(state, state.keep())
    assert state.tags("details") == (Tag("Light, soft and low.", sentence=True),)
    assert state.sentence
    state.switch_sentence()
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
    state.choose_next()
    state.let_go()
    assert (state.choice, state.text) == (None, "stan")
    state.sentence = True
    state.let_go()
    assert (state.text, state.sentence) == ("", True)
    state.let_go()
    assert (state.sentence, state.message) == (False, "Sentence mode is off")


# --- ghost text -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ghost", "word"),
    [
        *(("ding", "ding"), ("ding on one leg", "ding "), (" on one leg", " on "), ("", ""), (" ", " ")),
        *(("  x y", "  x "), ("ing_at_viewer", "ing_"), ("ding ", "ding"), (" x", " x")),
    ],
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


def test_no_more_of_a_run_is_taken_than_can_be_seen(
    state: Composing, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state.completer, "run", lambda name, slot, alternative: ("standing", "smiling", "waving"))
    for room, seen in ((7, 0), (8, 1), (16, 1), (17, 2), (24, 2), (25, 3)):
        state.line_room = room
        state.suggest()
        assert len(state.run) == seen
    state.line_room = 20
    state.take_run()
    assert texts(state) == ["standing", "smiling"]


def test_without_a_run_nothing_is_taken(state: Composing, session: Session) -> None:
    before = session.undo_title()
    state.take_run()
    assert (texts(state), state.message, session.undo_title()) == ([], "", before)

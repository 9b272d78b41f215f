"""What is seen is what is taken: the marked row, or the greyed text where no row goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.tui_material import compose, do, number, open_session, put, texts
from tui_captioner.domain.suggest import Suggestion
from tui_captioner.domain.vocabulary import Term
from tui_captioner.services.session.session import Session
from tui_captioner.tui.composer.composing import Composing
from tui_captioner.tui.composer.views import suggestion_lines


@pytest.fixture
def session(dataset: Path) -> Iterator[Session]:
    opened = open_session(dataset)
    yield opened
    opened.close()


@pytest.fixture
def state(session: Session) -> Composing:
    composing = compose(session)
    composing.go_to_slot(number(session, "action"))
    return composing


def offer(state: Composing, monkeypatch: pytest.MonkeyPatch, rows: list[Suggestion], ghost: str) -> None:
    monkeypatch.setattr(state.completer, "suggest", lambda *_, **__: rows)
    monkeypatch.setattr(state.completer, "ghost", lambda *_, **__: ghost)


def test_where_no_row_goes_on_tab_takes_what_is_greyed(state: Composing, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(state, monkeypatch, [], "eer foam")
    state.typed("zebra in b")
    do(state, state.take())

    assert texts(state) == ["zebra in beer foam"]


def test_the_row_that_goes_on_is_taken(state: Composing, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(state, monkeypatch, [Suggestion(Term("standing"), "standing", 0.0)], "ding")
    state.typed("stan")
    do(state, state.take())

    assert texts(state) == ["standing"]


def test_a_chosen_row_is_taken_whatever_is_greyed(state: Composing, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(state, monkeypatch, [Suggestion(Term("long hair"), "long hair", 0.0)], " net")
    state.typed("hair")
    state.choose_next()
    do(state, state.take())

    assert texts(state) == ["long hair"]


def test_a_beginning_goes_into_the_input_not_into_the_caption(
    state: Composing, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = Suggestion(Term("a macro shot of "), "a macro shot of ", 0.0, begins=True)
    offer(state, monkeypatch, [row], "acro shot of ")
    state.typed("a m")
    shown = "".join(piece[0] for piece in suggestion_lines(state, 60, 3)[0])
    do(state, state.take())

    assert (state.text, texts(state)) == ("a macro shot of ", [])
    assert "a macro shot of …" in shown


def test_a_greyed_phrase_that_goes_on_is_not_kept_half(state: Composing, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(state, monkeypatch, [], "ucket of ")
    state.typed("zebra in b")
    do(state, state.take())

    assert (state.text, texts(state)) == ("zebra in bucket of ", [])


def test_a_run_is_taken_tag_by_tag(state: Composing, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    put(session, "a.png", action=["waving"])
    monkeypatch.setattr(state.completer, "run", lambda name, slot, alternative: ("standing", "smiling"))
    monkeypatch.setattr(state.completer, "slot_of", lambda text, slot: slot)
    state.typed("")
    state.take_run(longest=1)

    assert (texts(state), state.message) == (["waving", "standing"], "Took 'standing'")

"""`state.background:done` asks for the state of a slot."""

from __future__ import annotations

import pytest

from tui_captioner.domain.query.at_cursor import complete
from tui_captioner.domain.query.expression import Not, TextTest
from tui_captioner.domain.query.parsing import FilterError, parse_filter
from tui_captioner.domain.query.pattern import Pattern
from tui_captioner.domain.query.words import FilterWords
from tui_captioner.domain.slot_states import STATES

WORDS = FilterWords(("globals", "text", "Pose"))


def test_it_is_read() -> None:
    asked = TextTest("state", Pattern(tuple("done")), "Pose", whole=True)
    assert parse_filter("state.Pose:done", WORDS) == asked
    assert parse_filter("STATE.pose = done", WORDS) == asked
    assert parse_filter("state.pose!=done", WORDS) == Not(asked)
    assert parse_filter("state.text:d*", WORDS).slot == "text"  # type: ignore[union-attr]
    assert parse_filter("state:done", WORDS) == TextTest("state", Pattern(tuple("done")), whole=True)


@pytest.mark.parametrize(
    ("text", "start", "said"),
    [
        ("state.poze:done", 0, "Did you mean state.Pose:?"),
        ("a state.globals:done", 2, "there is no slot 'state.globals'"),
        ("state.pose:finished", 0, "States are empty, draft, done, reviewed, flagged"),
        ("state.pose:", 0, "state.pose: needs a value"),
        ("state.pose>3", 0, "can't be less or more"),
    ],
)
def test_what_is_wrong_is_said_in_words(text: str, start: int, said: str) -> None:
    with pytest.raises(FilterError) as caught:
        parse_filter(text, WORDS)
    assert said in str(caught.value)
    assert caught.value.start >= start


def test_it_is_completed() -> None:
    assert complete("st", 2, WORDS).options == ("state:",)
    assert complete("state", 5, WORDS).options == ("state:", "state.text:", "state.Pose:")
    assert complete("state.p", 7, WORDS).options == ("state.Pose:",)
    assert complete("state.pose:", 11, WORDS).options == STATES
    assert complete("state.pose:fl", 13, WORDS).options == ("flagged",)
    assert "state.Pose:" not in complete("", 0, WORDS).options

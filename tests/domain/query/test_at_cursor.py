"""What is offered while a filter is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.query.at_cursor import Completion, complete, written
from tui_captioner.domain.query.expression import TextTest
from tui_captioner.domain.query.parsing import parse_filter
from tui_captioner.domain.query.words import FilterWords
from tui_captioner.domain.spelling import match_key

WORDS = FilterWords(rules=("written-twice", "unsure"))


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("ta", ("tag:", "tags>")),
        ("back", ("background:",)),
        ("hat an", ("AND",)),
        ("an", ()),
        ("state:d", ("draft", "done")),
        ("state:", ("empty", "draft", "done", "reviewed", "flagged")),
        ("a state:rev", ("reviewed",)),
        ("finding:w", ("written-twice",)),
        ("unsure:", ("yes", "no")),
        ("by:f", ("file",)),
        ("background:e", ("empty",)),
        ("tokens>", ()),
    ],
)
def test_what_fits_is_offered(text: str, options: tuple[str, ...]) -> None:
    found = complete(text, len(text), WORDS)
    assert found.options == options
    assert text[found.start :] == found.typed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tag:re", Completion(4, "re", (), tags=True)),
        ('tag:"red h', Completion(4, "red h", (), tags=True)),
        ("a action:st", Completion(9, "st", (), tags=True, slot="action")),
        ("tag:*h", Completion(4, "*h", ())),
    ],
)
def test_tags_are_asked_for(text: str, expected: Completion) -> None:
    assert complete(text, len(text), WORDS) == expected


def test_the_middle_of_a_filter_is_completed_too() -> None:
    assert complete("sta AND tag:hat", 3, WORDS).options == ("state:",)


@given(st.text(max_size=30), st.integers(0, 30))
def test_every_text_can_be_completed(text: str, cursor: int) -> None:
    found = complete(text, min(cursor, len(text)), WORDS)
    assert 0 <= found.start <= len(text)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20))
def test_a_value_that_is_put_in_stands_for_itself(value: str) -> None:
    if value.strip():
        found = parse_filter(f"tag:{written(value)}")
        assert isinstance(found, TextTest)
        assert found.pattern.text == match_key(value)

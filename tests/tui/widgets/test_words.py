"""Words as readline has them."""

from __future__ import annotations

import pytest

from tui_captioner.tui.widgets.words import (
    blank_word_start,
    without_first_word,
    without_last_word,
    word_end,
    word_start,
)


@pytest.mark.parametrize(
    ("text", "word", "blank"),
    [
        ("one two", 4, 4),
        ("one two  ", 4, 4),
        ("half-open mouth", 10, 10),
        ("mouth half-open", 11, 6),
        ("(red hat:1.2)", 11, 5),
        ("", 0, 0),
        ("   ", 0, 0),
        ("日本 語", 3, 3),
        ("--", 0, 0),
    ],
)
def test_back_from_the_end(text: str, word: int, blank: int) -> None:
    assert (word_start(text, len(text)), blank_word_start(text, len(text))) == (word, blank)


@pytest.mark.parametrize(
    ("text", "at", "end"), [("one two", 0, 3), ("one two", 3, 7), ("half-open", 0, 4), ("a  ", 1, 3), ("", 0, 0)]
)
def test_on_to_the_end_of_a_word(text: str, at: int, end: int) -> None:
    assert word_end(text, at) == end


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [("Mickey in a hat", "in a hat", "Mickey in a"), ("one", "", ""), ("a  b", "b", "a"), ("", "", "")],
)
def test_a_text_loses_a_word(text: str, first: str, last: str) -> None:
    assert (without_first_word(text), without_last_word(text)) == (first, last)

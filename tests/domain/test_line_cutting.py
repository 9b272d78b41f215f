"""A run of words without commas becomes known tags."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.line_cutting import cut_line

KNOWN = {
    "standing",
    "long hair",
    "hair",
    "red dress",
    "dress",
    "beach",
    "looking at viewer",
    "looking",
    "1girl",
    "smile",
}


def knows(text: str) -> bool:
    return text in KNOWN


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("1girl standing long hair red dress", "1girl, standing, long hair, red dress"),
        ("looking at viewer standing", "looking at viewer, standing"),
        ("standing on a beach smile", "standing, on a beach ?, smile"),
        ("long hair and red dress", "long hair, red dress"),
        ("blue quux standing", "blue quux ?, standing"),
        ("standing blue quux", "standing, blue quux ?"),
        ("quux", "quux ?"),
        ("  ", ""),
    ],
)
def test_words_become_tags_and_doubtful_ones_are_marked(text: str, tags: str) -> None:
    found = ", ".join(cut.text if cut.sure else f"{cut.text} ?" for cut in cut_line(text, knows))
    assert found == tags


@given(st.lists(st.sampled_from([*" ".join(sorted(KNOWN)).split(), "on", "a", "quux", "blue"]), max_size=30))
def test_no_word_is_lost_or_moved(words: list[str]) -> None:
    assert " ".join(cut.text for cut in cut_line(" ".join(words), knows)).split() == words

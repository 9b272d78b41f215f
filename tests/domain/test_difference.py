"""What goes and what comes from one text of a caption to another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.difference import difference
from tui_captioner.domain.reading import read_caption


@pytest.mark.parametrize(
    ("before", "after", "goes", "comes", "reordered"),
    [
        ("woman, red hat", "woman, blue hat", ["red hat"], ["blue hat"], False),
        ("man, woman", "woman", ["man"], [], False),
        ("hat, hat, tree", "hat, tree", ["hat"], [], False),
        ("standing, photo", "photo, standing", [], [], True),
        ("", "annika", [], ["annika"], False),
        ("a, (b, c:1.2)", "a, (b, c:1.3)", ["(b, c:1.2)"], ["(b, c:1.3)"], False),
        ("A dog barks at the tree. tree", "A dog barks at the tree. oak", ["tree"], ["oak"], False),
    ],
)
def test_whole_pieces_go_and_come(before: str, after: str, goes: list[str], comes: list[str], reordered: bool) -> None:
    found = difference(before, after)
    assert (found.goes, found.comes, found.reordered) == (goes, comes, reordered)


TEXTS = st.text(st.sampled_from("ab ,.()\n"), max_size=20)


@given(TEXTS, TEXTS)
def test_the_stretches_are_the_text(before: str, after: str) -> None:
    found = difference(before, after)
    assert "".join(run.text for run in found.before) == read_caption(before).text
    assert "".join(run.text for run in found.after) == read_caption(after).text


@given(TEXTS)
def test_a_text_differs_from_itself_in_nothing(text: str) -> None:
    found = difference(text, text)
    assert (found.goes, found.comes, found.reordered) == ([], [], False)


def test_another_separator_cuts_otherwise() -> None:
    found = difference("a, b; c", "a, b; d", lambda text: read_caption(text, separator="; "))
    assert (found.goes, found.comes) == (["c"], ["d"])

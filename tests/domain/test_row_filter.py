"""What is typed to filter a list: a text, or an expression between slashes."""

from __future__ import annotations

import pytest

from tui_captioner.domain.row_filter import RowFilter, row_filter


def test_a_plain_text_is_held_whatever_the_case() -> None:
    wanted = row_filter("  Red HAT ")
    assert wanted == RowFilter("red hat")
    assert wanted.holds("x", "a RED hat")
    assert not wanted.holds("red", "hat")
    assert row_filter("").holds("anything")


@pytest.mark.parametrize(("typed", "text"), [("CAFÉ", "a cafe\u0301"), ("cafe\u0301", "a Café"), ("ß", "STRASSE")])
def test_letters_may_be_composed_or_not(typed: str, text: str) -> None:
    assert row_filter(typed).holds(text)


def test_between_slashes_stands_an_expression_and_the_last_one_may_be_missing() -> None:
    assert row_filter("/hats?$/") == RowFilter("hats?$", is_pattern=True)
    assert row_filter("/hats?") == RowFilter("hats?", is_pattern=True)
    assert row_filter(r"/a\/") == RowFilter(r"a\/", is_pattern=True)
    assert row_filter("/") == RowFilter("")
    assert row_filter("//") == RowFilter("")


def test_an_expression_holds_the_texts_in_which_it_was_found_as_a_whole() -> None:
    wanted = row_filter("/hats?$/")
    assert not wanted.holds("red hat")
    found = wanted.finding(["red hat"])
    assert found.holds("x", "red hat")
    assert not found.holds("red hat on a table")

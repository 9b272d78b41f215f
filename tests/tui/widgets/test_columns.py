"""Columns that fit into a width, and rows of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.tui.widgets.columns import Column, Table
from tui_captioner.tui.widgets.lines import Line, width_of

COLUMNS = (
    Column("name", "name", 8),
    Column("tags", "tags", 6, right=True, rank=2),
    Column("found", "found", 9, rank=3),
    Column("text", "text", 6, grows=True),
)


def plain(line: Line) -> str:
    return "".join(text for text, _ in line)


@pytest.mark.parametrize(
    ("width", "keys"),
    [
        (80, ["name", "tags", "found", "text"]),
        (35, ["name", "tags", "found", "text"]),
        (34, ["name", "tags", "text"]),
        (23, ["name", "text"]),
        (5, ["name", "text"]),
    ],
)
def test_columns_fall_away_from_the_highest_rank_on(width: int, keys: list[str]) -> None:
    assert [column.key for column, _ in Table.fitted(COLUMNS, width).columns] == keys


def test_a_row_is_as_wide_as_the_window_and_numbers_stand_at_the_right() -> None:
    table = Table.fitted(COLUMNS, 40)
    row = table.row(
        {"name": [("a very long name", "")], "tags": [("7", "dim")], "text": [("red hat, ", ""), ("coat", "")]}
    )
    assert plain(row) == "a very…        7             red hat, c…"
    assert width_of(row) == 40


def test_the_column_by_which_rows_are_sorted_has_a_sign() -> None:
    table = Table.fitted(COLUMNS, 40)
    assert "tags ▲" in plain(table.head("tags"))
    assert "name ▼" in plain(table.head("name", reverse=True))


def test_a_style_for_the_whole_row() -> None:
    row = Table.fitted(COLUMNS, 40).row({"name": [("a", "warn")]}, "chosen")
    assert {style for _, style in row} == {"chosen"}


@given(st.text(max_size=12), st.integers(23, 60))
def test_whatever_stands_in_a_cell_the_row_keeps_its_width(text: str, width: int) -> None:
    assert width_of(Table.fitted(COLUMNS, width).row({"name": [(text, "")], "text": [(text, "")]})) == width

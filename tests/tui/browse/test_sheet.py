"""A sheet of thumbnails: how it is divided, and how one goes over it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.tui.browse.sheet import MOST, Shape


@pytest.mark.parametrize(
    ("width", "height", "shape"),
    [(110, 30, Shape(5, 3)), (78, 22, Shape(3, 2)), (10, 4, Shape(1, 1)), (400, 200, Shape(20, 2))],
)
def test_as_many_thumbnails_as_fit(width: int, height: int, shape: Shape) -> None:
    assert Shape.fitting(width, height) == shape
    assert shape.page <= MOST


@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 300), st.data())
def test_the_cursor_is_always_on_the_sheet(across: int, down: int, total: int, data: st.DataObject) -> None:
    shape, row, top = Shape(across, down), data.draw(st.integers(0, total - 1)), data.draw(st.integers(0, 400))
    first = shape.first(row, top, total)
    assert first <= row < first + shape.page
    assert first % across == 0
    assert first >= 0


def test_the_sheet_moves_no_further_than_it_has_to() -> None:
    shape = Shape(5, 3)
    assert shape.first(12, 0, 100) == 0
    assert shape.first(15, 0, 100) == 5
    assert shape.first(4, 5, 100) == 0
    assert shape.first(99, 0, 100) == 85
    assert shape.first(0, 85, 3) == 0

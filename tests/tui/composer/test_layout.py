"""How the window is divided: it never takes more than there is, and keeps the parts usable."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_captioner.tui.composer.layout import NARROW, Layout, plan

STEADY = settings(derandomize=True, deadline=None)


@STEADY
@given(
    width=st.integers(20, 400),
    height=st.integers(5, 200),
    slots=st.integers(2, 12),
    picture=st.booleans(),
)
def test_the_parts_fit_into_the_window(width: int, height: int, slots: int, picture: bool) -> None:
    room = plan(width, height, slots, picture=picture)
    header = status = line = 1
    assert (
        header + room.slots + 2 * (room.gap + room.margin) + line + room.suggestions + room.caption + status <= height
    )
    assert min(room.slots, room.caption) >= 1
    assert room.suggestions in range(1 if height > 5 else 0, 10)
    assert room.picture in (0, *range(18, width - 51))


@STEADY
@given(width=st.integers(20, 400), height=st.integers(5, 200), picture=st.booleans())
def test_a_picture_only_where_there_is_room_and_it_is_wanted(width: int, height: int, picture: bool) -> None:
    assert (plan(width, height, 7, picture=picture).picture > 0) == (picture and width >= NARROW)


@STEADY
@given(width=st.integers(20, 300), height=st.integers(5, 100))
def test_more_window_never_means_less_room(width: int, height: int) -> None:
    small, large = plan(width, height, 7), plan(width, height + 10, 7)
    assert large.slots + large.suggestions + large.caption >= small.slots + small.suggestions + small.caption


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        (80, 24, Layout(picture=28, slots=7, gap=1, margin=0, suggestions=9, caption=3)),
        (100, 30, Layout(picture=46, slots=14, gap=1, margin=0, suggestions=7, caption=3)),
        (40, 12, Layout(picture=0, slots=4, gap=0, margin=0, suggestions=3, caption=2)),
    ],
)
def test_usual_windows(width: int, height: int, expected: Layout) -> None:
    assert plan(width, height, 7) == expected


def test_the_picture_is_left_out_when_it_is_not_wanted() -> None:
    assert plan(100, 30, 7, picture=False) == plan(100, 30, 7)._replace(picture=0, columns=2)


def test_a_wide_window_is_used() -> None:
    """The picture has all the height, the caption stands beside it, suggestions in two columns, slots close by."""
    room = plan(200, 50, 7)
    assert room == Layout(
        picture=106, slots=14, gap=1, margin=1, suggestions=9, caption=6, columns=2, caption_beside=True
    )
    assert plan(200, 50, 7, picture=False).caption_beside is False


@STEADY
@given(height=st.integers(5, 200))
def test_two_columns_of_suggestions_have_room(height: int) -> None:
    for width in range(20, 400):
        room = plan(width, height, 7)
        if room.columns == 2:
            assert width - room.picture - 2 >= 76


@STEADY
@given(width=st.integers(20, 300), height=st.integers(5, 100), slots=st.integers(2, 12))
def test_with_room_every_slot_has_the_same_number_of_rows(width: int, height: int, slots: int) -> None:
    rows = plan(width, height, slots).slots
    assert rows < slots or rows % slots == 0

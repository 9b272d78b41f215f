"""How long the rest takes: by the images that were finished here, breaks left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.composer_desk import open_desk
from tui_captioner.tui.composer.pace import Pace


def paced(*moments: tuple[float, int]) -> Pace:
    """A pace that was told how many images were finished at which second."""
    now = [0.0]
    pace = Pace(lambda: now[0])
    for second, done in moments:
        now[0] = second
        pace.note(done)
    return pace


@pytest.mark.parametrize(
    ("moments", "expected"),
    [
        ([(0, 2)], "8 to go; how long it takes is known once an image was finished here"),
        ([(0, 2), (60, 3)], "8 to go at 60 s each: 8 min left"),
        ([(0, 2), (60, 3), (60, 3), (160, 4), (180, 5)], "8 to go at 60 s each: 8 min left"),
        ([(0, 2), (60, 3), (5000, 4)], "8 to go at 60 s each: 8 min left"),
        ([(0, 2), (60, 3), (70, 90), (80, 4)], "8 to go at 60 s each: 8 min left"),
        ([(0, 2), (600, 3)], "8 to go at 10 min each: 80 min left"),
        ([(0, 2), (0.1, 3)], "8 to go at 1 s each: 1 s left"),
    ],
)
def test_the_middle_of_what_images_took_counts(moments: list[tuple[float, int]], expected: str) -> None:
    assert paced(*moments).told(2, 10) == expected


def test_a_long_way_is_told_in_hours() -> None:
    assert paced((0, 0), (120, 1)).told(1, 1001) == "1,000 to go at 2 min each: 33 h 20 min left"


def test_nothing_is_left() -> None:
    assert paced().told(10, 10) == "All 10 are done"


async def test_the_header_tells_and_so_does_the_palette(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press("ctrl+d")
        assert str(desk.composer.header.tooltip).startswith("2 to go at ")
        await desk.press("ctrl+p", *"pace", "enter")
        await desk.until(lambda: desk.state.message.startswith("2 to go at "))

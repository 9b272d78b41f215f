"""A dialog stands beside the picture, which stays to be seen; without a picture it stands in the middle."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.composer_desk import open_desk
from tui_captioner.tui.graphics.place import comes_through, spot_of


@pytest.mark.parametrize("size", [(80, 24), (128, 40), (200, 50)])
async def test_a_dialog_leaves_the_picture_and_what_stands_around_it(dataset: Path, size: tuple[int, int]) -> None:
    async with open_desk(dataset, size=size) as desk:
        picture = desk.composer.picture
        await desk.until(lambda: "1x1" in desk.drawn()[0])
        before = desk.drawn()
        await desk.press("ctrl+f")
        pane = desk.top.query_one(".dialog").region
        assert pane.x >= picture.region.right
        assert pane.right == size[0]
        assert (pane.y > 0, pane.bottom < size[1]) == (True, True)
        after = desk.drawn()
        assert after[0] == before[0]
        assert after[-1] == before[-1]
        assert comes_through(picture)
        assert spot_of(picture, picture.size.width, picture.size.height) is not None


async def test_without_a_picture_a_dialog_stands_in_the_middle_over_everything(dataset: Path) -> None:
    async with open_desk(dataset, size=(60, 20)) as desk:
        await desk.press("ctrl+f")
        pane = desk.top.query_one(".dialog").region
        assert abs((pane.x + pane.right) - 60) <= 1
        assert not comes_through(desk.composer.input)


async def test_a_dialog_follows_the_window(dataset: Path) -> None:
    async with open_desk(dataset, size=(128, 40)) as desk:
        await desk.press("ctrl+f")
        await desk.pilot.resize_terminal(60, 20)
        await desk.until(lambda: desk.top.query_one(".dialog").region.x < 10)
        assert not comes_through(desk.composer.picture)
        await desk.pilot.resize_terminal(128, 40)
        await desk.until(lambda: desk.top.query_one(".dialog").region.x >= desk.composer.picture.region.right)
        await desk.until(lambda: comes_through(desk.composer.picture))


async def test_what_lies_over_the_picture_hides_it(dataset: Path) -> None:
    async with open_desk(dataset, size=(128, 40)) as desk:
        picture = desk.composer.picture
        size = (picture.size.width, picture.size.height)
        await desk.press("ctrl+f")
        pane = desk.top.query_one(".dialog").styles
        pane.width = pane.max_width = 128
        await desk.until(lambda: desk.top.query_one(".dialog").region.x == 0)
        assert spot_of(picture, *size) is None
        await desk.press("escape", "f1")
        assert not comes_through(picture)

"""The command palette: what has no key comes first; in the composer it leaves the picture standing."""

from __future__ import annotations

from pathlib import Path

from textual.command import CommandPalette
from textual.widgets import OptionList

from tests.support.composer_desk import Desk, open_desk
from tui_captioner.tui.composer.actions import COMPOSER
from tui_captioner.tui.palette import Palette


async def offered(desk: Desk, awaited: str, *typed: str) -> list[str]:
    """What the palette shows, once a row begins with what is awaited."""
    await desk.press("ctrl+p", *typed)
    palette = desk.top
    assert isinstance(palette, Palette)

    def rows() -> list[str]:
        return [str(option.prompt) for option in palette.query_one(OptionList).options]

    await desk.until(lambda: any(row.startswith(awaited) for row in rows()))
    await desk.until(lambda: palette.query_one("#--input").region.width)
    return rows()


async def test_what_has_no_key_comes_first_and_each_says_its_key(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        rows = await offered(desk, "Quit")
    keyless = [action.title for action in COMPOSER.actions if action.palette and not action.keys]
    assert [row.split("  ")[0] for row in rows[: len(keyless)]] == keyless
    assert any(row.startswith("Undo ") and "Ctrl+Z" in row for row in rows[len(keyless) :])


async def test_words_are_looked_for_and_the_action_is_carried_out(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        assert (await offered(desk, "Picture on", *"picture on"))[0].startswith("Picture on or off")
        before = desk.composer.picture.display
        await desk.press("enter")
        await desk.until(lambda: desk.composer.picture.display is not before)


async def test_it_stands_beside_the_picture_where_there_is_one(dataset: Path) -> None:
    async with open_desk(dataset, size=(120, 36)) as desk:
        await offered(desk, "Undo")
        container = desk.top.query_one("#--input")
        assert container.region.x > desk.composer.picture.region.right - 1
        assert desk.top.styles.background.a == 0
    async with open_desk(dataset, size=(60, 20)) as desk:
        await offered(desk, "Undo")
        assert desk.top.query_one("#--input").region.width == 60


async def test_it_comes_once(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await offered(desk, "Undo")
        desk.app.action_command_palette()
        await desk.pilot.pause()
        assert [isinstance(screen, CommandPalette) for screen in desk.app.screen_stack].count(True) == 1

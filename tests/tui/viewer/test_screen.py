from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from textual.app import App

from tui_captioner.storage.images.image_errors import ImageUnreadable
from tui_captioner.storage.images.images import Scaled
from tui_captioner.storage.images.pictures import PictureStore
from tui_captioner.tui.actions import Keymap
from tui_captioner.tui.graphics.protocol import Protocol, ProtocolChoice
from tui_captioner.tui.graphics.quality import Quality
from tui_captioner.tui.pictures import Pictures
from tui_captioner.tui.terminal.terminal_replies import TerminalCaps
from tui_captioner.tui.viewer.screen import Gallery, PictureScreen
from tui_captioner.tui.viewer.viewport import WHOLE

BLOCKS = ProtocolChoice(Protocol.BLOCKS_TRUECOLOR, "test")
NAMES = ("a.png", "b.png", "c.png")


class Asked(PictureStore):
    """A store that remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__(isolate=False)
        self.views: list[tuple[str, object, bool]] = []

    def load(self, path: Path, *args: Any, **options: Any) -> Scaled:
        self.views.append((path.name, options.get("region"), options.get("chequered", False)))
        return super().load(path, *args, **options)

    def of(self, name: str) -> list[tuple[object, bool]]:
        """The parts of a picture that were asked for, and whether on squares; thumbnails are whole."""
        return [(region, chequered) for asked, region, chequered in self.views if asked == name]


class Viewer(App[None]):
    """An app with nothing but the screen."""

    def __init__(self, folder: Path, at: str, choice: ProtocolChoice) -> None:
        super().__init__()
        self.store = Asked()
        self.left: list[str | None] = []
        gallery = Gallery(NAMES, lambda name: folder / name)
        pictures = Pictures(TerminalCaps(cell=(10, 20)), choice, self.store)
        self.looking = PictureScreen(gallery, at, pictures, Keymap())

    def on_mount(self) -> None:
        self.push_screen(self.looking, self.left.append)


class Looker:
    """Presses keys in the viewer and waits for what they lead to."""

    def __init__(self, app: Viewer, pilot: Any) -> None:
        self.app, self.pilot, self.screen = app, pilot, app.looking

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def until(self, met: Callable[[], object]) -> None:
        """Wait for threads to deliver."""
        for _ in range(3000):
            if met():
                return
            await self.pilot.pause(0.01)
        pytest.fail(f"it never came; asked for were {self.app.store.views}")

    @property
    def line(self) -> str:
        return self.screen.facts.plain[0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, size in zip(NAMES, [(1200, 800), (800, 1200), (1200, 800)], strict=True):
        Image.new("RGB", size, (200, 90, 30)).save(tmp_path / name)
    return tmp_path


@asynccontextmanager
async def looking(
    folder: Path, at: str = "a.png", size: tuple[int, int] = (100, 40), choice: ProtocolChoice = BLOCKS
) -> AsyncIterator[Looker]:
    app = Viewer(folder, at, choice)
    async with app.run_test(size=size) as pilot:
        looker = Looker(app, pilot)
        await looker.until(lambda: app.looking._view is not None)
        yield looker


async def test_it_says_what_is_known_of_the_picture(folder: Path) -> None:
    async with looking(folder) as looker:
        await looker.until(lambda: "PNG" in looker.line)
        assert "1/3" in looker.line
        assert "a.png  1200x800  3:2  PNG" in looker.line
        assert looker.line.rstrip().endswith("fit")


async def test_zooming_and_panning_ask_for_parts_of_the_picture(folder: Path) -> None:
    async with looking(folder) as looker:
        await looker.press("plus", "plus")
        view = looker.screen._view
        assert view is not None
        assert view.region != WHOLE
        await looker.until(lambda: (view.region, False) in looker.app.store.of("a.png"))
        await looker.press("left", "left", "left", "left", "left", "left")
        assert looker.screen._view is not None
        assert looker.screen._view.region[0] == 0.0
        await looker.press("1")
        assert "100%" in looker.line
        await looker.press("0")
        assert looker.line.rstrip().endswith("fit")


async def test_another_picture_is_looked_at_in_the_same_place(folder: Path) -> None:
    async with looking(folder) as looker:
        await looker.press("pagedown", "pagedown")
        await looker.until(lambda: "c.png" in looker.screen._sizes)
        await looker.press("1", "right")
        view = looker.screen._view
        await looker.press("pageup", "pageup")
        await looker.until(lambda: view is not None and (view.region, False) in looker.app.store.of("a.png"))
        assert looker.screen.name_at == "a.png"
        await looker.press("pageup")
        assert looker.screen.name_at == "a.png"


async def test_transparency_is_shown_on_squares(folder: Path) -> None:
    async with looking(folder) as looker:
        await looker.press("c")
        await looker.until(lambda: (None, True) in looker.app.store.of("a.png"))


async def test_side_by_side_shows_the_picture_before(folder: Path) -> None:
    async with looking(folder, at="b.png", size=(100, 24)) as looker:
        assert not looker.screen.before.display
        assert "a.png" not in {name for name, _, _ in looker.app.store.views}
        await looker.press("s")
        await looker.until(lambda: looker.app.store.of("a.png"))
        assert looker.screen.before.region.width == pytest.approx(50, abs=1)
        assert "picture before" in looker.screen.hints.plain[0]
        await looker.press("pageup")
        assert looker.screen.name_at == "a.png"


async def test_the_strip_is_there_where_there_is_room(folder: Path) -> None:
    async with looking(folder, size=(100, 40)) as looker:
        assert looker.screen.strip.display
        await looker.until(lambda: looker.app.store.of("c.png"))
        await looker.press("t")
        assert not looker.screen.strip.display
    async with looking(folder, size=(100, 24)) as looker:
        assert not looker.screen.strip.display


async def test_it_ends_with_the_picture_that_was_looked_at_last(folder: Path) -> None:
    async with looking(folder) as looker:
        await looker.press("n", "q")
        assert looker.app.left == ["b.png"]


async def test_a_key_that_means_nothing_here_reaches_nothing_below(folder: Path) -> None:
    async with looking(folder) as looker:
        await looker.press("x", "tab", "ctrl+d")
        assert looker.app.screen is looker.screen


async def test_a_picture_that_cannot_be_read_is_passed(folder: Path) -> None:
    (folder / "b.png").write_bytes(b"no picture")
    async with looking(folder) as looker:
        await looker.press("plus", "pagedown")
        with pytest.raises(ImageUnreadable):
            looker.app.store.load(folder / "b.png", (10, 10))
        assert "%" not in looker.line
        await looker.press("plus", "pagedown")
        await looker.until(lambda: "c.png" in looker.screen._sizes)
        assert looker.screen.name_at == "c.png"


async def test_the_views_are_as_wide_as_the_window(folder: Path) -> None:
    async with looking(folder, size=(100, 40)) as looker:
        screen = looker.screen
        assert (screen.here.region.x, screen.here.region.width) == (0, 100)
        assert (screen.strip.region.x, screen.strip.region.width) == (0, 100)


async def test_a_small_picture_is_as_large_as_the_line_on_top_says(folder: Path) -> None:
    Image.new("RGB", (30, 20), "red").save(folder / "a.png")
    async with looking(folder, size=(100, 24)) as looker:
        await looker.until(lambda: looker.screen.here._shown.picture is not None and looker.screen._view is not None)
        view, shown = looker.screen._view, looker.screen.here._shown.picture
        assert view is not None
        assert shown is not None
        # 22 rows of two dots each.
        assert view.present_scale == pytest.approx(44 / 20)
        assert "220% fit" in looker.line
        assert (shown.columns, shown.rows) == (66, 22)


@pytest.mark.parametrize("columns", [80, 128])
async def test_it_says_how_the_terminal_would_show_more(folder: Path, columns: int) -> None:
    remedy = 'sharper pictures in tmux: "set -g allow-passthrough on"'
    async with looking(folder, size=(columns, 24), choice=BLOCKS._replace(remedy=remedy)) as looker:
        line = looker.screen.hints.plain[0]
        assert line.startswith(remedy)
        assert line.rstrip().endswith("Esc back")


async def test_the_way_back_is_said_in_a_narrow_window_too(folder: Path) -> None:
    async with looking(folder, size=(40, 24), choice=BLOCKS._replace(remedy="sharper pictures: " + "x" * 40)) as looker:
        line = looker.screen.hints.plain[0].rstrip()
        assert line.startswith("sharper pictures: xx")
        assert line.endswith("Esc back")


async def test_without_the_strip_the_picture_gets_its_room_and_the_line_says_so(folder: Path) -> None:
    async with looking(folder, at="b.png", size=(100, 40)) as looker:
        assert looker.line.rstrip().endswith("  4% fit")  # 27 rows of two dots, for 1200 pixels
        await looker.press("t")
        await looker.until(lambda: looker.line.rstrip().endswith("  6% fit"))
        assert looker.screen._view is not None
        assert looker.screen._view.box == (100, 76)


async def test_one_to_one_shows_less_where_no_more_may_be_sent(folder: Path) -> None:
    choice = ProtocolChoice(Protocol.SIXEL, "test", quality=Quality.LOW)
    async with looking(folder, size=(100, 40), choice=choice) as looker:
        await looker.press("1")
        view = looker.screen._view
        assert view is not None
        left, top, right, bottom = view.region
        width, height = (right - left) * 1200, (bottom - top) * 800
        assert width * height == pytest.approx(400 * 400)
        assert width / height == pytest.approx(1000 / 540)

        def is_shown() -> bool:
            shown = looker.screen.here._shown.picture
            return shown is not None and (shown.columns * 10, shown.rows * 20) == pytest.approx((width, height), abs=20)

        await looker.until(is_shown)


async def test_a_smaller_picture_beside_is_seen_at_the_same_scale(folder: Path) -> None:
    Image.new("RGB", (120, 80), "red").save(folder / "a.png")
    async with looking(folder, at="b.png", size=(400, 40)) as looker:
        await looker.press("s", "1")
        await looker.until(lambda: "a.png" in looker.screen._sizes and looker.screen.before._shown.picture is not None)
        assert looker.screen._view is not None
        assert looker.screen._view.region != WHOLE

        def fills_its_side() -> bool:
            shown = looker.screen.before._shown.picture
            return shown is not None and (shown.columns, shown.rows) == (120, 27)  # 54 of its 80 rows

        await looker.until(fills_its_side)

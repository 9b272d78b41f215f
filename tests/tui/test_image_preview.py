"""The picture widget, in a small app without a terminal; what it would send is caught."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Static

from tui_captioner.tui.graphics import loader as loader_module
from tui_captioner.tui.graphics.diacritics import DIACRITICS
from tui_captioner.tui.graphics.kitty_commands import PLACEHOLDER
from tui_captioner.tui.graphics.picture import Picture, PictureRequest, prepare
from tui_captioner.tui.graphics.protocol import Protocol, ProtocolChoice
from tui_captioner.tui.terminal import TerminalCaps
from tui_captioner.tui.widgets.image_preview import ImagePreview

QUESTION = "\x1b[6n"
BLOCKS = ProtocolChoice(Protocol.BLOCKS_TRUECOLOR, "")
KITTY = ProtocolChoice(Protocol.KITTY, "")


class Dialog(ModalScreen[None]):
    """Covers a part of the picture."""

    def compose(self) -> ComposeResult:
        yield Static("dialog")


class Terminal:
    """Takes what is written and answers at once, unless told to be slow."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.answers = True
        self.acknowledge: Callable[[], None] = lambda: None

    def write(self, text: str) -> bool:
        self.sent.append(text)
        if self.answers and QUESTION in text:
            self.acknowledge()
        return True

    @property
    def uploads(self) -> list[str]:
        """The ids uploaded, in order."""
        return re.findall(r"a=t,t=d,f=100,i=(\d+)", "".join(self.sent))

    @property
    def deleted(self) -> list[str]:
        return re.findall(r"a=d,d=I,i=(\d+)", "".join(self.sent))


class PreviewApp(App[None]):
    """One picture, and a list of what it reported."""

    CSS = "ImagePreview { width: 40; height: 12; background: #181818; } .wide ImagePreview { width: 60; }"

    def __init__(self, choice: ProtocolChoice, caps: TerminalCaps | None = None, rest: float = 0.0) -> None:
        super().__init__()
        self.terminal = Terminal()
        self.preview = ImagePreview(caps, choice, rest=rest, write=self.terminal.write)
        self.terminal.acknowledge = self.preview.acknowledge
        self.shown: list[ImagePreview.Shown] = []
        self.failed: list[ImagePreview.Failed] = []
        self.layouts = 0

    def compose(self) -> ComposeResult:
        yield self.preview

    def on_image_preview_shown(self, message: ImagePreview.Shown) -> None:
        self.shown.append(message)

    def on_image_preview_failed(self, message: ImagePreview.Failed) -> None:
        self.failed.append(message)

    @property
    def lines(self) -> list[Strip]:
        """The cells of the whole widget."""
        return self.preview.render_lines(Region(0, 0, self.preview.size.width, self.preview.size.height))

    @property
    def text(self) -> str:
        return "\n".join(strip.text.rstrip() for strip in self.lines)


async def settle(app: PreviewApp, pilot: Pilot[None]) -> None:
    """Wait until nothing is under way."""
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()


def picture(path: Path, colour: str = "red", size: tuple[int, int] = (200, 120)) -> Path:
    Image.new("RGB", size, colour).save(path)
    return path


def reds(app: PreviewApp) -> int:
    """Cells that show pure red."""
    count = 0
    for strip in app.lines:
        for text, style, _ in strip:
            if style and style.bgcolor and style.bgcolor.triplet == (255, 0, 0):
                count += len(text)
    return count


# -- in blocks ---------------------------------------------------------------------------------------------------------


async def test_a_picture_is_shown_and_reported(tmp_path: Path) -> None:
    app = PreviewApp(BLOCKS)
    async with app.run_test() as pilot:
        path = picture(tmp_path / "a.png")
        app.preview.show(path)
        await settle(app, pilot)
        (shown,) = app.shown
        assert (shown.path, shown.source_size, shown.frames) == (path, (200, 120), 1)
        assert shown.ms > 0
        # 400 by 240 pixels there are, at 10 by 20 a cell: enlarged twice.
        assert reds(app) == 40 * 12
        assert app.failed == []


async def test_the_cell_size_of_the_terminal_counts(tmp_path: Path) -> None:
    app = PreviewApp(BLOCKS, TerminalCaps(cell=(20, 20)))
    async with app.run_test() as pilot:
        app.preview.show(picture(tmp_path / "a.png", size=(1000, 1000)))
        await settle(app, pilot)
        assert reds(app) == 12 * 12


async def test_no_picture_leaves_the_area_empty(tmp_path: Path) -> None:
    app = PreviewApp(BLOCKS)
    async with app.run_test() as pilot:
        app.preview.show(picture(tmp_path / "a.png"))
        await settle(app, pilot)
        app.preview.show(None)
        await settle(app, pilot)
        assert app.text.strip() == ""
        assert reds(app) == 0


async def test_a_picture_asked_for_before_there_is_a_screen_comes_later(tmp_path: Path) -> None:
    app = PreviewApp(BLOCKS)
    app.preview.show(picture(tmp_path / "a.png"))
    app.preview.prefetch([picture(tmp_path / "b.png")])
    async with app.run_test() as pilot:
        await settle(app, pilot)
        assert len(app.shown) == 1


async def test_a_resize_fits_the_picture_anew(tmp_path: Path) -> None:
    app = PreviewApp(BLOCKS)
    async with app.run_test() as pilot:
        app.preview.show(picture(tmp_path / "a.png", size=(1000, 100)))
        await settle(app, pilot)
        assert reds(app) == 40 * 2
        app.screen.add_class("wide")
        await pilot.pause()
        await settle(app, pilot)
        assert reds(app) == 60 * 3


async def test_a_part_of_the_widget_can_be_drawn(tmp_path: Path) -> None:
    app = PreviewApp(BLOCKS)
    async with app.run_test() as pilot:
        app.preview.show(picture(tmp_path / "a.png"))
        await settle(app, pilot)
        strips = app.preview.render_lines(Region(3, 2, 10, 4))
        assert [strip.cell_length for strip in strips] == [10] * 4


async def test_a_new_picture_causes_no_layout(tmp_path: Path) -> None:
    app = PreviewApp(BLOCKS)
    async with app.run_test() as pilot:
        app.preview.show(picture(tmp_path / "a.png"))
        await settle(app, pilot)
        layouts: list[object] = []
        app.screen.screen_layout_refresh_signal.subscribe(app.preview, layouts.append)
        app.preview.show(picture(tmp_path / "b.png", "blue"))
        await settle(app, pilot)
        assert len(app.shown) == 2
        assert layouts == []


# -- what can't be shown -----------------------------------------------------------------------------------------------


async def test_a_failure_says_why_in_the_pictures_place(tmp_path: Path) -> None:
    app = PreviewApp(BLOCKS)
    async with app.run_test() as pilot:
        path = picture(tmp_path / "0012.png")
        path.write_bytes(path.read_bytes()[:100])
        app.preview.show(path)
        await settle(app, pilot)
        assert "0012.png can't be shown:" in app.text
        assert "truncated file" in app.text
        (failed,) = app.failed
        assert (failed.path, failed.reason) == (path, "truncated file, the rest of it is missing")
        app.preview.show(picture(tmp_path / "good.png"))
        await settle(app, pilot)
        assert reds(app) == 40 * 12


async def test_file_names_are_neither_markup_nor_orders_to_the_terminal(tmp_path: Path) -> None:
    app = PreviewApp(BLOCKS)
    async with app.run_test() as pilot:
        app.preview.show(tmp_path / "[b]x\x1b[31m\udcff.png")
        await settle(app, pilot)
        text = app.text.replace("\n", "").replace(" ", "")
        assert "[b]x\\x1b[31m\\udcff" in text
        assert "\x1b" not in text
        app.text.encode()


async def test_a_fault_of_our_own_is_told_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Picture:
        raise RuntimeError("surprise")

    monkeypatch.setattr(loader_module, "prepare", broken)
    app = PreviewApp(BLOCKS)
    async with app.run_test() as pilot:
        app.preview.show(picture(tmp_path / "a.png"))
        await settle(app, pilot)
        assert "surprise" in app.text


async def test_a_message_stands_in_for_a_picture(tmp_path: Path) -> None:
    app = PreviewApp(BLOCKS)
    async with app.run_test() as pilot:
        app.preview.show(picture(tmp_path / "a.png"))
        app.preview.message("no picture [yet]")
        await settle(app, pilot)
        assert "no picture [yet]" in app.text
        assert app.shown == []


async def test_pictures_that_are_off_still_report_their_size(tmp_path: Path) -> None:
    app = PreviewApp(ProtocolChoice(Protocol.OFF, "TERM is dumb"))
    async with app.run_test() as pilot:
        app.preview.show(picture(tmp_path / "a.png"))
        await settle(app, pilot)
        assert "TERM is dumb" in app.text
        assert app.shown[0].source_size == (200, 120)


# -- moving on ---------------------------------------------------------------------------------------------------------


async def test_pictures_passed_quickly_are_never_decoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decoded: list[str] = []

    def counting(request: PictureRequest, cancelled: Callable[[], bool]) -> Picture:
        decoded.append(request.path.name)
        return prepare(request, cancelled)

    monkeypatch.setattr(loader_module, "prepare", counting)
    app = PreviewApp(KITTY)
    async with app.run_test() as pilot:
        paths = [picture(tmp_path / f"{number}.png") for number in range(10)]
        for path in paths:
            app.preview.show(path)
        await settle(app, pilot)
        assert decoded == ["9.png"]
        assert [message.path.name for message in app.shown] == ["9.png"]
        assert len(app.terminal.uploads) == 1


async def test_a_late_picture_is_not_shown_once_the_user_has_moved_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()

    def slow(request: PictureRequest, cancelled: Callable[[], bool]) -> Picture:
        if request.path.name == "slow.png":
            gate.wait(5)
        return prepare(request, cancelled)

    monkeypatch.setattr(loader_module, "prepare", slow)
    app = PreviewApp(BLOCKS)
    async with app.run_test() as pilot:
        app.preview.show(picture(tmp_path / "slow.png", "blue"))
        await pilot.pause()
        app.preview.show(picture(tmp_path / "next.png"))
        gate.set()
        await settle(app, pilot)
        assert [message.path.name for message in app.shown] == ["next.png"]
        assert reds(app) == 40 * 12


async def test_the_next_picture_waits_until_the_one_before_has_arrived(tmp_path: Path) -> None:
    app = PreviewApp(BLOCKS)
    async with app.run_test() as pilot:
        app.terminal.answers = False
        app.terminal.sent.clear()
        app.preview.show(picture(tmp_path / "a.png"))
        await settle(app, pilot)
        assert app.terminal.sent == [QUESTION]
        app.preview.show(picture(tmp_path / "b.png", "blue"))
        for _ in range(5):
            await pilot.pause()
        assert len(app.shown) == 1
        app.preview.acknowledge()
        await settle(app, pilot)
        assert len(app.shown) == 2


async def test_on_a_slow_line_a_picture_comes_in_bands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = PreviewApp(BLOCKS)
    async with app.run_test() as pilot:
        monkeypatch.setattr(app.preview._link, "is_slow_for", lambda cells: cells > 100)
        monkeypatch.setattr("tui_captioner.tui.widgets.image_preview._BAND_CELLS", 160)
        app.terminal.sent.clear()
        app.preview.show(picture(tmp_path / "a.png"))
        await settle(app, pilot)
        assert app.terminal.sent == [QUESTION] * 3
        assert reds(app) == 40 * 12


async def test_neighbours_are_ready_and_nothing_of_them_is_sent(tmp_path: Path) -> None:
    app = PreviewApp(KITTY)
    async with app.run_test() as pilot:
        paths = [picture(tmp_path / f"{number}.png") for number in range(3)]
        app.preview.show(paths[0])
        app.preview.prefetch(paths[1:])
        await settle(app, pilot)
        assert len(app.preview._loader.cache) == 3
        assert len(app.terminal.uploads) == 1


# -- kitty -------------------------------------------------------------------------------------------------------------


async def test_blocks_come_first_and_placeholders_once_all_is_sent(tmp_path: Path) -> None:
    app = PreviewApp(KITTY)
    async with app.run_test() as pilot:
        app.terminal.answers = False
        app.terminal.sent.clear()
        app.preview.show(picture(tmp_path / "a.png"))
        while not app.terminal.sent:
            await pilot.pause()
        assert app.shown
        assert reds(app) == 40 * 12
        app.terminal.answers = True
        app.preview.acknowledge()
        await settle(app, pilot)
        (image_id,) = app.terminal.uploads
        high = DIACRITICS[int(image_id) >> 24]
        assert app.lines[0].text.startswith(PLACEHOLDER + DIACRITICS[0] + DIACRITICS[0] + high)
        style = next(iter(app.lines[0])).style
        assert style is not None
        assert style.color is not None
        assert style.color.number == int(image_id) & 255
        assert style.bgcolor is not None
        assert style.bgcolor.triplet == (24, 24, 24)
        assert all(strip.cell_length == 40 for strip in app.lines)


async def test_going_back_sends_nothing_again(tmp_path: Path) -> None:
    app = PreviewApp(KITTY)
    async with app.run_test() as pilot:
        first, second = picture(tmp_path / "a.png"), picture(tmp_path / "b.png", "blue")
        for path in (first, second, first):
            app.preview.show(path)
            await settle(app, pilot)
        assert len(app.terminal.uploads) == 2
        assert PLACEHOLDER in app.text


async def test_under_a_dialog_the_blocks_are_shown(tmp_path: Path) -> None:
    app = PreviewApp(KITTY)
    async with app.run_test() as pilot:
        app.preview.show(picture(tmp_path / "a.png"))
        await settle(app, pilot)
        assert PLACEHOLDER in app.text
        await app.push_screen(Dialog())
        assert PLACEHOLDER not in app.text
        assert reds(app) == 40 * 12
        app.pop_screen()
        await pilot.pause()
        assert PLACEHOLDER in app.text


async def test_a_changed_file_is_sent_anew(tmp_path: Path) -> None:
    app = PreviewApp(KITTY)
    async with app.run_test() as pilot:
        path = picture(tmp_path / "a.png")
        app.preview.show(path)
        await settle(app, pilot)
        picture(path, "blue", (300, 300))
        app.preview.show(path)
        await settle(app, pilot)
        assert len(app.terminal.uploads) == 2
        assert app.shown[-1].source_size == (300, 300)


async def test_moving_on_in_the_middle_of_an_upload_takes_it_back(tmp_path: Path) -> None:
    app = PreviewApp(KITTY)
    async with app.run_test() as pilot:
        large = tmp_path / "large.png"
        Image.effect_noise((800, 800), 90).convert("RGB").save(large)
        app.terminal.sent.clear()
        app.terminal.answers = False
        app.preview.show(large)
        while not app.terminal.uploads:
            await pilot.pause()
            if app.terminal.sent == [QUESTION]:
                app.preview.acknowledge()
        app.preview.show(None)
        await settle(app, pilot)
        assert app.terminal.sent[-1].startswith("\x1b_Gq=2,m=0;\x1b\\")
        assert app.terminal.deleted == app.terminal.uploads


async def test_after_being_suspended_the_picture_is_sent_again(tmp_path: Path) -> None:
    app = PreviewApp(KITTY)
    async with app.run_test() as pilot:
        app.preview.show(picture(tmp_path / "a.png"))
        await settle(app, pilot)
        app.app_suspend_signal.publish(app)
        app.app_resume_signal.publish(app)
        await settle(app, pilot)
        assert len(app.terminal.uploads) == 2
        assert app.terminal.deleted == app.terminal.uploads[:1]
        assert PLACEHOLDER in app.text


async def test_at_the_end_all_pictures_are_deleted(tmp_path: Path) -> None:
    app = PreviewApp(KITTY)
    async with app.run_test() as pilot:
        for number in range(2):
            app.preview.show(picture(tmp_path / f"{number}.png"))
            await settle(app, pilot)
    assert app.terminal.deleted == app.terminal.uploads
    assert re.findall(r"i=(\d+)", app.preview.cleanup_sequence()) == app.terminal.uploads


async def test_without_a_terminal_nothing_is_written(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    class Headless(App[None]):
        def compose(self) -> ComposeResult:
            yield ImagePreview(None, KITTY, rest=0.0)

    app = Headless()
    async with app.run_test() as pilot:
        preview = app.query_one(ImagePreview)
        preview.show(picture(tmp_path / "a.png"))
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
    captured = capfd.readouterr()
    assert captured.out + captured.err == ""

"""The picture widget in a small app without a terminal; what it would send is caught."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.geometry import Region

from tests.support.preview_app import BLOCKS, KITTY, QUESTION, PreviewApp, picture, reds, settle
from tui_captioner.tui.graphics import loader as loader_module
from tui_captioner.tui.graphics.model import Load, Picture, PictureRequest
from tui_captioner.tui.graphics.prepare import prepare
from tui_captioner.tui.graphics.protocol import Protocol, ProtocolChoice
from tui_captioner.tui.terminal.terminal import TerminalCaps

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

    def counting(request: PictureRequest, cancelled: Callable[[], bool], load: Load) -> Picture:
        decoded.append(request.path.name)
        return prepare(request, cancelled, load)

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

    def slow(request: PictureRequest, cancelled: Callable[[], bool], load: Load) -> Picture:
        if request.path.name == "slow.png":
            gate.wait(5)
        return prepare(request, cancelled, load)

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


async def test_on_a_near_slow_line_each_row_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = PreviewApp(BLOCKS)
    async with app.run_test() as pilot:
        link = app.preview._link
        monkeypatch.setattr(link, "is_slow_for", lambda cells: cells > 100)
        monkeypatch.setattr(type(link), "cells_at_once", 1.0)
        app.terminal.answers = False
        await settle(app, pilot)
        link._asked.clear()
        app.terminal.sent.clear()
        app.preview.show(picture(tmp_path / "a.png"))
        for rows in range(1, 13):
            for _ in range(30):
                await pilot.pause()
            # Whatever is answered to a key meanwhile has no more than a row before it.
            assert app.terminal.sent == [QUESTION] * rows
            app.preview.acknowledge()
        await settle(app, pilot)
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

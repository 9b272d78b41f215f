"""Parts of a picture, other ways to load it, and files that change while they are shown."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.preview_app import BLOCKS, PreviewApp, picture, reds, settle
from tui_captioner.storage.images.images import Scaled, load_scaled
from tui_captioner.tui.graphics.model import Part, Rgb
from tui_captioner.tui.graphics.protocol import Protocol, ProtocolChoice
from tui_captioner.tui.widgets.image_preview import View

LEFT_HALF = (0.0, 0.0, 0.5, 1.0)


@dataclass
class Loads:
    """Loads pictures, notes what was asked for, and can be held up."""

    asked: list[tuple[Part | None, bool]] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    def __call__(
        self,
        path: Path,
        box_px: tuple[int, int],
        background: Rgb = (0, 0, 0),
        *,
        max_pixels: int | None = None,
        cancelled: Callable[[], bool] | None = None,
        region: Part | None = None,
        chequered: bool = False,
    ) -> Scaled:
        self.asked.append((region, chequered))
        self.gate.wait(10)
        return load_scaled(
            path,
            box_px,
            background,
            max_pixels=max_pixels,
            cancelled=cancelled,
            region=region,
            chequered=chequered,
        )


async def test_a_part_is_loaded_as_such_and_fills_the_cells(tmp_path: Path) -> None:
    loads = Loads()
    app = PreviewApp(BLOCKS, load=loads)
    async with app.run_test() as pilot:
        path = picture(tmp_path / "a.png", size=(100, 60))
        app.preview.show(path)
        await settle(app, pilot)
        assert reds(app) == 20 * 6
        app.preview.show(path, View(LEFT_HALF, None), chequered=True)
        await settle(app, pilot)
        assert loads.asked == [(None, False), (LEFT_HALF, True)]
        # 50 by 60 pixels: as high as the widget, 20 by 12 cells.
        assert reds(app) == 20 * 12
        assert app.shown[-1].source_size == (100, 60)


async def test_until_another_view_is_ready_the_picture_stays(tmp_path: Path) -> None:
    loads = Loads()
    app = PreviewApp(BLOCKS, load=loads)
    async with app.run_test() as pilot:
        path = picture(tmp_path / "a.png")
        app.preview.show(path)
        await settle(app, pilot)
        loads.gate.clear()
        app.preview.show(path, View(LEFT_HALF))
        while len(loads.asked) < 2:
            await pilot.pause()
        assert app.preview._slow is None
        assert reds(app) == 40 * 12
        loads.gate.set()
        await settle(app, pilot)
        assert len(app.shown) == 2


async def test_a_file_that_changes_while_it_is_shown_is_read_again(tmp_path: Path) -> None:
    app = PreviewApp(BLOCKS)
    async with app.run_test() as pilot:
        path = picture(tmp_path / "a.png")
        app.preview.show(path)
        await settle(app, pilot)
        await app.preview.look_at_file().wait()
        await settle(app, pilot)
        assert len(app.shown) == 1
        picture(path, "blue", (300, 300))
        await app.preview.look_at_file().wait()
        await settle(app, pilot)
        assert [message.source_size for message in app.shown] == [(200, 120), (300, 300)]
        assert reds(app) == 0


async def test_a_file_that_vanishes_is_told_and_comes_back(tmp_path: Path) -> None:
    app = PreviewApp(BLOCKS)
    async with app.run_test() as pilot:
        path = picture(tmp_path / "a.png")
        app.preview.show(path)
        await settle(app, pilot)
        path.rename(tmp_path / "b.png")
        for _ in range(2):
            await app.preview.look_at_file().wait()
            await settle(app, pilot)
        assert "the file is gone" in app.text
        assert [message.reason for message in app.failed] == ["the file is gone"]
        (tmp_path / "b.png").rename(path)
        await app.preview.look_at_file().wait()
        await settle(app, pilot)
        assert reds(app) == 40 * 12


async def test_a_broken_file_is_tried_again_once_it_has_changed(tmp_path: Path) -> None:
    app = PreviewApp(BLOCKS)
    async with app.run_test() as pilot:
        path = picture(tmp_path / "a.png")
        whole = path.read_bytes()
        path.write_bytes(whole[:60])
        app.preview.show(path)
        await settle(app, pilot)
        await app.preview.look_at_file().wait()
        await settle(app, pilot)
        assert len(app.failed) == 1
        path.write_bytes(whole)
        os.utime(path, ns=(1, 1))
        await app.preview.look_at_file().wait()
        await settle(app, pilot)
        assert reds(app) == 40 * 12


async def test_plain_characters_bring_no_colour(tmp_path: Path) -> None:
    app = PreviewApp(ProtocolChoice(Protocol.TEXT, ""))
    async with app.run_test() as pilot:
        app.preview.show(picture(tmp_path / "a.png"))
        await settle(app, pilot)
        styles = {style for strip in app.lines for _, style, _ in strip if style}
        assert all(style.color is None and style.bgcolor is None for style in styles)


async def test_a_message_tells_the_way_and_the_bytes(tmp_path: Path) -> None:
    app = PreviewApp(ProtocolChoice(Protocol.KITTY, ""))
    async with app.run_test() as pilot:
        for name in ("a.png", "b.png"):
            app.preview.show(picture(tmp_path / name))
            await settle(app, pilot)
        assert [message.protocol for message in app.shown] == [Protocol.KITTY] * 2
        assert app.shown[0].bytes_sent == 0
        assert app.shown[1].bytes_sent > 0

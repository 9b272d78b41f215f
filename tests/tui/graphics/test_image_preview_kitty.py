"""The picture widget where the terminal takes uploads: what is sent, when, and what is taken back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image
from textual.app import App, ComposeResult

from tests.support.preview_app import KITTY, QUESTION, Dialog, PreviewApp, picture, reds, settle
from tui_captioner.storage.images.images import load_scaled
from tui_captioner.tui.graphics.diacritics import DIACRITICS
from tui_captioner.tui.graphics.kitty_commands import PLACEHOLDER
from tui_captioner.tui.widgets.image_preview import ImagePreview


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
            yield ImagePreview(None, KITTY, load=load_scaled, rest=0.0)

    app = Headless()
    async with app.run_test() as pilot:
        preview = app.query_one(ImagePreview)
        preview.show(picture(tmp_path / "a.png"))
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
    captured = capfd.readouterr()
    assert captured.out + captured.err == ""

"""The picture widget where pictures lie over their cells: when they are painted, mended and taken away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image
from textual._compositor import ChopsUpdate

from tests.support.preview_app import (
    DIRECT,
    ITERM2,
    QUESTION,
    SIXEL,
    Dialog,
    PreviewApp,
    picture,
    reds,
    rewrite,
    settle,
)
from tui_captioner.tui.graphics.protocol import ProtocolChoice
from tui_captioner.tui.terminal.terminal import TerminalCaps

_PAINTED = re.compile(r"\x1b7\x1b\[(\d+);(\d+)H(?:\x1bP0;1;0q|\x1b\]1337;File=)")
_PLACED = re.compile(r"\x1b7\x1b\[(\d+);(\d+)H\x1b_Ga=p,i=(\d+),p=1,c=(\d+),r=(\d+),C=1,q=2\x1b\\\x1b8")
_REMOVED = re.compile(r"\x1b_Ga=d,d=i,i=(\d+),p=1,q=2")
CELLS = TerminalCaps(cell=(20, 40))


def painted(app: PreviewApp) -> list[tuple[int, int]]:
    """Rows and columns, from 1, of the pieces that were painted, in order."""
    return [(int(row), int(column)) for row, column in _PAINTED.findall("".join(app.terminal.sent))]


def placed(app: PreviewApp) -> list[tuple[str, ...]]:
    return _PLACED.findall("".join(app.terminal.sent))


def removed(app: PreviewApp) -> list[str]:
    return _REMOVED.findall("".join(app.terminal.sent))


# -- Sixel and iTerm2 --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("choice", [SIXEL, ITERM2])
async def test_blocks_come_first_and_then_the_picture_in_its_place(choice: ProtocolChoice, tmp_path: Path) -> None:
    app = PreviewApp(choice)
    async with app.run_test() as pilot:
        app.terminal.answers = False
        app.terminal.sent.clear()
        app.preview.show(picture(tmp_path / "a.png", size=(1000, 1000)))
        while not app.terminal.sent:
            await pilot.pause()
        assert reds(app) == 24 * 12
        assert app.terminal.sent == [QUESTION]
        app.terminal.answers = True
        app.preview.acknowledge()
        await settle(app, pilot)
        # 24 of 40 columns: eight are left free on each side.
        assert painted(app)[0] == (1, 9)
        assert reds(app) == 24 * 12
        assert app.preview.bytes_sent > 0
        assert all(text.endswith("\x1b8" + QUESTION) for text in app.terminal.sent if "\x1b7" in text)


async def test_only_the_piece_that_was_written_over_is_painted_again(tmp_path: Path) -> None:
    app = PreviewApp(SIXEL, CELLS)
    async with app.run_test() as pilot:
        app.preview.show(picture(tmp_path / "a.png", size=(800, 480)))
        await settle(app, pilot)
        # 32,000 pixels make a piece: a row of 40 cells of 20 by 40 pixels.
        assert painted(app) == [(row, 1) for row in range(1, 13)]
        app.terminal.sent.clear()
        rewrite(app, 4, 7)
        await settle(app, pilot)
        assert painted(app) == [(5, 1), (8, 1)]
        app.terminal.sent.clear()
        await settle(app, pilot)
        assert painted(app) == []


async def test_under_a_dialog_nothing_is_painted_and_all_of_it_afterwards(tmp_path: Path) -> None:
    app = PreviewApp(SIXEL, CELLS)
    async with app.run_test() as pilot:
        app.preview.show(picture(tmp_path / "a.png", size=(800, 480)))
        await settle(app, pilot)
        app.terminal.sent.clear()
        await app.push_screen(Dialog())
        rewrite(app)
        await settle(app, pilot)
        assert painted(app) == []
        app.pop_screen()
        await pilot.pause()
        rewrite(app)
        await settle(app, pilot)
        assert len(painted(app)) == 12


async def test_a_picture_that_gets_ready_under_a_dialog_waits(tmp_path: Path) -> None:
    app = PreviewApp(ITERM2)
    async with app.run_test() as pilot:
        await app.push_screen(Dialog())
        app.preview.show(picture(tmp_path / "a.png"))
        await settle(app, pilot)
        assert painted(app) == []
        app.pop_screen()
        await pilot.pause()
        rewrite(app)
        await settle(app, pilot)
        assert painted(app)


@pytest.mark.parametrize("choice", [SIXEL, ITERM2])
async def test_what_lies_over_a_picture_is_not_painted_over(choice: ProtocolChoice, tmp_path: Path) -> None:
    app = PreviewApp(choice, CELLS)
    async with app.run_test() as pilot:
        app.preview.show(picture(tmp_path / "a.png", size=(800, 480)))
        await settle(app, pilot)
        app.terminal.sent.clear()
        app.screen.add_class("covered")
        await pilot.pause()
        rewrite(app)
        await settle(app, pilot)
        assert painted(app) == []
        app.screen.remove_class("covered")
        await pilot.pause()
        rewrite(app)
        await settle(app, pilot)
        assert painted(app)


async def test_moving_on_stops_the_pieces(tmp_path: Path) -> None:
    app = PreviewApp(SIXEL, CELLS)
    async with app.run_test() as pilot:
        app.terminal.sent.clear()
        app.terminal.answers = False
        app.preview.show(picture(tmp_path / "a.png", size=(800, 480)))
        while not painted(app):
            await pilot.pause()
            if app.terminal.sent == [QUESTION]:
                app.preview.acknowledge()
        before = painted(app)
        app.preview.show(None)
        app.preview.acknowledge()
        await settle(app, pilot)
        app.preview.acknowledge()
        await settle(app, pilot)
        assert painted(app) == before
        assert len(before) < 12
        assert reds(app) == 0


async def test_the_last_row_of_the_screen_is_left_free(tmp_path: Path) -> None:
    app = PreviewApp(SIXEL, TerminalCaps(cell=(10, 10)))
    async with app.run_test(size=(40, 24)) as pilot:
        app.screen.add_class("tall")
        await pilot.pause()
        app.preview.show(picture(tmp_path / "a.png", size=(400, 4000)))
        await settle(app, pilot)
        assert app.preview.size.height == 24
        assert app.preview._shown.picture is not None
        assert app.preview._shown.picture.rows == 23


async def test_a_terminal_with_few_colours_and_small_pictures_gets_them(tmp_path: Path) -> None:
    app = PreviewApp(SIXEL, TerminalCaps(cell=(20, 40), sixel_colours=16, sixel_limit=(400, 100)))
    async with app.run_test() as pilot:
        path = tmp_path / "a.png"
        Image.effect_noise((800, 480), 90).convert("RGB").save(path)
        app.preview.show(path)
        await settle(app, pilot)
        sent = "".join(app.terminal.sent)
        assert '"1;1;400;' in sent
        assert {int(number) for number in re.findall(r"#(\d+);2;", sent)} <= set(range(16))


async def test_over_a_slow_line_less_is_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.png"
    Image.effect_noise((800, 480), 90).convert("RGB").save(path)
    sizes = []
    for slow in (False, True):
        app = PreviewApp(ITERM2, CELLS)
        async with app.run_test() as pilot:
            monkeypatch.setattr(app.preview._link, "is_slow_for", lambda _, slow=slow: slow)
            app.preview.show(path)
            await settle(app, pilot)
            sizes.append(app.preview.bytes_sent)
    assert 0 < sizes[1] < sizes[0] / 2


async def test_after_being_suspended_it_is_painted_again(tmp_path: Path) -> None:
    app = PreviewApp(SIXEL)
    async with app.run_test() as pilot:
        app.preview.show(picture(tmp_path / "a.png"))
        await settle(app, pilot)
        before = painted(app)
        app.app_suspend_signal.publish(app)
        app.app_resume_signal.publish(app)
        await settle(app, pilot)
        assert painted(app) == before * 2


# -- kitty's pictures placed at the cursor -----------------------------------------------------------------------------


async def test_a_picture_is_uploaded_and_then_placed(tmp_path: Path) -> None:
    app = PreviewApp(DIRECT)
    async with app.run_test() as pilot:
        app.preview.show(picture(tmp_path / "a.png", size=(1000, 1000)))
        await settle(app, pilot)
        (image_id,) = app.terminal.uploads
        assert placed(app) == [("1", "9", image_id, "24", "12")]
        assert removed(app) == []
        assert reds(app) == 24 * 12


async def test_the_next_picture_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    app = PreviewApp(DIRECT)
    async with app.run_test() as pilot:
        first, second = picture(tmp_path / "a.png"), picture(tmp_path / "b.png", "blue")
        for path in (first, second, first):
            app.preview.show(path)
            await settle(app, pilot)
        one, two = app.terminal.uploads
        assert [place[2] for place in placed(app)] == [one, two, one]
        assert removed(app) == [one, two]
        assert app.terminal.deleted == []


async def test_under_a_dialog_it_is_taken_away_and_put_back_without_an_upload(tmp_path: Path) -> None:
    app = PreviewApp(DIRECT)
    async with app.run_test() as pilot:
        app.preview.show(picture(tmp_path / "a.png"))
        await settle(app, pilot)
        await app.push_screen(Dialog())
        await pilot.pause()
        assert len(removed(app)) == 1
        app.pop_screen()
        await pilot.pause()
        rewrite(app)
        await settle(app, pilot)
        assert len(placed(app)) == 2
        assert len(app.terminal.uploads) == 1


async def test_while_something_lies_over_it_it_is_taken_away(tmp_path: Path) -> None:
    app = PreviewApp(DIRECT)
    async with app.run_test() as pilot:
        app.preview.show(picture(tmp_path / "a.png"))
        await settle(app, pilot)
        app.screen.add_class("covered")
        await pilot.pause()
        await pilot.pause()
        assert removed(app) == app.terminal.uploads


async def test_at_the_end_nothing_is_seen_and_the_memory_is_freed(tmp_path: Path) -> None:
    app = PreviewApp(DIRECT)
    async with app.run_test() as pilot:
        app.preview.show(picture(tmp_path / "a.png"))
        await settle(app, pilot)
    assert removed(app)[-1:] == app.terminal.uploads
    assert f"d=I,i={app.terminal.uploads[0]}," in app.preview.cleanup_sequence()


# -- what is left behind -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("choice", [SIXEL, ITERM2, DIRECT])
async def test_the_next_picture_writes_all_cells_and_the_row_below(
    choice: ProtocolChoice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = PreviewApp(choice)
    async with app.run_test() as pilot:
        app.preview.show(picture(tmp_path / "a.png"))
        await settle(app, pilot)
        written: set[tuple[int, int, int]] = set()

        def note(_: object, update: object) -> None:
            if isinstance(update, ChopsUpdate):
                written.update(update.spans)

        monkeypatch.setattr(app, "_display", note)
        app.preview.show(picture(tmp_path / "b.png", "blue", (50, 50)))
        await settle(app, pilot)
        assert written >= {(row, 0, 40) for row in range(13)}

"""What the composer's screen draws: any text as text, in a window of any size."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.composer_desk import ACTION, open_desk
from tests.support.lines import has_control
from tests.support.tui_material import open_session, put
from tui_captioner.services.session.jobs import finish
from tui_captioner.tui.actions import ACTIONS, Keymap
from tui_captioner.tui.composer.screen import ComposerScreen
from tui_captioner.tui.widgets.lines import Lines

# --- what is drawn ----------------------------------------------------------------------------------------------------

HOSTILE = [
    "[long hair]",
    "[/foo]",
    "[bold red]x",
    "日本語のタグ",
    "👩‍🚀 astronaut ❤️",
    "a\x1b[31m\x9b2Jb",
    "\u202eabc",
    "{x}",
    "\\[y]",
]


@pytest.mark.parametrize("size", [(100, 30), (80, 24), (40, 12), (20, 5), (200, 60)])
async def test_every_tag_and_name_is_drawn_as_text(dataset: Path, size: tuple[int, int]) -> None:
    (dataset / "[").mkdir()
    for number, name in enumerate(("[/foo] \x1b[2J\x9bx.png", "日本\n👩‍🚀.png", "[red]é.png")):
        (dataset / name).write_bytes(PNG)
        (dataset / name).with_suffix(".txt").write_text(f"{HOSTILE[number]}, a\x1b]0;t\x07b")
    session = open_session(dataset)
    for name in session.names:
        put(session, name, type=["[x]"], action=HOSTILE, background=HOSTILE[:4])
    async with open_desk(dataset, size=size, session=session) as desk:
        for _ in session.names:
            await desk.press(ACTION, "left", "left", "left", "escape", *"[/f", "enter", *"sta", "down")
            rows = desk.drawn()
            assert len(rows) == size[1]
            assert not any(has_control(row) for row in rows)
            assert desk.app.is_running
            await desk.press("escape", "escape", "pagedown")
        if size[0] >= 80:
            shown = "\n".join(desk.drawn())
            assert "[bold red]x" in shown
            assert "\\x1b[31m\\x9b2Jb" in shown
            assert "日本語のタグ" in shown
        await desk.press("ctrl+f", "[")
        assert not any(has_control(row) for row in desk.drawn())
        await desk.press("escape", "f1", "pagedown", "escape", "f3")
        assert not any(has_control(row) for row in desk.drawn())


@pytest.mark.parametrize(("size", "picture"), [((40, 12), False), ((80, 24), True), ((100, 30), True)])
async def test_the_parts_stand_inside_the_window(tagged: Path, size: tuple[int, int], picture: bool) -> None:
    async with open_desk(tagged, size=size) as desk:
        await desk.press(ACTION, *"sta")
        assert desk.composer.picture.display is picture
        rows = desk.drawn()
        assert "a.png" in rows[0]
        assert "Action: sta" in "\n".join(rows)
        assert "standing" in "\n".join(rows)
        assert "photograph, one, two, three" in "\n".join(rows)
        assert "tags" in rows[-1]
        for part in (desk.composer.input, desk.composer.suggestions, desk.composer.caption, desk.composer.status):
            assert part.region.bottom <= size[1]
            assert part.region.right <= size[0]
            assert part.region.height >= 1


async def test_a_window_that_changes_its_size_is_divided_anew(tagged: Path) -> None:
    async with open_desk(tagged, size=(100, 30)) as desk:
        await desk.press(ACTION, *"sta")
        for size in ((40, 12), (20, 5), (120, 40)):
            await desk.pilot.resize_terminal(*size)
            await desk.pilot.pause()
            rows = desk.drawn()
            assert len(rows) == size[1]
            assert any("sta" in row for row in rows)
            assert "1/3" in rows[0]
        assert desk.composer.input.value == "sta"
        assert desk.composer.picture.display


async def test_help_can_be_read_in_a_narrow_window(dataset: Path) -> None:
    async with open_desk(dataset, size=(40, 12)) as desk:
        await desk.press("f1")
        lines = desk.top.query_one("#lines", Lines)
        text = "".join("".join(lines.plain).split())
        for action in (action for action in ACTIONS if action.id != "help_empty"):
            assert action.help.replace(" ", "") in text or not action.keys
        assert max(len(line.rstrip()) for line in lines.plain) <= lines.region.width
        first = desk.drawn()
        await desk.press("end")
        assert desk.drawn() != first
        assert "Topics: choose the one before." in " ".join("\n".join(desk.drawn()).split())


async def test_an_empty_folder_can_be_looked_at_and_left(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.press("x", "enter", "tab", "pagedown", "ctrl+f", "ctrl+z", "left", "ctrl+d", "f1", "escape")
        assert desk.app.is_running
        assert desk.shows(ComposerScreen)


@pytest.mark.slow
async def test_pressing_any_key_anywhere_ends_nothing(tagged: Path) -> None:
    keymap = Keymap()
    keys = sorted(
        {key for keys in keymap.keys.values() for key in keys} - {"ctrl+q", "ctrl+p", "ctrl+o", "ctrl+f", "alt+i"}
    )
    session = open_session(tagged)
    finish(session.set_globals(["annika"], "add global"))
    async with open_desk(tagged, session=session) as desk:
        for start in ("escape", "x", "left"):
            for key in keys:
                for name in ("escape", "escape", start, key):
                    desk.send(name)
                await desk.pilot.pause()
                if not desk.shows(ComposerScreen):
                    await desk.press("escape")
                assert desk.shows(ComposerScreen), key
        assert desk.app.is_running

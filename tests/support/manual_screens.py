"""The screens and the keys that the manual shows: what the real program draws on the demo dataset, and its registry.

`python -m tests.support.manual_screens` writes them into the pages, where their marks are.
"""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from textual import events

from tests.support.composer_desk import Desk
from tests.support.manual_pages import FOLDER
from tui_captioner.services.demo import make_demo
from tui_captioner.services.opening import open_dataset
from tui_captioner.tui.actions import Keymap, groups
from tui_captioner.tui.app import CaptionerApp
from tui_captioner.tui.graphics.protocol import Protocol, choose_protocol
from tui_captioner.tui.terminal.terminal_replies import TerminalCaps

COLUMNS = 72
"""What code has on a page in a terminal of 80 columns."""


@dataclass(frozen=True)
class Shot:
    """A screen, and the way to it from the one before.

    Args:
        name: Its name in the pages.
        keys: What is pressed; pasted where a blank is in it.
        wanted: A text that stands there once it has come to rest.
        rows: Of the window.
    """

    name: str
    keys: tuple[str, ...]
    wanted: str
    rows: int = 16


SHOTS = (
    Shot("composer", ("alt+1", "alt+6"), "tokens", 24),
    Shot("typing", ("p", "a", "r"), "> park in spring", 20),
    Shot("browse", ("escape", "f5"), ">  …es-portrait"),
    Shot("filter", ("home", "/", "tag:*hair* NOT background:empty"), "4 of 10", 10),
    Shot("tags", ("enter", "backspace", "t"), "blue trousers"),
    Shot("proposal", ("r", *["backspace"] * 12, *"drawing", "enter"), "carry out (7)", 11),
    Shot("sweep", ("escape", "escape", "s", "6"), "1-9 take", 18),
    Shot("yes-no", ("escape", "y", *"smiling", "enter"), "y yes", 14),
)
_FOLDERS = ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
"""Another place for these: settings and habits of this machine show nowhere."""
CODE = re.compile(r"<!-- screen ([\w-]+) -->\n```text\n(.*?)```\n", re.DOTALL)


async def _shown(desk: Desk, shot: Shot) -> str:
    await desk.pilot.resize_terminal(COLUMNS, shot.rows)
    for key in shot.keys:
        if " " in key:
            # At once: what a part of it matches depends on when it is asked.
            desk.app.post_message(events.Paste(key))
            await desk.pilot.pause()
        else:
            await desk.press(key)
    await desk.until_drawn(shot.wanted)
    await desk.app.workers.wait_for_complete()  # what comes later is there too: tokens as they are counted
    await desk.pilot.pause()
    return "".join(f"{row.rstrip()}\n" for row in desk.drawn())


async def screens() -> Mapping[str, str]:
    """What the program draws, by the names of the screens."""
    with tempfile.TemporaryDirectory() as folder, patch.dict(os.environ, dict.fromkeys(_FOLDERS, folder)):
        root = Path(folder) / "demo"
        make_demo(root)
        session = open_dataset(root)
        choice = choose_protocol(TerminalCaps(), Protocol.OFF)
        app = CaptionerApp(session, Keymap(), TerminalCaps(), choice)
        try:
            async with app.run_test(size=(COLUMNS, 24)) as pilot:
                desk = Desk(app, pilot)
                await desk.until(lambda: desk.composer.surveyed)  # captions are learnt: suggestions stay as they are
                return {shot.name: await _shown(desk, shot) for shot in SHOTS}
        finally:
            session.close()


def with_screens(text: str, drawn: Mapping[str, str]) -> str:
    """A page with its screens as they are drawn now."""
    return CODE.sub(lambda code: f"<!-- screen {code[1]} -->\n```text\n{drawn[code[1]]}```\n", text)


def keys_table() -> str:
    """Every key by heading, as the registry has them."""
    keymap = Keymap()
    lines: list[str] = []
    for heading, actions in groups().items():
        lines += ["", f"## {heading}", "", "| keys | what they do |", "|---|---|"]
        lines += [
            f"| `{keymap.shown(action.id)}` | {action.help} |"
            for action in actions
            if keymap.keys[action.id] and action.id != "help_empty"
        ]
    return "\n".join(lines).strip()


def with_keys(text: str) -> str:
    """A page with the keys between its marks as they are now."""
    before, mark, rest = text.partition("<!-- keys -->\n")
    return f"{before}{mark}{keys_table()}\n{rest[rest.index('<!-- /keys -->') :]}" if mark else text


if __name__ == "__main__":
    now = asyncio.run(screens())
    for path in FOLDER.glob("*.md"):
        path.write_text(with_keys(with_screens(path.read_text(encoding="utf-8"), now)), encoding="utf-8")
    print(*now.values(), sep="-" * 72 + "\n")

"""A day at the program, as what it has to show: recorded once, and read by tests.

    python -m tests.support.recorded_day

records it anew: the real program in a pseudo-terminal, driven through its screens. A record is a list of texts as
Textual writes them; a pair of numbers in it is the terminal's new size, rows and columns, and an empty text the moment
at which the program knows of it.
"""

from __future__ import annotations

import json
import lzma
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TypeGuard

from tests.terminal.driver import (
    BACKSPACE,
    CTRL_Q,
    CTRL_Z,
    DOWN,
    ENTER,
    ESCAPE,
    F1,
    LEFT,
    PAGE_DOWN,
    PAGE_UP,
    RIGHT,
    SHIFT_TAB,
    TAB,
    UP,
    Terminal,
)

Event = str | list[int]

RECORD = Path(__file__).with_name("recorded_day.json.xz")
SIZE = (24, 80)
"""Rows and columns at the start."""

_F5, _F8, _F12 = b"\x1b[15~", b"\x1b[19~", b"\x1b[24~"
_CTRL_F, _CTRL_G, _CTRL_O, _CTRL_P, _CTRL_T, _CTRL_Y = b"\x06", b"\x07", b"\x0f", b"\x10", b"\x14", b"\x19"
_ALT_K, _ALT_L, _ALT_W = b"\x1bk", b"\x1bl", b"\x1bw"
_QUIET = 0.15
"""Seconds without output after which an answer is taken to be complete."""

_Part = Sequence[bytes | str] | tuple[int, int]
_KEYS: tuple[_Part, ...] = (
    (_F8, ENTER, *"photo", TAB, *"from abo", DOWN, TAB, "1", "2", "0", ENTER),
    (*"standing, holding a cup", ENTER, BACKSPACE, CTRL_Z, CTRL_Z, _CTRL_Y, SHIFT_TAB, TAB),
    (*"雪の庭", ENTER, *"cafe\u0301, 👍🏽 ok", ENTER, LEFT, LEFT, RIGHT, b">", BACKSPACE, ESCAPE),
    (_ALT_L, *"red dress long hair", ENTER, _ALT_L, PAGE_DOWN, _F8, PAGE_UP),
    (26, 90),
    (*"soft li", TAB, F1, PAGE_DOWN, ESCAPE, _CTRL_P, *"stat", ENTER, RIGHT, ESCAPE, _CTRL_F, *"2", ESCAPE),
    (_F5, DOWN, DOWN, " ", "/", *"tag:lake", ENTER, BACKSPACE, "o", ESCAPE, ENTER),
    (20, 60),
    (_F8, *"calm", ENTER, _ALT_K, DOWN, ESCAPE, _CTRL_G, "6", *"moun", DOWN, DOWN, UP, ENTER, _CTRL_T),
    (24, 80),
    (_F12, DOWN, " ", DOWN, "r", *"new name", ENTER, ESCAPE, "~", ESCAPE, ESCAPE),
    (_CTRL_O, ESCAPE, *"quiet", ENTER, _F8, _ALT_W, _CTRL_P, *"theme", ENTER, *"warm", ENTER),
)


def read_day() -> list[Event]:
    """The record."""
    with lzma.open(RECORD, "rt", encoding="utf-8") as file:
        return list(json.load(file))


def record() -> None:
    """Play the day and write the record."""
    with tempfile.TemporaryDirectory() as folder:
        home, log = Path(folder) / "home", Path(folder) / "log"
        settings = home / "config" / "tui-captioner" / "config.toml"
        settings.parent.mkdir(parents=True)
        # Pictures in colours are most of what is written, and the same again and again.
        settings.write_text('preview = "text"\n', encoding="utf-8")
        command = [sys.executable, "-m", "tests.support.recorded_day", str(log), str(Path(folder) / "set")]
        environment = {"PYTHONPATH": str(Path.cwd())}
        with Terminal(home=home, rows=SIZE[0], columns=SIZE[1], command=command, environment=environment) as terminal:
            terminal.wait_for("tokens")
            terminal.wait_quiet(1)
            for part in _KEYS:
                _play(terminal, part)
            terminal.send(CTRL_Q)
            terminal.wait_exit()
        events = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    RECORD.write_bytes(lzma.compress(json.dumps(events).encode(), preset=9))


def _play(terminal: Terminal, part: _Part) -> None:
    if _is_size(part):
        terminal.resize(*part)
        terminal.wait_quiet(4 * _QUIET)
        return
    for key in part:
        terminal.send(key)  # type: ignore[arg-type]  # no number: it is no size
        terminal.wait_quiet(_QUIET)


def _is_size(part: _Part) -> TypeGuard[tuple[int, int]]:
    return isinstance(part[0], int)


def run_logged(log: Path, folder: str) -> int:
    """Run the program on its demo, with a log of what it gives the writer."""
    from tui_captioner.cli.main import main
    from tui_captioner.tui.terminal.textual_parts import SteadyWriter

    write, size = SteadyWriter.write, [*SIZE]

    def logged(writer: SteadyWriter, text: str) -> None:
        events: list[Event] = [text]
        now = os.get_terminal_size(0)
        if [now.lines, now.columns] != size:
            size[:] = now.lines, now.columns
            events.insert(0, size)
        with log.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(event) + "\n" for event in events)
        write(writer, text)

    SteadyWriter.write = logged  # type: ignore[method-assign, assignment]
    return main(["demo", folder])


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(run_logged(Path(sys.argv[1]), sys.argv[2]))
    record()

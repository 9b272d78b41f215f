"""Sweeps in a real terminal: answered is answered, whatever ends the program, and however slow the line is."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.waiting import wait_until
from tests.terminal.driver import CTRL_Z, ENTER, ESCAPE, Terminal, kill, program_command, program_environment
from tests.terminal.program import Start, skip_first_run

pytestmark = pytest.mark.slow

F5 = b"\x1b[15~"
OLD, HAT = b"standing, beach", b"standing, straw hat, beach"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "set"
    root.mkdir()
    for number in range(12):
        (root / f"{number:02}.png").write_bytes(PNG)
        (root / f"{number:02}.txt").write_bytes(OLD)
    return root


def captions(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(folder.glob("*.txt"))]


def ask(terminal: Terminal, tag: str, lacking: int) -> None:
    """Begin a yes/no sweep over the images that lack a tag."""
    terminal.send(F5)
    terminal.wait_for("state")
    terminal.send("y")
    terminal.wait_for("yes/no for tag:")
    terminal.send(tag)
    terminal.wait_for(f"tag: {tag}")
    terminal.send(ENTER)
    terminal.wait_for(f'"{tag}"?  1/{lacking}')


def steps(folder: Path, home: Path) -> list[tuple[str, int]]:
    """The history as another process tells it, the latest first."""
    command = program_command("log", folder, "--json")
    told = subprocess.run(command, env=program_environment(home), check=True, capture_output=True, text=True).stdout
    rows = [json.loads(line) for line in told.splitlines()]
    return [(row["title"], row["images"]) for row in rows]


def test_killed_in_the_middle_what_was_answered_is_one_step(folder: Path, start: Start, tmp_path: Path) -> None:
    terminal = skip_first_run(start(folder))
    ask(terminal, "straw hat", 12)
    terminal.send("yyuynyy")
    terminal.wait_for("y 4  n 1")
    kill(terminal)
    expected = [HAT, HAT, OLD, HAT, HAT, *[OLD] * 7]
    assert captions(folder) == expected
    assert steps(folder, tmp_path / "home") == [("yes/no 'straw hat'", 4)]
    again = start(folder)
    ask(again, "straw hat", 8)
    again.send("n", ESCAPE)
    again.wait_for("0 yes, 1 no")
    again.send(CTRL_Z)
    again.wait_for(lambda: captions(folder) == [OLD] * 12)


def test_killed_in_a_slot_sweep_every_digit_is_on_disk(folder: Path, start: Start) -> None:
    terminal = skip_first_run(start(folder))
    terminal.send(F5)
    terminal.wait_for("state")
    terminal.send("s")
    terminal.wait_for("sweep slot:")
    terminal.send("6")
    terminal.wait_for("1 ✓ beach")
    terminal.send("castle", ENTER, ENTER, "2", ENTER, "21")
    terminal.wait_for(lambda: captions(folder)[2] == b"standing, castle")
    kill(terminal)
    assert captions(folder) == [b"standing, beach, castle"] * 2 + [b"standing, castle"] + [OLD] * 9


def test_a_line_that_takes_nothing_holds_up_no_answer(folder: Path, start: Start) -> None:
    terminal = skip_first_run(start(folder))
    ask(terminal, "straw hat", 12)
    assert terminal._master is not None
    # From here on nothing is read: pictures, frames and questions to the terminal stay on the line.
    os.write(terminal._master, b"yynyuy")
    wait_until(lambda: captions(folder) == [HAT, HAT, OLD, HAT, *[OLD] * 8])
    terminal.wait_for("y 3  n 1")
    terminal.quit()

"""Findings by the keys that terminals send for Alt: what stands in the file afterwards, also after another start."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.terminal.driver import ENTER, ESCAPE, Terminal

pytestmark = pytest.mark.slow

ALT_K, ALT_SHIFT_K = b"\x1bk", b"\x1bK"
TWICE = "photograph, red hat, standing, red hat"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "set"
    folder.mkdir()
    (tmp_path / "home").mkdir()
    for name in "ab":
        (folder / f"{name}.png").write_bytes(PNG)
        (folder / f"{name}.txt").write_text(TWICE, encoding="utf-8")
    return folder


@pytest.fixture
def terminal(folder: Path) -> Iterator[Terminal]:
    with Terminal(folder, home=folder.parent / "home") as terminal:
        terminal.wait_for("'red hat' stands in")
        yield terminal


def test_one_key_mends_the_caption_at_hand(terminal: Terminal, folder: Path) -> None:
    terminal.send(ALT_K)
    terminal.wait_for("keep 'red hat' once")
    terminal.send(b"m")
    terminal.wait_for(lambda: (folder / "a.txt").read_text() == "photograph, red hat, standing")
    assert (folder / "b.txt").read_text() == TWICE
    terminal.quit()


def test_all_of_a_rule_are_mended_as_one_step(terminal: Terminal, folder: Path) -> None:
    terminal.send(ALT_SHIFT_K)
    terminal.wait_for("keep 'red hat' once")
    terminal.send(b"m")
    terminal.wait_for("carry out (2)")
    terminal.send(ENTER)
    terminal.wait_for(lambda: (folder / "b.txt").read_text() == "photograph, red hat, standing")
    terminal.wait_for("takes it back")
    terminal.send(b"\x1a")
    terminal.wait_for(lambda: (folder / "a.txt").read_text() == TWICE == (folder / "b.txt").read_text())
    terminal.send(ESCAPE)
    terminal.wait_for("4 tags")
    terminal.quit()


def test_what_was_accepted_stays_so_after_another_start(terminal: Terminal, folder: Path) -> None:
    terminal.send(ALT_K)
    terminal.wait_for("written-twice")
    terminal.send(b"x")
    terminal.wait_for("Accepted: written-twice")
    terminal.quit()
    with Terminal(folder, home=folder.parent / "home") as again:
        again.wait_for("F1 keys")
        again.send(ALT_SHIFT_K)
        again.wait_for("1 accepted")
        again.quit()
    assert (folder / "a.txt").read_text() == TWICE

"""A rename that is killed while it writes: each sidecar is the old or the new one, and the next command finishes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PNG
from tui_captioner.cli.main import main

pytestmark = pytest.mark.slow

COUNT = 1500
OLD, NEW = b"man, standing", b"boy, standing"


@pytest.fixture
def many(tmp_path: Path) -> Path:
    for number in range(COUNT):
        (tmp_path / f"{number}.png").write_bytes(PNG)
        (tmp_path / f"{number}.txt").write_bytes(OLD)
    return tmp_path


def held(root: Path) -> list[bytes]:
    return [(root / f"{number}.txt").read_bytes() for number in range(COUNT)]


def killed_at_the_first_sidecar(root: Path, arguments: list[str], text: bytes) -> None:
    """Run the program, and kill it as soon as a sidecar holds a text."""
    process = subprocess.Popen([sys.executable, "-m", "tui_captioner", *arguments], stdout=subprocess.DEVNULL)
    first = root / "0.txt"
    while process.poll() is None and first.read_bytes() != text:
        os.sched_yield()
    process.send_signal(signal.SIGKILL)
    process.wait()


@pytest.mark.parametrize("then", ["undo", "redo"])
def test_a_rename_that_is_killed_is_whole_after_the_next_command(many: Path, then: str) -> None:
    killed_at_the_first_sidecar(many, ["tags", str(many), "rename", "man", "boy"], NEW)
    assert set(held(many)) <= {OLD, NEW}
    assert main([then, str(many)]) == (0 if then == "undo" else 1)
    assert set(held(many)) == {OLD if then == "undo" else NEW}
    assert [path.name for path in many.iterdir() if path.suffix not in (".png", ".txt")] == [".tui-captioner"]


def test_an_undo_that_is_killed_is_whole_after_the_next_command(many: Path) -> None:
    assert main(["tags", str(many), "rename", "man", "boy"]) == 0
    killed_at_the_first_sidecar(many, ["undo", str(many)], OLD)
    assert set(held(many)) <= {OLD, NEW}
    assert main(["outside", str(many)]) == 0
    assert main(["redo", str(many)]) == 0
    assert set(held(many)) == {NEW}

"""Long jobs of the real program, cut short by signals and a dropped line: no traceback, and finished afterwards."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.terminal.driver import CTRL_Z, ENTER, Terminal, program_command, program_environment
from tests.terminal.program import CTRL_P, ENDINGS, Start, skip_first_run

pytestmark = pytest.mark.slow

COUNT = 400
AT_FIRST = b"standing, photograph"


@pytest.fixture
def many(tmp_path: Path) -> Path:
    root = tmp_path / "set"
    root.mkdir()
    for number in range(COUNT):
        (root / f"{number}.png").write_bytes(PNG)
        (root / f"{number}.txt").write_bytes(AT_FIRST)
    return root


def captions(root: Path) -> set[bytes]:
    return {path.read_bytes() for path in root.glob("*.txt")}


def add_global(terminal: Terminal, _: Path) -> None:
    terminal.send("trigger", ENTER)


def put_in_order(terminal: Terminal, _: Path) -> None:
    terminal.send(CTRL_P)
    terminal.wait_for("Search for commands")
    terminal.send("captions in order")
    terminal.wait_for(lambda: terminal.shows("Put all captions in order") and not terminal.shows("Take suggestion"))
    terminal.send(ENTER)
    terminal.wait_for("Enter carry out")
    terminal.send(ENTER)


def undo(terminal: Terminal, root: Path) -> None:
    add_global(terminal, root)
    terminal.wait_for(lambda: captions(root) == {b"trigger, " + AT_FIRST}, 120)
    terminal.wait_for("(400 captions)")
    terminal.send(CTRL_Z)


JOBS: dict[str, tuple[Callable[[Terminal, Path], None], bytes]] = {
    "globals": (add_global, b"trigger, " + AT_FIRST),
    "order": (put_in_order, b"photograph, standing"),
    "undo": (undo, AT_FIRST),
}


@pytest.mark.parametrize(
    ("job", "ending"),
    [
        ("globals", "terminate"),
        ("globals", "dropped-line"),
        ("order", "hangup"),
        ("order", "terminate"),
        ("undo", "hangup"),
        ("undo", "terminate"),
    ],
)
def test_a_job_that_a_signal_cut_short_is_finished_at_the_next_start(
    many: Path, start: Start, job: str, ending: str
) -> None:
    begin, expected = JOBS[job]
    terminal = skip_first_run(start(many))
    begin(terminal, many)
    # Its first sidecar: the job is on, however fast the machine is.
    terminal.wait_for(lambda: (many / "0.txt").read_bytes() == expected)
    ENDINGS[ending](terminal)
    assert b"Traceback" not in terminal.raw
    assert b"Exception ignored" not in terminal.raw
    again = start(many)
    again.wait_for(lambda: captions(many) == {expected}, 120)
    again.quit()
    assert b"Traceback" not in again.raw


def test_a_global_is_not_lost_though_the_line_drops_before_its_first_sidecar(many: Path, start: Start) -> None:
    terminal = skip_first_run(start(many))
    terminal.send("trigger", ENTER)
    terminal.wait_for(lambda: terminal.shows("Captions  ") or (many / "0.txt").read_bytes() != AT_FIRST)
    terminal.drop_line()
    terminal.wait_exit()
    again = start(many)
    again.wait_for(lambda: captions(many) == {b"trigger, " + AT_FIRST}, 120)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_an_import_that_a_signal_cut_short_is_finished_by_the_same_command(
    many: Path, tmp_path: Path, number: signal.Signals
) -> None:
    rows = ",".join(f'"{place}.png": "sitting"' for place in range(COUNT))
    (tmp_path / "cap.json").write_text("{" + rows + "}")
    command = program_command("import", many, "--from", "captions-json", "--mode", "replace", tmp_path / "cap.json")
    environment = program_environment(tmp_path / "home")
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        while (many / "0.txt").read_bytes() == AT_FIRST and process.poll() is None:
            pass
        process.send_signal(number)
        _, errors = process.communicate(timeout=60)
    assert b"Traceback" not in errors
    assert captions(many) <= {AT_FIRST, b"sitting"}
    done = subprocess.run(command, capture_output=True, env=environment, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    assert captions(many) == {b"sitting"}

"""However the program ends, nothing is lost and the terminal is given back."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.terminal.driver import (
    CTRL_Q,
    CTRL_Z,
    ENTER,
    ESCAPE,
    LEFT_ALTERNATE_SCREEN,
    TIMEOUT,
    Terminal,
    kill,
    tree_hash,
)
from tests.terminal.program import CTRL_P, ENDINGS, ENTERED_ALTERNATE_SCREEN, Start, add_tag, go_to_slot, skip_first_run

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("ending", "project"), [*((ending, False) for ending in ENDINGS), ("quit", True), ("hangup", True)]
)
def test_half_typed_text_is_kept_and_offered_again(dataset: Path, start: Start, ending: str, project: bool) -> None:
    terminal = start(dataset)
    if project:
        add_tag(terminal, "trigger")
    before = tree_hash(dataset)
    go_to_slot(terminal, 6, "Background")
    terminal.type("half a wor")
    terminal.wait_for("Background: half a wor")
    ENDINGS[ending](terminal)
    if project:
        assert (dataset / "a.txt").read_bytes() == b"trigger"
    else:
        assert tree_hash(dataset) == before
    again = start(dataset)
    again.wait_for("Background: half a wor")
    again.send("d", ENTER)
    again.wait_for(lambda: again.shows(" half a word ") and not again.shows(": half"))
    kill(again)
    assert (dataset / "a.txt").read_bytes() == (b"trigger, half a word" if project else b"half a word")


def test_half_typed_text_survives_a_kill_after_a_rest(dataset: Path, start: Start, tmp_path: Path) -> None:
    terminal = start(dataset)
    terminal.type("half a wor")
    terminal.wait_for(lambda: any((tmp_path / "home" / "state").rglob("*.json")))
    kill(terminal)
    start(dataset).wait_for("half a wor")


def test_a_line_that_drops_without_a_word_ends_it_too(dataset: Path, start: Start) -> None:
    terminal = start(dataset, controlling=False)
    terminal.type("half a wor")
    terminal.wait_for(": half a wor")
    terminal.drop_line()
    terminal.wait_exit()
    start(dataset).wait_for(": half a wor")


def test_stopped_by_somebody_else_it_goes_on_with_one_reader(dataset: Path, start: Start) -> None:
    terminal = start(dataset)
    threads = Path(f"/proc/{terminal.process.pid}/task")
    before = len(list(threads.iterdir()))
    for number in range(10):
        entered = terminal.raw.count(ENTERED_ALTERNATE_SCREEN)
        terminal.signal(signal.SIGSTOP)
        terminal.signal(signal.SIGCONT)
        while terminal.raw.count(ENTERED_ALTERNATE_SCREEN) == entered:
            assert terminal.read(TIMEOUT), "it did not come back"
        # Read once, and the next signal comes when it is back with all of itself.
        terminal.send("typed once"[number])
        terminal.wait_for(": " + "typed once"[: number + 1].rstrip())
    # Some come for pictures, whenever that is; a reader and a writer each time would be twenty.
    assert len(list(threads.iterdir())) < before + 10
    terminal.quit()


def test_suspended_it_gives_the_terminal_back_and_goes_on_where_it_was(dataset: Path, start: Start) -> None:
    terminal = start(dataset)
    terminal.send("half typed")
    terminal.wait_for(": half typed")
    terminal.send(CTRL_P)
    terminal.wait_for("Search for commands")
    terminal.send("suspend")
    terminal.wait_for(lambda: terminal.shows("Back to the shell") and not terminal.shows("Take suggestion"))
    before = len(terminal.raw)
    terminal.send(ENTER)
    terminal.wait_for(terminal.is_stopped)
    terminal.wait_for(lambda: LEFT_ALTERNATE_SCREEN in terminal.raw[before:])
    terminal.signal(signal.SIGCONT)
    terminal.wait_for(lambda: ENTERED_ALTERNATE_SCREEN in terminal.raw[before:])
    terminal.send("!")
    terminal.wait_for(": half typed!")
    terminal.quit()


def test_quitting_at_once_restores_the_terminal(dataset: Path, tmp_path: Path) -> None:
    with Terminal(dataset, home=tmp_path) as terminal:
        # Not before: until then Ctrl+Q is flow control, which the system itself takes.
        terminal.wait_for(lambda: b"\x1b[?2004h" in terminal.raw)
        terminal.send(CTRL_Q)
        assert terminal.wait_exit() == 0
        end = bytes(terminal.raw)[terminal.raw.rindex(LEFT_ALTERNATE_SCREEN) :]
        assert b"\x1b[?25h" in end, "the cursor is hidden"
        for mode in (1000, 1003, 1006, 2004):
            on, off = f"\x1b[?{mode}h".encode(), f"\x1b[?{mode}l".encode()
            assert terminal.raw.rfind(off) > terminal.raw.rfind(on) or on not in terminal.raw


@pytest.mark.parametrize("ending", ["quit", "hangup"])
def test_a_long_job_that_was_cut_short_is_finished_at_the_next_start(tmp_path: Path, start: Start, ending: str) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    count = 400
    for number in range(count):
        (folder / f"{number}.png").write_bytes(PNG)
        (folder / f"{number}.txt").write_bytes(b"photograph")
    terminal = skip_first_run(start(folder))
    terminal.send("trigger", ENTER)
    # Its first sidecar: from here on the job is at work, however slow the machine is.
    terminal.wait_for(lambda: (folder / "0.txt").read_bytes() == b"trigger, photograph", 120)
    ENDINGS[ending](terminal)
    assert b"Traceback" not in terminal.raw
    assert b"Exception ignored" not in terminal.raw
    captions = {path.read_bytes() for path in folder.glob("*.txt")}
    assert captions <= {b"photograph", b"trigger, photograph"}
    again = start(folder)
    again.wait_for(lambda: {path.read_bytes() for path in folder.glob("*.txt")} == {b"trigger, photograph"}, 120)
    # The word may stand in the input again, as half-typed text: that is not to be undone.
    again.send(ESCAPE)
    again.wait_for(": (")
    again.send(CTRL_Z)
    again.wait_for(lambda: {path.read_bytes() for path in folder.glob("*.txt")} == {b"photograph"}, 120)

"""The program inside tmux, which is where its users work: keys and pictures pass through a second terminal."""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.support.worked_example import WORKED_EXAMPLE
from tests.terminal.attached_client import attached
from tests.terminal.driver import TIMEOUT, need, program_command, program_environment

TITLES = ("Globals", "Type", "Action", "Subject", "Details", "Background", "Associations")


class Tmux:
    """A tmux server of its own with the program in its only pane."""

    def __init__(self, home: Path, folder: Path, sockets: str) -> None:
        self._environment = {**program_environment(home), "TMUX_TMPDIR": sockets, "SHELL": "/bin/sh"}
        # The program is the server's first command, so no shell and no settings of the user come in between.
        self.run("-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "30", *program_command(folder))

    def run(self, *arguments: str) -> str:
        """Run a tmux command; what it prints."""
        command = [need("tmux"), "-L", "captioner", *arguments]
        done = subprocess.run(command, env=self._environment, capture_output=True, text=True, timeout=TIMEOUT)
        if done.returncode:
            pytest.fail(f"tmux {arguments}: {done.stderr}")
        return done.stdout

    def keys(self, *keys: str) -> None:
        """Press keys by tmux's names."""
        self.run("send-keys", *keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self.run("send-keys", "-l", text)

    def screen(self) -> str:
        """What the pane shows, a blank at the end of each line."""
        return self.run("capture-pane", "-p").replace("\n", " \n")

    def wait_for(self, wanted: str | Callable[[], object]) -> None:
        """Look at the pane until a text is there, or until something else is so."""
        met: Callable[[], object] = wanted if callable(wanted) else lambda: wanted in self.screen()
        deadline = time.monotonic() + TIMEOUT
        while not met():
            if time.monotonic() > deadline:
                pytest.fail(f"no {wanted!r} within {TIMEOUT} s; screen:\n{self.screen()}")
            time.sleep(0.02)

    def attached(self, columns: int, rows: int) -> AbstractContextManager[None]:
        """Have a terminal of this size attached; it is gone at the end, as when a line is cut."""
        self.run("set-option", "-g", "status", "off")
        return attached([need("tmux"), "-L", "captioner", "attach-session"], self._environment, columns, rows)

    def size(self) -> str:
        """Columns and rows of the pane."""
        return self.run("display-message", "-p", "#{pane_width}x#{pane_height}").strip()

    def kill(self) -> None:
        """End the server and with it the program."""
        command = [need("tmux"), "-L", "captioner", "kill-server"]
        subprocess.run(command, env=self._environment, capture_output=True, timeout=TIMEOUT)


@pytest.fixture
def tmux(dataset: Path, tmp_path: Path) -> Iterator[Tmux]:
    """The program on the dataset of three images, in tmux."""
    need("tmux")
    home = tmp_path / "home"
    home.mkdir()
    # Not below tmp_path: the path of a socket may have 107 characters at most.
    with tempfile.TemporaryDirectory(prefix="captioner-") as sockets:
        server = Tmux(home, dataset, sockets)
        try:
            server.wait_for("F1 keys")
            yield server
        finally:
            server.kill()


def test_the_worked_example_through_tmux(tmux: Tmux, dataset: Path) -> None:
    for place, text in enumerate(["ohwxStyle", *WORKED_EXAMPLE.values()], 1):
        tmux.type(text)
        tmux.keys("Enter", "Enter")
        if place < len(TITLES):
            tmux.wait_for(f" {TITLES[place]}: ")
    tmux.wait_for(" 2/3 ")
    assert (dataset / "a.txt").read_bytes() == ", ".join(["ohwxStyle", *WORKED_EXAMPLE.values()]).encode()


def test_the_keys_that_matter_arrive(tmux: Tmux, dataset: Path) -> None:
    tmux.keys("NPage")
    tmux.wait_for(" 2/3 ")
    tmux.keys("PPage")
    tmux.wait_for(" 1/3 ")
    tmux.keys("Enter", "Enter", "Enter")
    tmux.wait_for(" Subject: ")
    tmux.keys("BTab")
    tmux.wait_for(" Action: ")
    tmux.type("arms cross")
    tmux.wait_for("Action: arms crossed")
    tmux.keys("Tab")
    tmux.wait_for(" 1 tag ")
    assert (dataset / "a.txt").read_bytes() == b"arms crossed"
    tmux.keys("C-z")
    tmux.wait_for("Undone")
    assert not (dataset / "a.txt").exists()
    tmux.keys("C-y")
    tmux.wait_for("Done again")
    assert (dataset / "a.txt").read_bytes() == b"arms crossed"
    tmux.keys("F1")
    tmux.wait_for("Take the marked suggestion")
    tmux.keys("Escape")
    tmux.wait_for(lambda: "Take the marked suggestion" not in tmux.screen())


def test_control_and_right_takes_one_word_of_the_ghost_text(tmux: Tmux) -> None:
    tmux.keys("C-g", "3")
    tmux.wait_for(" Action: ")
    tmux.type("looking")
    tmux.wait_for("Action: looking at ")
    tmux.keys("C-Right", "x")
    tmux.wait_for("Action: looking at x")


def test_alt_and_a_digit_go_to_a_slot(tmux: Tmux) -> None:
    for number in (3, 7, 1, 2, 6, 5, 4):
        tmux.keys(f"M-{number}")
        tmux.wait_for(f" {TITLES[number - 1]}: ")


@pytest.mark.slow
def test_detached_and_attached_at_another_size_one_goes_on_where_one_was(tmux: Tmux, dataset: Path) -> None:
    with tmux.attached(80, 24):
        tmux.wait_for(lambda: tmux.size() == "80x24")
        tmux.keys("M-3")
        tmux.type("arms cr")
        tmux.wait_for("Action: arms crossed")
    tmux.wait_for(lambda: not tmux.run("list-clients"))
    tmux.type("oss")  # while nobody looks
    with tmux.attached(40, 12):
        tmux.wait_for(lambda: tmux.size() == "40x12")
        tmux.wait_for("arms cross")
        assert all(len(line.rstrip()) <= 40 for line in tmux.screen().splitlines())
    with tmux.attached(160, 50):
        tmux.wait_for(lambda: tmux.size() == "160x50")
        tmux.wait_for(lambda: "Action: arms crossed" in tmux.screen() and "F1 keys" in tmux.screen().splitlines()[-1])
        tmux.keys("Tab")
        tmux.wait_for(" 1 tag ")
    assert (dataset / "a.txt").read_bytes() == b"arms crossed"

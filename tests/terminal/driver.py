"""Runs the real program in a real pseudo-terminal and reads the screen that it draws.

The terminal played here is a plain one: it answers only what every terminal answers, so pictures come in half blocks.
Nothing waits for a fixed time: `wait_for` reads output until the screen is as it should be, or fails with the screen.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte
import pytest

from tui_captioner.storage.vocabulary_cache import cache_path

TIMEOUT = 30.0
"""Seconds until something that was to happen counts as not happening."""

ENTER, TAB, ESCAPE, BACKSPACE = b"\r", b"\t", b"\x1b", b"\x7f"
UP, DOWN, RIGHT, LEFT = b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D"
PAGE_UP, PAGE_DOWN, SHIFT_TAB, F1 = b"\x1b[5~", b"\x1b[6~", b"\x1b[Z", b"\x1bOP"
CTRL_Q, CTRL_Z, CTRL_Y = b"\x11", b"\x1a", b"\x19"

LEFT_ALTERNATE_SCREEN = b"\x1b[?1049l"

_QUESTIONS = re.compile(rb"\x1b\[c|\x1b\[6n")
_ANSWERS = {b"\x1b[c": b"\x1b[?62;22c", b"\x1b[6n": b"\x1b[1;1R"}
"""What any terminal is asked, and answers: what it is, and where its cursor is."""
_STRINGS = re.compile(rb"\x1b[P_^X][^\x1b\x07]*(?:\x1b\\|\x07)|\x1b\][^\x1b\x07]*(?:\x1b\\|\x07)")
"""Device control, application and operating system commands, which pyte would print or stumble over."""
_ODD_CSI = re.compile(rb"\x1b\[[<=>][0-9;:]*[ -/]*[@-~]|\x1b\[\??[0-9;:]*[ -/]+[@-~]")
"""Control sequences with a private mark or an intermediate byte: questions, modes of newer terminals."""
_UNFINISHED = re.compile(rb"\x1b(?:[P_^X\]](?:[^\x1b\x07]|\x1b(?!\\))*|\[[0-?]*[ -/]*)?\Z")


def need(program: str) -> str:
    """The path of a program that a test runs; without it the test is skipped, or fails where nothing may be skipped."""
    path = shutil.which(program)
    if path is None:
        if os.environ.get("TUI_CAPTIONER_ALLOW_NO_SKIP") == "1":
            pytest.fail(f"needs {program}, and TUI_CAPTIONER_ALLOW_NO_SKIP is set")
        pytest.skip(f"needs {program}")
    return path


def program_environment(home: Path) -> dict[str, str]:
    """The environment for a run with folders of its own, in which nothing of the caller's terminal shows."""
    kept = ("PATH", "LD_LIBRARY_PATH", "PYTHONPATH", "VIRTUAL_ENV", "TMPDIR", "COVERAGE_PROCESS_START")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    for name in ("config", "state", "cache", "data"):
        environment[f"XDG_{name.upper()}_HOME"] = str(home / name)
    _take_vocabulary_to(home / "cache" / "tui-captioner")
    return {**environment, "HOME": str(home), "LANG": "C.UTF-8", "TERM": "xterm-256color", "COLORTERM": "truecolor"}


def _take_vocabulary_to(cache: Path) -> None:
    """Have the program find the shipped vocabulary where its first start would leave it, which takes a third longer."""
    if cache_path().is_file() and not cache.exists():
        cache.mkdir(parents=True)
        shutil.copyfile(cache_path(), cache / cache_path().name)


def program_command(*arguments: str | Path) -> list[str]:
    """The command that runs this very program."""
    return [sys.executable, "-m", "tui_captioner", *map(str, arguments)]


def tree_hash(root: Path) -> dict[str, str]:
    """A hash per file and link below a folder, with empty folders, so that any change shows and is named."""
    found: dict[str, str] = {}
    for path in sorted(root.rglob("*")):
        name = os.fsencode(path.relative_to(root)).decode("utf-8", "backslashreplace")
        is_file = path.is_file()
        found[name] = hashlib.sha256(path.read_bytes()).hexdigest() if is_file else "folder"
    return found


class Drawing:
    """What a terminal shows after the bytes that it was fed."""

    def __init__(self, rows: int, columns: int) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._pending = b""
        self._rows: list[str] = []
        """The rows as they were last asked for: making them takes longer than most waits between two looks."""

    def feed(self, data: bytes) -> None:
        """Draw some bytes; a sequence that is cut off waits for its rest."""
        data = self._pending + data
        unfinished = _UNFINISHED.search(data)
        cut = unfinished.start() if unfinished else len(data)
        self._pending = data[cut:]
        self._rows = []
        self._stream.feed(_ODD_CSI.sub(b"", _STRINGS.sub(b"", data[:cut])))

    def resize(self, rows: int, columns: int) -> None:
        """Change the size. A real terminal keeps some text; here nothing old may be taken for what is drawn next."""
        self._screen.resize(rows, columns)
        self._screen.erase_in_display(2)
        self._rows = []

    def _drawn(self) -> list[str]:
        if not self._rows:
            self._rows = self._screen.display
        return self._rows

    @property
    def lines(self) -> list[str]:
        """The rows, without blanks at their ends."""
        return [line.rstrip() for line in self._drawn()]

    def shows(self, text: str) -> bool:
        """Whether a text stands on the screen now, blanks at line ends included."""
        return any(text in line for line in self._drawn())


class Terminal:
    """The program in a pseudo-terminal, with the screen that it draws.

    Args:
        arguments: The program's arguments.
        home: Folder for its settings, state and cache.
        rows: Height of the terminal.
        columns: Width of the terminal.
        command: Another command than the program with `arguments`.
        environment: Variables beyond those of `program_environment`.
        controlling: Whether the kernel is to know it as the program's, and tell that when the line drops.
        screen: Whether to draw; without only bytes are read and timed, which leaves the processor to the program.

    Attributes:
        raw: Everything the program has written, as far as it was read.
        arrivals: When output came (`time.perf_counter`), and how long `raw` was then.
    """

    def __init__(
        self,
        *arguments: str | Path,
        home: Path,
        rows: int = 30,
        columns: int = 100,
        command: Sequence[str] | None = None,
        environment: Mapping[str, str] | None = None,
        controlling: bool = True,
        screen: bool = True,
    ) -> None:
        self.raw = bytearray()
        self.arrivals: list[tuple[float, int]] = []
        self._seen = 0
        self._drawing = Drawing(rows, columns) if screen else None
        self._master: int | None
        self._master, slave = os.openpty()
        self._set_size(rows, columns)
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            list(command) if command is not None else program_command(*arguments),
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            preexec_fn=(lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0)) if controlling else None,
            env={**program_environment(home), **(environment or {})},
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the program, if it has not ended, and let the terminal go."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.drop_line()

    # --- input ----------------------------------------------------------------------------------------------------

    def send(self, *parts: bytes | str) -> None:
        """Type keys, all at once; what the program draws meanwhile is read, so neither side waits for the other."""
        assert self._master is not None, "the line was dropped"
        data = b"".join(part.encode() if isinstance(part, str) else part for part in parts)
        while data:
            readable, writable, _ = select.select([self._master], [self._master], [], TIMEOUT)
            assert readable or writable, "the program takes no keys"
            if writable:
                data = data[os.write(self._master, data) :]
            else:
                self.read(0)

    def type(self, text: str) -> None:
        """Type a text key by key: one write for each character."""
        for char in text:
            self.send(char)

    def resize(self, rows: int, columns: int) -> None:
        """Give the terminal another size; the kernel tells the program."""
        self._set_size(rows, columns)
        if self._drawing is not None:
            self._drawing.resize(rows, columns)

    def is_stopped(self) -> bool:
        """Whether the program has stopped since this was last asked, as its shell learns it."""
        pid, status = os.waitpid(self.process.pid, os.WUNTRACED | os.WNOHANG)
        return pid != 0 and os.WIFSTOPPED(status)

    def signal(self, number: int) -> None:
        """Send the program a signal."""
        self.process.send_signal(number)

    def drop_line(self) -> None:
        """Close the terminal under the program, as a dropped SSH line does."""
        if self._master is not None:
            os.close(self._master)
            self._master = None

    def _set_size(self, rows: int, columns: int) -> None:
        assert self._master is not None
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    # --- output ---------------------------------------------------------------------------------------------------

    @property
    def bytes_received(self) -> int:
        """How many bytes the program has written, as far as they were read."""
        return len(self.raw)

    def read(self, timeout: float) -> bool:
        """Read what is there, waiting at most `timeout` seconds for it; False if nothing came or the program ended."""
        if self._master is None or not select.select([self._master], [], [], max(0.0, timeout))[0]:
            return False
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:
            # Linux: the other side is closed.
            return False
        if not data:
            return False
        self.raw += data
        self.arrivals.append((time.perf_counter(), len(self.raw)))
        self._answer()
        if self._drawing is not None:
            self._drawing.feed(data)
        return True

    def _answer(self) -> None:
        for question in _QUESTIONS.finditer(self.raw, self._seen):
            self._seen = question.end()
            if self._master is not None:
                os.write(self._master, _ANSWERS[question[0]])

    @property
    def lines(self) -> list[str]:
        """The rows of the screen, without blanks at their ends."""
        return [] if self._drawing is None else self._drawing.lines

    def screen_text(self) -> str:
        """The screen as text."""
        return "\n".join(self.lines)

    def shows(self, text: str) -> bool:
        """Whether a text stands on the screen now, blanks at line ends included."""
        return self._drawing is not None and self._drawing.shows(text)

    def wait_for(self, wanted: str | Callable[[], object], timeout: float = TIMEOUT) -> None:
        """Read output until a text is on the screen, or something else is so; fail, showing the screen, if not."""
        met: Callable[[], object] = wanted if callable(wanted) else lambda: self.shows(wanted)
        deadline = time.monotonic() + timeout
        while not met():
            left = deadline - time.monotonic()
            if left <= 0:
                name = wanted.__name__ if callable(wanted) else repr(wanted)
                pytest.fail(f"no {name} within {timeout} s; screen:\n{self.screen_text()}")
            # A short wait at most: what is waited for may be a file rather than the screen.
            if not self.read(min(left, 0.05)) and self.process.poll() is not None and not self.read(0) and not met():
                pytest.fail(f"ended ({self.process.returncode}) before {wanted!r}; screen:\n{self.screen_text()}")

    def wait_quiet(self, silence: float = 0.25, timeout: float = TIMEOUT) -> None:
        """Read until the program has written nothing for a while: for measuring, never for waiting for a result."""
        deadline = time.monotonic() + timeout
        while self.read(silence):
            if time.monotonic() > deadline:
                pytest.fail(f"still writing after {timeout} s")

    def wait_exit(self, timeout: float = TIMEOUT) -> int:
        """Read until the program has ended; its exit code, negative for a signal."""
        deadline = time.monotonic() + timeout
        while self.process.poll() is None:
            if time.monotonic() > deadline:
                pytest.fail(f"still running after {timeout} s; screen:\n{self.screen_text()}")
            if not self.read(0.02):
                # Where the line was dropped there is nothing to read, and `read` does not wait.
                with suppress(subprocess.TimeoutExpired):
                    self.process.wait(0.02)
        while self.read(0):
            pass
        return self.process.returncode

    def quit(self) -> None:
        """Quit with the key for it and see that it goes well and leaves the terminal as it was."""
        self.send(CTRL_Q)
        assert self.wait_exit() == 0, self.screen_text()
        assert LEFT_ALTERNATE_SCREEN in self.raw


def kill(terminal: Terminal) -> None:
    """End the program so that it can do nothing more."""
    terminal.signal(signal.SIGKILL)
    assert terminal.wait_exit() == -signal.SIGKILL

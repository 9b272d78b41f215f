"""The ways in which a program is ended from outside."""

from __future__ import annotations

import signal
from collections.abc import Callable

from tests.terminal.driver import Terminal
from tests.torture.verdict import LossError

Ending = Callable[[Terminal], None]


def _killed(terminal: Terminal) -> None:
    terminal.signal(signal.SIGKILL)
    terminal.wait_exit()


def _by(number: signal.Signals) -> Ending:
    def end(terminal: Terminal) -> None:
        terminal.signal(number)
        if terminal.wait_exit() != 0:
            raise LossError(f"exit status {terminal.process.returncode} after {number.name}")

    return end


def _dropped(terminal: Terminal) -> None:
    terminal.drop_line()
    terminal.wait_exit()


def _hung_up_and_killed(terminal: Terminal) -> None:
    terminal.signal(signal.SIGHUP)
    terminal.read(0.01)
    _killed(terminal)


ENDINGS: dict[str, Ending] = {
    "SIGKILL": _killed,
    "SIGTERM": _by(signal.SIGTERM),
    "SIGHUP": _by(signal.SIGHUP),
    "line dropped": _dropped,
    "SIGHUP, then SIGKILL": _hung_up_and_killed,
}
WEIGHTS = (6, 2, 2, 2, 1)


def end(terminal: Terminal, how: str) -> None:
    """End the program.

    Raises:
        LossError: If it ends with a traceback, or as a failure where it could tidy up.
    """
    ENDINGS[how](terminal)
    if b"Traceback" in terminal.raw or b"Exception ignored" in terminal.raw:
        raise LossError(f"a traceback:\n{bytes(terminal.raw[-3000:]).decode(errors='replace')}")

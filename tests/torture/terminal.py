"""The program's terminal for one who is in no hurry: on a busy machine a start may take long, and that is no fault."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from tests.terminal.driver import Terminal

_HANGS = 180.0
"""Seconds without a byte from it, after which a program counts as one that hangs: many times what a loaded machine
needs. However long it works, its progress is seen."""


class PatientTerminal(Terminal):
    """A terminal that waits for what the program shows, and takes only what lasts very long for a fault."""

    def wait_for(self, wanted: str | Callable[[], object], timeout: float = _HANGS) -> None:
        """See `Terminal.wait_for`; as long as something is drawn it goes on."""
        while True:
            before = self.bytes_received
            try:
                super().wait_for(wanted, timeout)
            except pytest.fail.Exception:
                if self.process.poll() is not None or self.bytes_received == before:
                    raise
            else:
                return

    def wait_exit(self, timeout: float = _HANGS) -> int:
        """See `Terminal.wait_exit`."""
        return super().wait_exit(timeout)

    def fileno(self) -> int:
        """The descriptor that the program's output comes from."""
        assert self._master is not None
        return self._master

    def swallow(self) -> bool:
        """Take what the program has written and draw nothing, which takes no time; False at its end."""
        try:
            data = os.read(self.fileno(), 1 << 16)
        except OSError:
            return False
        self.raw += data
        return bool(data)

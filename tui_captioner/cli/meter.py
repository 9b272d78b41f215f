"""How far a command is, on a terminal; nothing anywhere else."""

from __future__ import annotations

import sys
from time import monotonic

from tui_captioner.services.session.jobs import Job
from tui_captioner.storage.gated_stream import write_codes

QUIET = 0.5
"""Seconds that a command may take before its progress is shown."""
PACE = 0.1
"""Seconds between two showings: over a slow line each costs time."""


class Meter:
    """A line of progress on stderr, where that is a terminal and the command takes long.

    Args:
        doing: What is done, such as `Exporting`.
    """

    def __init__(self, doing: str) -> None:
        self.doing = doing
        self._begun = self._shown = monotonic()
        self._drawn = False

    def show(self, done: int, total: int = 0) -> None:
        """Say how far it is: in per cent or, where the total is not known, as a number."""
        now = monotonic()
        if now - self._begun > QUIET and now - self._shown > PACE and sys.stderr.isatty():
            far = f"{100 * done // total}%" if total else str(done)
            write_codes(sys.stderr, f"\r{self.doing} ... {far}\x1b[K")
            self._shown, self._drawn = now, True

    def follow(self, job: Job) -> None:
        """Carry a job through to its end, and say how far it is."""
        for progress in job:
            self.show(progress.done, progress.total)

    def clear(self) -> None:
        """Take the line away again."""
        if self._drawn:
            write_codes(sys.stderr, "\r\x1b[K")
            self._drawn = False

"""Noticing that the file of a picture has changed while it is shown."""

from __future__ import annotations

from pathlib import Path

from tui_captioner.tui.graphics.worker_thread import WorkerThread

INTERVAL = 2.0
"""Seconds between two looks."""

Stamp = tuple[int, int] | None
"""Time of change and size; none: there is no such file."""


class FileWatch:
    """Looks at one file at a time, in a thread: a dead mount may take its time to answer."""

    def __init__(self) -> None:
        self._thread = WorkerThread("preview-watch")
        self._path: Path | None = None
        self._stamp: Stamp = None
        self._known = False

    def follow(self, path: Path | None, stamp: Stamp = None, *, known: bool = False) -> None:
        """Look at another file from now on.

        Args:
            path: The file; none: look at nothing.
            stamp: How it was when it was read.
            known: Whether that is known; else it is taken from the next look.
        """
        self._path, self._stamp, self._known = path, stamp, known

    async def look(self) -> tuple[Path, Stamp] | None:
        """The file and how it is now, if it has changed since it was read or looked at."""
        path = self._path
        if path is None:
            return None
        stamp = await self._thread.run(lambda _: _stamp_of(path))
        if path != self._path or (self._known and stamp == self._stamp):
            return None
        known, self._known, self._stamp = self._known, True, stamp
        return (path, stamp) if known else None

    def close(self) -> None:
        """End the thread."""
        self._path = None
        self._thread.close()


def _stamp_of(path: Path) -> Stamp:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size

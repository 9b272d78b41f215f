"""The file of the log: bounded, and written by several processes at once. Imports `logging`, so it is loaded late."""

from __future__ import annotations

import contextlib
import fcntl
import logging
import os
from pathlib import Path

from tui_captioner.storage.user_state import log_path


class LogFile(logging.Handler):
    """Writes each record at once, by one call: records of several processes don't mix.

    Args:
        most: Bytes from which on it is put aside under a name of its own (`.1`), which replaces the one before.
    """

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most
        self.failed = False
        """Whether the last record could not be written."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record; whatever hinders that disturbs nobody."""
        try:
            path = log_path()
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._make_room(path)
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
            descriptor = os.open(path, flags, 0o600)
            try:
                os.write(descriptor, f"{self.format(record)}\n".encode("utf-8", "backslashreplace"))
            finally:
                os.close(descriptor)
            self.failed = False
        except OSError:
            self.failed = True

    def _make_room(self, path: Path) -> None:
        """Put a file aside that is large enough; whoever comes second finds a new one there."""
        if not self._is_full(path):
            return
        lock = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            with contextlib.suppress(OSError):  # a file system without locks
                fcntl.flock(lock, fcntl.LOCK_EX)
            if self._is_full(path):
                path.replace(path.with_name(path.name + ".1"))
        finally:
            os.close(lock)

    def _is_full(self, path: Path) -> bool:
        try:
            return path.stat().st_size > self._most
        except FileNotFoundError:
            return False

"""One writer at a time: a second session on a dataset may read, and is told who holds it."""

from __future__ import annotations

import contextlib
import fcntl
import getpass
import os
import socket
from pathlib import Path


class ProjectLock:
    """The lock on a project folder, held as long as the process lives (so a kill frees it).

    Args:
        path: The lock file; made if it is missing.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    def acquire(self) -> str:
        """Take the lock.

        Returns:
            Empty if we hold it now, else who does.

        Raises:
            OSError: If the lock file can't be made.
        """
        if self._file is not None:
            return ""
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(descriptor, 200, 0).decode("utf-8", "replace").strip()
            os.close(descriptor)
            return holder or "another session"
        except OSError:
            # Some network file systems know no locks; there the database's own lock has to do.
            os.close(descriptor)
            return ""
        # The lock holds without the name, which only tells others whose it is; a full disk has no room for it.
        with contextlib.suppress(OSError):
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"{_user()} on {socket.gethostname()}, process {os.getpid()}\n".encode(), 0)
        self._file = descriptor
        return ""

    def release(self) -> None:
        """Give the lock back; harmless if it is not held."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                os.ftruncate(self._file, 0)
            os.close(self._file)
            self._file = None


def _user() -> str:
    with contextlib.suppress(Exception):
        return getpass.getuser()
    return str(os.getuid())

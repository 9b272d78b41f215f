"""One writer at a time: a second session on a dataset may read, and is told who holds it."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import getpass
import os
import re
import socket
import stat
from pathlib import Path

from tui_captioner.storage.files.own_files import check_own_file

_OURS = re.compile(rb"[^\n]{0,300}, process [0-9]{1,10}\n?")
"""What a lock file holds; anything else in it is not ours to write over."""


class ProjectLock:
    """The lock on a project folder, held as long as the process lives (so a kill frees it).

    Args:
        path: The lock file; made if it is missing.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None
        self._ours = False

    def acquire(self) -> str:
        """Take the lock.

        Returns:
            Empty if we hold it now, else who does.

        Raises:
            OSError: If the lock file can't be made.
            OddFileError: If something else lies there, such as a link; it is left alone.
        """
        if self._file is not None:
            return ""
        descriptor = self._open()
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
        content = os.pread(descriptor, 500, 0)
        self._ours = not content or _OURS.fullmatch(content) is not None
        # The lock holds without the name, which only tells others whose it is; a full disk has no room for it.
        if self._ours:
            with contextlib.suppress(OSError):
                os.ftruncate(descriptor, 0)
                os.pwrite(descriptor, f"{_user()} on {socket.gethostname()}, process {os.getpid()}\n".encode(), 0)
        self._file = descriptor
        return ""

    def _open(self) -> int:
        check_own_file(self._path)
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        descriptor = os.open(self._path, flags, 0o666)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise OSError(errno.EINVAL, "it is no regular file", str(self._path))
        return descriptor

    def release(self) -> None:
        """Give the lock back; harmless if it is not held."""
        if self._file is not None:
            if self._ours:
                with contextlib.suppress(OSError):
                    os.ftruncate(self._file, 0)
            os.close(self._file)
            self._file = None


def _user() -> str:
    with contextlib.suppress(Exception):
        return getpass.getuser()
    return str(os.getuid())

"""What the kernel says of files in folders that any program of this machine changes: inotify(7), on Linux.

It costs nothing while nothing happens. It says nothing of what other machines do on a network file system.
"""

from __future__ import annotations

import contextlib
import os
import struct
from collections.abc import Iterable

_IN_MODIFY, _IN_CLOSE_WRITE, _IN_MOVED, _IN_CREATE, _IN_DELETE = 0x2, 0x8, 0xC0, 0x100, 0x200
_MASK = _IN_MODIFY | _IN_CLOSE_WRITE | _IN_MOVED | _IN_CREATE | _IN_DELETE
_IN_Q_OVERFLOW, _IN_IGNORED = 0x4000, 0x8000
_HEAD = struct.Struct("iIII")
"""Of an event (`struct inotify_event`): watch, what happened, a cookie, bytes of the name behind it."""
_MOST = 1 << 16
"""Bytes that are read at a time; an event takes no more than 272."""


class FolderEvents:
    """Tells which files of some folders changed.

    Args:
        folders: The folders.

    Raises:
        OSError: If the system has no such thing, or no room for so many folders.
    """

    def __init__(self, folders: Iterable[str]) -> None:
        import ctypes  # not above: a folder is watched once the screen stands

        self._libc = ctypes.CDLL(None, use_errno=True)
        if not hasattr(self._libc, "inotify_init1"):
            raise OSError("this system has no inotify")
        self._file: int = _checked(self._libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC))
        self._folders: dict[int, str] = {}
        try:
            for folder in folders:
                self.watch(folder)
        except OSError:
            self.close()
            raise

    def watch(self, folder: str) -> None:
        """Tell of a folder too, one that came or came back.

        Raises:
            OSError: If there is none, or no room for one more.
        """
        number = _checked(self._libc.inotify_add_watch(self._file, os.fsencode(folder), _MASK))
        self._folders[number] = folder

    def changed(self) -> set[str] | None:
        """The paths of what changed since this was last asked; None if there was too much, or a folder went: look."""
        found: set[str] = set()
        is_whole = True
        while data := self._read():
            at = 0
            while at < len(data):
                number, what, _, length = _HEAD.unpack_from(data, at)
                name = data[at + _HEAD.size : at + _HEAD.size + length].rstrip(b"\0")
                at += _HEAD.size + length
                is_whole = is_whole and not what & (_IN_Q_OVERFLOW | _IN_IGNORED)
                if number in self._folders and name:
                    found.add(f"{self._folders[number]}/{os.fsdecode(name)}")
        return found if is_whole else None

    def _read(self) -> bytes:
        with contextlib.suppress(BlockingIOError):
            return os.read(self._file, _MOST)
        return b""

    def close(self) -> None:
        """Let the folders go."""
        os.close(self._file)


def _checked(answer: int) -> int:
    if answer < 0:
        import ctypes

        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return answer

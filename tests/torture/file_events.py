"""What happens in a folder, told the moment it happens, so that a kill lands inside of what is being done."""

from __future__ import annotations

import ctypes
import os
import select
import struct
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Protocol

_CREATE, _MOVED_TO, _DELETE, _MODIFY = 0x100, 0x80, 0x200, 0x2
_HEAD = struct.Struct("iIII")
_libc = ctypes.CDLL(None, use_errno=True)
_PATIENCE = 120.0
"""Seconds until the first thing happens, on a busy machine; whoever is watched may end before."""
_REST = 0.4
"""Seconds without any, after which no more will come."""


class Watched(Protocol):
    """A program that does something in the folders."""

    def fileno(self) -> int:
        """What it writes for people."""

    def swallow(self) -> bool:
        """Take that, so that it never waits for it; False once it has ended."""


class FileEvents:
    """Files that come, go, get their names or are written in some folders, by inotify.

    Args:
        folders: Those that are there are watched, without the folders in them.
    """

    def __init__(self, *folders: Path) -> None:
        self._descriptor = _libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        if self._descriptor < 0:
            raise OSError(ctypes.get_errno(), "inotify")
        for folder in filter(Path.is_dir, folders):
            _libc.inotify_add_watch(self._descriptor, os.fsencode(folder), _CREATE | _MOVED_TO | _DELETE | _MODIFY)

    def __enter__(self) -> FileEvents:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._descriptor)

    def wait_for(self, count: int, program: Watched) -> int:
        """Wait until so many things happened.

        Args:
            count: How many.
            program: Whoever does them; when it ends no more will come.

        Returns:
            How many happened; fewer than `count` where no more came.
        """
        seen, last = 0, time.monotonic() + _PATIENCE
        while seen < count and (left := last - time.monotonic()) > 0:
            ready = select.select([self._descriptor, program], [], [], left)[0]
            if self._descriptor in ready:
                with suppress(BlockingIOError):
                    seen += sum(1 for _ in _names(os.read(self._descriptor, 1 << 14)))
                last = time.monotonic() + _REST
            elif program in ready and not program.swallow():
                return seen
        return seen


def _names(data: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(data):
        *_, length = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        yield data[at : at + length].rstrip(b"\0")
        at += length

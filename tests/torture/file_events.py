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

_CREATE, _MOVED_TO, _DELETE, _MODIFY, _FOLDER = 0x100, 0x80, 0x200, 0x2, 0x40000000
_HEAD = struct.Struct("iIII")
_libc = ctypes.CDLL(None, use_errno=True)
_PATIENCE = 120.0
"""Seconds until the first thing happens, on a busy machine; whoever is watched may end before."""


class Watched(Protocol):
    """A program that does something in the folders."""

    def fileno(self) -> int:
        """What it writes for people."""

    def swallow(self) -> bool:
        """Take that, so that it never waits for it; False once it has ended."""


class FileEvents:
    """Files that come, go, get their names or are written in some folders, by inotify.

    Args:
        folders: Those that are there are watched, and folders that are made in them, but none that they have already.
    """

    def __init__(self, *folders: Path) -> None:
        self._descriptor = _libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        if self._descriptor < 0:
            raise OSError(ctypes.get_errno(), "inotify")
        self._watched: dict[int, Path] = {}
        for folder in filter(Path.is_dir, folders):
            self._watch(folder)

    def _watch(self, folder: Path) -> None:
        number = _libc.inotify_add_watch(self._descriptor, os.fsencode(folder), _CREATE | _MOVED_TO | _DELETE | _MODIFY)
        self._watched[number] = folder

    def __enter__(self) -> FileEvents:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._descriptor)

    def wait_for(self, count: int, program: Watched, rest: float = _PATIENCE) -> int:
        """Wait until so many things happened.

        Args:
            count: How many.
            program: Whoever does them; when it ends no more will come.
            rest: Seconds without any, after which a program that does not end will do no more.

        Returns:
            How many happened; fewer than `count` where no more came.
        """
        seen, last = 0, time.monotonic() + _PATIENCE
        while seen < count and (left := last - time.monotonic()) > 0:
            ready = select.select([self._descriptor, program], [], [], left)[0]
            if self._descriptor in ready:
                with suppress(BlockingIOError):
                    seen += self._take(os.read(self._descriptor, 1 << 14))
                last = time.monotonic() + rest
            elif program in ready and not program.swallow():
                return seen
        return seen

    def _take(self, data: bytes) -> int:
        """Watch what was made; how many things are told."""
        told = list(_told(data))
        for number, what, name in told:
            if what & _CREATE and what & _FOLDER and number in self._watched:
                self._watch(self._watched[number] / os.fsdecode(name))
        return len(told)


def _told(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Number of the watched folder, what happened in it, and to which name."""
    at = 0
    while at < len(data):
        number, what, _, length = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        yield number, what, data[at : at + length].rstrip(b"\0")
        at += length

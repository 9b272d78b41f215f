"""What happens in a folder, told the moment it happens, so that a kill lands inside of what is being done."""

from __future__ import annotations

import ctypes
import os
import select
import struct
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_CREATE, _MOVED_TO, _DELETE, _MODIFY = 0x100, 0x80, 0x200, 0x2
_HEAD = struct.Struct("iIII")
_libc = ctypes.CDLL(None, use_errno=True)


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

    def wait_for(self, count: int, patience: float, rest: float = 0.4) -> int:
        """Wait until so many things happened.

        Args:
            count: How many.
            patience: Seconds until the first.
            rest: Seconds without any, after which no more will come.

        Returns:
            How many happened; fewer than `count` where no more came.
        """
        seen = 0
        while seen < count and select.select([self._descriptor], [], [], rest if seen else patience)[0]:
            with suppress(BlockingIOError):
                seen += sum(1 for _ in _names(os.read(self._descriptor, 1 << 14)))
        return seen


def _names(data: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(data):
        *_, length = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        yield data[at : at + length].rstrip(b"\0")
        at += length

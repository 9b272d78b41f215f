"""Beginnings of tar files that somebody made to do harm."""

from __future__ import annotations

import tarfile


def endless_names() -> bytes:
    """Headers that each say that the next one has another name: `tarfile` calls itself for each."""
    payload = b"11 path=ab\n"
    return (_header(len(payload)) + payload.ljust(tarfile.BLOCKSIZE, b"\0")) * 900


def huge_header() -> bytes:
    """A header that claims four gigabytes for a name."""
    return _header(4 << 30)


def _header(size: int) -> bytes:
    head = tarfile.TarInfo("x")
    head.type, head.size = tarfile.XHDTYPE, size
    return head.tobuf(tarfile.GNU_FORMAT)

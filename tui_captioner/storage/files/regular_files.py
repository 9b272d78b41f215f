"""Reading whole files that somebody else made: only regular ones, and only up to a size."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

from tui_captioner.domain.errors import CaptionerError, WrongUseError

MAX_BYTES = 512 * 1024 * 1024
"""The largest file that is read as a whole: captions of a million images take some 300 MB."""


def open_regular(path: Path | str) -> BinaryIO:
    """Open a regular file to read; a link is followed.

    A folder, a pipe or a device is refused rather than waited for: the check is made before opening, since opening a
    device may do something, and again on what was opened.

    Raises:
        OSError: If it can't be opened (FileNotFoundError where there is none, or can be none under so long a name).
        CaptionerError: If it is no regular file.
    """
    return os.fdopen(_opened(path, links=True)[0], "rb")


def _opened(path: Path | str, *, links: bool) -> tuple[int, int]:
    """Descriptor and size of what `open_regular` opens."""
    try:
        _check_kind(path, os.stat(path, follow_symlinks=links).st_mode)  # noqa: PTH116 (100,000 files)
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | (0 if links else os.O_NOFOLLOW))
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path)) from None
        raise
    try:
        status = os.fstat(descriptor)
        _check_kind(path, status.st_mode)
    except CaptionerError:
        os.close(descriptor)
        raise
    return descriptor, status.st_size


def _check_kind(path: Path | str, mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    if stat.S_ISLNK(mode):
        raise CaptionerError(f"{path} is a link", "Put the file itself in its place")
    if stat.S_ISDIR(mode):
        raise CaptionerError(f"{path} is a folder, not a file", "Put a file in its place, or move it away")
    raise CaptionerError(f"{path} is not a regular file", "Save it as a file first")


def read_regular(path: Path | str, most: int = MAX_BYTES, *, links: bool = True) -> bytes:
    """The content of a regular file.

    Args:
        path: The file.
        most: The largest size that is read, in bytes.
        links: Whether a link in its place is followed.

    Raises:
        OSError: If it can't be opened or read (FileNotFoundError where there is none).
        CaptionerError: If it is no regular file, a link that is not followed, or too large.
    """
    descriptor, size = _opened(path, links=links)
    try:
        data = _read_to_end(descriptor, size + 1, most + 1) if size <= most else b""
    finally:
        os.close(descriptor)
    if max(size, len(data)) > most:
        raise CaptionerError(
            f"{path} is {size_in_words(max(size, len(data)))}, and at most {size_in_words(most)} are read",
            "Part it into smaller files",
        )
    return data


def _read_to_end(descriptor: int, piece: int, most: int) -> bytes:
    """What is left to read of a file, so many bytes at most; without a buffer, which takes as long as a small file."""
    pieces: list[bytes] = []
    while most and (data := os.read(descriptor, min(piece, most))):
        pieces.append(data)
        most -= len(data)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def size_in_words(size: int) -> str:
    """A number of bytes for people: 512 MB, 3 kB."""
    for unit, factor in (("GB", 1 << 30), ("MB", 1 << 20), ("kB", 1 << 10)):
        if size >= factor:
            return f"{size / factor:.4g} {unit}"
    return f"{size} bytes"


def unreadable(path: Path, error: OSError) -> CaptionerError:
    """What to raise for a file that was named and can't be read: a wrong path is wrong use."""
    kind = WrongUseError if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.EISDIR) else CaptionerError
    return kind(f"{path} can't be read: {error.strerror or error}", "Check the path")

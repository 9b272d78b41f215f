"""Reading whole files that somebody else made: only regular ones, and only up to a size."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from tui_captioner.domain.errors import CaptionerError

MAX_BYTES = 512 * 1024 * 1024
"""The largest file that is read as a whole: captions of a million images take some 300 MB."""


def open_regular(path: Path) -> BinaryIO:
    """Open a regular file to read.

    A folder, a pipe or a device is refused rather than waited for: the check is made on what was opened.

    Args:
        path: The file; links are followed.

    Raises:
        OSError: If it can't be opened (FileNotFoundError where there is none).
        CaptionerError: If it is no regular file.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    kind = os.fstat(descriptor).st_mode
    if stat.S_ISREG(kind):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    if stat.S_ISDIR(kind):
        raise CaptionerError(f"{path} is a folder, not a file", "Name a file")
    raise CaptionerError(f"{path} is not a regular file", "Save it as a file first")


def read_regular(path: Path, most: int = MAX_BYTES) -> bytes:
    """The content of a regular file.

    Args:
        path: The file; links are followed.
        most: The largest size that is read, in bytes.

    Raises:
        OSError: If it can't be opened or read (FileNotFoundError where there is none).
        CaptionerError: If it is no regular file, or too large.
    """
    with open_regular(path) as file:
        size = os.fstat(file.fileno()).st_size
        data = file.read(most + 1) if size <= most else b""
    if max(size, len(data)) > most:
        raise CaptionerError(
            f"{path} is {size_in_words(max(size, len(data)))}, and at most {size_in_words(most)} are read",
            "Part it into smaller files",
        )
    return data


def size_in_words(size: int) -> str:
    """A number of bytes for people: 512 MB, 3 kB."""
    for unit, factor in (("GB", 1 << 30), ("MB", 1 << 20), ("kB", 1 << 10)):
        if size >= factor:
            return f"{size / factor:.4g} {unit}"
    return f"{size} bytes"

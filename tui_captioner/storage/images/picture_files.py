"""Opening a picture's file: the one place where a path becomes a descriptor, by which a decoder then reads.

A dataset holds whatever was scraped, so only regular files are opened: a pipe would block for ever. The decoding
process gets the descriptor and never a path.
"""

from __future__ import annotations

import hashlib
import io
import os
import stat
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from tui_captioner.storage.images.image_content import HEAD_BYTES
from tui_captioner.storage.images.image_errors import ImageUnreadable, LoadCancelled

_PORTION = 1 << 20


class PictureFile:
    """An open file, or bytes that are to be read like one.

    Args:
        descriptor: Of a regular file; closed with this object.
        data: The bytes, where there is no file; then the descriptor is -1.
    """

    def __init__(self, descriptor: int, data: bytes = b"") -> None:
        self.descriptor = descriptor
        self.data = data
        self._head: bytes | None = None

    def __enter__(self) -> PictureFile:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return os.fstat(self.descriptor).st_size if self.descriptor >= 0 else len(self.data)

    @property
    def head(self) -> bytes:
        """The first bytes, by which is told what it is."""
        if self._head is None:
            self._head = self.read(0, HEAD_BYTES)
        return self._head

    def read(self, offset: int, amount: int) -> bytes:
        """So many bytes from there on, fewer where the file ends.

        Raises:
            OSError: If it can't be read.
        """
        if self.descriptor < 0:
            return self.data[offset : offset + amount]
        return os.pread(self.descriptor, amount, offset)

    def stream(self, cancelled: Callable[[], bool] | None) -> io.BufferedReader:
        """The file as decoders written in Python want it, from its start; closing it leaves this one open."""
        raw: io.RawIOBase
        if self.descriptor < 0:
            raw = _Bytes(self.data)
        else:
            os.lseek(self.descriptor, 0, os.SEEK_SET)
            raw = io.FileIO(self.descriptor, "rb", closefd=False)
        return _WatchedFile(raw, cancelled or _never)


class _Bytes(io.RawIOBase):
    """Bytes as a file without a buffer of its own."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._file = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._file.seek(offset, whence)

    def readinto(self, buffer: bytearray, /) -> int:  # type: ignore[override]
        return self._file.readinto(buffer)


class _WatchedFile(io.BufferedReader):
    """A file whose reads fail once nobody wants the result: the only place where such a decoder can be stopped."""

    def __init__(self, raw: io.RawIOBase, cancelled: Callable[[], bool]) -> None:
        super().__init__(raw, buffer_size=1 << 16)
        self._cancelled = cancelled

    def read(self, size: int | None = -1, /) -> bytes:
        """Read as any file does, unless the caller has lost interest."""
        if self._cancelled():
            raise LoadCancelled
        return super().read(size)


def open_picture(path: Path) -> PictureFile:
    """Open a file that is certainly a file with something in it, of which the beginning can be read.

    The check is made on what was opened.

    Raises:
        ImageUnreadable: If there is no such file, or none that can be read; the message says why.
    """
    try:
        kind = path.stat().st_mode
        _refuse_odd(kind)
        # Should it have become a pipe since, opening must not wait for somebody to write to it.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise ImageUnreadable(_describe_os_error(path, error)) from error
    file = PictureFile(descriptor)
    try:
        status = os.fstat(descriptor)
        _refuse_odd(status.st_mode)
        if status.st_size == 0 or not file.head:
            raise ImageUnreadable("the file is empty")
    except OSError as error:  # a disk that fails, or a file of the system that is written alone
        file.close()
        raise ImageUnreadable(_describe_os_error(path, error)) from error
    except ImageUnreadable:
        file.close()
        raise
    return file


def content_digest(path: Path) -> str:
    """A hash of all bytes of a file; raises ImageUnreadable if it can't be read."""
    digest, at = hashlib.blake2b(digest_size=20), 0
    try:
        with open_picture(path) as file:
            while data := file.read(at, _PORTION):
                digest.update(data)
                at += len(data)
    except OSError as error:
        raise ImageUnreadable(_describe_os_error(path, error)) from error
    return digest.hexdigest()


def _refuse_odd(mode: int) -> None:
    """Refuse what is no regular file."""
    if stat.S_ISDIR(mode):
        raise ImageUnreadable("it is a folder")
    if not stat.S_ISREG(mode):
        raise ImageUnreadable("it is not a regular file")


def _describe_os_error(path: Path, error: OSError) -> str:
    """A file that can't be opened, in words."""
    if isinstance(error, FileNotFoundError):
        return "it is a link that leads nowhere" if path.is_symlink() else "there is no such file"
    if isinstance(error, PermissionError):
        return "reading it is not permitted"
    return f"it could not be read ({error.strerror})"


def _never() -> bool:
    """Nobody cancels."""
    return False

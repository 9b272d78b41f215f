"""Reading a backup, which may come from a stranger: nothing is unpacked by its name, and nothing without a limit."""

from __future__ import annotations

import gzip
import io
import json
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, BinaryIO

from tui_captioner.storage.backups.layout import (
    CAPTIONS,
    CONTENTS,
    FORMAT,
    MARK,
    MOST_OF_A_HEAD,
    MOST_OF_CAPTIONS,
    PROJECT,
    BackupError,
    Contents,
    most_of,
)
from tui_captioner.storage.files.regular_files import open_regular, size_in_words, unreadable

_MARK_BYTES = 20
_PIECE = 1 << 20
_HINT = "Nothing was changed; take another one: tui-captioner backup DATASET --list"


@dataclass
class Backup:
    """What a backup holds.

    Args:
        path: The archive.
        contents: What it says of itself.
        captions: The caption files by their paths below the dataset.
        files: Where the files of the project were unpacked to, by their paths below `.tui-captioner/`.
    """

    path: Path
    contents: Contents = field(default_factory=Contents)
    captions: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)


def read_backup(path: Path, folder: Path) -> Backup:
    """Read a backup.

    Args:
        path: The archive.
        folder: Where the files of the project are unpacked, under names of our own.

    Raises:
        WrongUseError: If there is no such file.
        BackupError: If it is no backup, cut short, damaged, made by a later version, or one that holds what has no
            place in it.
        CaptionerError: If it can't be read, or there is no room for its database.
    """
    found = Backup(path)
    try:
        with open_regular(path) as file, _told(path):
            left = MOST_OF_CAPTIONS
            for name, size, data in members(file):
                left -= size if name.startswith(CAPTIONS) else 0
                if left < 0:
                    raise BackupError(f"Its captions have more than {size_in_words(MOST_OF_CAPTIONS)}", _HINT)
                _take(found, folder, name, size, data)
    except OSError as error:
        raise unreadable(path, error) from error
    return found


def members(file: BinaryIO) -> Iterator[tuple[str, int, IO[bytes]]]:
    """What an archive holds, in order: path, bytes, and what reads them; each is to be read before the next.

    Args:
        file: The archive, from its beginning.

    Raises:
        BackupError: If it is no backup that can be read; see `read_backup`.
        OSError, EOFError, zlib.error, tarfile.TarError: If it is damaged.
    """
    limited = _Limited(gzip.GzipFile(fileobj=file))
    name = ""
    with tarfile.open(fileobj=limited, mode="r|", encoding="utf-8", errors="surrogateescape") as tar:
        for place, member in enumerate(tar):
            name = member.name
            if not member.isreg() or member.issparse():
                raise BackupError(f"It is no backup of ours: {name[:200]!r} is no file", _HINT)
            most = _MARK_BYTES if place == 0 else most_of(name)
            if member.size > most:
                raise BackupError(f"It is no backup of ours: {name[:200]!r} has {size_in_words(member.size)}", _HINT)
            # What fills the last block, and what is read ahead, counts too.
            limited.left = member.size + MOST_OF_A_HEAD
            data = tar.extractfile(member)
            if data is None:
                raise BackupError(f"It is no backup of ours: {name[:200]!r} can't be read", _HINT)
            if place == 0:
                _check_mark(name, data.read())
                data = io.BytesIO(f"{FORMAT}\n".encode())
            yield name, member.size, data
            limited.left = MOST_OF_A_HEAD
    # The sum of all bytes stands at the very end.
    while limited.read(_PIECE):
        pass
    if name != CONTENTS:
        raise BackupError("It is cut short: its last part is missing", _HINT)


class _Limited(io.RawIOBase):
    """What a tar file is read from; a head that does not end is not read to its end."""

    def __init__(self, file: gzip.GzipFile) -> None:
        self._file = file
        self.left = MOST_OF_A_HEAD
        """Bytes that may be read yet."""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.left -= len(data)
        if self.left < 0:
            raise BackupError("It is no backup of ours: a name in it does not end", _HINT)
        return data


def _check_mark(name: str, data: bytes) -> None:
    said = data.strip()
    if name != MARK or not said.isdigit():
        raise BackupError("It is no backup that tui-captioner made", _HINT)
    if int(said) > FORMAT:
        raise BackupError(
            "It was made by a later version of tui-captioner", "Update this one: pip install -U tui-captioner"
        )


def _take(found: Backup, folder: Path, name: str, size: int, data: IO[bytes]) -> None:
    """Take up one file of an archive."""
    if name == CONTENTS:
        found.contents = _contents(data.read())
    elif name.startswith(CAPTIONS):
        found.captions[name.removeprefix(CAPTIONS)] = data.read()
    elif name.startswith(PROJECT):
        if size > shutil.disk_usage(folder).free:
            raise BackupError(f"There is no room for {name}, {size_in_words(size)}, in {folder}", "Make room there")
        if name.removeprefix(PROJECT) in found.files:
            raise BackupError(f"It is no backup of ours: {name} is in it twice", _HINT)
        target = folder / f"{len(found.files)}.part"
        with target.open("xb") as file:
            shutil.copyfileobj(data, file, _PIECE)
        found.files[name.removeprefix(PROJECT)] = target


def _contents(data: bytes) -> Contents:
    with suppress(ValueError, RecursionError):
        said = json.loads(data)
        images = said.get("images") if isinstance(said, dict) else None
        if isinstance(images, dict) and all(isinstance(file, str) for file in images.values()):
            return Contents(images)
    raise BackupError(f"It is damaged: its {CONTENTS} can't be read", _HINT)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Have what is wrong with an archive said with its name."""
    try:
        yield
    except BackupError as error:
        raise BackupError(f"{path} can't be brought back. {error.message}", error.hint) from error
    except EOFError as error:
        raise BackupError(f"{path} can't be brought back. It is cut short", _HINT) from error
    except (gzip.BadGzipFile, tarfile.TarError, zlib.error, ValueError, OverflowError, RecursionError) as error:
        raise BackupError(f"{path} can't be brought back. It is no backup, or a damaged one", _HINT) from error

"""Writing a backup: under a temporary name, read back, and then renamed."""

from __future__ import annotations

import gzip
import io
import json
import os
import tarfile
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from tui_captioner.storage.backups.layout import CAPTIONS, CONTENTS, FORMAT, MARK, PROJECT, BackupError, Contents
from tui_captioner.storage.backups.reading import members
from tui_captioner.storage.files.archives import StagedFiles

_LEVEL = 6
"""Of gzip: as small as it gets for text, but for a few per cent."""
_PIECE = 1 << 20


def write_backup(
    path: Path, project: Iterable[tuple[str, bytes | Path]], captions: Iterable[tuple[str, bytes]], contents: Contents
) -> None:
    """Write a backup, whole or not at all, and read it back.

    Args:
        path: The archive; one that is there is replaced.
        project: The files of the project by their paths below `.tui-captioner/`: bytes, or a file that has them.
        captions: The caption files by their paths below the dataset.
        contents: What is said of all of it; filled by then.

    Raises:
        OSError: If it can't be written; an archive that was there is untouched then.
        BackupError: If what was read back is not what was written.
    """
    with StagedFiles() as staged:
        file = staged.add(path)
        written = _fill(file, project, captions, contents)
        file.flush()
        os.fsync(file.fileno())
        file.seek(0)
        if _read_back(file) != written:
            raise BackupError(f"{path} does not read as it was written", "Check the disk; the file was not kept")
        staged.commit()


def _fill(
    file: BinaryIO,
    project: Iterable[tuple[str, bytes | Path]],
    captions: Iterable[tuple[str, bytes]],
    contents: Contents,
) -> str:
    sums = blake2b(digest_size=16)
    with (
        gzip.GzipFile("", "wb", _LEVEL, file, mtime=0) as packed,
        tarfile.open(
            fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT, encoding="utf-8", errors="surrogateescape"
        ) as tar,
    ):
        _add(tar, MARK, f"{FORMAT}\n".encode(), sums)
        for name, data in project:
            _add(tar, PROJECT + name, data, sums)
        for name, data in captions:
            _add(tar, CAPTIONS + name, data, sums)
        _add(tar, CONTENTS, json.dumps({"images": contents.images}, indent=0).encode(), sums)
    return sums.hexdigest()


def _add(tar: tarfile.TarFile, name: str, data: bytes | Path, sums: blake2b) -> None:
    head = tarfile.TarInfo(name)
    head.mode = 0o644
    if isinstance(data, bytes):
        head.size = len(data)
        tar.addfile(head, io.BytesIO(data))
        _sum_head(sums, name, head.size)
        sums.update(data)
        return
    with data.open("rb") as source:
        head.size = os.fstat(source.fileno()).st_size
        tar.addfile(head, source)
        _sum_head(sums, name, head.size)
        source.seek(0)
        while piece := source.read(_PIECE):
            sums.update(piece)


def _sum_head(sums: blake2b, name: str, size: int) -> None:
    sums.update(f"{size} {name}\n".encode("utf-8", "surrogateescape"))


def _read_back(file: BinaryIO) -> str:
    sums = blake2b(digest_size=16)
    for name, size, data in members(file):
        _sum_head(sums, name, size)
        while piece := data.read(_PIECE):
            sums.update(piece)
    return sums.hexdigest()

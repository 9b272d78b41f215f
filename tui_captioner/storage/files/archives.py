"""Files too large for memory, or made in several parts, that appear whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from tui_captioner.storage.files.atomic import (
    remove_leftover,
    sync_folder,
    take_over_rights,
    temporary_for,
    temporary_prefix,
)


class StagedFiles:
    """New files under temporary names, which get their own names together at the end.

    As a context manager it clears away what was not committed. A process that is killed leaves temporary files; the
    next one that writes to the same name clears those away: it sees by their locks that nobody writes them any more.
    """

    def __init__(self) -> None:
        self._staged: list[tuple[Path, Path]] = []
        self._open: BinaryIO | None = None

    def __enter__(self) -> StagedFiles:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):
            self._close()
        for temporary, _ in self._staged:
            with contextlib.suppress(OSError):
                temporary.unlink()
        self._staged.clear()

    def add(self, path: Path) -> BinaryIO:
        """Begin the file that is to become `path`; the one begun before is finished by this.

        A link is followed, so it stays a link. The mode of a file that exists is kept. A device or a pipe is never
        replaced: for root, that would be the `/dev/null` of the whole machine.

        Raises:
            OSError: If it can't be made, or something else than a regular file is there.
        """
        self._close()
        target = Path(os.path.realpath(path)) if path.is_symlink() else path
        if os.path.lexists(target) and not target.is_file():
            raise FileExistsError(errno.EEXIST, "it is no regular file", str(path))
        _clear_leftovers(target)
        temporary = temporary_for(target)
        file = os.fdopen(os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666), "w+b")
        self._open = file
        self._staged.append((temporary, target))
        with contextlib.suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        take_over_rights(target, file.fileno())
        return file

    def write(self, path: Path, chunks: Iterable[bytes]) -> None:
        """Stage a whole file; raises OSError if it can't be written."""
        file = self.add(path)
        for chunk in chunks:
            file.write(chunk)

    def commit(self) -> None:
        """Give all files their names, in the order in which they were begun.

        Raises:
            OSError: If one can't be finished or renamed; those before it have their names already.
        """
        self._close()
        while self._staged:
            temporary, target = self._staged[0]
            temporary.replace(target)
            del self._staged[0]
            sync_folder(target.parent)

    def _close(self) -> None:
        file, self._open = self._open, None
        if file is not None:
            with file:
                file.flush()
                os.fsync(file.fileno())


def _clear_leftovers(target: Path) -> None:
    """Delete the temporary files of this target that a killed process left."""
    prefix = temporary_prefix(target)
    for leftover in target.parent.iterdir():
        if leftover.name.startswith(prefix):
            remove_leftover(leftover)


def link_or_copy(source: Path, target: Path, *, link: bool) -> bool:
    """Put an image at `target`, whole or not at all: as a hard link where asked for and possible, else as a copy.

    Returns:
        Whether it is a link.

    Raises:
        OSError: If neither works, or `target` is there already.
    """
    real = Path(os.path.realpath(source))
    target.parent.mkdir(parents=True, exist_ok=True)
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, "exists already", str(target))
    if link:
        with contextlib.suppress(OSError):
            os.link(real, target)
            return True
    temporary = temporary_for(target)
    try:
        shutil.copyfile(real, temporary)
        shutil.copystat(real, temporary)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return False


def same_content(one: Path, other: Path) -> bool:
    """Whether two files are one, or hold the same bytes."""
    if one.samefile(other):
        return True
    if one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as first, other.open("rb") as second:
        while chunk := first.read(1 << 20):
            if chunk != second.read(1 << 20):
                return False
    return True

"""Many small files of one folder that appear together: all are on disk before the first of them gets its name."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import secrets
import shutil
from pathlib import Path
from types import TracebackType

from tui_captioner.storage.files.atomic import (
    TEMPORARY_SUFFIX,
    is_temporary,
    sync_folder,
    take_over_rights,
    write_atomic,
)
from tui_captioner.storage.files.file_system_sync import FileSystemSync


class StagedFolder:
    """New files for a folder and the folders in it, kept in a temporary folder there until they are all written.

    As a context manager it makes the folder, and clears away what was not committed, the folder too if it was not
    there. A process that is killed leaves its temporary folder; the next one that writes there clears it away: it sees
    by the lock that nobody fills it any more.

    Args:
        folder: Where the files go.
        together: Whether its file system may be synced as a whole; see `FileSystemSync`.
    """

    def __init__(self, folder: Path, *, together: bool = True) -> None:
        self._folder = folder
        self._together = together
        self._staging = folder / f".{secrets.token_hex(4)}{TEMPORARY_SUFFIX}"
        self._targets: list[Path] = []
        self._lock = -1
        self._made: list[Path] = []

    def __enter__(self) -> StagedFolder:
        try:
            self._make(self._folder)
            _clear_leftovers(self._folder)
            self._staging.mkdir()
            self._lock = os.open(self._staging, os.O_RDONLY | os.O_CLOEXEC)
            with contextlib.suppress(OSError):
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self._staging, ignore_errors=True)
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1
        for made in reversed(self._made):
            with contextlib.suppress(OSError):
                made.rmdir()  # only where nothing came into it

    def write(self, path: Path, data: bytes) -> None:
        """Stage a file under another name.

        Args:
            path: Where it goes: in the folder, or in one below it. The mode of a file that is there is kept.
            data: What it is to hold.

        Raises:
            OSError: If it can't be written.
        """
        staged = self._staging / str(len(self._targets))
        with staged.open("xb") as file:
            take_over_rights(path, file.fileno())
            file.write(data)
        self._targets.append(path)

    def commit(self) -> None:
        """Give all files their names.

        Raises:
            OSError: If a folder can't be made, or a file not brought to the disk, before any has its name; or one can't
                be renamed: those before it have their names already.
        """
        parents = {path.parent for path in self._targets}
        for parent in sorted(parents):
            self._make(parent)
        staged = [self._staging / str(number) for number in range(len(self._targets))]
        FileSystemSync(together=self._together).sync(staged, [self._lock])
        for file, path in zip(staged, self._targets, strict=True):
            _put(file, path)
        for parent in parents:
            sync_folder(parent)

    def _make(self, folder: Path) -> None:
        """Make a folder with those above it, and note which were not there."""
        for each in (*reversed(folder.parents), folder):
            if not each.is_dir():
                each.mkdir()
                self._made.append(each)


def _put(staged: Path, path: Path) -> None:
    """Rename a file; where that can't be done, for a link or another file system, write it there atomically."""
    if not path.is_symlink():
        try:
            staged.replace(path)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
        else:
            return
    write_atomic(path, staged.read_bytes(), links=True)


def _clear_leftovers(folder: Path) -> None:
    """Delete the temporary folders that a killed process left here."""
    for leftover in folder.glob(f".*{TEMPORARY_SUFFIX}"):
        if not is_temporary(leftover.name):
            continue
        with contextlib.suppress(OSError):
            descriptor = os.open(leftover, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(leftover, ignore_errors=True)
            finally:
                os.close(descriptor)

"""Writing many small files so that after a crash each is the old one or the new one, with few waits for the disk.

Temporary files, one sync of the file system, a look at each file whether somebody changed it meanwhile, renames, one
sync of each folder.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import NamedTuple

from tui_captioner.storage.files.atomic import Look, discard, look_of, make_temporary, sync_folder
from tui_captioner.storage.files.file_system_sync import FileSystemSync


class _Staged(NamedTuple):
    """A file that waits: what it is for, its new content if it is not to go, and how it looked."""

    key: str
    target: str
    temporary: str | None
    look: Look


class Written(NamedTuple):
    """What became of a batch, by the keys that were given to it.

    Args:
        done: What is on the disk now.
        left: What is as it was, since its file was changed meanwhile, or something failed: each is for its writer to
            look at anew.
    """

    done: tuple[str, ...]
    left: tuple[str, ...]


class WriteBatch:
    """Files that are written, or deleted, together.

    Args:
        sync: Brings them to the disk; shared by the batches of a run, since it learns.
    """

    def __init__(self, sync: FileSystemSync) -> None:
        self._sync = sync
        self._staged: list[_Staged] = []
        self._file_systems: dict[int, int] = {}
        self._folders: set[str] = set()

    def __len__(self) -> int:
        return len(self._staged)

    def stage(self, key: str, target: Path | str, data: bytes | None, look: Look) -> None:
        """Take a file into the batch.

        Args:
            key: Stands for it in the answer.
            target: The file; no link.
            data: Its new content, None to delete it.
            look: How it looked before its old content was read.

        Raises:
            OSError: If its temporary file could not be written; it is not in the batch then.
        """
        target = os.fspath(target)
        folder = os.path.dirname(target)  # noqa: PTH120 (30,000 times)
        if folder not in self._folders:
            self._open_file_system(folder)
            self._folders.add(folder)
        temporary = None if data is None else make_temporary(target, data, durable=False)
        self._staged.append(_Staged(key, target, temporary, look))

    def _open_file_system(self, folder: str) -> None:
        device = os.stat(folder).st_dev  # noqa: PTH116
        if device not in self._file_systems:
            self._file_systems[device] = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)

    def carry_out(self) -> Written:
        """Write what was taken in; the batch is empty afterwards, whatever happened."""
        keys = [one.key for one in self._staged]
        try:
            self._staged = self._left_over(self._staged)
            left = tuple(one.key for one in self._staged)
        finally:
            self._clear()
        return Written(tuple(key for key in keys if key not in left), left)

    def _left_over(self, staged: list[_Staged]) -> list[_Staged]:
        """Write them; those that could not be, and so still have their temporary files."""
        try:
            self._sync.sync([one.temporary for one in staged if one.temporary], list(self._file_systems.values()))
        except OSError:
            return staged
        left = [one for one in staged if not _replaced(one)]
        for folder in self._folders:
            sync_folder(folder)
        return left

    def give_up(self) -> None:
        """Leave all files that were taken in, and not written yet, as they are."""
        self._clear()

    def _clear(self) -> None:
        for one in self._staged:
            if one.temporary is not None:
                discard(one.temporary)
        for descriptor in self._file_systems.values():
            with contextlib.suppress(OSError):
                os.close(descriptor)
        self._staged, self._file_systems, self._folders = [], {}, set()


def _replaced(one: _Staged) -> bool:
    """Rename or delete a file that looks as it did; False if it does not, or that fails."""
    try:
        if look_of(one.target) != one.look:
            return False
        if one.temporary is not None:
            os.replace(one.temporary, one.target)  # noqa: PTH105 (30,000 times)
        else:
            with contextlib.suppress(FileNotFoundError):
                Path(one.target).unlink()
    except OSError:
        return False
    return True

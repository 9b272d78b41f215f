"""The files in `.tui-captioner/`: what lies under their names is looked at before any of them is opened.

A dataset may come from a stranger. A link there could have a file emptied or written that lies anywhere; a pipe would
be waited for; a file with a second name (a hard link) would be changed under both.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from pathlib import Path

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.storage.files.atomic import sync_folder, take_over_rights, temporary_for, write_atomic

DATABASE_PARTS = ("", "-wal", "-shm", "-journal")
"""What SQLite puts behind the name of a database for the files that belong to it."""
MOST = 16 * 1024 * 1024
"""Bytes of a settings or vocabulary file: one written by hand has some thousands."""


class OddFileError(CaptionerError):
    """Something else than a file of ours lies under its name."""


def check_own_folder(folder: Path) -> None:
    """Raise OddFileError if there is something, and it is no folder: a link to one is none."""
    mode = _mode(folder)
    if mode is None or stat.S_ISDIR(mode):
        return
    if stat.S_ISLNK(mode):
        raise OddFileError(
            f"{folder} is a link{_to(folder)}; it must lie in the dataset itself, so it is not followed",
            "Put the folder itself there, or delete the link",
        )
    raise OddFileError(f"{folder} is a file, not a folder", "Move it away; a new one is made with the first edit")


def check_own_file(path: Path) -> None:
    """Raise OddFileError if there is something, and it is no regular file: a link to one is none."""
    mode = _mode(path)
    if mode is None or stat.S_ISREG(mode):
        return
    if stat.S_ISLNK(mode):
        raise OddFileError(
            f"{path} is a link{_to(path)}; it is not followed, since it may lead out of the dataset",
            "Put the file itself there, or delete the link",
        )
    what = "a folder" if stat.S_ISDIR(mode) else "a pipe, a device or a socket"
    raise OddFileError(f"{path} is {what}, not a regular file", "Move it away")


def check_database_files(path: Path) -> None:
    """Raise OddFileError if a database, or what SQLite keeps beside it, is no regular file."""
    for part in DATABASE_PARTS:
        check_own_file(path.with_name(path.name + part))


def part_hard_links(path: Path) -> None:
    """Give a database that has other names too (a copy by hard links) files of its own: SQLite writes in place.

    To be called while nobody has it open.

    Raises:
        OSError: If it can't be copied; nothing is changed then.
    """
    for part in DATABASE_PARTS:
        own = path.with_name(path.name + part)
        with contextlib.suppress(FileNotFoundError):
            if own.lstat().st_nlink > 1:
                _copy_in_place(own)


def write_own(path: Path, data: bytes) -> None:
    """Write a file of ours atomically.

    Raises:
        OSError: If it could not be written; the old file is untouched then.
        OddFileError: If something else lies there, or the file is write-protected.
    """
    check_own_file(path)
    if is_write_protected(path):
        raise OddFileError(f"{path} is write-protected", f"Allow it with: chmod u+w {path.name}")
    write_atomic(path, data)


def is_write_protected(path: Path) -> bool:
    """Whether a file that exists must not be written: nobody may by its mode, or we may not.

    Root may write anything, so the mode tells what its owner meant.
    """
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not mode & 0o222 or not os.access(path, os.W_OK)


def _copy_in_place(path: Path) -> None:
    temporary = temporary_for(path)
    try:
        with path.open("rb") as source, temporary.open("xb") as target:
            take_over_rights(path, target.fileno())
            shutil.copyfileobj(source, target)
            target.flush()
            os.fsync(target.fileno())
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)


def _mode(path: Path) -> int | None:
    try:
        return path.lstat().st_mode
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OddFileError(f"{path} can't be looked at: {error.strerror}", "Check its permissions") from error


def _to(path: Path) -> str:
    with contextlib.suppress(OSError):
        return f" to {path.readlink()}"
    return ""

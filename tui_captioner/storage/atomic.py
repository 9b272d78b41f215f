"""Writing a file so that after a crash, a full disk or kill -9 it is the old one or the new one, never neither."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from pathlib import Path

TEMPORARY_SUFFIX = ".tui-captioner-tmp"
"""Ends the names of our temporary files, so that no trainer reads one and a later start can clear it away."""


def write_atomic(path: Path, data: bytes) -> None:
    """Replace the content of `path`: temporary file in the same folder, fsync, rename, fsync of the folder.

    A link is followed, so it stays a link. The mode of a file that exists is kept.

    Raises:
        OSError: If it could not be written; the old file is untouched then.
    """
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}{TEMPORARY_SUFFIX}")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        with os.fdopen(descriptor, "wb") as file:
            with contextlib.suppress(FileNotFoundError):
                os.fchmod(file.fileno(), stat.S_IMODE(target.stat().st_mode))
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(target.parent)


def remove(path: Path) -> None:
    """Delete a file, for good; no error if it is gone already."""
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` outlive a crash, where the file system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

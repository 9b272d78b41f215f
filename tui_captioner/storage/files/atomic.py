"""Writing a file so that after a crash, a full disk or kill -9 it is the old one or the new one, never neither."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import re
import stat
from pathlib import Path

TEMPORARY_SUFFIX = ".tui-captioner-tmp"
"""Ends the names of our temporary files, so that no trainer reads one and a later start can clear it away."""

_TEMPORARY = re.compile(rf"\.(?:.*\.)?[0-9a-f]{{8}}{re.escape(TEMPORARY_SUFFIX)}", re.DOTALL)
_HINT = 60
"""Bytes of the target's name in that of its temporary file: some file systems take no more than 143 (eCryptfs)."""


class FileChangedError(OSError):
    """A file was changed while it was being replaced; nothing was written over."""


Look = tuple[int, int, int, int, int] | None
"""How a file looks from outside: device, inode, size, time of content, time of change (ns); None for no file."""


def look_of(path: Path | str) -> Look:
    """How a file looks now; a link is not followed. Raises OSError if that can't be told."""
    try:
        return look_by(os.lstat(path))
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENAMETOOLONG):  # no file has a name that is too long
            return None
        raise


def look_by(status: os.stat_result) -> Look:
    """How a file looks of which the system has told this."""
    return (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def temporary_for(target: Path) -> Path:
    """A new name beside `target` for its content until it is whole; short, however long the name of `target` is."""
    return target.with_name(_temporary_name(target.name))


def temporary_prefix(target: Path) -> str:
    """How the names of the temporary files for `target` begin; another file with a long name may share it."""
    return _prefix(target.name)


def _temporary_name(name: str) -> str:
    return f"{_prefix(name)}{os.urandom(4).hex()}{TEMPORARY_SUFFIX}"


def _prefix(name: str) -> str:
    hint = name
    while len(os.fsencode(hint)) > _HINT:
        hint = hint[:-1]
    return f".{hint}."


def is_temporary(name: str) -> bool:
    """Whether a name has the form that our temporary files have."""
    return _TEMPORARY.fullmatch(name) is not None


def write_atomic(path: Path, data: bytes, *, links: bool = False) -> None:
    """Replace the content of `path`: temporary file in the same folder, fsync, rename, fsync of the folder.

    Mode, owner and extended attributes of a file that exists are kept, as far as the system lets us. A file with
    several names (hard links) gets this one for itself: the others keep the old content. What another program writes
    there while the new content is on its way to the disk is not written over.

    Args:
        path: The file.
        data: Its new content.
        links: Whether a link is followed, so that it stays a link; otherwise it is refused.

    Raises:
        FileChangedError: If another program wrote it meanwhile; that stays.
        OSError: If it could not be written; the old file is untouched then. ELOOP for a link that is refused.
    """
    if path.is_symlink() and not links:
        raise OSError(errno.ELOOP, "it is a link", str(path))
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    look = look_of(target)
    temporary = Path(make_temporary(target, data))
    try:
        if look_of(target) != look:
            raise FileChangedError(errno.EBUSY, "another program has just changed it", str(path))
        temporary.replace(target)
    except BaseException:
        discard(temporary)
        raise
    sync_folder(target.parent)


def write_new(path: Path, data: bytes) -> None:
    """Make a file, whole or not at all; what is there by then is never replaced.

    Raises:
        FileExistsError: If there is something under that name.
        OSError: If it could not be written.
    """
    temporary = Path(make_temporary(path, data))
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links: between the look and the renaming nothing can be promised.
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        temporary.replace(path)
    finally:
        discard(temporary)
    sync_folder(path.parent)


def make_temporary(target: Path | str, data: bytes, *, durable: bool = True) -> str:
    """A new file beside `target` with its new content and its rights, to be renamed to it.

    Args:
        target: The file that is to be replaced, or made.
        data: The content.
        durable: Whether the content is on the disk when this returns; otherwise a sync must follow before the rename.

    Returns:
        Its path, as text: of thousands of files, `Path` takes longer than the file.

    Raises:
        OSError: If it could not be written; there is no new file then.
    """
    folder, name = os.path.split(target)
    temporary = os.path.join(folder, _temporary_name(name))  # noqa: PTH118 (30,000 times)
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
        try:
            take_over_rights(target, descriptor)
            _write_all(descriptor, data)
            if durable:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        discard(temporary)
        raise
    return temporary


def _write_all(descriptor: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]


def discard(temporary: Path | str) -> None:
    """Delete a temporary file that is not wanted any more; where that fails, a later start does it."""
    with contextlib.suppress(OSError):
        os.unlink(temporary)  # noqa: PTH108 (30,000 times)


def take_over_rights(source: Path | str, descriptor: int) -> None:
    """Give an open file the owner, mode and extended attributes (access lists too) of another, if there is that one.

    What the system refuses is left as it is: only root gives files to others, and some file systems know no modes.

    Args:
        source: The file that has them.
        descriptor: The file that gets them.
    """
    try:
        status = os.stat(source)  # noqa: PTH116 (30,000 times)
    except OSError:
        return
    own = os.fstat(descriptor)
    given = (own.st_uid, own.st_gid) != (status.st_uid, status.st_gid)
    if given:
        for user in (status.st_uid, -1):
            with contextlib.suppress(OSError):
                os.fchown(descriptor, user, status.st_gid)
                break
    mode = stat.S_IMODE(status.st_mode)
    if given or mode != stat.S_IMODE(own.st_mode):
        with contextlib.suppress(OSError):
            os.fchmod(descriptor, mode)
    _copy_attributes(source, descriptor)


def _copy_attributes(source: Path | str, descriptor: int) -> None:
    if not hasattr(os, "listxattr"):
        return
    with contextlib.suppress(OSError):
        for name in os.listxattr(source):
            with contextlib.suppress(OSError):
                os.setxattr(descriptor, name, os.getxattr(source, name))


def remove(path: Path) -> None:
    """Delete a file, for good; no error if it is gone already."""
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
        sync_folder(path.parent)


def remove_leftover(path: Path) -> None:
    """Delete a temporary file that a killed process left; anything else, and one that is being written, stays.

    Args:
        path: A file with a name of the form of `is_temporary`.
    """
    if not is_temporary(path.name):
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            if stat.S_ISREG(os.fstat(descriptor).st_mode) and not _is_locked(descriptor):
                path.unlink()
        finally:
            os.close(descriptor)


def _is_locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        pass  # a file system without locks
    return False


def clear_leftovers(folder: Path) -> None:
    """Delete the temporary files that killed processes left in a folder."""
    with contextlib.suppress(OSError):
        for path in list(folder.iterdir()):
            remove_leftover(path)


def sync_folder(folder: Path | str) -> None:
    """Make a rename in `folder` outlive a crash, where the file system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

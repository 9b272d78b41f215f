"""One writer at a time: a second session on a dataset may read, and is told who holds it.

On a disk of this machine the kernel's lock (flock) is the truth: it goes with its process, however that ends. On a
network file system nothing tells that a process on another machine is gone. There the file says who holds the lock; it
is taken from a process that is known to be dead, and from one of which that can't be known only if the user says so.
Whoever holds it looks before each write whether the file still says so.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import stat
from pathlib import Path
from threading import Lock

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.storage.dataset.mounts import is_network_folder
from tui_captioner.storage.files.own_files import check_own_file
from tui_captioner.storage.project.lock_holder import Holder, read_holder, this_process

_MOST = 4000
"""Bytes that are read of a lock file."""
_UNKNOWN = "another session"


class ProjectLock:
    """The lock on a project folder, held as long as the process lives (so a kill frees it).

    `may_be_dead` says of a lock that was not to be had whether its holder may be dead: then `take_over` gets it.

    Args:
        path: The lock file; made if it is missing.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None
        self._content = b""
        """What the file holds as long as the lock is ours."""
        self.may_be_dead = False
        self._one_look = Lock()
        """A thread looks too, while nobody types."""

    @property
    def advice(self) -> str:
        """What to do about a lock that was not to be had."""
        if self.may_be_dead:
            return "If nobody works there any more, take it over: --take-over, or the palette of the composer"
        return "It can be looked at; to change it, quit the other session first"

    def acquire(self, *, take_over: bool = False) -> str:
        """Take the lock.

        Args:
            take_over: Whether to take it from a holder of whom it can't be known whether he is dead.

        Returns:
            Empty if we hold it now, else who does.

        Raises:
            OSError: If the lock file can't be made.
            OddFileError: If something else lies there, such as a link; it is left alone.
        """
        if self._file is not None:
            return ""
        descriptor = self._open()
        try:
            content = os.pread(descriptor, _MOST, 0)
            me = this_process(os.fstat(descriptor).st_ino)
            holder = read_holder(content)
            running = self._is_running(_flock(descriptor), holder, me)
            self.may_be_dead = running is None
            if running or (running is None and not take_over):
                return str(holder or _UNKNOWN)
            self._content = _say(descriptor, me) if holder is not None or not content.strip(b"\0\n ") else content
            self._file, descriptor = descriptor, -1
        finally:
            if descriptor >= 0:
                os.close(descriptor)
        return ""

    def is_free(self) -> bool:
        """Whether `acquire` would get the lock now; nothing is written."""
        try:
            descriptor = self._open()
        except (OSError, CaptionerError):
            return False
        try:
            holder = read_holder(os.pread(descriptor, _MOST, 0))
            me = this_process(os.fstat(descriptor).st_ino)
            running = self._is_running(_flock(descriptor), holder, me)
        except OSError:
            return False
        finally:
            os.close(descriptor)
        self.may_be_dead = running is None
        return running is False

    def _is_running(self, free: bool | None, holder: Holder | None, me: Holder) -> bool | None:
        """Whether somebody holds the lock; None if that can't be told.

        Args:
            free: Whether the kernel gave us its lock; None where the file system has none.
            holder: Whom the file names.
            me: This process.
        """
        if free is not None and not is_network_folder(self._path.parent):
            # The kernel knows all of its own processes; a copy of a lock file is no lock.
            if not free or holder is None or holder.boot in ("", me.boot) or holder.file != me.file:
                return not free
            return holder.is_running(me)
        if holder is None:
            return None if free is False else False
        running = holder.is_running(me)
        if holder.boot and holder.boot == me.boot and free is not None:
            # A process of this machine, perhaps in a container: of those the kernel's lock tells here too.
            return running or not free
        return running

    def lost_to(self) -> str:
        """Who took the lock over since we got it, empty if it is ours; looked at before each write.

        It is not ours any more then. A lock file that somebody deleted, or replaced by another one, is made again.
        """
        with self._one_look:
            if self._file is None:
                return ""
            try:
                descriptor = os.open(self._path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            except FileNotFoundError:
                return self._made_again()
            except OSError:
                return ""  # what can't be looked at now is nobody's; that it can't be written is said by the write
            try:
                content = os.pread(descriptor, _MOST, 0)
                is_same_file = os.path.sameopenfile(descriptor, self._file)
            except OSError:
                return ""
            finally:
                os.close(descriptor)
            if content == self._content and is_same_file:
                return ""
            if not is_same_file:
                return self._made_again()  # such as by git, if not by another session
            self._let_go()
            return str(read_holder(content) or _UNKNOWN)

    def _made_again(self) -> str:
        if not self._path.parent.is_dir():
            return ""
        self._let_go()
        with contextlib.suppress(OSError):
            return self.acquire()
        return ""

    def _open(self) -> int:
        check_own_file(self._path)
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        descriptor = os.open(self._path, flags, 0o666)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise OSError(errno.EINVAL, "it is no regular file", str(self._path))
        return descriptor

    def release(self) -> None:
        """Give the lock back; harmless if it is not held."""
        if self._file is not None and not self.lost_to() and self._file is not None:
            # Whatever else stands there, such as a note of somebody's, is left alone.
            if read_holder(self._content) is not None:
                with contextlib.suppress(OSError):
                    os.ftruncate(self._file, 0)
            self._let_go()

    def _let_go(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _flock(descriptor: int) -> bool | None:
    """Take the kernel's lock; None where the file system has none."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def _say(descriptor: int, me: Holder) -> bytes:
    """Write into the file who holds it; what stands there then."""
    # The lock holds without the name, which only tells others whose it is; a full disk has no room for it.
    with contextlib.suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, me.dump(), 0)
    return os.pread(descriptor, _MOST, 0)

"""Looking at many sidecars among which hardly one is odd, with few calls of the system for each."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from typing import NamedTuple

from tui_captioner.storage.files.atomic import Look, look_by


class Plain(NamedTuple):
    """A sidecar that may be written, or made, without further questions.

    Args:
        path: The file.
        look: How it looks.
        data: What is in it; None for no file.
    """

    path: str
    look: Look
    data: bytes | None


class PlainSidecars:
    """Looks at the sidecars of one batch. Each folder is asked about once, so it is made anew for the next one.

    Args:
        root: The dataset.
        is_inside: Whether a folder lies in the dataset, with no link on the way.
        may_hold: Whether a file of this name that holds these bytes is one for a caption.
        most: Bytes of the largest one that is looked at.
    """

    def __init__(
        self, root: str, is_inside: Callable[[str], bool], may_hold: Callable[[str, bytes], bool], most: int
    ) -> None:
        self._root = root
        self._is_inside = is_inside
        self._may_hold = may_hold
        self._most = most
        self._inside: set[str] = set()
        self._user = os.geteuid()

    def look(self, file: str) -> Plain | None:
        """What a sidecar is; None where it is odd, or can't be looked at: then each question is to be asked singly.

        Args:
            file: Its path below the dataset.
        """
        folder, name = os.path.split(f"{self._root}/{file}")
        if folder not in self._inside:
            if not self._is_inside(folder):
                return None
            self._inside.add(folder)
        path = f"{folder}/{name}"
        try:
            found = self._found(path)
        except OSError:
            return None
        return found if found is not None and self._may_hold(name, found.data or b"") else None

    def _found(self, path: str) -> Plain | None:
        try:
            status = os.lstat(path)
        except FileNotFoundError:
            return Plain(path, None, None)
        if not stat.S_ISREG(status.st_mode) or status.st_size > self._most or not self._may_write(path, status):
            return None
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOFOLLOW)
        try:
            look = look_by(os.fstat(descriptor))
            data = os.read(descriptor, status.st_size + 1)
        finally:
            os.close(descriptor)
        if look != look_by(status) or len(data) != status.st_size:
            return None  # it is being written
        return Plain(path, look, data)

    def _may_write(self, path: str, status: os.stat_result) -> bool:
        if status.st_uid == self._user and status.st_mode & stat.S_IWUSR:
            return True  # most: there is no need to ask
        return bool(status.st_mode & 0o222) and os.access(path, os.W_OK)

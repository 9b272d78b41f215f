"""How the sidecars of a dataset look, and what its folders list: in both shows what other programs did.

A file that was made, deleted or put in the place of another one changes the time of its folder, so one look at a folder
stands for one at each of its files. A file that is written where it lies does not: that takes a look at the file.
"""

from __future__ import annotations

import os
import stat
import time
from array import array
from collections.abc import Iterable
from contextlib import suppress

from tui_captioner.storage.dataset.scan import Dataset, folders_among, images_among
from tui_captioner.storage.files.fresh_files import FRESH
from tui_captioner.storage.files.media_suffixes import MEDIA_SUFFIXES

_NONE = -1
"""How a file looks that was not looked at; no hash is -1."""


class WatchedFiles:
    """What was seen of the files of a dataset; some 20 bytes an image.

    Args:
        dataset: What the scan found.
    """

    def __init__(self, dataset: Dataset) -> None:
        self._root = os.fspath(dataset.root)
        self._images = dataset.images
        self._looks = array("q", [_NONE]) * len(dataset.images)
        self._inodes = array("Q", [0]) * len(dataset.images)
        """Of the sidecars, as their folders list them; 0 for none."""
        self._places: dict[str, array[int]] = {folder: array("L") for folder in dataset.folders}
        for place, image in enumerate(dataset.images):
            self._places[image.sidecar_file.rpartition("/")[0]].append(place)
        self._times: dict[str, int] = {}
        self._listed: set[str] = set()
        self._last: tuple[str, dict[str, int]] = "", {}
        """The folder that was asked about last, and its sidecars."""
        self.folders = list(self._places)
        """The folders that are looked at: those of the dataset, and behind them those that came."""
        self.come: set[str] = set()
        """The images that are there now and were not when the dataset was opened, as their folders list them."""

    def path(self, below: str) -> str:
        """Where a file or folder of the dataset lies."""
        return f"{self._root}/{below}" if below else self._root

    # --- files ----------------------------------------------------------------------------------------------------

    def looks_new(self, place: int, *, at_hand: bool = False, asks: bool = False) -> bool:
        """Whether a sidecar looks otherwise than at the last look; not at the first one.

        Args:
            place: Of the image, in the order of the dataset.
            at_hand: Whether it is in sight: what is there and fresh is looked into once more.
            asks: Whether a server is asked, where there is one; see `_status`.
        """
        image = self._images[place]
        if image.shares_with:
            return False
        try:
            status = _status(self.path(image.sidecar_file), asks=asks)
            look = hash((status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns))
            is_fresh = max(status.st_mtime_ns, status.st_ctime_ns) > time.time_ns() - FRESH
        except OSError:
            look, is_fresh = 0, False
        before = self._looks[place]
        self._looks[place] = ~look if is_fresh and at_hand else look
        return before not in (_NONE, look)

    def place_of(self, file: str) -> int | None:
        """The image that a sidecar belongs to.

        Args:
            file: Its path below the dataset.
        """
        folder, _, name = file.rpartition("/")
        if folder not in self._places:
            return None
        if folder != self._last[0] or not self._last[1]:
            self._last = folder, self._sidecars(folder)
        return self._last[1].get(name)

    def _sidecars(self, folder: str) -> dict[str, int]:
        """The places of images by the names of their sidecars."""
        images = self._images
        return {
            images[place].sidecar_file.rpartition("/")[2]: place
            for place in self._places[folder]
            if not images[place].shares_with
        }

    # --- folders --------------------------------------------------------------------------------------------------

    def folder_changed(self, folder: str) -> bool:
        """Whether the time of a folder is another one than at the last look; so it is at the first one."""
        try:
            status = _status(self.path(folder), asks=True)
            now = hash((status.st_ino, status.st_mtime_ns))
        except OSError:
            now = 0
        before, self._times[folder] = self._times.get(folder), now
        return before != now

    def lists(self, path: str) -> str | None:
        """The folder that must be gone through since something is or was there that is no sidecar; None for none.

        Args:
            path: Its path below the dataset.
        """
        folder, _, name = path.rpartition("/")
        if name.startswith(".") or folder not in self._places:
            return None
        if path in self._places:
            return path
        is_image = ("." + name.rpartition(".")[2]).lower() in MEDIA_SUFFIXES
        return folder if is_image or os.path.isdir(self.path(path)) else None  # noqa: PTH112 (100,000 files)

    def list_folder(self, folder: str) -> tuple[int, list[int]]:
        """See what a folder lists; new images go into `come`, new folders to `folders`.

        Args:
            folder: Its path below the dataset.

        Returns:
            How many entries it has, and the images whose sidecars are other files than when it was listed last.
        """
        entries: list[os.DirEntry[str]] = []
        with suppress(OSError), os.scandir(self.path(folder)) as listing:
            entries = list(listing)
        for entry in folders_among(entries):
            below = f"{folder}/{entry.name}" if folder else entry.name
            if below not in self._places:
                self._places[below] = array("L")
                self.folders.append(below)
        self._see_images(folder, images_among(entries, folder))
        return len(entries) + 1, self._see_sidecars(folder, entries)

    def _see_images(self, folder: str, now: set[str]) -> None:
        gone = {one for one in self.come if one.rpartition("/")[0] == folder} - now
        now.difference_update(self._images[place].file for place in self._places[folder])
        self.come = (self.come - gone) | now

    def _see_sidecars(self, folder: str, entries: Iterable[os.DirEntry[str]]) -> list[int]:
        # A directory's own record has the number of each file: none of them is looked at.
        numbers = {entry.name: entry.inode() for entry in entries}
        changed = []
        for name, place in self._sidecars(folder).items():
            before, self._inodes[place] = self._inodes[place], numbers.get(name, 0)
            if before != self._inodes[place] and folder in self._listed:
                changed.append(place)
        self._listed.add(folder)
        return changed


def _status(path: str, *, asks: bool) -> os.stat_result:
    """How a file or folder looks.

    Args:
        path: Where it lies.
        asks: Whether it is opened for that: of a network file system the kernel tells what it knew up to a minute ago,
            and asks the server when something is opened (close-to-open consistency, nfs(5)).

    Raises:
        OSError: If there is none.
    """
    status = os.stat(path)  # noqa: PTH116 (100,000 files)
    if not asks or not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
        return status
    try:
        file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except PermissionError:
        return status
    try:
        return os.fstat(file)
    finally:
        os.close(file)

"""What lies in a dataset beside its captions, gathered in one walk: for checks of what a trainer would find there."""

from __future__ import annotations

import os
import stat
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.trainers.cache_rules import INFO_CACHE, KEPT, KEPT_FOLDERS, PIPE_CACHE, SIZES
from tui_captioner.domain.trainers.captions_json_rules import CAPTIONS
from tui_captioner.domain.trainers.folder import GONE, NO_FILE, FolderFacts, Media
from tui_captioner.domain.trainers.suffixes import OPENED, VIDEOS
from tui_captioner.storage.dataset.archive_names import names_in_archive
from tui_captioner.storage.dataset.scan import PROJECT_FOLDER, is_folder, natural_key
from tui_captioner.storage.dataset.shown_names import shown_name
from tui_captioner.storage.dataset.system_folders import is_system_folder
from tui_captioner.storage.files.media_suffixes import IMAGE_SUFFIXES, VIDEO_SUFFIXES
from tui_captioner.storage.files.regular_files import read_regular

_MEDIA = IMAGE_SUFFIXES | VIDEO_SUFFIXES | VIDEOS
_OF_ALL = frozenset({"README.md", "metadata.jsonl", "metadata.csv", "captions.json"})
"""Files of the dataset's own folder that trainers read for all images."""
_MOST_HIDDEN = 1 << 16
"""Bytes of a hidden caption that are read."""
_MOST_ELSEWHERE = 2000
"""Files in folders of the system that are looked at; a bin may hold a million."""
_PIPE_METADATA = 64 << 20
"""Bytes of what diffusion-pipe keeps of names that are looked through."""


@dataclass
class _Gathered:
    media: list[Media] = field(default_factory=list)
    files: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    caches: dict[str, float] = field(default_factory=dict)
    hidden: list[Media] = field(default_factory=list)
    system: list[Media] = field(default_factory=list)
    others: list[Media] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    """Files whose content is wanted."""
    elsewhere: int = 0


_READ_BY = {INFO_CACHE: "sd-scripts", SIZES: "simpletuner", ".": "diffusion-pipe"}
"""Beginnings of the files that one trainer alone reads, and which that is."""
_UNPACK = ("diffusion-pipe", "webdataset")
"""Trainers that look into archives."""


def gather_facts(root: Path, caption_suffix: str = ".txt", trainer: str | None = None) -> FolderFacts:
    """Walk over a dataset once. Folders that can't be read are passed over, as the scan says them.

    Only images, for their size, and caches, for their time, are asked for more than their name, so 100,000 files take
    a second or two on a local disk.

    Args:
        root: The dataset.
        caption_suffix: Suffix of its captions.
        trainer: The key of the trainer that it is for: what others alone read is left out. None for all of them.
    """
    found = _Gathered()
    folders = [""]
    while folders:
        folders.extend(_look(root, folders.pop(), found))
    return FolderFacts(
        tuple(_sorted(found.media)),
        {folder: frozenset(names) for folder, names in found.files.items()},
        found.caches,
        tuple(_sorted(found.hidden)),
        tuple(_sorted(found.system)),
        tuple(_sorted(found.others)),
        tuple(sorted(found.linked)),
        caption_suffix,
        _contents(root, found, trainer),
        _archives(root, found) if trainer is None or trainer in _UNPACK else {},
        root=str(root),
    )


def _sorted(media: list[Media]) -> list[Media]:
    return sorted(media, key=lambda one: natural_key(one.file))


def _look(root: Path, folder: str, found: _Gathered) -> list[str]:
    """Take in one folder; the folders in it that are to be looked into too."""
    below: list[str] = []
    for entry in _entries(root, folder):
        file = f"{folder}/{entry.name}" if folder else entry.name
        if entry.is_dir(follow_symlinks=False):
            if is_system_folder(entry.name):
                _take_unlisted(root, file, found, found.system)
            elif entry.name in KEPT_FOLDERS or entry.name == PIPE_CACHE:
                _take_caches(root, file, found)
                below.append(file)
            elif not entry.name.startswith("."):
                below.append(file)
            elif entry.name != PROJECT_FOLDER:
                _take_unlisted(root, file, found, found.hidden)
        elif entry.is_symlink() and is_folder(entry):
            found.linked.append(shown_name(file))
        else:
            _take(entry, folder, file, found)
    return below


def _entries(root: Path, folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(root / folder) as entries:
            return list(entries)
    except OSError:
        return []


def _take_unlisted(root: Path, folder: str, found: _Gathered, into: list[Media]) -> None:
    """The images and captions in a folder that is not listed, and in those below it."""
    waiting = [folder]
    while waiting and found.elsewhere < _MOST_ELSEWHERE:
        at = waiting.pop()
        for entry in _entries(root, at):
            found.elsewhere += 1
            file = f"{at}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                waiting.append(file)
            elif _suffix(entry.name) in _MEDIA:
                into.append(Media(shown_name(file), file))
            elif _suffix(entry.name) == ".txt":
                found.files[at].add(entry.name)


def _take_caches(root: Path, folder: str, found: _Gathered) -> None:
    """What a trainer keeps in a folder of its own."""
    for at, _, names in os.walk(root / folder):
        below = os.path.relpath(at, root)
        for name in names:
            file, path = f"{below}/{name}", Path(at) / name
            if folder.rpartition("/")[2] != PIPE_CACHE or name == "metadata.db":
                found.caches[file] = changed_at(path) or 0.0
            elif name.endswith(".arrow") and "/metadata" in file and _size_of(path) < _PIPE_METADATA:
                found.read.append(file)


def _take(entry: os.DirEntry[str], folder: str, file: str, found: _Gathered) -> None:
    suffix = _suffix(entry.name)
    if suffix in _MEDIA:
        into = found.hidden if entry.name.startswith(".") else found.media
        into.append(_media(entry, file))
        return
    found.files[folder].add(entry.name)
    if suffix in OPENED:
        found.others.append(Media(shown_name(file), file))
    if KEPT.search(entry.name):
        found.caches[file] = changed_at(Path(entry.path)) or 0.0
    if entry.name.startswith(SIZES):
        found.caches[file] = changed_at(Path(entry.path)) or 0.0
    hidden_caption = not folder and entry.name.startswith(".") and suffix == ".txt"
    of_all = entry.name in (INFO_CACHE, CAPTIONS) or entry.name.startswith(SIZES)
    of_all = of_all or (not folder and entry.name in _OF_ALL)
    if of_all or hidden_caption:
        found.read.append(file)


def _suffix(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return (dot + suffix).lower() if stem else ""


def _media(entry: os.DirEntry[str], file: str) -> Media:
    try:
        status = entry.stat()
    except OSError:
        return Media(shown_name(file), file, GONE)
    size = status.st_size if stat.S_ISREG(status.st_mode) else NO_FILE
    return Media(shown_name(file), file, size, status.st_mtime_ns, status.st_ino)


def changed_at(path: Path) -> float | None:
    """When a file was last changed, in seconds; None if there is none."""
    try:
        return path.stat().st_mtime
    except OSError:
        return None


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _archives(root: Path, found: _Gathered) -> Mapping[str, tuple[str, ...] | None]:
    return {name: names_in_archive(root / name) for name in sorted(found.files[""]) if name.endswith(".tar")}


def _contents(root: Path, found: _Gathered, trainer: str | None) -> Mapping[str, bytes]:
    """What is in the files that hold something of all images, and in hidden captions."""
    contents = {}
    for file in found.read:
        if trainer is not None and not _is_read_by(trainer, file):
            continue
        is_hidden = file.startswith(".")
        if is_hidden and _size_of(root / file) > _MOST_HIDDEN:
            continue
        data = _read(root / file)
        if data is not None:
            contents[file] = data
    return contents


def _is_read_by(trainer: str, file: str) -> bool:
    starts = (file.rpartition("/")[2], file)
    in_folder = starts[0] == CAPTIONS and starts[0] != file
    if in_folder or f"/{PIPE_CACHE}/" in f"/{file}":
        return trainer == "diffusion-pipe"
    owners = [owner for start, owner in _READ_BY.items() if any(name.startswith(start) for name in starts)]
    return not owners or trainer in owners


def _read(path: Path) -> bytes | None:
    try:
        return read_regular(path)
    except (OSError, CaptionerError):
        return None

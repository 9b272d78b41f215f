"""What lies in a dataset beside its captions, gathered in one walk: for checks of what a trainer would find there."""

from __future__ import annotations

import os
import re
import stat
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.trainers.folder import GONE, NO_FILE, FolderFacts, Media
from tui_captioner.storage.dataset.scan import PROJECT_FOLDER, natural_key
from tui_captioner.storage.dataset.shown_names import shown_name
from tui_captioner.storage.dataset.system_folders import is_system_folder
from tui_captioner.storage.files.media_suffixes import IMAGE_SUFFIXES, VIDEO_SUFFIXES
from tui_captioner.storage.files.regular_files import read_regular

_CACHE = re.compile(r"_te(?:_outputs)?\.(?:npz|safetensors)$")
"""Ends the names of text encoders' outputs of sd-scripts and musubi-tuner."""
_MORE_VIDEOS = frozenset({".avi", ".wmv", ".m4v", ".flv", ".mpg", ".mpeg"})
"""Videos that some trainers take and that are not listed as images here."""
_MEDIA = IMAGE_SUFFIXES | VIDEO_SUFFIXES | _MORE_VIDEOS
_CONTENTS = ("README.md", "metadata.jsonl", "metadata.csv", "captions.json")
"""Files of the dataset's own folder that trainers read for all images."""


@dataclass
class _Gathered:
    media: list[Media] = field(default_factory=list)
    files: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    caches: dict[str, float] = field(default_factory=dict)
    hidden: list[str] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)


def gather_facts(root: Path, caption_suffix: str = ".txt") -> FolderFacts:
    """Walk over a dataset once. Folders that can't be read are passed over, as the scan says them.

    Only images, for their size, and caches, for their time, are asked for more than their name, so 100,000 files take
    a second or two on a local disk.

    Args:
        root: The dataset.
        caption_suffix: Suffix of its captions.
    """
    found = _Gathered()
    folders = [""]
    while folders:
        folders.extend(_look(root, folders.pop(), found))
    contents = {
        name: data for name in _CONTENTS if name in found.files[""] and (data := _read(root / name)) is not None
    }
    return FolderFacts(
        tuple(sorted(found.media, key=lambda media: natural_key(media.file))),
        {folder: frozenset(names) for folder, names in found.files.items()},
        found.caches,
        tuple(sorted(found.hidden)),
        tuple(sorted(found.linked)),
        caption_suffix,
        contents,
    )


def _look(root: Path, folder: str, found: _Gathered) -> list[str]:
    """Take in one folder; the folders in it that are to be looked into too."""
    below: list[str] = []
    for entry in _entries(root, folder):
        file = f"{folder}/{entry.name}" if folder else entry.name
        if entry.is_dir(follow_symlinks=False):
            if is_system_folder(entry.name):
                continue
            if not entry.name.startswith("."):
                below.append(file)
            elif entry.name != PROJECT_FOLDER:
                found.hidden.extend(f"{shown_name(file)}/{name}" for name in _media_in(root, file))
        elif entry.is_symlink() and entry.is_dir():
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


def _media_in(root: Path, folder: str) -> list[str]:
    return [shown_name(entry.name) for entry in _entries(root, folder) if _suffix(entry.name) in _MEDIA]


def _take(entry: os.DirEntry[str], folder: str, file: str, found: _Gathered) -> None:
    is_media = _suffix(entry.name) in _MEDIA
    if entry.name.startswith("."):
        if is_media:
            found.hidden.append(shown_name(file))
    elif is_media:
        found.media.append(Media(shown_name(file), file, _size(entry)))
    else:
        found.files[folder].add(entry.name)
        if _CACHE.search(entry.name):
            found.caches[file] = changed_at(Path(entry.path)) or 0.0


def _suffix(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return (dot + suffix).lower() if stem else ""


def _size(entry: os.DirEntry[str]) -> int:
    try:
        status = entry.stat()
    except OSError:
        return GONE
    return status.st_size if stat.S_ISREG(status.st_mode) else NO_FILE


def changed_at(path: Path) -> float | None:
    """When a file was last changed, in seconds; None if there is none."""
    try:
        return path.stat().st_mtime
    except OSError:
        return None


def _read(path: Path) -> bytes | None:
    try:
        return read_regular(path)
    except (OSError, CaptionerError):
        return None

"""Finding the images of a dataset and the sidecar that belongs to each."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.storage.atomic import TEMPORARY_SUFFIX
from tui_captioner.storage.sidecar_choice import Choice, choose, messages

IMAGE_SUFFIXES = frozenset(
    {".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif", ".tif", ".tiff", ".avif", ".heic", ".heif", ".jxl"}
)
"""Suffixes of images, compared without regard to case."""

VIDEO_SUFFIXES = frozenset({".mp4", ".mov", ".webm", ".mkv"})
"""Suffixes of videos, which trainers of motion read beside images or instead of them."""

PROJECT_FOLDER = ".tui-captioner"

_MASK = re.compile(r"-(?:masklabel|condlabel)$", re.IGNORECASE)
"""OneTrainer's names for masks, which lie beside the images they belong to."""
_NUMBER = re.compile(r"([0-9]+)")


class DatasetError(CaptionerError):
    """The dataset folder can't be opened."""


@dataclass(frozen=True, slots=True)
class ImageFile:
    """One image, or video, of the dataset.

    Args:
        root: The dataset.
        name: Path below the dataset with `/`; bytes of the name that are not UTF-8 are written `\\xNN`.
        file: The same path as the file system has it.
        sidecar_file: Path below the dataset of the caption, which may not be there yet.
        shares_with: Names of other images whose sidecar is the same file (`a.png` beside `a.jpg`).
        named_file: Path below the dataset of a caption that is read as long as there is no sidecar, and never written
            (`a.png.txt`); empty for none.
    """

    root: Path
    name: str
    file: str
    sidecar_file: str
    shares_with: tuple[str, ...] = ()
    named_file: str = ""

    @property
    def path(self) -> Path:
        """Where the image lies."""
        return self.root / self.file

    @property
    def sidecar(self) -> Path:
        """Where its caption lies or will lie."""
        return self.root / self.sidecar_file

    @property
    def is_video(self) -> bool:
        """Whether it is a video, by its suffix."""
        return self.path.suffix.lower() in VIDEO_SUFFIXES


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about the folder that the user should know; it stops nothing.

    Args:
        message: What is so, and what follows from it.
        names: The files it is about.
    """

    message: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dataset:
    """What a scan found: images in natural order, the suffix of its sidecars, and notices."""

    root: Path
    images: tuple[ImageFile, ...]
    extension: str
    notices: tuple[Notice, ...] = ()
    leftovers: tuple[Path, ...] = ()


@dataclass
class _Found:
    """What one walk over the folder gathers; paths are strings below the root, since there may be 100,000 of them."""

    images: list[tuple[str, str]] = field(default_factory=list)
    """Path without suffix, and suffix."""
    sidecars: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Suffixes by path without suffix."""
    masks: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    leftovers: list[Path] = field(default_factory=list)


def check_folder(root: Path) -> None:
    """Raise DatasetError, saying what to do, if `root` is no folder that can be listed."""
    if not root.exists():
        raise DatasetError(f"{root} does not exist", "Check the path; the argument is the folder that holds the images")
    if not root.is_dir():
        raise DatasetError(f"{root} is a file, not a folder", f"Open its folder instead: tui-captioner {root.parent}")
    if not os.access(root, os.R_OK | os.X_OK):
        raise DatasetError(f"{root} cannot be read", "Check the permissions of the folder")


def scan(
    root: Path, extensions: Sequence[str], extension: str = "", progress: Callable[[int], None] | None = None
) -> Dataset:
    """Walk the dataset and its sub-folders; hidden files and folders, and links to folders, are passed over.

    Args:
        root: The dataset.
        extensions: Suffixes read as sidecars, the preferred first.
        extension: Suffix for new sidecars; empty: the one that most images have, else the first of `extensions`.
        progress: Called with the number of images so far, once a folder; may raise to stop the scan.

    Raises:
        DatasetError: If `root` is no folder that can be listed.
    """
    check_folder(root)
    found = _Found()
    for folder in _folders(root, found):
        _scan_folder(folder, os.path.relpath(folder, root), extensions, found)
        if progress is not None:
            progress(len(found.images))
    found.images.sort(key=lambda image: natural_key(image[0] + image[1]))
    choice = choose(found.images, found.sidecars, extensions, extension)
    images = _with_sharers(root, found.images, choice)
    said = [Notice(_name(text), tuple(map(_name, files))) for text, files in messages(choice, extensions)]
    notices = (*_notices(images, found), *said)
    return Dataset(root, images, choice.suffix, notices, tuple(found.leftovers))


def _folders(root: Path, found: _Found) -> Iterator[str]:
    def unread(error: OSError) -> None:
        found.unread.append(_name(os.path.relpath(error.filename, root)))

    for folder, names, _ in os.walk(root, onerror=unread):
        names[:] = sorted(name for name in names if not name.startswith("."))
        yield folder


def _scan_folder(folder: str, below: str, extensions: Sequence[str], found: _Found) -> None:
    prefix = "" if below == "." else below + "/"
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        stem, dot, suffix = entry.name.rpartition(".")
        kind = (dot + suffix).lower()
        if entry.name.startswith("."):
            if entry.name.endswith(TEMPORARY_SUFFIX):
                found.leftovers.append(Path(entry.path))
        elif kind in extensions:
            found.sidecars[prefix + stem].append(dot + suffix)
        elif kind in IMAGE_SUFFIXES or kind in VIDEO_SUFFIXES:
            _sort_image(prefix + stem, dot + suffix, entry, found)


def _sort_image(stem: str, suffix: str, entry: os.DirEntry[str], found: _Found) -> None:
    if _MASK.search(stem):
        found.masks.append(_name(stem + suffix))
    elif entry.is_file():
        found.images.append((stem, suffix))
    elif entry.is_symlink():
        found.broken.append(_name(stem + suffix))


def _with_sharers(root: Path, images: Sequence[tuple[str, str]], choice: Choice) -> tuple[ImageFile, ...]:
    files = [stem + suffix for stem, suffix in images]
    owners: dict[str, list[str]] = defaultdict(list)
    for file, sidecar in zip(files, choice.sidecars, strict=True):
        owners[sidecar].append(file)
    return tuple(
        ImageFile(root, _name(file), file, sidecar, _others(owners[sidecar], file), named)
        for file, sidecar, named in zip(files, choice.sidecars, choice.named, strict=True)
    )


def _others(owners: Sequence[str], file: str) -> tuple[str, ...]:
    return tuple(_name(other) for other in owners if other != file) if len(owners) > 1 else ()


def _notices(images: Sequence[ImageFile], found: _Found) -> Iterator[Notice]:
    sharers: dict[str, list[str]] = defaultdict(list)
    for image in images:
        if image.shares_with:
            sharers[image.sidecar_file].append(image.name)
    if sharers:
        which = _some([f"{', '.join(names)} ({_name(file)})" for file, names in sharers.items()])
        yield Notice(
            f"Images that share one sidecar: {which}. Trainers read the same caption for all of them; theirs are kept "
            "in the project and the sidecar is not written. Rename all but one",
            tuple(name for names in sharers.values() for name in names),
        )
    odd = [_name(image.sidecar_file) for image in images if not image.sidecar_file.endswith(_lower_suffix(image))]
    if odd:
        yield Notice(f"Trainers read lower-case suffixes only and pass over {_some(odd)}", tuple(odd))
    if found.masks:
        yield Notice(f"Masks, not listed as images: {_some(found.masks)}", tuple(found.masks))
    if found.broken:
        yield Notice(f"Links that lead nowhere: {_some(found.broken)}", tuple(found.broken))
    if found.unread:
        yield Notice(f"Folders that can't be read: {_some(found.unread)}", tuple(found.unread))


def _lower_suffix(image: ImageFile) -> str:
    return "." + image.sidecar_file.rpartition(".")[2].lower()


def _some(names: Sequence[str], most: int = 3) -> str:
    left = len(names) - most
    return ", ".join(names[:most]) + (f" and {left} more" if left > 0 else "")


def _name(file: str) -> str:
    return file if file.isascii() else os.fsencode(file).decode("utf-8", "backslashreplace")


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key that puts `a2` before `a10` and looks at case last, so that the order is always the same."""
    parts = _NUMBER.split(name.casefold())
    key = tuple((0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part) for part in parts if part)
    return (*key, (2, 0, name))

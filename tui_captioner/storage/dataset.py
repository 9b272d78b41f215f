"""Finding the images of a dataset and the sidecar that belongs to each."""

from __future__ import annotations

import os
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tui_captioner.domain.errors import CaptionerError

IMAGE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif", ".tif", ".tiff", ".avif"})
"""Suffixes of images, compared without regard to case."""

PROJECT_FOLDER = ".tui-captioner"

_MASK = re.compile(r"-(?:masklabel|condlabel)$", re.IGNORECASE)
"""OneTrainer's names for masks, which lie beside the images they belong to."""
_NUMBER = re.compile(r"([0-9]+)")


class DatasetError(CaptionerError):
    """The dataset folder can't be opened."""


@dataclass(frozen=True, slots=True)
class ImageFile:
    """One image of the dataset.

    Args:
        name: Path below the dataset with `/`; bytes of the name that are not UTF-8 are written `\\xNN`.
        path: Where it lies.
        sidecar: Where its caption lies or will lie.
        shares_with: Names of other images whose sidecar is the same file (`a.png` beside `a.jpg`).
    """

    name: str
    path: Path
    sidecar: Path
    shares_with: tuple[str, ...] = ()


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
    """What one walk over the folder gathers."""

    images: list[Path] = field(default_factory=list)
    sidecars: dict[Path, dict[str, list[str]]] = field(default_factory=dict)
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
        _scan_folder(root, folder, extensions, found)
        if progress is not None:
            progress(len(found.images))
    found.images.sort(key=lambda path: natural_key(str(path.relative_to(root))))
    own = [_own_sidecar(path, extensions, found) for path in found.images]
    used = Counter(path.suffix.lower() for path in own if path is not None)
    suffix = extension or (used.most_common(1)[0][0] if used else extensions[0])
    sidecars = [path or image.with_suffix(suffix) for path, image in zip(own, found.images, strict=True)]
    images = _with_sharers(root, found.images, sidecars)
    return Dataset(root, images, suffix, tuple(_notices(images, found, root)), tuple(found.leftovers))


def _folders(root: Path, found: _Found) -> Iterator[Path]:
    def unread(error: OSError) -> None:
        found.unread.append(_name(Path(error.filename), root))

    for folder, names, _ in os.walk(root, onerror=unread):
        names[:] = sorted(name for name in names if not name.startswith("."))
        yield Path(folder)


def _scan_folder(root: Path, folder: Path, extensions: Sequence[str], found: _Found) -> None:
    sidecars: dict[str, list[str]] = defaultdict(list)
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        name = PurePosixPath(entry.name)
        stem, suffix = name.stem, name.suffix
        if entry.name.startswith("."):
            if entry.name.endswith(".tui-captioner-tmp"):
                found.leftovers.append(folder / entry.name)
        elif suffix.lower() in extensions:
            sidecars[stem].append(suffix)
        elif suffix.lower() in IMAGE_SUFFIXES:
            _sort_image(root, folder / entry.name, entry, found)
    found.sidecars[folder] = sidecars


def _sort_image(root: Path, path: Path, entry: os.DirEntry[str], found: _Found) -> None:
    if _MASK.search(path.stem):
        found.masks.append(_name(path, root))
    elif entry.is_file():
        found.images.append(path)
    elif entry.is_symlink():
        found.broken.append(_name(path, root))


def _own_sidecar(image: Path, extensions: Sequence[str], found: _Found) -> Path | None:
    """The sidecar that lies beside the image already: the preferred suffix first, exact case before other case."""
    there = found.sidecars[image.parent].get(image.stem, [])
    ranked = sorted(there, key=lambda suffix: (extensions.index(suffix.lower()), suffix != suffix.lower(), suffix))
    return image.with_name(image.stem + ranked[0]) if ranked else None


def _with_sharers(root: Path, images: Sequence[Path], sidecars: Sequence[Path]) -> tuple[ImageFile, ...]:
    names = [_name(image, root) for image in images]
    owners: dict[Path, list[str]] = defaultdict(list)
    for name, sidecar in zip(names, sidecars, strict=True):
        owners[sidecar].append(name)
    return tuple(
        ImageFile(name, image, sidecar, tuple(other for other in owners[sidecar] if other != name))
        for name, image, sidecar in zip(names, images, sidecars, strict=True)
    )


def _notices(images: Sequence[ImageFile], found: _Found, root: Path) -> Iterator[Notice]:
    shared: dict[Path, list[str]] = defaultdict(list)
    for image in images:
        if image.shares_with:
            shared[image.sidecar].append(image.name)
    for sidecar, names in shared.items():
        yield Notice(
            f"{' and '.join(names)} share one sidecar, {_name(sidecar, root)}: trainers read the same caption for "
            "both. Their captions are kept in the project and the sidecar is not written; rename one of them",
            tuple(names),
        )
    odd = [_name(image.sidecar, root) for image in images if image.sidecar.suffix != image.sidecar.suffix.lower()]
    if odd:
        yield Notice(f"Trainers read lower-case suffixes only and pass over {_some(odd)}", tuple(odd))
    if found.masks:
        yield Notice(f"Masks, not listed as images: {_some(found.masks)}", tuple(found.masks))
    if found.broken:
        yield Notice(f"Links that lead nowhere: {_some(found.broken)}", tuple(found.broken))
    if found.unread:
        yield Notice(f"Folders that can't be read: {_some(found.unread)}", tuple(found.unread))


def _some(names: Sequence[str], most: int = 3) -> str:
    rest = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + rest


def _name(path: Path, root: Path) -> str:
    relative = PurePosixPath(path.relative_to(root)).as_posix() if path != root else "."
    return os.fsencode(relative).decode("utf-8", "backslashreplace")


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key that puts `a2` before `a10` and looks at case last, so that the order is always the same."""
    parts = _NUMBER.split(name.casefold())
    key = tuple((0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part) for part in parts if part)
    return (*key, (2, 0, name))

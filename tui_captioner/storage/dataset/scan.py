"""Finding the images of a dataset and the sidecar that belongs to each."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tui_captioner.domain.errors import WrongUseError
from tui_captioner.storage.dataset.shown_names import BACKSLASH, shown_name
from tui_captioner.storage.dataset.sidecar_choice import Choice, choose, folded_suffix, messages
from tui_captioner.storage.dataset.system_folders import holds_any, is_system_folder
from tui_captioner.storage.files.atomic import is_temporary
from tui_captioner.storage.files.media_suffixes import MEDIA_SUFFIXES, VIDEO_SUFFIXES

PROJECT_FOLDER = ".tui-captioner"

LONGEST_NAME = 255
"""Bytes of a file's name on nearly every file system."""

_MASK = re.compile(r"-(?:masklabel|condlabel)$", re.IGNORECASE)
"""OneTrainer's names for masks, which lie beside the images they belong to."""
_MASK_LETTERS = 11
"""So many letters at the end of a name tell a mask."""
_NUMBER = re.compile(r"([0-9]+)")
_END = "\U0010ffff"
"""Sorts behind all other texts, as `inf` does behind numbers: a name that goes on comes first (`a.mp4.png`)."""
_LAST = "\0" + _END
"""Stands behind the end of a name: before all letters, after all numbers."""


class DatasetError(WrongUseError):
    """The dataset folder can't be opened."""


class ImageFile(NamedTuple):
    """One image, or video, of the dataset.

    Args:
        root: The dataset.
        name: Path below the dataset with `/`, as `shown_names` writes it.
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


class Notice(NamedTuple):
    """Something about the folder that the user should know; it stops nothing.

    Args:
        message: What is so, and what follows from it.
        names: The files it is about.
    """

    message: str
    names: tuple[str, ...] = ()


class Dataset(NamedTuple):
    """What a scan found: images in natural order, the suffix of its sidecars, notices, and the folders it looked into.

    Paths of folders are those below the dataset, empty for itself.
    """

    root: Path
    images: tuple[ImageFile, ...]
    extension: str
    notices: tuple[Notice, ...] = ()
    leftovers: tuple[Path, ...] = ()
    folders: tuple[str, ...] = ("",)


@dataclass
class _Found:
    """What one walk over the folder gathers; paths are strings below the root, since there may be 100,000 of them."""

    images: list[tuple[str, str]] = field(default_factory=list)
    """Path without suffix, and suffix."""
    sidecars: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Suffixes by path without suffix."""
    masks: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    """Pipes, devices and sockets under the name of an image."""
    unread: list[str] = field(default_factory=list)
    system: list[str] = field(default_factory=list)
    """Folders of the system that hold images."""
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
    """Walk the dataset and its sub-folders; hidden ones, links to folders and folders of the system are passed over.

    Args:
        root: The dataset.
        extensions: Suffixes read as sidecars, the preferred first.
        extension: Suffix for new sidecars; empty: the one that most images have, else the first of `extensions`.
        progress: Called with the number of images so far, once a folder; may raise to stop the scan.

    Raises:
        DatasetError: If `root` is no folder that can be listed.
    """
    check_folder(root)
    found, suffixes = _Found(), _Suffixes(extensions)
    folders: list[str] = []
    for folder, entries in _folders(root, found):
        below = os.path.relpath(folder, root)
        folders.append("" if below == "." else below)
        _scan_folder(entries, folders[-1], suffixes, found)
        if progress is not None:
            progress(len(found.images))
    found.images.sort(key=lambda image: natural_key(image[0] + image[1]))
    choice = choose(found.images, found.sidecars, extensions, extension)
    images = _with_sharers(root, found.images, choice)
    said = [Notice(shown_name(text), tuple(map(shown_name, files))) for text, files in messages(choice, extensions)]
    notices = (*_notices(images, found), *said)
    return Dataset(root, images, choice.suffix, notices, tuple(found.leftovers), tuple(folders))


def images_among(entries: Sequence[os.DirEntry[str]], below: str) -> set[str]:
    """The images that a folder lists, as a scan takes them: their paths below the dataset.

    Args:
        entries: What the folder lists.
        below: Its path below the dataset, empty for itself.
    """
    found = _Found()
    _scan_folder(entries, below, _Suffixes(()), found)
    return {stem + suffix for stem, suffix in found.images}


def folders_among(entries: Sequence[os.DirEntry[str]]) -> list[os.DirEntry[str]]:
    """The folders that a folder lists and a scan looks into, by name."""
    inside = [one for one in entries if not (one.name.startswith(".") or is_system_folder(one.name))]
    return sorted((one for one in inside if is_folder(one) and not one.is_symlink()), key=lambda one: one.name)


def _folders(root: Path, found: _Found) -> Iterator[tuple[str, list[os.DirEntry[str]]]]:
    """The folders, one before those in it, each listed once."""
    waiting = [os.fspath(root)]
    while waiting:
        folder = waiting.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError:
            found.unread.append(shown_name(os.path.relpath(folder, root)))
            continue
        yield folder, entries
        for entry in entries:
            if is_system_folder(entry.name) and is_folder(entry) and holds_any(entry.path, MEDIA_SUFFIXES):
                found.system.append(shown_name(os.path.relpath(entry.path, root)))
        waiting.extend(one.path for one in reversed(folders_among(entries)))


def is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a folder, or a link to one; a link in a circle, or to where nobody may look, is none."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False


def _scan_folder(entries: Sequence[os.DirEntry[str]], below: str, suffixes: _Suffixes, found: _Found) -> None:
    prefix = below and below + "/"
    for entry in entries:
        name = entry.name
        if name.startswith("."):
            if is_temporary(name) and entry.is_file(follow_symlinks=False):
                found.leftovers.append(Path(entry.path))
            continue
        stem, dot, last = name.rpartition(".")
        is_caption, is_media = suffixes.kind(dot + last)
        if suffixes.has_two and name.count(".") > 1:
            captions = suffixes.of_two(name)
            is_media = is_media and not captions
            for one in captions:
                found.sidecars[prefix + name[: -len(one)]].append(one)
        if is_caption:
            found.sidecars[prefix + stem].append(dot + last)
        elif is_media:
            _sort_image(prefix + stem, dot + last, entry, found)


class _Suffixes:
    """Which suffix of captions a name ends in; of those with two dots, and of what stands behind the second."""

    def __init__(self, suffixes: Sequence[str]) -> None:
        self._one = frozenset(suffix for suffix in suffixes if suffix.count(".") == 1)
        self._two = tuple(suffix for suffix in suffixes if suffix.count(".") == 2)
        self._kinds: dict[str, tuple[bool, bool]] = {}
        self.has_two = bool(self._two)

    def kind(self, suffix: str) -> tuple[bool, bool]:
        """Whether a suffix, from the last dot on, is one of captions, and whether one of images."""
        known = self._kinds.get(suffix)
        if known is None:
            known = self._kinds[suffix] = folded_suffix(suffix) in self._one, suffix.lower() in MEDIA_SUFFIXES
        return known

    def of_two(self, name: str) -> list[str]:
        """The suffixes with two dots, as they are written there."""
        own = "." + ".".join(name.rsplit(".", 2)[1:])
        return [own for suffix in self._two if folded_suffix(own) == suffix and len(own) < len(name)]


def _sort_image(stem: str, suffix: str, entry: os.DirEntry[str], found: _Found) -> None:
    if _MASK.search(stem[-_MASK_LETTERS:]):
        found.masks.append(shown_name(stem + suffix))
    elif _is_file(entry):
        found.images.append((stem, suffix))
    elif entry.is_symlink() and not os.path.exists(entry.path):  # noqa: PTH110 (100,000 links)
        found.broken.append(shown_name(stem + suffix))
    elif not is_folder(entry):
        found.odd.append(shown_name(stem + suffix))


def _with_sharers(root: Path, images: Sequence[tuple[str, str]], choice: Choice) -> tuple[ImageFile, ...]:
    files = [stem + suffix for stem, suffix in images]
    owners: dict[str, list[str]] = {}
    if len(set(choice.sidecars)) < len(files):
        for file, sidecar in zip(files, choice.sidecars, strict=True):
            owners.setdefault(sidecar, []).append(file)
    return tuple(
        ImageFile(root, shown_name(file), file, sidecar, _others(owners.get(sidecar, ()), file), named)
        for file, sidecar, named in zip(files, choice.sidecars, choice.named, strict=True)
    )


def _others(owners: Sequence[str], file: str) -> tuple[str, ...]:
    return tuple(shown_name(other) for other in owners if other != file) if len(owners) > 1 else ()


def _notices(images: Sequence[ImageFile], found: _Found) -> Iterator[Notice]:
    sharers: dict[str, list[str]] = defaultdict(list)
    for image in images:
        if image.shares_with:
            sharers[image.sidecar_file].append(image.name)
    if sharers:
        which = _some([f"{', '.join(names)} ({shown_name(file)})" for file, names in sharers.items()])
        yield Notice(
            f"Images that share one sidecar: {which}. Trainers read the same caption for all of them; theirs are kept "
            "in the project and the sidecar is not written. Rename all but one",
            tuple(name for names in sharers.values() for name in names),
        )
    odd = [shown_name(file) for file in (image.sidecar_file for image in images) if _has_capitals(file)]
    if odd:
        yield Notice(f"Trainers read lower-case suffixes only and pass over {_some(odd)}", tuple(odd))
    for said, names in (
        ("Masks, not listed as images", found.masks),
        ("Links that lead nowhere", found.broken),
        ("Pipes, devices or sockets and no images", found.odd),
        ("Folders that can't be read", found.unread),
        (
            "Folders of the system with pictures in them, passed over here (a trainer that looks into all folders "
            "does not: move them away)",
            found.system,
        ),
    ):
        if names:
            yield Notice(f"{said}: {_some(names)}", tuple(names))
    long = [image.name for image in images if _is_too_long(image.sidecar_file)]
    if long:
        yield Notice(
            f"Names that leave no room for {_suffix_of(images, long[0])} ({LONGEST_NAME} bytes are most): "
            f"{_some(long)}. "
            "Their captions are kept in the project; rename them",
            tuple(long),
        )
    escaped = [image.name for image in images if BACKSLASH in image.name]
    if escaped:
        yield Notice(
            f"Names with a backslash that looks like our sign for a byte, written with {BACKSLASH} here: "
            f"{_some(escaped)}",
            tuple(escaped),
        )


def _is_too_long(file: str) -> bool:
    # No letter takes more than four bytes.
    return len(file) * 4 > LONGEST_NAME and len(os.fsencode(file.rpartition("/")[2])) > LONGEST_NAME


def _suffix_of(images: Sequence[ImageFile], name: str) -> str:
    return next("." + image.sidecar_file.rpartition(".")[2] for image in images if image.name == name)


def _has_capitals(file: str) -> bool:
    """Whether the suffix is not in lower case."""
    suffix = file.rpartition(".")[2]
    return suffix != suffix.lower()


def _some(names: Sequence[str], most: int = 3) -> str:
    left = len(names) - most
    return ", ".join(names[:most]) + (f" and {left} more" if left > 0 else "")


def natural_key(name: str) -> tuple[str, str]:
    """Sort key that puts `a2` before `a10` and looks at case last, so that the order is always the same.

    A number is written as how many digits it has and those digits, behind NUL, which no name holds: so it comes before
    all letters, and is compared as a number. One text is compared in half the time of a list of texts and numbers.
    """
    texts = _NUMBER.split(name.casefold())
    for place in range(1, len(texts), 2):
        digits = texts[place].lstrip("0")
        texts[place] = f"\0{chr(len(digits))}{digits}"
    if not texts[-1]:
        # What ends with a number comes behind what goes on after it.
        texts[-1] = _END
    return "".join(texts) + _LAST, name

"""Making a backup of a dataset, as it lies on disk: nothing in the dataset is written, and nobody need close it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.formats.sidecar import EXTENSIONS
from tui_captioner.storage.backups.kept import SUFFIX
from tui_captioner.storage.backups.layout import DATABASE, BackupError, Contents, is_project_file
from tui_captioner.storage.backups.writing import write_backup
from tui_captioner.storage.dataset.scan import PROJECT_FOLDER, Dataset, scan
from tui_captioner.storage.dataset.sidecar_files import SidecarFiles
from tui_captioner.storage.files.atomic import discard, remove_leftover, temporary_for
from tui_captioner.storage.files.own_files import check_own_folder
from tui_captioner.storage.files.regular_files import read_regular
from tui_captioner.storage.project.damage import SQL_ERRORS, damage_of_files, repair_hint
from tui_captioner.storage.project.database_copy import copy_database
from tui_captioner.storage.project.settings import ProjectSettings, load_settings

_PACE = 50
"""Captions between two steps of the progress."""


@dataclass
class Made:
    """A backup that was made.

    Args:
        path: The archive.
        hash: Of what is in it.
        images: How many images it knows.
        captions: How many caption files are in it.
        left_out: What is not in it, and why.
    """

    path: Path
    hash: str = ""
    images: int = 0
    captions: int = 0
    left_out: list[tuple[str, str]] = field(default_factory=list)


def make_backup(root: Path, path: Path, progress: Callable[[int, int], None] = lambda _done, _all: None) -> Made:
    """Make a backup of a dataset.

    Args:
        root: The dataset.
        path: The archive; one that is there is replaced.
        progress: Told how many of the captions are in it.

    Raises:
        DatasetError: If the folder can't be opened.
        BackupError: If it can't be written, or does not read as it was written.
    """
    made = Made(path)
    folder = root / PROJECT_FOLDER
    settings = _settings(folder, made)
    dataset = scan(root, tuple(dict.fromkeys((*settings.suffixes, *EXTENSIONS))), settings.extension)
    contents = Contents()
    try:
        _clear_leftovers(path.parent)
        with _copy_beside(path) as copy:
            captions = _captions(dataset, settings, contents, made, progress)
            made.hash = write_backup(path, _project(folder, copy, made), captions, contents)
    except OSError as error:
        raise BackupError(
            f"{path} can't be written: {error.strerror}", "Check space and permissions; nothing was changed"
        ) from error
    made.images = len(contents.images)
    return made


def _clear_leftovers(folder: Path) -> None:
    """Delete what backups that were killed left in a folder; other temporary files there may be in use."""
    for one in list(folder.iterdir()):
        if SUFFIX in one.name:
            remove_leftover(one)


@contextmanager
def _copy_beside(path: Path) -> Iterator[Path]:
    """A file for a copy of the database, held as long as it is used: by that others see that it is no leftover."""
    copy = temporary_for(path)
    held = os.open(copy, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield copy
    finally:
        os.close(held)
        discard(copy)


def _settings(folder: Path, made: Made) -> ProjectSettings:
    """Those of the project; the usual ones where they can't be read, since then a backup is wanted all the more."""
    try:
        check_own_folder(folder)
        return load_settings(folder / "project.toml")
    except CaptionerError as error:
        made.left_out.append(("settings are not gone by", str(error)))
    return ProjectSettings()


def _project(folder: Path, copy: Path, made: Made) -> Iterator[tuple[str, bytes | Path]]:
    """The files of the project; the database first, which is the state that the captions belong to."""
    with suppress(CaptionerError):
        check_own_folder(folder)
        database = folder / DATABASE
        if database.exists() or database.is_symlink():
            yield from _database(database, copy, made)
        found = (one.relative_to(folder).as_posix() for one in (*folder.glob("*"), *folder.glob("lists/*")))
        for name in sorted(one for one in found if one != DATABASE and is_project_file(one)):
            try:
                yield name, read_regular(folder / name, links=False)
            except OSError as error:
                made.left_out.append((name, error.strerror or str(error)))
            except CaptionerError as error:
                made.left_out.append((name, str(error)))


def _database(database: Path, copy: Path, made: Made) -> Iterator[tuple[str, Path]]:
    if database.is_symlink() or not database.is_file():
        made.left_out.append((DATABASE, "it is no regular file"))
        return
    damage = damage_of_files(database)
    try:
        if not damage:
            copy_database(database, copy)
    except SQL_ERRORS as error:
        damage = str(error)
    if damage:
        made.left_out.append((DATABASE, f"it is damaged: {damage}. {repair_hint(database)}"))
    else:
        yield DATABASE, copy


def _captions(
    dataset: Dataset, settings: ProjectSettings, contents: Contents, made: Made, progress: Callable[[int, int], None]
) -> Iterator[tuple[str, bytes]]:
    """The caption files, each once; of each image it is noted which is its own."""
    files = SidecarFiles(dataset.root, follow_links=settings.follow_links)
    done: set[str] = set()
    for count, image in enumerate(dataset.images, 1):
        contents.images[image.name] = ""
        for file in (image.sidecar_file, image.named_file):
            try:
                data = files.read(dataset.root / file) if file else None
            except CaptionerError as error:
                made.left_out.append((file, str(error)))
                continue
            if data is None:
                continue
            contents.images[image.name] = contents.images[image.name] or file
            if file not in done:
                done.add(file)
                made.captions += 1
                yield file, data
        if count % _PACE == 0:
            progress(count, len(dataset.images))

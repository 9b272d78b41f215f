"""An open dataset folder: images, settings, vocabulary, database, lock. Makes `.tui-captioner/` when first needed."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from tui_captioner.domain.completion.index import StaticIndex
from tui_captioner.domain.errors import CaptionerError, ReadOnlyError
from tui_captioner.domain.vocabulary import Vocabulary
from tui_captioner.formats.sidecar import EXTENSIONS
from tui_captioner.storage.atomic import remove
from tui_captioner.storage.database import Database, DatabaseError
from tui_captioner.storage.dataset import PROJECT_FOLDER, Dataset, ImageFile, check_folder, scan
from tui_captioner.storage.lock import ProjectLock
from tui_captioner.storage.settings import load_settings, make_settings, write_globals
from tui_captioner.storage.vocabulary_cache import ShippedVocabulary, load_shipped_cached
from tui_captioner.storage.vocabulary_files import load_own


class Project:
    """A dataset and what lies in its `.tui-captioner/`.

    Args:
        root: The dataset.
        writable: Asked to write; `read_only` says why not if it can't be.
        progress: Called with the number of images found so far; may raise to stop.

    Raises:
        DatasetError: If the folder can't be opened.
        SettingsError: If `project.toml` or `vocab.toml` can't be used.
        DatabaseError: If `captions.db` can't be opened.
    """

    def __init__(self, root: Path, *, writable: bool = True, progress: Callable[[int], None] | None = None) -> None:
        check_folder(root)
        self.root = root
        self.folder = root / PROJECT_FOLDER
        self.settings = load_settings(self.folder / "project.toml")
        suffixes = tuple(dict.fromkeys((*self.settings.suffixes, *EXTENSIONS)))
        self.dataset: Dataset = scan(root, suffixes, self.settings.extension, progress)
        self.images: dict[str, ImageFile] = {image.name: image for image in self.dataset.images}
        self.names: tuple[str, ...] = tuple(self.images)
        self.places: dict[str, int] = {name: place for place, name in enumerate(self.names)}
        own = load_own(self.folder / "vocab.toml")
        shipped = load_shipped_cached()
        self.vocabulary = Vocabulary([*own, *shipped.terms])
        self._shipped: ShippedVocabulary | None = None if own else shipped
        self._lock = ProjectLock(self.folder / "lock")
        self.database: Database | None = None
        self.read_only = "" if writable else "opened to read"
        if writable and not os.access(root, os.W_OK | os.X_OK):
            self.read_only = "the folder cannot be written"
        if self.folder.is_dir():
            try:
                self._open()
            except BaseException:
                self._lock.release()
                raise

    def vocabulary_index(self) -> StaticIndex:
        """The index of the vocabulary: kept from an earlier start where it has only the shipped terms."""
        return StaticIndex.of(self.vocabulary.terms) if self._shipped is None else self._shipped.index()

    def _open(self) -> None:
        if not self.read_only:
            self._take_lock()
        path = self._database_path
        if not self.read_only:
            for leftover in self.dataset.leftovers:
                remove(leftover)
            self.database = Database(path)
        elif path.exists():
            self.database = Database(path, writable=False)

    @property
    def _database_path(self) -> Path:
        return self.folder / "captions.db"

    def _take_lock(self) -> None:
        if not os.access(self.folder, os.W_OK | os.X_OK):
            self.read_only = f"{PROJECT_FOLDER} cannot be written"
            return
        try:
            holder = self._lock.acquire()
        except OSError as error:
            self.read_only = f"{PROJECT_FOLDER} cannot be written: {error.strerror}"
            return
        if holder:
            self.read_only = f"open in another session ({holder})"

    def ensure(self) -> Database:
        """The database, made with the project folder on the first edit.

        Raises:
            ReadOnlyError: If the dataset can only be read.
            DatabaseError: If the folder can't be made.
        """
        if self.read_only:
            raise ReadOnlyError(f"Not changed: {self.read_only}", "")
        if self.database is None:
            try:
                self.folder.mkdir(exist_ok=True)
                make_settings(self.folder / "project.toml")
                self._open()
            except OSError as error:
                raise DatabaseError(
                    f"{self.folder} can't be made: {error.strerror}",
                    "Check permissions and free space; nothing was changed",
                ) from error
        if self.read_only or self.database is None:
            raise ReadOnlyError(f"Not changed: {self.read_only}", "")
        return self.database

    def write_globals(self, texts: Sequence[str]) -> None:
        """Put the globals into `project.toml`.

        Raises:
            CaptionerError: If it could not be written.
        """
        try:
            write_globals(self.folder / "project.toml", texts)
        except OSError as error:
            raise CaptionerError(
                f"{self.folder / 'project.toml'} can't be written: {error.strerror}",
                "The globals are in the database; try again",
            ) from error

    def close(self) -> None:
        """Close the database and free the lock."""
        if self.database is not None:
            self.database.close()
            self.database = None
        self._lock.release()

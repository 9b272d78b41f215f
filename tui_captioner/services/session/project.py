"""An open dataset folder: images, settings, vocabulary, database, lock. Makes `.tui-captioner/` when first needed."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from tui_captioner.domain.completion.index import StaticIndex
from tui_captioner.domain.errors import CaptionerError, ReadOnlyError
from tui_captioner.domain.named_commands import told_shortly
from tui_captioner.domain.profiles.leaving_out import LeavingOut
from tui_captioner.domain.slotting.judge import judge_of
from tui_captioner.domain.structure import Structure
from tui_captioner.domain.structures.shipped import terms_of
from tui_captioner.domain.vocabulary import Vocabulary
from tui_captioner.formats.sidecar import EXTENSIONS
from tui_captioner.services.session.settings_file import SettingsFile
from tui_captioner.storage.dataset.scan import PROJECT_FOLDER, Dataset, ImageFile, check_folder, scan
from tui_captioner.storage.dataset.sidecar_files import SidecarFiles
from tui_captioner.storage.files.atomic import clear_leftovers, remove, remove_leftover, sync_folder, temporary_for
from tui_captioner.storage.files.own_files import (
    MOST,
    OddFileError,
    check_database_files,
    check_own_folder,
    part_hard_links,
    write_own,
)
from tui_captioner.storage.files.regular_files import read_regular
from tui_captioner.storage.own_vocabulary_cache import OwnVocabulary
from tui_captioner.storage.project.database import Database, DatabaseError
from tui_captioner.storage.project.database_watch import DatabaseWatch
from tui_captioner.storage.project.lock import ProjectLock
from tui_captioner.storage.project.migrations import UPDATE
from tui_captioner.storage.project.newer_database import newer_version_of
from tui_captioner.storage.project.settings import ProjectSettings
from tui_captioner.storage.project.structure_steps import Rows
from tui_captioner.storage.vocabulary_cache import load_shipped_cached
from tui_captioner.storage.vocabulary_files import load_own

_SOME = 20
"""Images of which one at least must be there still for the dataset to be taken for the one that was opened."""


class Project:
    """A dataset and what lies in its `.tui-captioner/`.

    Args:
        root: The dataset.
        writable: Asked to write; `read_only` says why not if it can't be, and `what_to_do` what helps.
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
        check_own_folder(self.folder)
        self._kept: dict[str, bytes] = {}
        self._news: list[str] = []
        self._watch: DatabaseWatch | None = None
        self._leaving_out: tuple[ProjectSettings, LeavingOut] | None = None
        """What is left out, and the settings that say so: asked for with each edit and redraw."""
        self._keep()
        self._settings_file = SettingsFile(self.folder / "project.toml", self._keep)
        self.settings = self._settings_file.load()
        suffixes = tuple(dict.fromkeys((*self.settings.suffixes, *EXTENSIONS)))
        self.left_structure: Structure | None = None
        """While another structure is being chosen: the one that captions were written by."""
        self.dataset: Dataset = scan(root, suffixes, self.settings.extension, progress)
        self.images: dict[str, ImageFile] = {image.name: image for image in self.dataset.images}
        self.sidecar_files = SidecarFiles(
            root,
            follow_links=self.settings.follow_links,
            owned=frozenset(image.sidecar_file for image in self.dataset.images),
        )
        self.names: tuple[str, ...] = tuple(self.images)
        self.places: dict[str, int] = {name: place for place, name in enumerate(self.names)}
        self._take_vocabulary()
        self._lock = ProjectLock(self.folder / "lock")
        self.database: Database | None = None
        self.read_only = "" if writable else "opened to read"
        self.what_to_do = ""
        self._is_held = False
        """Whether it is only read since another session holds it."""
        if writable and not os.access(root, os.W_OK | os.X_OK):
            self.read_only = "the folder cannot be written"
        if self.folder.is_dir():
            try:
                self._open()
            except OSError as error:
                self.close()
                raise DatabaseError(f"{self.folder} can't be used: {error}", "Check space and permissions") from error
            except BaseException:
                self.close()
                raise

    def _take_vocabulary(self) -> None:
        own = [*load_own(self.folder / "vocab.toml"), *terms_of(self.settings.structure)]
        shipped = load_shipped_cached()
        self.vocabulary = Vocabulary([*own, *shipped.terms])
        self._indexes = OwnVocabulary(self.vocabulary, own, shipped.key) if own else shipped

    def vocabulary_index(self) -> StaticIndex:
        """The index of the vocabulary, kept from an earlier start."""
        return self._indexes.index()

    def filled_templates(self) -> StaticIndex:
        """The index of what the templates of the vocabulary may stand for, kept too."""
        return self._indexes.filled()

    @property
    def leaving_out(self) -> LeavingOut:
        """What is kept and not written, by the settings of now."""
        settings = self.settings
        if self._leaving_out is None or self._leaving_out[0] is not settings:
            self._leaving_out = settings, self._leaving_out_by(settings)
        return self._leaving_out[1]

    def _leaving_out_by(self, settings: ProjectSettings) -> LeavingOut:
        structure = settings.structure
        if not settings.kind.leaves_out and all(slot.written for slot in structure.slots):
            return LeavingOut()
        return LeavingOut.of(settings.kind, settings.written, settings.trigger, self.layer_of, structure)

    def layer_of(self, slot: str, text: str) -> str:
        """The layer of a slot that a text belongs to, empty where the vocabulary does not tell."""
        guesses = judge_of(self.vocabulary).guesses(text)
        return next((guess.layer or "" for guess in guesses if guess.slot == slot), "")

    def home_of(self, text: str) -> tuple[str, str]:
        """The slot and the layer that a text most likely belongs to, each empty where nothing tells."""
        guesses = judge_of(self.vocabulary).guesses(text)
        return (guesses[0].slot, guesses[0].layer or "") if guesses else ("", "")

    def _open(self) -> None:
        path = self._database_path
        if not self.read_only:
            self._take_lock(path)
        if not self.read_only:
            self._clear_leftovers()
            check_database_files(path)
            part_hard_links(path)
            self.database = Database(path)
            self._watch = DatabaseWatch(path)
            self._finish_structure(self.database)
        elif os.path.lexists(path):
            check_database_files(path)
            self.database = Database(path, writable=False)

    def _finish_structure(self, database: Database) -> None:
        """Bring a structure into the settings that an earlier session could not: it was killed, or the disk full."""
        rows = database.pending_structure()
        if rows is None:
            return
        try:
            # The captions go by it already, whether it can be written this time or not.
            self.settings = self._settings_file.with_structure(rows)
            self._take_vocabulary()
            self.write_structure(database)
        except CaptionerError as error:
            self.tell(f"The structure that was chosen is not in project.toml: {error}")

    def write_structure(self, database: Database) -> None:
        """Put the structure that a step chose into `project.toml`; see `put_structure` for what is raised."""
        rows = database.pending_structure()
        if rows is not None:
            self._settings_file.write_structure(rows)
            database.settle_structure()

    def _clear_leftovers(self) -> None:
        """Delete the temporary files of a process that was killed."""
        for leftover in self.dataset.leftovers:
            remove_leftover(leftover)
        for folder in (self.folder, self.folder / "lists"):
            if not folder.is_symlink():
                clear_leftovers(folder)

    @property
    def _database_path(self) -> Path:
        return self.folder / "captions.db"

    def _take_lock(self, database: Path) -> None:
        if not os.access(self.folder, os.W_OK | os.X_OK):
            self.read_only = f"{PROJECT_FOLDER} cannot be written"
            return
        newer = newer_version_of(database)
        if newer:
            self.read_only, self.what_to_do = newer, f"It can be looked at; to change it: {UPDATE}"
            return
        try:
            holder = self._lock.acquire()
        except OddFileError as error:
            self.read_only = str(error)
            return
        except OSError as error:
            self.read_only = f"{PROJECT_FOLDER} cannot be written: {error.strerror}"
            return
        if holder:
            self.read_only = f"open in another session ({holder})"
            self.what_to_do = self._lock.advice
            self._is_held = True

    @property
    def may_take_over(self) -> bool:
        """Whether it is only read since somebody holds it of whom it can't be known whether he is still there."""
        return bool(self.read_only) and self._lock.may_be_dead

    def is_freed(self) -> bool:
        """Whether the session that holds it has ended since."""
        return self._is_held and self._lock.is_free()

    def look_at_lock(self) -> None:
        """Notice that another session has taken the dataset over: it is only read from then on."""
        holder = "" if self.read_only else self._lock.lost_to()
        if holder:
            self.read_only = f"taken over: {holder} has this dataset now"
            self.what_to_do = "It can be looked at here, and edited again once that session has ended"
            self._is_held = True

    def check_writable(self) -> None:
        """Raise ReadOnlyError if the dataset can only be read; done before each write."""
        self.look_at_lock()
        self.refuse_if_read_only()

    def refuse_if_read_only(self) -> None:
        """Raise ReadOnlyError if it is known by now that the dataset can only be read: before an edit is worked out."""
        if self.read_only:
            raise ReadOnlyError(f"Not changed: {self.read_only}", self.what_to_do)

    def ensure(self) -> Database:
        """The database, made with the project folder on the first edit, and made again if somebody deleted it.

        Raises:
            ReadOnlyError: If the dataset can only be read.
            DatabaseError: If the folder can't be made, or another database lies in the place of the one that is open.
            CaptionerError: If something else lies there.
        """
        self.check_writable()
        try:
            if self.database is None:
                check_own_folder(self.folder)
                self.folder.mkdir(exist_ok=True)
                self._settings_file.make()
                self._open()
            elif self._watch is not None and self._watch.is_gone():
                self._make_again(self.database)
        except OSError as error:
            raise DatabaseError(
                f"{self.folder} can't be made: {error.strerror}",
                "Check permissions and free space; nothing was changed",
            ) from error
        if self.read_only or self.database is None:
            raise ReadOnlyError(f"Not changed: {self.read_only}", self.what_to_do)
        return self.database

    def _make_again(self, database: Database) -> None:
        """Bring the project folder back: what was deleted is still there in the open file, until it is closed."""
        # An empty folder in its place is where it was mounted.
        some = self.dataset.images[:_SOME]
        if not self.root.is_dir() or (some and not any(os.path.lexists(image.path) for image in some)):
            raise DatabaseError(
                f"{self.root} is gone: moved, deleted or no longer mounted",
                "Nothing was changed; bring it back, then try again",
            )
        check_own_folder(self.folder)
        self.folder.mkdir(exist_ok=True)
        self._lock.release()
        holder = self._lock.acquire()
        if holder:
            raise DatabaseError(f"{self.folder} was made anew by another session ({holder})", "Nothing was changed")
        for name, data in self._kept.items():
            if not os.path.lexists(self.folder / name):
                write_own(self.folder / name, data)
        path = self._database_path
        temporary = temporary_for(path)
        try:
            database.save_copy(temporary)
            # Before the new one is opened: SQLite deletes what belongs to a database by its name.
            database.close()
            temporary.replace(path)
        except BaseException:
            remove(temporary)
            raise
        sync_folder(self.folder)
        self.database = Database(path)
        self._watch = DatabaseWatch(path)
        self._news.append(
            f"{self.folder} was deleted while it was open. It was made again with all captions, states and steps of "
            "undo; imported vocabulary lists must be imported again"
        )

    def told_shortly(self, text: str) -> str:
        """A message for a line of a screen: this dataset by the name of its folder, not by its whole path."""
        return told_shortly(text, self.root, self.root.resolve().name)

    def tell(self, news: str) -> None:
        """Have something told by `take_news`."""
        self._news.append(news)

    def take_news(self) -> str:
        """What happened by itself since this was last asked, empty for nothing."""
        news, self._news = " ".join(self._news), []
        return news

    def _keep(self) -> None:
        """Hold what is written by hand in memory, for when it is deleted meanwhile."""
        for name in ("project.toml", "vocab.toml"):
            with suppress(OSError, CaptionerError):
                self._kept[name] = read_regular(self.folder / name, MOST, links=False)

    def write_globals(self, texts: Sequence[str]) -> None:
        """Put the globals into `project.toml`.

        Raises:
            CaptionerError: If it could not be written.
        """
        self._settings_file.write_globals(texts)

    def change_settings(self, values: Mapping[tuple[str, ...], object]) -> None:
        """Give settings other values, in `project.toml`: profile, trigger word, model and template hold from now on.

        Args:
            values: See `storage.project.settings_edits.change_values`.

        Raises:
            ReadOnlyError: If the dataset can only be read.
            CaptionerError: If it could not be written; nothing is changed then.
        """
        self.ensure()
        new = self._settings_file.change(values)
        # What else was changed in it by hand holds from the next opening on, as always.
        self.settings = replace(
            self.settings,
            profile=new.profile,
            profiles=new.profiles,
            trigger=new.trigger,
            written=new.written,
            tokens=new.tokens,
            templates=new.templates,
            template=new.template,
            template_place=new.template_place,
        )

    def go_by(self, structure: Structure) -> None:
        """Go by another structure, while the step that chooses it is worked out."""
        if self.left_structure is None:
            self.left_structure = self.settings.structure
        self.settings = replace(self.settings, structure=structure)

    def check_structure(self, rows: Rows) -> None:
        """See that a structure can hold, before a step chooses it.

        Args:
            rows: Its `[[structure]]` tables; none for the guides' seven.

        Raises:
            ReadOnlyError: If the dataset can only be read.
            CaptionerError: If other settings name a slot that it has not, or the settings can't be read or made.
        """
        self.ensure()
        self._settings_file.with_structure(rows)

    def put_structure(self, rows: Rows) -> None:
        """Put a structure into `project.toml`; it holds from the next opening on.

        See `check_structure`.

        Raises:
            CaptionerError: If it could not be written; nothing is changed then.
        """
        self.check_structure(rows)
        self._settings_file.write_structure(rows)

    def close(self) -> None:
        """Close the database and free the lock."""
        if self.database is not None:
            self.database.close()
            self.database = None
        self._lock.release()

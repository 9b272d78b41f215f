"""An opened backup: what each image had when it was made."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.session.putting_back import Had
from tui_captioner.storage.backups.layout import DATABASE
from tui_captioner.storage.backups.reading import Backup, read_backup
from tui_captioner.storage.project.acceptances import Key
from tui_captioner.storage.project.database import Database, Globals
from tui_captioner.storage.project.migrations import UPDATE
from tui_captioner.storage.project.refusals import RefusedTag
from tui_captioner.storage.project.settings import load_settings
from tui_captioner.storage.project.steps import Stored, is_ours


class BackedUp:
    """What a backup holds, image by image.

    Args:
        backup: The archive, read.
        database: Its database; None where the dataset was never edited.
    """

    def __init__(self, backup: Backup, database: Database | None) -> None:
        self.backup = backup
        self.database = database
        self.were_changed_outside: list[str] = []
        """Images asked for whose sidecar was not what the project had: the project's caption is what they had."""

    @property
    def names(self) -> list[str]:
        """The images that it knows."""
        return list(self.backup.contents.images)

    def had(self, name: str) -> Had | None:
        """What an image had; None if the backup does not know it.

        Raises:
            CaptionerError: If its record is damaged.
        """
        file = self.backup.contents.images.get(name)
        if file is None:
            return None
        data = self.backup.captions.get(file)
        row = None if self.database is None else self.database.stored(name)
        if row is None:
            return Had(name, None, data)
        if row.damage:
            raise CaptionerError(f"in the backup {row.damage}")
        self._note(name, row, data)
        return Had(name, row.record, row.written)

    def _note(self, name: str, row: Stored, data: bytes | None) -> None:
        if row.record is not None and not is_ours(data, row):
            self.were_changed_outside.append(name)

    @property
    def globals(self) -> Globals | None:
        """What stood in every caption; None where that can't be told."""
        found = None if self.database is None else self.database.globals()
        settings = self.backup.files.get("project.toml")
        if found is None and settings is None:
            return ()
        if found is None and settings is not None:
            with suppress(CaptionerError):
                found = load_settings(settings).globals
        return found

    def accepted(self) -> set[Key]:
        """The findings that were accepted for good."""
        return set() if self.database is None else self.database.accepted()

    def refused(self) -> list[RefusedTag]:
        """The machine tags that were refused."""
        return [] if self.database is None else self.database.refused()


@contextmanager
def opened(path: Path) -> Iterator[BackedUp]:
    """Open a backup; what was unpacked is gone afterwards.

    Raises:
        WrongUseError: If there is no such file.
        CaptionerError: If it can't be brought back; says why.
    """
    with unpacked(path) as backup, with_database(backup) as backed_up:
        yield backed_up


@contextmanager
def unpacked(path: Path) -> Iterator[Backup]:
    """The first part of `opened`, which takes the time and may be done in a thread."""
    try:
        made = tempfile.TemporaryDirectory(prefix="tui-captioner-")
    except OSError as error:
        raise CaptionerError(
            f"There is no folder to unpack {path} in: {error.strerror}", "Have TMPDIR name one that can be written"
        ) from error
    with made as folder:
        yield read_backup(path, Path(folder))


@contextmanager
def with_database(backup: Backup) -> Iterator[BackedUp]:
    """The second part of `opened`."""
    file = backup.files.get(DATABASE)
    database = None if file is None else Database(file, writable=False)
    try:
        if database is not None and database.newer:
            raise CaptionerError(f"{backup.path} can't be brought back. {database.newer}", UPDATE)
        yield BackedUp(backup, database)
    finally:
        if database is not None:
            database.close()

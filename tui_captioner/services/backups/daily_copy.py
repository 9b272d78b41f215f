"""The process that makes the copy of a day: see `daily`. It says what hinders it on standard output, and ends."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date
from pathlib import Path

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.named_commands import told_of
from tui_captioner.services.backups.making import make_backup
from tui_captioner.storage.backups.kept import BackupFolder
from tui_captioner.storage.backups.layout import DATABASE
from tui_captioner.storage.files.archives import same_content
from tui_captioner.storage.user_log import log_crashes, note, shown_path
from tui_captioner.storage.user_settings import load_user_settings

_NICE = 10
_MEGABYTE = 1 << 20


def main(root: str, folder: str) -> int:
    """Make the copy of the dataset `root` in `folder`; 1 if it could not be made."""
    log_crashes()
    with suppress(OSError):
        os.nice(_NICE)
    said = ""
    try:
        make_daily(Path(root), BackupFolder(Path(folder)), date.today())
    except (CaptionerError, OSError) as error:
        said = _why(error, Path(folder))
    note("daily backup", said, made=str(not said).lower())
    with suppress(OSError):
        # Who started it may be gone.
        os.write(1, said.encode("utf-8", "replace"))
    return 1 if said else 0


def _why(error: CaptionerError | OSError, folder: Path) -> str:
    """What hinders it, in a few words: it lies over the composer for a while."""
    cause = error if isinstance(error, OSError) else error.__cause__
    if isinstance(cause, OSError):
        return f"{shown_path(folder)} can't be written: {cause.strerror or cause}"
    return str(error)


def make_daily(root: Path, folder: BackupFolder, today: date) -> None:
    """Make the copy of a day, unless there is one or nothing changed since the last one; drop those that are too many.

    Args:
        root: The dataset.
        folder: Where the copies lie.
        today: The day.

    Raises:
        CaptionerError: If it can't be made.
        OSError: If the folder can't be written.
    """
    settings = load_user_settings().backup
    with folder.alone() as is_alone:
        if not is_alone or not folder.is_due(today):
            return
        last = next((one.path for one in folder.list() if one.daily), None)
        path = folder.daily(today)
        made = make_backup(root, path)
        if any(name == DATABASE for name, _ in made.left_out):
            # One without the database must not take the place of those that have it.
            path.unlink()
            hint = told_of("tui-captioner repair DATASET saves what can be read", root)
            raise CaptionerError("captions.db can't be read", hint)
        if last is not None and _is_same(last, path):
            path.unlink()
            folder.note_looked()
        folder.drop_old(settings.keep, settings.weeks, settings.megabytes * _MEGABYTE)


def _is_same(one: Path, other: Path) -> bool:
    with suppress(OSError):
        return same_content(one, other)
    return False

"""Which backups are kept of a dataset, and which of them is meant."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

from tui_captioner.domain.errors import WrongUseError
from tui_captioner.storage.backups.kept import BackupFolder, KeptBackup
from tui_captioner.storage.dataset.scan import PROJECT_FOLDER

INSIDE = "backups"
"""The folder in `.tui-captioner/` for the daily copies where the user's state folder can't be written."""


def kept_backups(root: Path) -> list[KeptBackup]:
    """The backups that are kept of a dataset, the newest first."""
    found = BackupFolder(root / PROJECT_FOLDER / INSIDE).list()
    with suppress(OSError):
        found += BackupFolder.of(root).list()
    return sorted(found, key=lambda one: (one.made, one.path.name), reverse=True)


def chosen_backup(root: Path, day: str = "") -> Path:
    """The newest backup that is kept, or the newest of a day and those before.

    Args:
        root: The dataset.
        day: The day, as 2026-11-20; empty for today.

    Raises:
        WrongUseError: If it is no day, or there is none.
    """
    found = kept_backups(root)
    if day:
        try:
            last = date.fromisoformat(day)
        except ValueError:
            raise WrongUseError(f"{day!r} is no day", "Write it as 2026-11-20") from None
        found = [one for one in found if one.made.date() <= last]
    if not found:
        raise WrongUseError(
            f"No backup is kept of {root}" + (f" from {day} or before" if day else ""),
            "Name a file: tui-captioner restore DATASET FILE",
        )
    return found[0].path

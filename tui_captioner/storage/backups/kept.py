"""The backups that are kept of a dataset: in the user's state folder, so that they outlive the dataset's own.

Those that are made by themselves are few: one for each of the last days, one for each of some weeks before, and no
more bytes than were allowed. What somebody made by command is never deleted.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from pathlib import Path

from tui_captioner.storage.dataset.shown_names import shown_name
from tui_captioner.storage.files.atomic import clear_leftovers
from tui_captioner.storage.user_state import state_folder

SUFFIX = ".tar.gz"
_DAILY = re.compile(r"(\d{4}-\d{2}-\d{2})-daily\.tar\.gz")
_MADE = re.compile(r"(?:.*-)?(\d{4}-\d{2}-\d{2})T(\d{6})(?:-\d+)?\.tar\.gz", re.DOTALL)
_LOOKED = "looked"
"""A file whose time says when a daily copy was found to be the same as the one before."""


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """A backup that is kept.

    Args:
        path: The archive.
        made: When it was made, by its name; the second is 0 for a daily one.
        daily: Whether it was made by itself.
        size: Its bytes.
    """

    path: Path
    made: datetime
    daily: bool
    size: int


class BackupFolder:
    """Where the backups of a dataset lie or may be made.

    Args:
        folder: The folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def of(cls, root: Path) -> BackupFolder:
        """That of a dataset, by its path, which stays the same when it is made anew; raises OSError without a home."""
        real = os.path.realpath(root)
        key = blake2b(os.fsencode(real), digest_size=6).hexdigest()
        name = re.sub(r"[^\w-]+", "-", shown_name(Path(real).name))[:40].strip("-")
        return cls(state_folder() / "backups" / f"{name or 'dataset'}-{key}")

    def list(self) -> list[KeptBackup]:
        """What is kept there, the newest first; nothing where it can't be read."""
        found: list[KeptBackup] = []
        with contextlib.suppress(OSError):
            for path in self.folder.iterdir():
                one = _kept(path)
                found.extend([one] if one is not None else [])
        return sorted(found, key=lambda one: (one.made, one.path.name), reverse=True)

    def is_due(self, today: date) -> bool:
        """Whether there is no daily copy of today yet."""
        with contextlib.suppress(OSError):
            if datetime.fromtimestamp((self.folder / _LOOKED).stat().st_mtime).date() == today:
                return False
        return not self.daily(today).exists()

    def daily(self, day: date) -> Path:
        """The daily copy of a day."""
        return self.folder / f"{day.isoformat()}-daily{SUFFIX}"

    def note_looked(self) -> None:
        """Note that nothing changed since the last copy; raises OSError if that can't be noted."""
        (self.folder / _LOOKED).touch()

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Hold the folder, made if it is missing, and clear what a killed process left; False if another holds it.

        Raises:
            OSError: If it can't be made or written.
        """
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            except OSError:
                pass  # a file system without locks
            clear_leftovers(self.folder)
            yield True
        finally:
            os.close(descriptor)

    def drop_old(self, days: int, weeks: int, most: int) -> None:
        """Delete the daily copies that are too many.

        Args:
            days: How many of the newest are kept.
            weeks: How many of those before are kept, the newest of each week.
            most: How many bytes they may have together; the newest one stays in any case.
        """
        daily = [one for one in self.list() if one.daily]
        for one in too_many(daily, days, weeks, most):
            with contextlib.suppress(OSError):
                one.path.unlink()


def new_name(now: datetime, before: str = "") -> str:
    """The name of a backup that somebody makes.

    Args:
        now: When.
        before: What stands in front, for a folder in which others lie.
    """
    return f"{before}{now:%Y-%m-%dT%H%M%S}{SUFFIX}"


def free_path(path: Path) -> Path:
    """A path of a backup that is not taken: two may be made in one second."""
    number, free = 1, path
    while os.path.lexists(free):
        number += 1
        free = path.with_name(f"{path.name.removesuffix(SUFFIX)}-{number}{SUFFIX}")
    return free


def too_many(daily: Sequence[KeptBackup], days: int, weeks: int, most: int) -> list[KeptBackup]:
    """The copies that are to go; see `BackupFolder.drop_old`.

    Args:
        daily: All of them, the newest first.
        days: See there.
        weeks: See there.
        most: See there.
    """
    stays = list(daily[:days])
    seen = {one.made.isocalendar()[:2] for one in stays}
    older: dict[tuple[int, int], KeptBackup] = {}
    for one in daily[days:]:
        week = one.made.isocalendar()[:2]
        if week not in seen:
            older.setdefault(week, one)
    stays += list(older.values())[:weeks]
    size = 0
    kept: list[KeptBackup] = []
    for one in stays:
        size += one.size
        if kept and size > most:
            break
        kept.append(one)
    return [one for one in daily if one not in kept]


def _kept(path: Path) -> KeptBackup | None:
    """What a file of the folder is; None for another one, or a link."""
    daily, made = _DAILY.fullmatch(path.name), _MADE.fullmatch(path.name)
    found = daily or made
    if found is None or path.is_symlink():
        return None
    with contextlib.suppress(ValueError, OSError):
        when = datetime.strptime(f"{found[1]} {found[2] if made else '000000'}", "%Y-%m-%d %H%M%S")
        return KeptBackup(path, when, daily is not None, path.stat().st_size)
    return None

"""Noticing that the file of an open database was deleted, or that another one lies under its name."""

from __future__ import annotations

from pathlib import Path

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.storage.project.database import DatabaseError

_Identity = tuple[int, int]


class DatabaseWatch:
    """Knows which file a database was when it was opened.

    What SQLite writes into a deleted file is gone with the process, and no call fails.

    Args:
        path: The database, just opened.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._log = path.with_name(path.name + "-wal")
        self._identity = _identity(path)
        self._log_identity = _identity(self._log)

    def is_gone(self) -> bool:
        """Whether the database, or the log of its last writes, was deleted.

        Raises:
            DatabaseError: If another file lies in its place, or it can't be looked at.
        """
        now = _identity(self._path)
        if now is None:
            return True
        if now != self._identity:
            raise DatabaseError(
                f"{self._path} was replaced by another file while it was open",
                "Nothing was changed; quit, and open the dataset again",
            )
        log = _identity(self._log)
        if self._log_identity is None:
            self._log_identity = log
        return log != self._log_identity


def _identity(path: Path) -> _Identity | None:
    try:
        status = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise CaptionerError(f"{path} can't be looked at: {error.strerror}", "Nothing was changed") from error
    return status.st_dev, status.st_ino

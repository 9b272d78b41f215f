"""What a tagger saw in pictures, kept in the user's cache folder, so that none is looked at twice.

Nothing depends on it: what is damaged is made anew, and a folder that can't be written is no reason not to go on.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from platformdirs import user_cache_path

from tui_captioner.domain.taggers.reported import Reported
from tui_captioner.storage.images.thumbnails import FileVersion

MOST_PICTURES = 20_000
"""Pictures that are kept of one tagger, the last ones: some 30 MB."""
_MOST_TAGGERS = 4
_SUFFIX = ".seen"
_PATIENCE = 1.0
"""Seconds to wait for another session that writes."""
_TABLE = "CREATE TABLE IF NOT EXISTS seen (number INTEGER PRIMARY KEY, file TEXT UNIQUE NOT NULL, tags TEXT NOT NULL)"


class SeenBefore:
    """What one tagger saw. To be used from one thread.

    Args:
        key: What tells its model from another.
        folder: Where it is kept; the user's cache folder if not given.
        most: Pictures that are kept.
    """

    def __init__(self, key: str, folder: Path | None = None, most: int = MOST_PICTURES) -> None:
        folder = seen_folder() if folder is None else folder
        self._path, self._most = folder / f"{key}{_SUFFIX}", most
        self._sql: sqlite3.Connection | None = None
        # Without a home folder the path would lead into the folder that the program was started in.
        if folder.is_absolute():
            with suppress(OSError, sqlite3.Error):
                folder.parent.mkdir(parents=True, exist_ok=True)
                folder.mkdir(mode=0o700, exist_ok=True)
                self._open()
                self._tidy(folder)

    def get(self, version: FileVersion) -> Sequence[Reported] | None:
        """What it saw in a picture; None if it did not look at this version of it."""
        if self._sql is None:
            return None
        with suppress(sqlite3.Error, ValueError, TypeError):
            row = self._sql.execute("SELECT tags FROM seen WHERE file = ?", (version.name,)).fetchone()
            if row is not None:
                return [
                    Reported(str(text), str(category), float(score)) for text, category, score in json.loads(row[0])
                ]
        return None

    def put(self, version: FileVersion, found: Sequence[Reported]) -> None:
        """Keep what it saw in a picture, unless the file changed so lately that it may change again unseen."""
        if self._sql is None or not version.is_settled:
            return
        tags = json.dumps([[tag.text, tag.category, round(tag.score, 3)] for tag in found])
        with suppress(sqlite3.Error):
            self._sql.execute("INSERT OR REPLACE INTO seen (file, tags) VALUES (?, ?)", (version.name, tags))
            self._sql.execute("DELETE FROM seen WHERE number <= (SELECT max(number) FROM seen) - ?", (self._most,))

    def close(self) -> None:
        """Let go of the file."""
        if self._sql is not None:
            self._sql.close()
            self._sql = None

    def _open(self) -> None:
        """Open the file; one that is damaged is put away."""
        try:
            self._sql = self._connected()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            self._path.unlink()
            self._sql = self._connected()

    def _connected(self) -> sqlite3.Connection:
        sql = sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)
        try:
            self._path.chmod(0o600)
            # A crash may cost what is in it, which can be had again.
            sql.execute("PRAGMA synchronous = OFF")
            sql.execute(_TABLE)
        except BaseException:
            sql.close()
            raise
        return sql

    def _tidy(self, folder: Path) -> None:
        """Remove what is kept of taggers that were not used for longest."""
        self._path.touch()
        kept = sorted(folder.glob(f"*{_SUFFIX}"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for path in kept[_MOST_TAGGERS:]:
            path.unlink(missing_ok=True)


def seen_folder() -> Path:
    """Where it is kept or may be made."""
    return user_cache_path("tui-captioner", appauthor=False) / "taggers"

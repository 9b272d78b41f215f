"""Signs of damage in `captions.db` and its log that SQLite passes over, or meets only when it is too late.

SQLite takes a database of 0 bytes for a new one and deletes the log beside it, and it ignores a log whose header is
damaged: in both cases what was in it would be gone without a word.
"""

from __future__ import annotations

import sqlite3
import struct
from pathlib import Path

from tui_captioner.domain.named_commands import told_of
from tui_captioner.storage.files.regular_files import open_regular


def repair_hint(database: Path) -> str:
    """What to do about any damage of a database."""
    command = told_of("tui-captioner repair DATASET", database.parent.parent)
    return f"{command} saves what can be read, and keeps the old file beside it"


SQL_ERRORS = (sqlite3.Error, UnicodeDecodeError, MemoryError)
"""What a statement raises; the second where SQLite complains in words that the damaged file holds, the third where such
a file asks for more memory than there is."""

_MAGIC = b"SQLite format 3\0"
_LOG_MAGIC = 0x377F0682
_LOG_HEADER, _FRAME_HEADER = 32, 24
_QUICKLY = 8 << 20
"""Bytes; so large a database is gone through in some milliseconds when it is opened, a larger one is not."""

TABLES = {
    "image": {"file_name", "record", "written", "replaces", "pending", "state"},
    "step": {"id", "title", "at", "undone", "globals_before", "globals_after", "takes_back"},
    "change": {"step", "file_name", "before", "after", "bytes_before", "bytes_after"},
    "draft": {"file_name", "slot", "text", "of"},
    "meta": {"key", "value"},
    "accepted": {"rule", "about", "file_name"},
    "acceptance": {"step", "rule", "about", "file_name", "accepted"},
    "refused": {"file_name", "key", "slot", "text", "by", "at"},
    "refusal": {"step", "file_name", "key", "slot", "text", "by", "at", "refused"},
    "asked": {"picture", "prompt", "model", "url", "state", "answer", "tokens_in", "tokens_out", "error", "at"},
}
"""The tables of today's schema with the columns that are used."""


def beside(path: Path, suffix: str) -> Path:
    """The file that SQLite keeps beside a database: its log (`-wal`), its journal, its index of the log."""
    return path.with_name(path.name + suffix)


def kept_aside(path: Path) -> list[Path]:
    """The earlier databases that a repair kept beside this one, the newest first."""
    found = (one for one in path.parent.glob(f"{path.name}.damaged-*") if one.name.rpartition("-")[2].isdecimal())
    return sorted(found, key=lambda one: -int(one.name.rpartition("-")[2]))


def damage_of_files(path: Path) -> str:
    """What is wrong with a database and its log, in a clause; empty if nothing is, as far as the files show it.

    Args:
        path: The database; one that does not exist is sound unless an earlier one is kept beside it.

    Raises:
        OSError: If it can't be read.
        CaptionerError: If it is no regular file.
    """
    if not path.exists():
        return "it is missing, and an earlier one is kept beside it" if kept_aside(path) else ""
    with open_regular(path) as file:
        head = file.read(100)
        size = file.seek(0, 2)
    if size == 0:
        return "it has 0 bytes, so everything that was in it is gone from it"
    if head[:16] != _MAGIC:
        return "it is no SQLite database"
    log = beside(path, "-wal")
    if _size(log):
        return _damage_of_log(log)
    if not _size(beside(path, "-journal")) and size < _size_said(head):
        return f"it is cut short: {size} of {_size_said(head)} bytes are there"
    return ""


def damage_inside(sql: sqlite3.Connection, path: Path) -> str:
    """What is wrong inside an open database of today's schema, in a clause; empty if nothing was found.

    Raises:
        sqlite3.Error: If it can't be read.
    """
    for table, wanted in TABLES.items():
        columns = {row[1] for row in sql.execute(f"PRAGMA table_xinfo({table})")}
        if not columns:
            return f"its table {table!r} is missing"
        if wanted - columns:
            return f"its table {table!r} has no column {', '.join(sorted(wanted - columns))}"
    if _size(path) <= _QUICKLY:
        found = str(sql.execute("PRAGMA quick_check(1)").fetchone()[0])
        if found != "ok":
            return f"SQLite finds: {' '.join(found.split())}"
    return ""


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _size_said(head: bytes) -> int:
    """The size that the header gives, 0 where it says nothing about it (https://sqlite.org/fileformat.html, 1.3)."""
    page, pages = int.from_bytes(head[16:18], "big"), int.from_bytes(head[28:32], "big")
    trusted = head[24:28] == head[92:96]
    return (65536 if page == 1 else page) * pages if trusted else 0


def _damage_of_log(path: Path) -> str:
    """Whether a log (https://sqlite.org/fileformat.html, 4.1) has lost what was committed.

    The last commit of a killed program may be there in part, which SQLite rightly passes over. So a frame that does
    not fit counts as damage only if two commits stand behind it.
    """
    with open_regular(path) as file:
        data = file.read()
    if len(data) < _LOG_HEADER:
        return ""
    magic, _, page, _, *salts = struct.unpack(">6I", data[:24])
    order = ">" if magic & 1 else "<"
    sums = _summed(data[:24], order, (0, 0))
    if magic & ~1 != _LOG_MAGIC or sums != struct.unpack(">2I", data[24:32]) or page < 512:
        return f"the log beside it ({path.name}) is damaged, and the last edits are in it"
    broken, commits = False, 0
    for start in range(_LOG_HEADER, len(data) - _FRAME_HEADER - page + 1, _FRAME_HEADER + page):
        head = data[start : start + _FRAME_HEADER]
        _, committed, *own = struct.unpack(">4I", head[:16])
        if own != salts:
            break  # left over from an earlier round
        if not broken:
            body = data[start + _FRAME_HEADER : start + _FRAME_HEADER + page]
            sums = _summed(body, order, _summed(head[:8], order, sums))
            broken = sums != struct.unpack(">2I", head[16:24])
        commits += bool(broken and committed)
    return f"the log beside it ({path.name}) is damaged, and some of the last edits are in it" if commits > 1 else ""


def _summed(data: bytes, order: str, sums: tuple[int, int]) -> tuple[int, int]:
    """SQLite's checksum of a log (https://sqlite.org/fileformat.html, 4.2), carried on."""
    one, two = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for first, second in zip(words[::2], words[1::2], strict=True):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return one, two

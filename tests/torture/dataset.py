"""The dataset that is tortured, and how it looks from outside: its files, and what its database says."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.conftest import PNG
from tests.terminal.program import PROJECT
from tests.torture.expectation import Captions, Tags, tags_of
from tui_captioner.storage.files.atomic import TEMPORARY_SUFFIX

TAGS = ("photograph", "standing", "red hat", "beach", "smiling", "1girl")


@dataclass(frozen=True)
class Row:
    """What the database says of an image's sidecar."""

    written: bytes | None
    replaces: bytes | None
    pending: bool


@dataclass(frozen=True)
class Kept:
    """What the database holds.

    Args:
        rows: Of the images that were edited.
        steps: How many steps undo could take back.
        integrity: What SQLite finds wrong with it; `ok` if nothing.
    """

    rows: dict[str, Row]
    steps: int
    integrity: str


class Dataset:
    """A folder of pictures with captions.

    Args:
        root: The folder; it is made.
        chance: Decides which tags each caption has.
        count: How many pictures.
    """

    def __init__(self, root: Path, chance: random.Random, count: int) -> None:
        self.root = root
        self.project = root / PROJECT
        self.project.mkdir(parents=True)
        self.names = [f"{number:03}.png" for number in range(count)]
        for name in self.names:
            (root / name).write_bytes(PNG)
            tags = [tag for tag in TAGS if chance.random() < 0.5] or [TAGS[0]]
            self.sidecar(name).write_text(", ".join(tags))

    def sidecar(self, name: str) -> Path:
        """The caption file of an image."""
        return self.root / f"{name.partition('.')[0]}.txt"

    def text(self, name: str) -> bytes:
        """The caption on the disk, empty where there is no file."""
        try:
            return self.sidecar(name).read_bytes()
        except FileNotFoundError:
            return b""

    def texts(self) -> dict[str, bytes]:
        """All captions on the disk."""
        return {name: self.text(name) for name in self.names}

    def captions(self) -> Captions:
        """All captions on the disk, as tags."""
        texts = self.texts()
        return Captions({name: tags_of(text) for name, text in texts.items()}, texts=texts)

    def has(self, tags: dict[str, Tags]) -> bool:
        """Whether these are the captions on the disk."""
        return all(tags_of(self.text(name)) == expected for name, expected in tags.items())

    def temporaries(self) -> list[str]:
        """Temporary files, in the dataset and in its project folder."""
        return [path.name for path in self.root.rglob(f"*{TEMPORARY_SUFFIX}")]

    @property
    def has_database(self) -> bool:
        """Whether there is a database."""
        return (self.project / "captions.db").exists()

    def kept(self) -> Kept:
        """What the database holds, looked at in a copy: the next start finds it as the last one left it."""
        with TemporaryDirectory() as folder:
            for part in ("captions.db", "captions.db-wal", "captions.db-journal"):
                if (self.project / part).exists():
                    shutil.copyfile(self.project / part, Path(folder) / part)
            if not (Path(folder) / "captions.db").exists():
                return Kept({}, 0, "ok")
            return _kept(Path(folder) / "captions.db", "rw")

    def kept_now(self) -> Kept:
        """What the program that has it open sees in the database; what failed half-way is not among that."""
        if not self.has_database:
            return Kept({}, 0, "ok")
        return _kept(self.project / "captions.db", "ro")


def _kept(path: Path, mode: str) -> Kept:
    with closing(sqlite3.connect(f"file:{path}?mode={mode}", uri=True)) as sql:
        rows = sql.execute("SELECT file_name, written, replaces, pending FROM image").fetchall()
        steps = sql.execute("SELECT COUNT(*) FROM step WHERE NOT undone").fetchone()[0]
        integrity = sql.execute("PRAGMA integrity_check").fetchone()[0]
    found = {name: Row(written, replaces, bool(pending)) for name, written, replaces, pending in rows}
    return Kept(found, steps, integrity)

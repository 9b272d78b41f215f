"""Reading a database leaves its folder as it was, and never what a writer needs deleted."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from tui_captioner.storage.project.database import Database
from tui_captioner.storage.project.migrations import MIGRATIONS
from tui_captioner.storage.project.newer_database import newer_version_of
from tui_captioner.storage.project.read_connection import connect_to_read

LOG, INDEX = "captions.db-wal", "captions.db-shm"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "captions.db"
    Database(path).close()
    return path


def files(path: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in path.parent.iterdir()}


def test_a_database_that_was_read_is_alone_as_before(path: Path) -> None:
    before = files(path)
    database = Database(path, writable=False)
    assert database.headers() == []
    database.close()
    assert files(path) == before


def test_so_is_one_of_a_later_version(path: Path) -> None:
    sql = sqlite3.connect(path)
    sql.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    sql.close()
    before = files(path)
    assert newer_version_of(path)
    Database(path, writable=False).close()
    assert files(path) == before


def test_a_writer_that_began_meanwhile_keeps_its_log(path: Path) -> None:
    reader = connect_to_read(path)
    writer = Database(path)
    writer._sql.execute("INSERT INTO meta VALUES ('a', '1')")
    reader.close()
    assert (path.parent / LOG).stat().st_size > 0
    writer._sql.execute("INSERT INTO meta VALUES ('b', '2')")
    other = connect_to_read(path)
    assert other.execute("SELECT count(*) FROM meta WHERE key IN ('a', 'b')").fetchone() == (2,)
    other.close()
    writer.close()
    assert set(files(path)) == {"captions.db"}


def test_of_two_readers_the_last_one_tidies_up(path: Path) -> None:
    first, second = connect_to_read(path), connect_to_read(path)
    first.close()
    assert second.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    second.close()
    assert set(files(path)) == {"captions.db"}


def test_what_a_killed_writer_left_in_its_log_stays_there(path: Path) -> None:
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("INSERT INTO meta VALUES ('a', '1')")
    left = {name: data for name, data in files(path).items() if name != INDEX}
    writer.close()
    for name, data in left.items():
        (path.parent / name).write_bytes(data)
    reader = connect_to_read(path)
    assert reader.execute("SELECT value FROM meta WHERE key = 'a'").fetchone() == ("1",)
    reader.close()
    assert {name: data for name, data in files(path).items() if name != INDEX} == left


def test_beside_a_database_of_another_user_nothing_is_made(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    reader = connect_to_read(path)
    assert reader.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    assert set(files(path)) == {"captions.db"}
    reader.close()

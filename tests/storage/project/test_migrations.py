"""Databases of every earlier schema, made by the version that had it, are brought up to date and lose nothing."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.earlier_databases import EARLIER, make_earlier, schema_of
from tui_captioner.domain.slot_states import SlotMark
from tui_captioner.storage.project import migrations
from tui_captioner.storage.project.database import Change, Database, Step
from tui_captioner.storage.project.migrations import MIGRATIONS, migrate
from tui_captioner.storage.project.packed_changes import PackedChanges
from tui_captioner.storage.project.salvage import salvage

Rows = dict[str, list[tuple[object, ...]]]


def rows(path: Path) -> Rows:
    """All rows of the columns of the first schema, but for the key-value pairs that hold no text of the user."""
    sql = sqlite3.connect(path)
    columns = {
        "image": "file_name, record, written, replaces, pending",
        "step": "id, title, at, undone, globals_before, globals_after",
        "change": "step, file_name, before, after, bytes_before, bytes_after",
        "draft": "file_name, slot, text",
        "meta": "key, value",
    }
    found = {
        table: sql.execute(f"SELECT {names} FROM {table} ORDER BY 1, 2").fetchall() for table, names in columns.items()
    }
    sql.close()
    return found


def test_there_is_a_database_of_every_earlier_schema() -> None:
    assert {schema_of(dump) for dump in EARLIER} == set(range(1, len(MIGRATIONS)))


@pytest.mark.parametrize("dump", EARLIER, ids=lambda dump: dump.stem)
@pytest.mark.parametrize("writable", [True, False])
def test_every_row_of_an_earlier_database_is_there_still(tmp_path: Path, dump: Path, writable: bool) -> None:
    path = tmp_path / "captions.db"
    make_earlier(dump, path)
    before = rows(path)
    assert {table for table, found in before.items() if found} == set(before)
    database = Database(path, writable=writable)
    assert not [name for name, row in database.all_stored().items() if row.damage]
    assert sorted(database.finished()) == ["a.png", "b.png"]
    assert database.drafts()["b.png"].text == "wav"
    assert database.pending() == ["d.png"]
    assert [step.takes_back for step in database.headers()] == [None] * len(before["step"])
    database.close()
    assert rows(path) == before


@pytest.mark.parametrize("dump", EARLIER, ids=lambda dump: dump.stem)
def test_an_earlier_database_goes_all_the_way_back_and_forth(tmp_path: Path, dump: Path) -> None:
    make_earlier(dump, tmp_path / "captions.db")
    database = Database(tmp_path / "captions.db")
    before, count = database.all_stored(), 0
    while database.undo() is not None:
        count += 1
    assert count == len(database.headers())
    assert not [name for name, row in database.all_stored().items() if row.record is not None]
    assert database.finished() == []
    for _ in range(count):
        database.redo()
    assert {name: row.record for name, row in database.all_stored().items()} == {
        name: row.record for name, row in before.items()
    }
    assert sorted(database.finished()) == ["a.png", "b.png"]
    database.close()


@pytest.mark.parametrize("dump", EARLIER, ids=lambda dump: dump.stem)
def test_a_migration_that_fails_leaves_the_database_as_it_was(
    tmp_path: Path, dump: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "captions.db"
    make_earlier(dump, path)
    before = rows(path)
    broken = (*MIGRATIONS[:-1], (*MIGRATIONS[-1], "ALTER TABLE nothing ADD COLUMN x"))
    monkeypatch.setattr(migrations, "MIGRATIONS", broken)
    sql = sqlite3.connect(path, isolation_level=None)
    with pytest.raises(sqlite3.OperationalError):
        migrate(sql)
    assert sql.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS) - 1
    sql.close()
    assert rows(path) == before


@pytest.mark.parametrize("dump", EARLIER, ids=lambda dump: dump.stem)
def test_an_earlier_database_that_is_damaged_is_repaired_into_one_of_today(tmp_path: Path, dump: Path) -> None:
    path = tmp_path / "captions.db"
    make_earlier(dump, path)
    before = rows(path)
    sql = sqlite3.connect(path)
    with sql:
        sql.execute("UPDATE image SET record = '{' WHERE file_name = 'a.png'")
    sql.close()
    assert salvage(path, ["a.png", "b.png", "c.png", "d.png"]).kept.from_history == ["a.png"]
    assert rows(path) == before
    database = Database(path)
    assert sorted(database.finished()) == ["a.png", "b.png"]
    database.close()


def test_a_record_that_is_no_json_has_no_state(tmp_path: Path) -> None:
    path = tmp_path / "captions.db"
    make_earlier(EARLIER[0], path)
    sql = sqlite3.connect(path)
    with sql:
        for name, record in [("a.png", '{"state":"done"'), ("b.png", b'{"state":"done"}'), ("c.png", "[" * 100_000)]:
            sql.execute("UPDATE image SET record = ? WHERE file_name = ?", (record, name))
    sql.close()
    database = Database(path)
    assert database.finished() == []
    database.close()


@pytest.mark.parametrize("dump", EARLIER, ids=lambda dump: dump.stem)
def test_slots_of_an_earlier_database_have_no_states_and_get_some(tmp_path: Path, dump: Path) -> None:
    path = tmp_path / "captions.db"
    make_earlier(dump, path)
    database = Database(path)
    assert database.marked() == {}
    record = database.all_stored()["a.png"].record
    assert record is not None
    marked = replace(record, marks={"action": SlotMark("flagged", "which?")})
    database.record_step(Step("flag", PackedChanges([Change("a.png", record, marked, None, None)])), "2026-01-02")
    assert database.marked() == {"a.png": {"action": SlotMark("flagged", "which?")}}
    database.undo()
    assert database.marked() == {}
    database.close()

from __future__ import annotations

import contextlib
import random
import sqlite3
from pathlib import Path

import pytest

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.storage.project.database import Change, DamagedError, Database, Step
from tui_captioner.storage.project.history import BRIDGE
from tui_captioner.storage.project.migrations import NewerDatabaseError
from tui_captioner.storage.project.packed_changes import PackedChanges
from tui_captioner.storage.project.records import Draft, ImageRecord
from tui_captioner.storage.project.salvage import salvage

NAMES = [f"{number}.png" for number in range(60)]


def record(*texts: str) -> ImageRecord:
    return ImageRecord(Caption({"type": tuple(map(Tag, texts))}), "draft")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database of 60 images with two steps each, the last one undone; its log is written back."""
    path = tmp_path / "captions.db"
    database = Database(path)
    for name in NAMES:
        one, two = record(name), record(name, "b")
        database.record_step(Step(f"first of {name}", PackedChanges([Change(name, None, one, None, b"a")])), "now")
        database.record_step(Step(f"second of {name}", PackedChanges([Change(name, one, two, b"a", b"a, b")])), "now")
    database.undo()
    database.mark_written(NAMES)
    database.save_place("3.png", {"4.png": Draft("action", "wav")})
    database.close()
    return path


def spoil(path: Path, statement: str, *values: object) -> None:
    sql = sqlite3.connect(path)
    with sql:
        sql.execute(statement, values)
    sql.close()


def test_a_sound_database_is_left_alone(path: Path) -> None:
    before = path.read_bytes()
    found = salvage(path, NAMES)
    assert not found.damage
    assert found.aside is None
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == ["captions.db"]


@pytest.mark.parametrize(
    "value", ["{no json", "[]", '{"state":"lost","caption":{"slots":{}}}', "null", "[" * 100_000, 7, b"x"]
)
def test_a_damaged_record_comes_back_from_the_history(path: Path, value: object) -> None:
    spoil(path, "UPDATE image SET record = ? WHERE file_name = '7.png'", value)
    before = path.read_bytes()
    database = Database(path)
    row, other = database.stored("7.png"), database.stored("8.png")
    assert row is not None
    assert row.record is None
    assert "damaged" in row.damage
    assert "repair" in row.damage
    assert other is not None
    assert other.record == record("8.png", "b")
    assert len(database.some_records(100)) == len(NAMES) - 1
    database.close()
    found = salvage(path, NAMES)
    assert found.kept.from_history == ["7.png"]
    assert not found.kept.from_sidecar
    assert found.aside is not None
    assert found.aside.read_bytes() == before
    database = Database(path)
    row = database.stored("7.png")
    assert row is not None
    assert (row.record, row.written, row.damage) == (record("7.png", "b"), b"a, b", "")
    assert len(database.log(1000)) == 2 * len(NAMES)
    assert database.position() == "3.png"
    assert database.drafts() == {"4.png": Draft("action", "wav")}
    assert database.redo() is not None
    database.close()


def test_a_record_that_stands_nowhere_else_is_read_from_the_sidecar(path: Path) -> None:
    spoil(path, "UPDATE image SET record = 'x' WHERE file_name IN ('7.png', '8.png')")
    spoil(path, "UPDATE image SET pending = 1, replaces = x'61' WHERE file_name = '8.png'")
    spoil(path, "DELETE FROM change WHERE file_name IN ('7.png', '8.png')")
    assert salvage(path, NAMES).kept.from_sidecar == ["7.png", "8.png"]
    database = Database(path)
    assert database.stored("7.png") is None
    row = database.stored("8.png")
    # What was not written yet is written still, and then read like any sidecar.
    assert row is not None
    assert (row.record, row.written, row.replaces, row.pending) == (None, b"a, b", b"a", True)
    database.close()


def test_a_step_with_a_damaged_record_says_so_and_comes_back_from_its_neighbours(path: Path) -> None:
    spoil(path, "DELETE FROM step WHERE undone")
    spoil(path, "UPDATE change SET after = 'x' WHERE file_name = '58.png' AND before IS NOT NULL")
    number = sqlite3.connect(path).execute("SELECT step FROM change WHERE after = 'x'").fetchone()[0]
    spoil(path, "DELETE FROM step WHERE id > ?", number)
    database = Database(path)
    assert database.turnable_title(undone=True) == "second of 58.png"
    with pytest.raises(DamagedError, match=r"58\.png.*repair"):
        database.undo()
    assert database.stored("58.png") is not None
    database.close()
    salvage(path, NAMES)
    database = Database(path)
    step = database.undo()
    assert step is not None
    assert next(iter(step.changes)).after == record("58.png")
    database.close()


def test_lost_steps_do_not_make_undo_lose_what_is_there_now(path: Path) -> None:
    spoil(path, "UPDATE change SET after = 'x', bytes_after = 5 WHERE file_name = '7.png' AND before IS NOT NULL")
    found = salvage(path, NAMES)
    assert found.kept.lost == 1
    database = Database(path)
    step = database.undo()
    assert step is not None
    assert step.title == BRIDGE
    change = next(iter(step.changes))
    assert (change.before, change.after) == (record("7.png", "b"), record("7.png"))
    database.redo()
    row = database.stored("7.png")
    assert row is not None
    assert row.record == record("7.png", "b")
    database.close()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2 // 4096 * 4096])


def other(path: Path) -> None:
    path.write_text("no database\n" * 1000)


def no_table(path: Path) -> None:
    spoil(path, "DROP TABLE image")


def no_column(path: Path) -> None:
    spoil(path, "ALTER TABLE change DROP COLUMN bytes_after")


def no_globals(path: Path) -> None:
    spoil(path, "INSERT INTO meta VALUES ('globals', '[1')")


def bad_page(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096 * 3 : 4096 * 4] = random.Random(1).randbytes(4096)
    path.write_bytes(data)


def bad_log(path: Path) -> None:
    path.with_name("captions.db-wal").write_bytes(b"no log at all" * 1000)


DAMAGES = {one.__name__: one for one in (empty, half, other, no_table, no_column, no_globals, bad_page, bad_log)}


@pytest.mark.parametrize("writable", [True, False])
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_database_is_named_and_not_touched(path: Path, damage: str, writable: bool) -> None:
    DAMAGES[damage](path)
    before = {one.name: one.read_bytes() for one in path.parent.iterdir()}
    with pytest.raises(DamagedError, match=r"captions\.db is damaged.*tui-captioner repair"):
        Database(path, writable=writable)
    assert {name: (path.parent / name).read_bytes() for name in before} == before


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_can_be_read_is_saved_and_the_old_file_kept(path: Path, damage: str) -> None:
    DAMAGES[damage](path)
    before = path.read_bytes()
    dry = salvage(path, NAMES, dry=True)
    assert dry.damage
    assert dry.aside is None
    assert path.read_bytes() == before
    found = salvage(path, NAMES)
    assert found.aside is not None
    assert found.aside.read_bytes() == before
    database = Database(path)
    rows = database.all_stored()
    if damage in ("no_table", "no_column", "no_globals", "bad_log"):
        assert {name for name, row in rows.items() if row.record is not None} == set(NAMES)
        assert rows["7.png"].record == record("7.png", "b")
    assert not any(row.damage for row in rows.values())
    while database.undo() is not None:
        pass
    database.close()
    assert not salvage(path, NAMES).damage


def test_a_repair_that_was_killed_half_way_is_noticed_and_carried_on(path: Path) -> None:
    path.rename(path.with_name("captions.db.damaged-3"))
    for writable in (True, False):
        with pytest.raises(DamagedError, match="missing"):
            Database(path, writable=writable)
    assert len(salvage(path, NAMES).kept.images) == len(NAMES)
    database = Database(path)
    assert len(database.all_stored()) == len(NAMES)
    database.close()


def test_a_log_cut_short_by_a_kill_is_no_damage(tmp_path: Path) -> None:
    path, log = tmp_path / "captions.db", tmp_path / "captions.db-wal"
    database = Database(path)
    for name in NAMES:
        database.record_step(Step(name, PackedChanges([Change(name, None, record(name), None, b"a")])), "now")
    main, logged = path.read_bytes(), log.read_bytes()
    database.close()
    for cut in (100, 5000):
        path.write_bytes(main)
        log.write_bytes(logged[:-cut])
        Database(path).close()
    path.write_bytes(main)
    log.write_bytes(logged[:5000] + b"\xff" * 40 + logged[5040:])
    with pytest.raises(DamagedError, match="last edits"):
        Database(path)


def test_random_damage_is_an_error_or_none_and_can_be_repaired(path: Path) -> None:
    sound = path.read_bytes()
    for seed in range(60):
        chance = random.Random(seed)
        data = bytearray(sound)
        for _ in range(chance.choice([1, 3, 200])):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data[: chance.choice([len(data), chance.randrange(len(data))])])
        for leftover in path.parent.glob("captions.db?*"):
            leftover.unlink()
        for writable in (False, True):
            with contextlib.suppress(CaptionerError), contextlib.closing(Database(path, writable=writable)) as database:
                for name in NAMES:
                    database.stored(name)
                database.log()
                while writable and database.undo() is not None:
                    pass
        try:
            salvage(path, NAMES)
        except NewerDatabaseError:
            continue  # the damage made it one of a later version
        Database(path).close()

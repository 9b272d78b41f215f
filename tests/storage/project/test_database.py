from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.caption import Caption, CaptionText, Tag
from tui_captioner.storage.dataset.mounts import is_network_folder
from tui_captioner.storage.project.database import Change, Database, DatabaseError, Step
from tui_captioner.storage.project.lock import ProjectLock
from tui_captioner.storage.project.migrations import MIGRATIONS, NewerDatabaseError
from tui_captioner.storage.project.packed_changes import PackedChanges
from tui_captioner.storage.project.records import STATES, Draft, ImageRecord, dump_record, load_record

A = ImageRecord(Caption({"type": (Tag("a"),)}), "draft")
B = ImageRecord(Caption({"type": (Tag("a"), Tag("b"))}), "draft")


def step(before: ImageRecord | None, after: ImageRecord, old: bytes | None, new: bytes) -> Step:
    return Step("edit", PackedChanges([Change("x.png", before, after, old, new)]))


def test_rows_follow_steps_back_and_forth(tmp_path: Path) -> None:
    database = Database(tmp_path / "captions.db")
    database.record_step(step(None, A, None, b"a"), "now")
    database.mark_written(["x.png"])
    database.record_step(step(A, B, b"a", b"a, b"), "now")
    row = database.stored("x.png")
    assert row is not None
    assert (row.record, row.written, row.replaces, row.pending) == (B, b"a, b", b"a", True)
    database.undo()
    database.undo()
    row = database.stored("x.png")
    assert row is not None
    # The first write had not reached the disk yet, so what lies there is still what that one was to replace.
    assert (row.record, row.written, row.replaces, row.pending) == (None, None, b"a", True)
    assert database.undo() is None
    database.mark_written(["x.png"])
    assert database.stored("x.png") is None
    assert database.redo() is not None
    assert database.redo() is not None
    assert database.redo() is None
    assert [title for _, title, undone, _ in database.log() if not undone] == ["edit", "edit"]
    database.close()


def test_a_new_step_ends_what_could_be_redone(tmp_path: Path) -> None:
    database = Database(tmp_path / "captions.db")
    database.record_step(step(None, A, None, b"a"), "now")
    database.undo()
    database.record_step(step(None, B, None, b"b"), "now")
    assert database.turnable_title(undone=False) == ""
    assert len(database.log()) == 1
    database.close()


def test_a_failing_step_changes_nothing(tmp_path: Path) -> None:
    database = Database(tmp_path / "captions.db")
    change = Change("x.png", None, A, None, b"a")
    with pytest.raises(DatabaseError, match=r"^captions\.db can't be written: "):
        database.record_step(Step("twice", PackedChanges([change, change])), "now")
    assert database.stored("x.png") is None
    assert database.turnable_title(undone=True) == ""
    database.close()


def test_opened_to_read_it_can_not_be_written(tmp_path: Path) -> None:
    Database(tmp_path / "captions.db").close()
    database = Database(tmp_path / "captions.db", writable=False)
    with pytest.raises(DatabaseError):
        database.record_step(step(None, A, None, b"a"), "now")
    database.close()


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    Database(tmp_path / "captions.db").close()
    connection = sqlite3.connect(tmp_path / "captions.db")
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    with pytest.raises(NewerDatabaseError, match="Update tui-captioner"):
        Database(tmp_path / "captions.db")


@pytest.mark.parametrize("writable", [True, False])
def test_half_typed_text_of_the_first_schema_is_there_still(tmp_path: Path, writable: bool) -> None:
    connection = sqlite3.connect(tmp_path / "captions.db")
    for statement in MIGRATIONS[0]:
        connection.execute(statement)
    connection.execute("INSERT INTO draft VALUES ('a.png', 'action', 'wav')")
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.close()
    database = Database(tmp_path / "captions.db", writable=writable)
    assert database.drafts() == {"a.png": Draft("action", "wav")}
    if writable:
        database.save_place("a.png", {"b.png": Draft("action", "waving b", "waving")})
        assert database.drafts() == {"b.png": Draft("action", "waving b", "waving")}
    database.close()


texts = st.text(min_size=1, max_size=10)
tags = st.lists(st.builds(Tag, texts.filter(lambda t: t.isprintable()), st.booleans(), st.booleans()), max_size=4).map(
    tuple
)
captions = st.builds(
    Caption, st.dictionaries(st.sampled_from(["type", "action"]), tags), st.none() | tags.map(CaptionText.of)
)


@given(st.builds(ImageRecord, captions, st.sampled_from(STATES), st.lists(captions, max_size=2).map(tuple)))
def test_a_record_comes_back_as_it_was(record: ImageRecord) -> None:
    assert load_record(dump_record(record)) == record


def test_the_lock_is_held_by_one_and_says_by_whom(tmp_path: Path) -> None:
    first, second = ProjectLock(tmp_path / "lock"), ProjectLock(tmp_path / "lock")
    assert first.acquire() == ""
    assert first.acquire() == ""
    assert "process" in second.acquire()
    first.release()
    assert second.acquire() == ""
    second.release()


def test_network_file_systems_are_told_by_the_mount_table(tmp_path: Path) -> None:
    table = tmp_path / "mounts"
    share = tmp_path / "my share"
    table.write_text(f"/dev/sda / ext4 rw 0 0\nhost:/x {str(share).replace(' ', chr(92) + '040')} nfs4 rw 0 0\n")
    assert is_network_folder(share / "set", table)
    assert not is_network_folder(tmp_path / "my sharer", table)
    assert not is_network_folder(tmp_path, tmp_path / "no-table")


@pytest.mark.parametrize("schema", range(len(MIGRATIONS)))
def test_a_file_without_tables_or_of_an_earlier_schema_can_be_read(tmp_path: Path, schema: int) -> None:
    path = tmp_path / "captions.db"
    path.touch()
    with sqlite3.connect(path) as sql:
        for statement in (one for statements in MIGRATIONS[:schema] for one in statements):
            sql.execute(statement)
        sql.execute(f"PRAGMA user_version = {schema}")
    sql.close()
    before = path.read_bytes()
    database = Database(path, writable=False)
    assert (database.position(), dict(database.drafts()), database.all_stored()) == ("", {}, {})
    database.close()
    assert path.read_bytes() == before


def test_a_full_disk_keeps_no_lock_from_being_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.pwrite", full)
    one, other = ProjectLock(tmp_path / "lock"), ProjectLock(tmp_path / "lock")
    assert one.acquire() == ""
    assert other.acquire() == "another session"
    one.release()

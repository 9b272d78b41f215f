"""A database that an earlier version made: a copy of it is kept first, then everything of today works on it."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.earlier_databases import EARLIER, make_earlier, schema_of
from tests.support.killed import run_killed
from tests.support.sessions import add, open_session
from tui_captioner.domain.drafting.drafted import DraftedTag
from tui_captioner.services.session.jobs import finish
from tui_captioner.storage.project import sql_file
from tui_captioner.storage.project.database import Database, DatabaseError
from tui_captioner.storage.project.migrations import MIGRATIONS
from tui_captioner.storage.project.refusals import Refusal, RefusedTag


def dumped(path: Path) -> list[str]:
    sql = sqlite3.connect(path)
    found = [*sql.iterdump(), str(sql.execute("PRAGMA user_version").fetchone()[0])]
    sql.close()
    return found


def others(path: Path) -> list[str]:
    return sorted(one.name for one in path.parent.iterdir() if one != path)


@pytest.mark.parametrize("dump", EARLIER, ids=lambda dump: dump.stem)
def test_a_copy_of_it_is_kept_once(tmp_path: Path, dump: Path) -> None:
    path = tmp_path / "captions.db"
    make_earlier(dump, path)
    before = dumped(path)
    Database(path).close()
    kept = tmp_path / f"captions.db.schema-{schema_of(dump)}"
    assert dumped(kept) == before
    Database(path).close()
    assert others(path) == [kept.name]
    # Put back by hand, it is brought up to date once more, and the first copy stays.
    path.write_bytes(kept.read_bytes())
    Database(path).close()
    assert others(path) == [kept.name, f"{kept.name}-2"]


@pytest.mark.parametrize("dump", EARLIER, ids=lambda dump: dump.stem)
def test_who_only_reads_keeps_and_changes_nothing(tmp_path: Path, dump: Path) -> None:
    path = tmp_path / "captions.db"
    make_earlier(dump, path)
    before = path.read_bytes()
    Database(path, writable=False).close()
    assert (path.read_bytes(), others(path)) == (before, [])


def test_a_new_one_and_one_of_today_have_no_copy(tmp_path: Path) -> None:
    path = tmp_path / "captions.db"
    Database(path).close()
    Database(path).close()
    assert others(path) == []


def test_without_room_for_the_copy_nothing_is_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "captions.db"
    make_earlier(EARLIER[0], path)
    before = dumped(path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sql_file, "keep_copy", full)
    with pytest.raises(
        DatabaseError, match=r"no copy of it can be kept .*: No space left on device\. Nothing was changed"
    ):
        Database(path)
    assert dumped(path) == before


@pytest.mark.parametrize("at", ["os.fsync", "database_copy.sync_folder", "sql_file.migrate"])
def test_one_that_is_killed_is_whole_and_upgraded_by_the_next(tmp_path: Path, at: str) -> None:
    path = tmp_path / "captions.db"
    make_earlier(EARLIER[0], path)
    before = dumped(path)
    run_killed(
        "from tui_captioner.storage.project import database_copy, sql_file\n"
        "from tui_captioner.storage.project.database import Database\n"
        f"real = {at}\n"
        f"{at} = lambda *given: (real(*given), die())\n"
        "Database(Path(sys.argv[1]))",
        path,
    )
    Database(path).close()
    assert dumped(path)[-1] == str(len(MIGRATIONS))
    kept = [name for name in others(path) if name.startswith("captions.db.schema-1")]
    assert dumped(tmp_path / kept[0]) == before


@pytest.fixture(params=EARLIER, ids=lambda dump: dump.stem)
def upgraded(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A dataset whose project an earlier version made, with its sidecars as that version left them."""
    root = tmp_path / "set"
    (root / ".tui-captioner").mkdir(parents=True)
    path = root / ".tui-captioner" / "captions.db"
    make_earlier(request.param, path)
    sql = sqlite3.connect(path)
    for name, written, pending, replaces in sql.execute("SELECT file_name, written, pending, replaces FROM image"):
        (root / name).write_bytes(PNG)
        data = replaces if pending else written
        if data is not None:
            (root / name).with_suffix(".txt").write_bytes(data)
    sql.close()
    return root


def texts(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in root.glob("*.txt")}


def test_a_session_works_on_it_as_on_one_of_today(upgraded: Path) -> None:
    session = open_session(upgraded)
    finish(session.finish_interrupted())
    before, steps, held = texts(upgraded), len(session.project.ensure().headers()), set(session.accepted.keys)
    assert steps > 1
    add(session, "c.png", "details", "rain")
    assert b"rain" in texts(upgraded)["c.txt"]
    session.accepted.change("accept", [("rule", "x", "a.png")])
    record = session.record("a.png")
    drafted = replace(record, drafted=(DraftedTag("action", "waving", "wd14"),))
    session.edit_record("a.png", "draft", drafted)
    refused = RefusedTag("a.png", "action", "waving", "wd14")
    session.edit_record("a.png", "refuse", replace(drafted, drafted=()), [Refusal(refused)])
    session.close()
    session = open_session(upgraded)
    assert session.accepted.keys == held | {("rule", "x", "a.png")}
    assert [tag.text for tag in session.project.ensure().refused()] == ["waving"]
    for _ in range(4):
        finish(session.undo())
    assert (texts(upgraded), session.accepted.keys, session.project.ensure().refused()) == (before, held, [])
    session.close()


def test_its_whole_history_is_undone_and_done_again_with_its_files(upgraded: Path) -> None:
    session = open_session(upgraded)
    finish(session.finish_interrupted())
    before, count = texts(upgraded), 0
    assert len(session.project.ensure().headers()) > 1
    while session.undo_title():
        finish(session.undo())
        count += 1
    assert texts(upgraded) != before
    for _ in range(count):
        finish(session.redo())
    assert texts(upgraded) == before
    assert session.left_out == {}
    session.close()

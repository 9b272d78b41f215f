"""What is done, and what comes next: as a walk over all records would say."""

from __future__ import annotations

import random
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.tui_material import open_session
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.records import FINISHED, STATES, ImageRecord

COUNT = 12


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "set"
    folder.mkdir()
    for number in range(COUNT):
        (folder / f"{number}.png").write_bytes(PNG)
        (folder / f"{number}.txt").write_bytes(b"standing")
    return folder


def walked(session: Session) -> list[bool]:
    """The old way: every record is read."""
    rows = [session.row(name) for name in session.names]
    return [row is not None and row.record is not None and row.record.state in FINISHED for row in rows]


def next_walked(session: Session, name: str) -> str:
    place, done = session.place(name), dict(zip(session.names, walked(session), strict=True))
    return next((one for one in (*session.names[place + 1 :], *session.names[:place]) if not done[one]), "")


def check(session: Session) -> None:
    done = walked(session)
    assert [session.is_finished(name) for name in session.names] == done
    assert session.finished.count == sum(done)
    for name in session.names:
        assert session.finished.next_unfinished(name) == next_walked(session, name)


@pytest.mark.parametrize("early", [True, False])
def test_what_is_finished_follows_edits_undo_and_redo(root: Path, early: bool) -> None:
    session = open_session(root)
    if early:
        check(session)
    chooser = random.Random(1)
    for turn in range(60):
        act = chooser.randrange(6)
        if act == 0:
            finish(session.undo())
        elif act == 1:
            finish(session.redo())
        else:
            session.set_state(chooser.choice(session.names), chooser.choice(STATES))
        if early or turn == 59:
            check(session)
    finish(session.change_many("all done", [(n, _done(session, n)) for n in session.names]))
    check(session)
    assert session.finished.next_unfinished(session.names[3]) == ""
    finish(session.undo())
    check(session)
    session.close()
    again = open_session(root)
    check(again)
    again.close()


def _done(session: Session, name: str) -> ImageRecord:
    return replace(session.record(name), state="done")


def test_images_that_are_gone_are_not_counted(root: Path) -> None:
    session = open_session(root)
    session.set_state("3.png", "done")
    session.set_state("4.png", "reviewed")
    session.close()
    (root / "3.png").unlink()
    session = open_session(root)
    assert session.finished.count == 1
    check(session)
    assert not session.is_finished("3.png")
    session.close()


def test_a_second_session_sees_what_the_first_one_does(root: Path) -> None:
    first = open_session(root)
    first.set_state("0.png", "done")
    second = open_session(root)
    assert second.project.read_only
    assert second.finished.count == 1
    first.set_state("1.png", "done")
    assert second.finished.count == 2
    first.close()
    second.close()


def test_no_record_is_read_to_answer(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = open_session(root)
    session.set_state("0.png", "done")
    session.close()
    session = open_session(root)
    monkeypatch.setattr("tui_captioner.storage.project.packed_changes.load_record", None)
    assert session.finished.count == 1
    assert session.finished.next_unfinished(session.names[-1]) == session.names[1]
    assert session.undo_title() == "mark done"
    assert session.redo_title() == ""
    session.close()


def test_undo_reads_its_step_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = open_session(root)
    session.set_state("0.png", "done")
    said: list[str] = []
    sql = session.project.ensure()._sql
    sql.set_trace_callback(said.append)
    assert session.undo_title() == "mark done"
    finish(session.undo())
    sql.set_trace_callback(None)
    assert len([one for one in said if "before, after" in one and one.startswith("SELECT")]) == 1
    session.close()


def test_the_state_is_asked_by_an_index(root: Path) -> None:
    session = open_session(root)
    session.set_state("0.png", "done")
    session.close()
    sql = sqlite3.connect(root / ".tui-captioner" / "captions.db")
    plan = sql.execute("EXPLAIN QUERY PLAN SELECT file_name FROM image WHERE state IN ('done', 'reviewed')").fetchall()
    sql.close()
    assert "image_state" in str(plan)

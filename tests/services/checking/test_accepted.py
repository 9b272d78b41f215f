"""Findings that are accepted for good: one step, undone like any, kept over a restart."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.earlier_databases import EARLIER, make_earlier
from tests.support.tui_material import open_session
from tui_captioner.domain.caption import Tag
from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.errors import ReadOnlyError
from tui_captioner.services.checking.accepted import accept, accepted_findings, left_out, take_back
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.database import Database
from tui_captioner.storage.project.salvage import salvage

TWICE = Finding("written-twice", "warning", "m", "d", "a.png", "action", "Smile")
UNSURE = Finding("unsure", "info", "m", "d", "b.png", "details", "odd")
SET = Finding("near-duplicate", "warning", "m", "d", tag="red hat")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in "ab":
        (tmp_path / f"{name}.png").write_bytes(PNG)
        (tmp_path / f"{name}.txt").write_text("standing, smile")
    return tmp_path


def reopened(session: Session) -> Session:
    session.close()
    return open_session(session.project.root)


def test_an_accepted_finding_is_left_out_and_counted(folder: Path) -> None:
    session = open_session(folder)
    assert accept(session, [TWICE]) == 1
    assert left_out(session, [TWICE, UNSURE, SET]) == ([UNSURE, SET], 1)
    assert accept(session, [TWICE]) == 0
    session = reopened(session)
    assert accepted_findings(session) == [("written-twice", "smile", "a.png")]
    session.close()


def test_accepting_is_one_step_that_is_undone_and_done_again(folder: Path) -> None:
    session = open_session(folder)
    assert accept(session, [TWICE, SET]) == 2
    assert session.undo_title() == "accept 2 findings of near-duplicate, written-twice"
    session = reopened(session)
    finish(session.undo())
    assert accepted_findings(session) == []
    session = reopened(session)
    assert session.redo_title()
    finish(session.redo())
    session = reopened(session)
    assert accepted_findings(session) == [SET.key, TWICE.key]
    session.close()


def test_undo_leaves_what_an_earlier_step_accepted(folder: Path) -> None:
    session = open_session(folder)
    accept(session, [TWICE])
    assert accept(session, [TWICE, UNSURE]) == 1
    finish(session.undo())
    assert accepted_findings(session) == [TWICE.key]
    session.close()


def test_what_was_accepted_is_reported_again_and_that_is_undone_too(folder: Path) -> None:
    session = open_session(folder)
    accept(session, [TWICE, UNSURE])
    assert take_back(session, [TWICE.key, SET.key]) == 1
    assert accepted_findings(session) == [UNSURE.key]
    finish(session.undo())
    assert accepted_findings(session) == [UNSURE.key, TWICE.key]
    session.close()


def test_who_listens_is_told_of_the_image(folder: Path) -> None:
    session = open_session(folder)
    told: list[frozenset[str]] = []
    session.subscribe(told.append)
    accept(session, [TWICE, SET])
    finish(session.undo())
    assert told == [frozenset({"a.png"})] * 2
    session.close()


def test_the_image_may_be_named_apart(folder: Path) -> None:
    session = open_session(folder)
    caption = session.peek("a.png").caption.added("action", [Tag("odd", unsure=True)])
    (found,) = (each for each in session.checks.findings(caption) if each.rule == "unsure")
    accept(session, [found], "a.png")
    assert session.accepted.has(found, "a.png")
    assert not session.accepted.has(found, "b.png")
    session.close()


def test_a_session_that_may_only_read_accepts_nothing_and_sees_what_another_accepts(folder: Path) -> None:
    session = open_session(folder)
    accept(session, [TWICE])
    reading = open_session(folder, writable=False)
    with pytest.raises(ReadOnlyError):
        accept(reading, [UNSURE])
    accept(session, [UNSURE])
    assert len(accepted_findings(reading)) == 2
    reading.close()
    session.close()


def test_steps_that_accept_stand_in_the_log_and_captions_stay(folder: Path) -> None:
    session = open_session(folder)
    accept(session, [TWICE, SET])
    database = session.project.database
    assert database is not None
    assert [(step.images, step.findings) for step in database.headers()] == [(0, 2)]
    assert (folder / "a.txt").read_text() == "standing, smile"
    assert database.all_stored() == {}
    session.close()


@pytest.mark.parametrize("dump", EARLIER, ids=lambda dump: dump.stem)
def test_a_database_of_an_earlier_version_accepts_findings(tmp_path: Path, dump: Path) -> None:
    path = tmp_path / "captions.db"
    make_earlier(dump, path)
    database = Database(path)
    # The fifth version is the first that kept any.
    kept = {("near-duplicate", "a\nb", ""), ("too-short", "", "a.png")} if dump.stem == "schema-5" else set()
    assert database.accepted() == kept
    assert {step.findings for step in database.headers()} == {0, len(kept)}
    database.close()


def test_a_repair_keeps_what_was_accepted(folder: Path) -> None:
    session = open_session(folder)
    session.edit("a.png", "x", session.peek("a.png").caption.added("action", [Tag("waving")]))
    accept(session, [TWICE, SET])
    take_back(session, [SET.key])
    database = session.project.database
    assert database is not None
    database._sql.execute("UPDATE image SET record = '{' WHERE file_name = 'a.png'")
    session.close()
    path = folder / ".tui-captioner" / "captions.db"
    assert salvage(path, ["a.png", "b.png"]).damage
    mended = Database(path)
    assert mended.accepted() == {TWICE.key}
    mended.undo()
    assert mended.accepted() == {TWICE.key, SET.key}
    mended.undo()
    assert mended.accepted() == set()
    mended.close()

"""Two sessions on one dataset: one was taken over, one only reads, one is of a later version of the program."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.sessions import add, open_session, sidecars, snapshot
from tui_captioner.cli.main import main
from tui_captioner.domain.errors import ReadOnlyError
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.services.taking_over import take_over
from tui_captioner.storage.dataset import mounts
from tui_captioner.storage.project.lock_holder import this_process
from tui_captioner.storage.project.migrations import MIGRATIONS
from tui_captioner.storage.project.records import Draft

FOLDER = ".tui-captioner"


def taken_over(dataset: Path) -> None:
    """Have the lock name another machine's session, as that does when it takes the dataset over."""
    lock = dataset / FOLDER / "lock"
    other = this_process(lock.stat().st_ino)._replace(user="annika", host="gpu-7", boot="b-7", space="pid:[7]")
    lock.write_bytes(other.dump())


WRITES: dict[str, Callable[[Session], object]] = {
    "edit": lambda session: add(session, "b.png", "action", "waving"),
    "globals": lambda session: finish(session.set_globals(["annika"], "add")),
    "undo": lambda session: finish(session.undo()),
    "settings": lambda session: session.project.change_settings({("trigger",): "annika"}),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_who_was_taken_over_notices_it_before_the_next_write(dataset: Path, write: Callable[[Session], object]) -> None:
    session = open_session(dataset)
    add(session, "a.png", "action", "standing")
    taken_over(dataset)
    before = sidecars(dataset), (dataset / FOLDER / "project.toml").read_bytes()
    with pytest.raises(ReadOnlyError, match="taken over: annika on gpu-7"):
        write(session)
    assert session.undo_title() == "add standing"
    assert session.caption("a.png") == "standing"
    session.close()
    assert (sidecars(dataset), (dataset / FOLDER / "project.toml").read_bytes()) == before
    assert b"gpu-7" in (dataset / FOLDER / "lock").read_bytes()


@pytest.mark.parametrize("name", ["a.png", "b.png"])
def test_what_the_other_session_wrote_meanwhile_is_no_question_to_who_was_taken_over(dataset: Path, name: str) -> None:
    session = open_session(dataset)
    add(session, "a.png", "action", "standing")
    session.caption(name)
    taken_over(dataset)
    sidecar = (dataset / name).with_suffix(".txt")
    sidecar.write_bytes(b"of the other session")
    with pytest.raises(ReadOnlyError, match="taken over: annika on gpu-7"):
        add(session, name, "action", "waving")
    session.close()
    assert sidecar.read_bytes() == b"of the other session"


def test_in_the_middle_of_a_job_it_stops_and_the_other_session_finishes_it(dataset: Path) -> None:
    for number in range(400):
        (dataset / f"{number}.png").write_bytes(PNG)
        (dataset / f"{number}.txt").write_bytes(b"standing")
    session = open_session(dataset)
    add(session, "a.png", "action", "standing")
    job = session.set_globals(["annika"], "add")
    while (dataset / "0.txt").read_bytes() == b"standing":
        next(job)
    taken_over(dataset)
    with pytest.raises(ReadOnlyError, match="taken over"):
        finish(job)
    written = sum(data.startswith(b"annika") for data in sidecars(dataset).values())
    assert 0 < written < 400
    assert not list(dataset.glob(".*-tmp"))
    session.close()
    take_over(dataset)
    after = open_session(dataset)
    finish(after.finish_interrupted())
    assert sum(data.startswith(b"annika") for data in sidecars(dataset).values()) == 402
    after.close()


def test_what_is_half_typed_while_reading_is_there_when_it_is_opened_to_be_edited(dataset: Path) -> None:
    writer = open_session(dataset)
    add(writer, "a.png", "action", "standing")
    writer.set_draft("c.png", "action", "wal")
    writer.save_place()
    reader = open_session(dataset)
    reader.go_to("b.png")
    reader.set_draft("b.png", "action", "smi")
    reader.close()
    writer.set_draft("c.png", "action", "walk")
    writer.close()
    after = open_session(dataset)
    assert after.position == "b.png"
    assert after.drafts == {"b.png": Draft("action", "smi"), "c.png": Draft("action", "walk")}
    after.set_draft("b.png", "action", "")
    after.close()
    again = open_session(dataset)
    assert again.drafts == {"c.png": Draft("action", "walk")}
    again.close()


def test_the_reader_is_told_when_the_writer_has_ended(dataset: Path) -> None:
    writer = open_session(dataset)
    add(writer, "a.png", "action", "standing")
    reader = open_session(dataset)
    assert (reader.project.is_freed(), reader.project.may_take_over) == (False, False)
    writer.close()
    assert reader.project.is_freed()
    taken_over(dataset)
    assert (reader.project.is_freed(), reader.project.may_take_over) == (False, True)
    reader.close()


def test_on_a_network_file_system_the_database_has_a_rollback_journal(
    dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session(dataset)
    add(session, "a.png", "action", "standing")
    session.close()
    table = dataset.parent / "mounts"
    table.write_text(f"/dev/sda / ext4 rw 0 0\nhost:/x {dataset.resolve()} fuse.mfs rw 0 0\n")
    monkeypatch.setattr(mounts, "MOUNTS", table)
    session = open_session(dataset)
    add(session, "b.png", "action", "waving")
    assert not (dataset / FOLDER / "captions.db-wal").exists()
    session.close()


@pytest.fixture
def newer(dataset: Path) -> Path:
    """A dataset whose database a later version of the program made: a column went, others and a table came."""
    session = open_session(dataset)
    add(session, "a.png", "action", "standing")
    session.close()
    sql = sqlite3.connect(dataset / FOLDER / "captions.db")
    sql.executescript(
        "ALTER TABLE image ADD COLUMN mood TEXT; CREATE TABLE moods (name TEXT); ALTER TABLE accepted RENAME TO agreed;"
        "ALTER TABLE step RENAME COLUMN takes_back TO takes;"
        f"PRAGMA user_version = {len(MIGRATIONS) + 1}; PRAGMA application_id = {0x74000901};"
        "PRAGMA journal_mode = DELETE;"
    )
    sql.close()
    return dataset


def test_a_newer_database_is_opened_to_read_and_says_who_made_it(newer: Path) -> None:
    before = snapshot(newer)
    session = open_session(newer)
    assert "made by tui-captioner 0.9.1" in session.project.read_only
    assert session.caption("a.png") == "standing"
    assert session.undo_title() == "add standing"
    with pytest.raises(ReadOnlyError, match=r"pip install -U tui-captioner"):
        add(session, "a.png", "action", "waving")
    session.close()
    assert snapshot(newer) == {**before, f"{FOLDER}/lock": b""}


@pytest.mark.parametrize(
    ("command", "code"), [(["show"], 0), (["check"], 1), (["stats"], 0), (["log"], 0), (["tags"], 0)]
)
def test_commands_that_read_work_on_a_newer_database(
    newer: Path, command: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(newer)
    assert main([command[0], str(newer)]) == code
    said = capsys.readouterr()
    assert said.err == ""
    assert "standing" in said.out or command[0] in ("stats", "check")
    assert snapshot(newer) == before


def test_it_is_exported_too(newer: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(newer), "--to", "slots-jsonl", "-o", str(tmp_path / "out.jsonl")]) == 0
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert any("standing" in str(row) for row in rows)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("command", [["undo"], ["tags", "rename", "standing", "sitting"], ["repair"]])
def test_commands_that_write_refuse_it_and_change_nothing(
    newer: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(newer)
    assert main([command[0], str(newer), *command[1:]]) == 1
    assert "pdate tui-captioner" in capsys.readouterr().err
    assert {**snapshot(newer), f"{FOLDER}/lock": b""} == {**before, f"{FOLDER}/lock": b""}

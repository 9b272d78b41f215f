"""Commands that write meet the lock: who holds it is said, and what to do; `--take-over` where nobody is there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.sessions import add, open_session
from tui_captioner.cli.main import main
from tui_captioner.storage.project.lock_holder import this_process

RENAME = ["tags", "rename", "standing", "sitting"]


@pytest.fixture
def held(dataset: Path) -> Path:
    """A dataset with one edit, whose lock names a process of another machine."""
    session = open_session(dataset)
    add(session, "a.png", "action", "standing")
    session.close()
    lock = dataset / ".tui-captioner" / "lock"
    holder = this_process(lock.stat().st_ino)
    lock.write_bytes(replace(holder, user="annika", host="gpu-7", process=12, boot="b-7", space="pid:[7]").dump())
    return dataset


def contents(folder: Path) -> dict[Path, bytes]:
    """Every file, but what SQLite puts beside a database that is read."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(("-shm", "-wal")))
    return {path: path.read_bytes() for path in found}


@pytest.mark.parametrize(
    "command", [RENAME, ["undo"], ["import", "c.json"], ["structure", "pony", "--apply"], ["repair"]]
)
def test_a_command_that_writes_says_who_holds_the_dataset_and_what_to_do(
    held: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (held / "c.json").write_text('{"b.png": "waving"}')
    word, *others = [str(held / one) if one == "c.json" else one for one in command]
    before = contents(held)
    assert main([word, str(held), *others]) == 1
    said = capsys.readouterr().err
    assert "open in another session (annika on gpu-7, process 12, since 20" in said
    assert "--take-over" in said
    assert contents(held) == before


def test_with_take_over_it_is_done(held: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tags", str(held), "rename", "standing", "sitting", "--take-over"]) == 0
    assert (held / "a.txt").read_bytes() == b"sitting"
    assert capsys.readouterr().err == ""
    assert (held / ".tui-captioner" / "lock").read_bytes() == b""


def test_a_session_that_is_there_keeps_the_dataset(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    session = open_session(dataset)
    add(session, "a.png", "action", "standing")
    assert main(["tags", str(dataset), "rename", "standing", "sitting", "--take-over"]) == 1
    assert "Not taken over" in capsys.readouterr().err
    add(session, "a.png", "action", "waving")
    session.close()


def test_commands_that_read_need_no_lock(held: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(held)]) == 0
    assert "standing" in capsys.readouterr().out


def test_in_a_folder_without_a_project_there_is_nothing_to_take_over(dataset: Path) -> None:
    assert main(["tags", str(dataset), "--take-over"]) == 0
    assert not (dataset / ".tui-captioner").exists()

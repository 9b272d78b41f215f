from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.support.tui_material import open_session, put
from tui_captioner.cli.main import main
from tui_captioner.domain.errors import CaptionerError, ReadOnlyError
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.services.session.sidecars import Conflict
from tui_captioner.services.term_lists import import_list, load_lists


def spoil(folder: Path, statement: str) -> None:
    sql = sqlite3.connect(folder / ".tui-captioner" / "captions.db")
    with sql:
        sql.execute(statement)
    sql.close()


@pytest.fixture
def spoilt(dataset: Path) -> Path:
    """Two edited images, the record of the first damaged."""
    session = open_session(dataset)
    put(session, "a.png", type=["photograph"])
    put(session, "b.png", type=["photograph"], action=["standing"])
    session.close()
    spoil(dataset, "UPDATE image SET record = '{\"state\":5}' WHERE file_name = 'a.png'")
    return dataset


def test_one_damaged_record_makes_one_image_read_only(spoilt: Path) -> None:
    session = open_session(spoilt)
    assert "damaged" in session.problem("a.png")
    assert "tui-captioner repair" in session.problem("a.png")
    assert session.caption("a.png") == "photograph"
    assert session.problem("b.png") == ""
    with pytest.raises(ReadOnlyError, match="damaged"):
        put(session, "a.png", type=["drawing"])
    for act in (session.keep_ours, session.take_theirs):
        with pytest.raises(ReadOnlyError, match="damaged"):
            act(Conflict("a.png", "", "photograph", b"photograph"))
    put(session, "b.png", type=["drawing"])
    finish(session.set_globals(["annika"], "globals"))
    assert session.caption("b.png") == "annika, drawing"
    assert (spoilt / "a.txt").read_text() == "photograph"
    finish(session.undo())
    finish(session.undo())
    assert session.caption("b.png") == "photograph, standing"
    assert session.undo_title()
    session.close()


def test_commands_name_the_image_and_go_on(spoilt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(spoilt)]) == 1
    shown = capsys.readouterr()
    assert "photograph, standing" in shown.out
    assert "a.png: its record in captions.db is damaged" in shown.err
    assert main(["check", str(spoilt)]) == 1
    assert "damaged-record (1)" in capsys.readouterr().out
    assert main(["export", str(spoilt), "--to", "csv", "-o", str(spoilt.parent / "x.csv")]) == 1
    assert "a.png" not in (spoilt.parent / "x.csv").read_text()
    assert "damaged" in capsys.readouterr().err


def test_an_import_writes_nothing_over_a_damaged_record(spoilt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = spoilt.parent / "captions.json"
    file.write_text(json.dumps({"a.png": ["a cat"], "b.png": ["a dog"]}))
    assert main(["import", str(spoilt), str(file), "--mode", "replace", "--keep-going"]) == 1
    assert "damaged" in capsys.readouterr().err
    assert [(spoilt / name).read_text() for name in ("a.txt", "b.txt")] == ["photograph", "a dog"]
    sql = sqlite3.connect(spoilt / ".tui-captioner" / "captions.db")
    assert sql.execute("SELECT record FROM image WHERE file_name = 'a.png'").fetchone() == ('{"state":5}',)
    sql.close()


def test_a_repair_brings_the_record_back(spoilt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["repair", str(spoilt), "--dry-run", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["from_history"] == ["a.png"]
    assert main(["repair", str(spoilt)]) == 0
    said = capsys.readouterr().out
    assert "found again in the history: a.png" in said
    assert "captions.db.damaged-1" in said
    session = open_session(spoilt)
    assert (session.problem("a.png"), session.record("a.png").state) == ("", "draft")
    put(session, "a.png", type=["drawing"])
    session.close()
    assert main(["repair", str(spoilt)]) == 0
    assert "Nothing is damaged" in capsys.readouterr().out


def test_an_empty_database_is_said_and_its_captions_come_from_the_sidecars(
    spoilt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (spoilt / ".tui-captioner" / "captions.db").write_bytes(b"")
    for command in ("show", "check", "repair --dry-run"):
        name, *options = command.split()
        main([name, *options, str(spoilt)])
        shown = capsys.readouterr()
        assert "0 bytes" in shown.out + shown.err
    with pytest.raises(CaptionerError, match="repair"):
        Session.open(spoilt)
    assert main(["repair", str(spoilt)]) == 0
    session = open_session(spoilt)
    assert session.caption("b.png") == "photograph, standing"
    session.close()


def test_a_project_without_a_database_is_not_damaged(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (dataset / ".tui-captioner").mkdir()
    (dataset / ".tui-captioner" / "project.toml").touch()
    assert main(["repair", str(dataset)]) == 0
    assert "Nothing is damaged" in capsys.readouterr().out
    assert main(["repair", str(dataset / "nothing")]) == 2


def test_a_repair_waits_for_the_other_session(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    session = open_session(dataset)
    put(session, "a.png", type=["photograph"])
    assert main(["repair", str(dataset)]) == 1
    assert "another session" in capsys.readouterr().err
    session.close()


def test_a_damaged_list_is_named_and_the_others_are_completed(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = open_session(dataset)
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"quokka {name}\n")
        import_list(session.project, tmp_path / f"{name}.txt", name)
    damaged = dataset / ".tui-captioner" / "lists" / "one.terms"
    data = bytearray(damaged.read_bytes())
    data[-9] ^= 0xFF
    damaged.write_bytes(data)
    problems: list[CaptionerError] = []
    (index,) = load_lists(session.project, problems.append)
    assert index.term(0).text == "quokka two"
    assert "one.terms" in str(problems[0])
    assert "repair" in str(problems[0])
    session.close()
    assert main(["repair", str(dataset)]) == 0
    assert "The list 'one' is damaged" in capsys.readouterr().out
    assert damaged.with_name("one.terms.damaged-1").read_bytes() == data
    assert not damaged.exists()

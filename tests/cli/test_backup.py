"""`backup` and `restore` as commands."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.support.loaded import loaded_after
from tests.support.sessions import add, open_session, snapshot
from tui_captioner.cli.main import main


@pytest.fixture
def worked(dataset: Path) -> Path:
    session = open_session(dataset)
    add(session, "a.png", "action", "standing")
    session.close()
    return dataset


def wave(root: Path) -> None:
    session = open_session(root)
    add(session, "a.png", "action", "waving")
    session.close()


def test_backups_are_made_and_listed(worked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", str(worked), "--list"]) == 0
    assert capsys.readouterr().out == "No backup is kept of this dataset\n"
    assert main(["backup", str(worked)]) == 0
    assert "2 caption files, read back and whole" in capsys.readouterr().out
    assert main(["backup", str(worked), "--to", str(tmp_path)]) == 0
    assert [path.name[:9] for path in tmp_path.glob("*.tar.gz")] == [
        "set-" + path.name[4:9] for path in tmp_path.glob("*.tar.gz")
    ]
    assert main(["backup", str(worked), "--to", str(tmp_path / "x.tar.gz"), "--json"]) == 0
    said = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (said["path"], said["images"], said["captions"], said["left_out"]) == (str(tmp_path / "x.tar.gz"), 3, 2, [])
    assert main(["backup", str(worked), "--list", "--json"]) == 0
    (listed,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (Path(listed["path"]).exists(), listed["daily"]) == (True, False)


@pytest.mark.parametrize(
    ("to", "said"), [("missing/x.tar.gz", "There is no folder"), ("a.zip", "Let it end in .tar.gz")]
)
def test_a_wrong_target_is_wrong_use(
    worked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], to: str, said: str
) -> None:
    assert main(["backup", str(worked), "--to", str(tmp_path / to)]) == 2
    assert said in capsys.readouterr().err


def test_what_is_not_in_it_is_named(worked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (worked / ".tui-captioner" / "captions.db").write_bytes(b"damaged")
    (worked / "c.txt").mkdir()
    assert main(["backup", str(worked)]) == 1
    said = capsys.readouterr()
    assert "captions.db: it is damaged" in said.err
    assert "c.txt" in said.err
    assert "2 caption files" in said.out


def test_restoring_is_shown_then_done_then_taken_back(worked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", str(worked)]) == 0
    wave(worked)
    before = snapshot(worked)
    capsys.readouterr()
    assert main(["restore", str(worked)]) == 0
    said = capsys.readouterr().out
    assert "1 image would be restored: 1 caption reads otherwise" in said
    assert "  - standing, waving\n  + standing\n" in said
    assert {name: data for name, data in snapshot(worked).items() if name[0] != "."} == {
        name: data for name, data in before.items() if name[0] != "."
    }
    assert main(["restore", str(worked), "--apply"]) == 0
    assert (worked / "a.txt").read_text() == "standing"
    assert main(["undo", str(worked)]) == 0
    assert (worked / "a.txt").read_text() == "standing, waving"


def test_a_day_a_filter_and_json(worked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", str(worked)]) == 0
    wave(worked)
    capsys.readouterr()
    assert main(["restore", str(worked), "--json", "--filter", "name:b*"]) == 0
    assert json.loads(capsys.readouterr().out)["images"] == []
    assert main(["restore", str(worked), "--json", "--from", "2999-01-01"]) == 0
    assert json.loads(capsys.readouterr().out)["images"] == ["a.png"]
    assert main(["restore", str(worked), "--from", "1999-01-01"]) == 2
    assert main(["restore", str(worked), "--from", "yesterday"]) == 2
    assert main(["restore", str(worked), "--apply", "--dry-run"]) == 2
    assert "Write it as 2026-11-20" in capsys.readouterr().err


def test_a_damaged_database_comes_back(worked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", str(worked)]) == 0
    path = worked / ".tui-captioner" / "captions.db"
    path.write_bytes(b"damaged")
    capsys.readouterr()
    assert main(["restore", str(worked), "--filter", "name:a*", "--apply"]) == 2
    assert main(["restore", str(worked)]) == 0
    assert path.read_bytes() == b"damaged"
    assert main(["restore", str(worked), "--apply"]) == 0
    assert f"The damaged one is kept as {path}.damaged-1" in capsys.readouterr().out
    assert main(["restore", str(worked)]) == 0
    assert "Nothing differs from it" in capsys.readouterr().out


def test_a_repair_tells_of_the_backup(worked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = worked / ".tui-captioner" / "captions.db"
    whole = path.read_bytes()
    path.write_bytes(whole[:5000])
    assert main(["repair", str(worked), "--dry-run"]) == 0
    assert "There is a backup" not in capsys.readouterr().out
    path.write_bytes(whole)
    assert main(["backup", str(worked)]) == 0
    path.write_bytes(whole[:5000])
    assert main(["repair", str(worked), "--dry-run"]) == 0
    assert "There is a backup of 2" in capsys.readouterr().out


def test_a_backup_of_a_database_of_a_later_version_is_made_and_not_brought_back(
    worked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = worked / ".tui-captioner" / "captions.db"
    sql = sqlite3.connect(path)
    sql.execute("PRAGMA user_version = 99")
    sql.close()
    assert main(["backup", str(worked), "--to", str(tmp_path / "x.tar.gz")]) == 0
    path.unlink()
    assert main(["restore", str(worked), str(tmp_path / "x.tar.gz"), "--apply"]) == 1
    said = capsys.readouterr().err
    assert "can't be brought back" in said
    assert "Update tui-captioner" in said
    assert not path.exists()


def test_a_file_that_is_no_backup_is_refused(worked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.tar.gz").write_bytes(b"boo")
    assert main(["restore", str(worked), str(tmp_path / "x.tar.gz")]) == 1
    assert "It is no backup, or a damaged one. Nothing was changed" in capsys.readouterr().err
    assert main(["restore", str(worked), str(tmp_path / "gone.tar.gz")]) == 2


def test_neither_loads_textual_nor_pillow(worked: Path) -> None:
    loaded = loaded_after(
        "from tui_captioner.cli.main import main",
        f"main(['backup', {str(worked)!r}])",
        f"main(['restore', {str(worked)!r}])",
    )
    assert loaded & {"textual", "PIL", "rich", "term_image", "numpy"} == set()

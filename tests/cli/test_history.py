"""`log`, `undo`, `redo`, `outside`: what was done is listed, shown, taken back and done again from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PNG
from tests.support.command_line import is_safe
from tests.support.sessions import add, open_session
from tui_captioner.cli.main import main


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Step 1 renames in all three images, step 2 adds to `sub/a`."""
    (tmp_path / "sub").mkdir()
    for name in ("sub/a", "b", "c"):
        (tmp_path / f"{name}.png").write_bytes(PNG)
        (tmp_path / f"{name}.txt").write_text("man, hat")
    assert main(["tags", str(tmp_path), "rename", "man", "boy"]) == 0
    session = open_session(tmp_path)
    add(session, "sub/a.png", "action", "waving")
    session.close()
    return tmp_path


def held(root: Path) -> list[str]:
    return [(root / f"{name}.txt").read_text() for name in ("sub/a", "b", "c")]


OLD = ["man, hat"] * 3
FIRST = ["boy, hat"] * 3


def rows(capsys: pytest.CaptureFixture[str], *arguments: object, status: int = 0) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert main([*map(str, arguments), "--json"]) == status
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_log_lists_every_step(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(capsys, "log", root)
    assert [(row["step"], row["title"], row["images"], row["undone"]) for row in found] == [
        (2, "add waving", 1, False),
        (1, "rename 'man' to 'boy'", 3, False),
    ]
    assert rows(capsys, "log", root, "--limit", "1") == found[:1]
    assert main(["log", str(root)]) == 0
    out = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in out] == ["2", "1"]
    assert out[1].endswith("3 images  rename 'man' to 'boy'")


def test_the_difference_of_a_step(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(capsys, "log", root, 1)
    assert [(row["file_name"], row["before"], row["after"]) for row in found] == [
        (name, ["man, hat"], ["boy, hat"]) for name in ("b.png", "c.png", "sub/a.png")
    ]
    assert main(["log", str(root), "1", "--limit", "1"]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "  b.png",
        "  - man, hat",
        "  + boy, hat",
        "    never edited -> draft",
        "  ... and 2 more; --limit 3 shows all",
    ]
    assert main(["log", str(root), "7"]) == 2
    assert "There is no step 7. The last one is 2" in capsys.readouterr().err


def test_undo_and_redo_say_what_they_did(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["undo", str(root)]) == 0
    assert capsys.readouterr().out == "Took back 'add waving': 1 image\n"
    assert held(root) == FIRST
    assert main(["undo", str(root), "9"]) == 0
    assert held(root) == OLD
    assert main(["undo", str(root)]) == 1
    assert "nothing to take back" in capsys.readouterr().err
    assert main(["redo", str(root), "--to", "1"]) == 0
    assert held(root) == FIRST
    assert main(["redo", str(root), "--to", "1"]) == 0
    assert main(["undo", str(root), "--to", "2"]) == 2
    assert "Step 2 is taken back already. redo --to 2 does it again" in capsys.readouterr().err
    assert main(["redo", str(root), "--to", "0"]) == 2
    assert held(root) == FIRST
    found = rows(capsys, "undo", root, "--to", "0")[0]
    assert [step["step"] for step in found["undone"]] == [1]
    assert held(root) == OLD


def test_the_part_of_one_image_goes_back_alone(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["undo", str(root), "--image", "c", "--step", "1"]) == 0
    assert held(root)[1:] == ["boy, hat", "man, hat"]
    assert main(["undo", str(root), "--image", "c", "--step", "1"]) == 1
    assert main(["undo", str(root), "--image", "x", "--step", "1"]) == 2
    assert main(["undo", str(root), "--image", "c"]) == 2
    assert main(["undo", str(root), "2", "--image", "c", "--step", "1"]) == 2
    assert main(["undo", str(root), "2", "--to", "1"]) == 2
    assert held(root)[1:] == ["boy, hat", "man, hat"]


def test_what_changed_outside_is_left_and_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "c.txt").write_text("mine")
    assert main(["undo", str(root), "2"]) == 1
    assert "c.png is left as it is: its sidecar was changed outside since" in capsys.readouterr().err
    assert held(root) == [*OLD[:2], "mine"]


def test_a_step_that_cannot_be_taken_back_is_said_with_those_that_were(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("b", "c"):
        (root / f"{name}.txt").write_text("mine")
    assert main(["undo", str(root), "--image", "sub/a", "--step", "2"]) == 0
    (root / "sub/a.txt").write_text("mine")
    capsys.readouterr()
    assert main(["undo", str(root), "3"]) == 1
    assert "sub/a.png was changed outside" in capsys.readouterr().err
    (root / "sub/a.txt").write_text("boy, hat")
    assert main(["undo", str(root), "2"]) == 0
    (root / "sub/a.txt").write_text("mine")
    capsys.readouterr()
    assert main(["undo", str(root)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "'rename 'man' to 'boy'' is not taken back: b.png, c.png, sub/a.png: its sidecar was changed" in err
    assert held(root) == ["mine"] * 3


def test_a_dry_list_of_outside_changes_then_one_answer_for_all(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["outside", str(root)]) == 0
    for name in ("b", "c"):
        (root / f"{name}.txt").write_text("boy, cap")
    capsys.readouterr()
    assert main(["outside", str(root)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "2 sidecars changed outside; the project has (-), the file has (+):",
        *("  b.png", "  - boy, hat", "  + boy, cap"),
        *("  c.png", "  - boy, hat", "  + boy, cap"),
        "--take disk takes over these texts, --take ours writes the project's captions over them",
    ]
    assert main(["outside", str(root), "--take", "ours", "--dry-run"]) == 1
    assert held(root)[1:] == ["boy, cap"] * 2
    found = rows(capsys, "outside", root, "--take", "disk")[0]
    assert found["outside"][0] == {"file_name": "b.png", "ours": "boy, hat", "disk": "boy, cap"}
    assert found["changed"] == 2
    assert main(["outside", str(root)]) == 0
    assert main(["undo", str(root)]) == 0
    assert held(root)[1:] == ["boy, hat"] * 2


def test_import_from_sidecars_replaces_what_was_changed_outside_and_undo_brings_it_back(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "b.txt").write_text("boy, cap")
    assert main(["import", str(root), "--from", "sidecar"]) == 1
    assert f"tui-captioner outside {root} --take disk" in capsys.readouterr().err
    assert main(["import", str(root), "--from", "sidecar", "--mode", "replace"]) == 0
    assert held(root)[1] == "boy, cap"
    assert main(["undo", str(root)]) == 0
    assert held(root)[1] == "boy, hat"


def test_ours_over_all(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("b", "c"):
        (root / f"{name}.txt").write_text("boy, cap")
    found = rows(capsys, "outside", root, "--take", "ours")[0]
    assert found["outside"][0] == {"file_name": "b.png", "ours": "boy, hat", "disk": "boy, cap"}
    assert held(root)[1:] == ["boy, hat"] * 2


@pytest.mark.parametrize("command", ["log", "undo", "redo", "outside"])
def test_a_dataset_without_a_project_gets_none(
    tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    assert main([command, str(tmp_path)]) == (1 if command in ("undo", "redo") else 0)
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]
    assert main([command, str(tmp_path / "gone")]) == 2


def test_titles_and_names_steer_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = "\x1b[2J\x9bx\u202e"
    (tmp_path / f"{name}.png").write_bytes(PNG)
    (tmp_path / f"{name}.txt").write_text("a\x1b]0;t\x07, man\u202e")
    session = open_session(tmp_path)
    add(session, session.names[0], "action", "waving")
    session.close()
    (tmp_path / f"{name}.txt").write_text("\x1b[31mtheirs")
    for arguments in (["log"], ["log", "1"], ["outside"], ["undo"], ["outside", "--take", "disk"], ["log", "2"]):
        main([arguments[0], str(tmp_path), *arguments[1:]])
    out, err = capsys.readouterr()
    assert "theirs" in out
    assert is_safe(out)
    assert is_safe(err)

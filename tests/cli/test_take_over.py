"""Commands that write meet the lock: who holds it is said, and what to do; `--take-over` where nobody is there."""

from __future__ import annotations

import argparse
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.sessions import add, open_session, snapshot
from tui_captioner.cli.base_parser import COMMANDS
from tui_captioner.cli.main import _VERBS, main
from tui_captioner.cli.parser import build_parser
from tui_captioner.domain.drafting.drafted import DraftedTag
from tui_captioner.services.drafting.machine_tags import refuse
from tui_captioner.storage.project.lock_holder import this_process

URL = "http://127.0.0.1:9"
WRITING: dict[str, list[list[str]]] = {
    "tags": [
        ["rename", "standing", "sitting"],
        ["merge", "standing", "sitting", "waving"],
        ["move", "standing", "details"],
        ["delete", "standing"],
        ["add", "waving", "action"],
    ],
    "import": [["c.json", "--mode", "replace"], ["c.json", "--as-draft", "wd14"]],
    "undo": [[], ["--image", "a.png", "--step", "1"]],
    "redo": [[]],
    "outside": [["--take", "disk"], ["--take", "ours"]],
    "export": [["--to", "sidecars"]],
    "profile": [["style", "--apply"]],
    "template": [["sentence", "--apply"]],
    "structure": [["pony", "--apply"]],
    "draft": [["--url", URL, "--model", "m"]],
    "refused": [["--forgive"]],
    "vocab": [["import", "list.txt"]],
    "restore": [["kept.tar.gz", "--apply"]],
    "repair": [[]],
}
"""Ways in which each command that writes does so."""
READING: dict[str, list[list[str]]] = {
    "show": [[], ["--json"]],
    "check": [[], ["--rules"], ["--accepted"], ["--for", "sd-scripts"]],
    "vocab": [[]],
    "tags": [[], ["similar"], ["delete", "standing", "--dry-run"]],
    "stats": [[]],
    "profile": [[]],
    "template": [[]],
    "structure": [[]],
    "prompt": [[]],
    "alike": [[]],
    "log": [[]],
    "outside": [[]],
    "refused": [[]],
    "import": [["c.json", "--dry-run"]],
    "backup": [[], ["--list"]],
    "restore": [["kept.tar.gz"]],
    "doctor": [[]],
}
"""Ways in which commands only read; `export` writes elsewhere."""
OTHERS = {"open", "demo", "keys", "completion", "help"}
"""The composer, which opens to read, and commands that are about no dataset."""


def every(table: dict[str, list[list[str]]]) -> list[tuple[str, list[str]]]:
    return [(word, others) for word, ways in table.items() for others in ways]


FILES = {"c.json": '{"b.png": "waving"}', "list.txt": "hat\n", "kept.tar.gz": ""}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset where every command has something to do, with the files that some of them read beside it."""
    folder = tmp_path_factory.mktemp("made")
    for name, text in FILES.items():
        (folder / name).write_text(text)
    root = folder / "set"
    root.mkdir()
    for name in ("a.png", "b.png"):
        (root / name).write_bytes(PNG)
    session = open_session(root)
    add(session, "a.png", "action", "standing")
    (folder / "kept.tar.gz").unlink()
    assert main(["backup", str(root), "--to", str(folder / "kept.tar.gz")]) == 0
    drafted = DraftedTag("action", "running", "wd14")
    session.edit_record("b.png", "draft", replace(session.record("b.png"), drafted=(drafted,)))
    refuse(session, "b.png", session.record("b.png"), [drafted])
    add(session, "b.png", "action", "waving")
    session.undo()
    session.close()
    (root / "a.txt").write_text("lying")
    return folder


@pytest.fixture
def held(made: Path, tmp_path: Path) -> Path:
    """Its copy, whose lock names a process of another machine."""
    root = tmp_path / "set"
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    lock = root / ".tui-captioner" / "lock"
    holder = this_process(lock.stat().st_ino)
    lock.write_bytes(holder._replace(user="annika", host="gpu-7", process=12, boot="b-7", space="pid:[7]").dump())
    return root


def argv(held: Path, word: str, others: list[str]) -> list[str]:
    return [word, str(held), *(str(held.parent / one) if one in FILES else one for one in others)]


def test_every_command_is_known_to_write_or_to_read() -> None:
    assert set(WRITING) | set(READING) | OTHERS == set(COMMANDS)
    assert {others[0] for others in WRITING["tags"]} == set(_VERBS)


def test_those_that_write_can_take_over_and_no_others() -> None:
    commands = next(one for one in build_parser()._actions if isinstance(one, argparse._SubParsersAction)).choices
    assert {name for name in COMMANDS if "--take-over" in commands[name].format_help()} == {*WRITING, "open"}


@pytest.mark.parametrize(("word", "others"), every(WRITING))
def test_a_command_that_writes_says_who_holds_the_dataset_and_what_to_do(
    held: Path, word: str, others: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(held)
    assert main(argv(held, word, others)) == 1
    said = capsys.readouterr().err
    assert "open in another session (annika on gpu-7, process 12, since 20" in said
    assert "--take-over" in said
    assert snapshot(held) == before


@pytest.mark.parametrize(("word", "others"), every(READING))
def test_a_command_that_reads_needs_no_lock_and_leaves_every_file_as_it_is(
    held: Path, word: str, others: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(held)
    main(argv(held, word, others))
    assert "open in another session" not in capsys.readouterr().err
    assert snapshot(held) == before


def test_with_take_over_it_is_done(held: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vocab", str(held), "import", str(held.parent / "list.txt"), "--take-over"]) == 0
    assert main(["restore", str(held), str(held.parent / "kept.tar.gz"), "--apply", "--take-over"]) == 0
    assert (held / "a.txt").read_bytes() == b"standing"
    assert capsys.readouterr().err == ""
    assert (held / ".tui-captioner" / "lock").read_bytes() == b""


def test_a_session_that_is_there_keeps_the_dataset(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    session = open_session(dataset)
    add(session, "a.png", "action", "standing")
    assert main(["tags", str(dataset), "rename", "standing", "sitting", "--take-over"]) == 1
    assert "Not taken over" in capsys.readouterr().err
    add(session, "a.png", "action", "waving")
    session.close()


def test_in_a_folder_without_a_project_there_is_nothing_to_take_over(dataset: Path) -> None:
    assert main(["tags", str(dataset), "--take-over"]) == 0
    assert not (dataset / ".tui-captioner").exists()

"""The command line: what it prints, where, and with which exit status; never a traceback, never a control character."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.command_line import is_safe, run, run_process
from tui_captioner import __version__
from tui_captioner.cli.base_parser import COMMANDS
from tui_captioner.cli.main import command_first, main
from tui_captioner.cli.open import drawing_on_the_terminal
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.tui.actions import ACTIONS

SHOWN = {"file_name", "slots", "caption", "alternatives", "state", "tokens", "findings"}


@pytest.fixture
def hostile(dataset: Path) -> Path:
    """A dataset whose names, captions and vocabulary try to steer the terminal."""
    (dataset / "\x1b[2J\x9bx\u202e.png").write_bytes(PNG)
    (dataset / "\x1b[2J\x9bx\u202e.txt").write_text("a\x1b]0;title\x07, \x9b31mred, \x7f, [/foo], \u202ehi")
    (dataset / os.fsdecode(b"caf\xe9\n.png")).write_bytes(PNG)
    (dataset / ".tui-captioner").mkdir()
    (dataset / ".tui-captioner" / "vocab.toml").write_text(
        '[action.layers]\n"x" = ["a\\u001b[31mb", "c\\u009b2Jd"]\n', encoding="utf-8"
    )
    return dataset


# --- show -------------------------------------------------------------------------------------------------------------


def test_show_prints_a_caption_per_image(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(dataset)]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.splitlines() == [
        "a.png  [empty]",
        "  (no caption)",
        "b.png  [draft]",
        "  photograph, of a woman, standing, a thing unheard of",
        "c.png  [empty]",
        "  (no caption)",
    ]


def test_show_json_is_one_object_per_line_with_these_keys(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(dataset), "b.png", "a.png", "--json"]) == 0
    b, a = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert set(a) == set(b) == SHOWN
    assert (b["file_name"], a["file_name"]) == ("b.png", "a.png")
    assert list(b["slots"]) == list(DEFAULT_STRUCTURE.keys)
    tags = [tag for tags in b["slots"].values() for tag in tags]
    assert sorted(tags) == sorted(["photograph", "of a woman", "standing", "a thing unheard of"])
    assert b["caption"] == "photograph, of a woman, standing, a thing unheard of"
    assert (b["state"], b["alternatives"]) == ("draft", [])
    assert isinstance(b["tokens"], int)
    assert b["tokens"] > 8
    for finding in b["findings"]:
        assert set(finding) == {"rule", "severity", "slot", "tag", "message", "mend"}
    assert (a["caption"], a["state"], a["tokens"], a["findings"]) == ("", "empty", 0, [])
    assert a["slots"] == {key: [] for key in DEFAULT_STRUCTURE.keys}


def test_show_changes_no_byte(dataset: Path) -> None:
    before = {path: path.read_bytes() for path in dataset.rglob("*")}
    assert main(["show", str(dataset)]) == 0
    assert main(["vocab", str(dataset), "list"]) == 0
    assert {path: path.read_bytes() for path in dataset.rglob("*")} == before


def test_show_names_an_image_that_is_not_there_and_goes_on(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(dataset), "x\x1b[2J.png", "a.png", "--json"]) == 2
    out, err = capsys.readouterr()
    assert json.loads(out)["file_name"] == "a.png"
    assert err.startswith("tui-captioner: There is no image x\\x1b[2J.png in ")


def test_show_says_which_sidecar_cannot_be_read(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (dataset / "a.txt").write_bytes(b"caf\xe9")
    assert main(["show", str(dataset), "--json"]) == 1
    out, err = capsys.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    assert set(rows[0]) == SHOWN | {"problem"}
    assert set(rows[1]) == SHOWN
    assert "a.txt is not UTF-8: byte 0xe9 at offset 3" in rows[0]["problem"]
    assert "a.png: a.txt is not UTF-8" in err


@pytest.mark.parametrize(
    "arguments", [("show",), ("show", "--json"), ("vocab",), ("vocab", "list", "--json")], ids=" ".join
)
def test_nothing_that_is_printed_steers_the_terminal(
    hostile: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert main([arguments[0], str(hostile), *arguments[1:]]) == 0
    out, err = capsys.readouterr()
    assert is_safe(out)
    assert is_safe(err)
    assert "red" in out or "vocab" in arguments
    if "--json" in arguments:
        rows = [json.loads(line) for line in out.splitlines()]
        texts = [row.get("caption", row.get("text")) for row in rows]
        assert any("\x1b" in text for text in texts)
        assert any("\x9b" in text for text in texts)


@pytest.mark.parametrize("arguments", [("{}", "no such.png"), ("{}/gone",)], ids=["image", "folder"])
def test_a_hostile_folder_name_steers_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    folder = tmp_path / "\x1b[2J\x9b"
    folder.mkdir()
    assert main(["show", *(argument.format(folder) for argument in arguments)]) == 2
    err = capsys.readouterr().err
    assert "\\x1b[2J\\x9b" in err
    assert is_safe(err)


def test_a_hostile_argument_steers_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["keys", "\x1b[2J\x9b"])
    assert caught.value.code == 2
    assert is_safe(capsys.readouterr().err)


# --- keys and vocab ---------------------------------------------------------------------------------------------------


def test_keys_lists_every_action_under_its_heading(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys"]) == 0
    out = capsys.readouterr().out
    for action in ACTIONS:
        assert f"{action.help:<58} {action.id}" in out
    assert "\nTag cursor\n" in out
    assert "  Ctrl+Right           Take the next greyed word." in out


def test_keys_json_is_an_action_per_line_as_the_settings_have_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "tui-captioner").mkdir()
    (tmp_path / "tui-captioner" / "config.toml").write_text('[keys]\nundo = ["ctrl+u", "f10"]\n')
    assert main(["keys", "--json"]) == 0
    rows = {row["action"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert set(rows) == {action.id for action in ACTIONS}
    assert rows["undo"]["keys"] == ["ctrl+u", "f10"]
    assert rows["redo"] == {
        "action": "redo",
        "keys": ["ctrl+y"],
        "screen": "composer",
        "context": "always",
        "help": "Do again what was taken back.",
    }


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ('[keys]\nfly = "f5"\n', "there is no action 'fly'"),
        ('[keys]\nundo = "ctrl+s"\n', "Ctrl+S for 'undo' never arrives"),
        ('[keys]\nundo = "ctrl+n"\n', "is on both"),
        ("[keys]\nundo = 7\n", "keys of 'undo' must be a list of texts"),
        ("keys = [\n", "is not valid TOML"),
    ],
)
def test_bad_settings_are_said_in_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, config: str, message: str
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "tui-captioner").mkdir()
    (tmp_path / "tui-captioner" / "config.toml").write_text(config)
    assert main(["keys"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("tui-captioner: ")
    assert message in err


def test_vocab_lists_terms_and_what_the_captions_use(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vocab", str(dataset), "list", "--json"]) == 0
    rows = {row["text"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert all(set(row) == {"text", "slot", "layer", "group", "aliases", "count"} for row in rows.values())
    assert rows["standing"]["slot"] == "action"
    assert rows["standing"]["count"] == 1
    assert rows["a thing unheard of"]["count"] == 1
    assert rows["sitting"]["count"] == 0
    assert main(["vocab", str(dataset)]) == 0
    assert f"{1:>6}  {'standing':<32}  action" in capsys.readouterr().out


# --- doctor -----------------------------------------------------------------------------------------------------------


def test_doctor_works_without_a_terminal() -> None:
    done = run_process("doctor")
    assert (done.returncode, done.stderr) == (0, "")
    lines = dict(line.split(":", 1) for line in done.stdout.splitlines())
    assert lines["tui-captioner"].strip() == __version__
    assert lines["terminal"].strip() == "none"
    assert lines["pictures"].strip() == "off: there is no terminal"
    assert is_safe(done.stdout)


def test_doctor_json_is_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    done = run_process("doctor", "--json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["tui-captioner"], report["terminal"]) == (0, __version__, "none")
    assert {"python", "colours", "cell", "tokenizer", "settings", "textual", "pillow"} <= set(report)


def test_every_way_of_preview_that_the_help_names_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["doctor", "--help"])
    text = " ".join(capsys.readouterr().out.split())
    ways = text.split("drawn: ")[1].split(" ")
    named = [way.rstrip(",.") for way in ways]
    assert named[0] == "auto"
    for way in named:
        assert main(["doctor", "--preview", way]) == 0, way


def test_a_way_of_preview_that_is_none_is_refused_with_those_that_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--preview", "oil\x1b[31m"]) == 2
    err = capsys.readouterr().err
    assert "is no way to draw pictures. Take one of auto, kitty, " in err
    assert is_safe(err)


# --- errors and exit status -------------------------------------------------------------------------------------------


def test_version() -> None:
    done = run_process("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"tui-captioner {__version__}\n", "")


@pytest.mark.parametrize("command", ["show", "vocab"])
def test_a_wrong_path_is_said_on_stderr_with_2(tmp_path: Path, command: str) -> None:
    (tmp_path / "file.png").write_bytes(PNG)
    for path, message in ((tmp_path / "gone", "does not exist"), (tmp_path / "file.png", "is a file, not a folder")):
        done = run(command, path)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(f"tui-captioner: {path} {message}. ")
        assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [(), ("--no-such-option",), ("show",), ("show", ".", "--no-such-option"), ("vocab", ".", "fly"), ("keys", "x")],
    ids=str,
)
def test_wrong_use_is_2_with_help_on_stderr(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    try:
        status: object = main(arguments)
    except SystemExit as caught:
        status = caught.code
    out, err = capsys.readouterr()
    assert (status, out) == (2, "")
    assert "usage: tui-captioner" in err


def test_the_composer_needs_a_terminal_and_an_image(dataset: Path) -> None:
    for arguments in ((dataset,), ("open", dataset), ("--preview", "off", "--quality=low", dataset)):
        done = run_process(*arguments)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("tui-captioner: The composer needs a terminal. ")


def test_errors_go_to_their_file_again_behind_the_composer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "screen").open("w") as screen, (tmp_path / "log").open("w") as log:
        monkeypatch.setattr(sys, "stdout", screen)
        monkeypatch.setattr(sys, "stderr", log)
        with drawing_on_the_terminal():
            os.write(log.fileno(), b"drawn")
        os.write(log.fileno(), b"an error")
    assert (tmp_path / "screen").read_bytes() == b"drawn"
    assert (tmp_path / "log").read_bytes() == b"an error"


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("photos", "open photos"),
        ("photos --preview off", "open photos --preview off"),
        ("--preview off photos", "open --preview off photos"),
        ("--preview=off --quality low demo DIR", "demo --preview=off --quality low DIR"),
        ("--preview off", "open --preview off"),
        ("--preview", "open --preview"),
        ("--version", "--version"),
        ("--json show photos", "--json show photos"),
        ("show photos", "show photos"),
        ("", ""),
    ],
)
def test_the_word_open_may_be_left_out_and_picture_options_come_first(given: str, read: str) -> None:
    assert command_first(given.split()) == read.split()


def test_a_folder_that_is_named_like_a_command_can_be_shown(
    dataset: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(dataset.parent)
    dataset.rename("show")
    assert main(["show", "./show"]) == 0
    assert "b.png" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("project.toml", b"globals = 7\n", "'globals' must be a list of texts"),
        ("project.toml", b"globals = [\n", "is not valid TOML"),
        ("vocab.toml", b"\xff", "is not valid TOML"),
        ("captions.db", b"no database at all, but long enough to be looked at" * 30, "captions.db"),
    ],
    ids=["field", "toml", "bytes", "database"],
)
def test_a_damaged_project_is_said_without_a_traceback(
    dataset: Path, name: str, content: bytes, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (dataset / ".tui-captioner").mkdir()
    (dataset / ".tui-captioner" / name).write_bytes(content)
    assert main(["show", str(dataset)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("tui-captioner: ")
    assert message in err
    assert "Traceback" not in err


def test_a_reader_that_goes_away_is_no_error(dataset: Path) -> None:
    for number in range(300):
        (dataset / f"n{number}.png").write_bytes(PNG)
        (dataset / f"n{number}.txt").write_text("standing, " * 60)
    command = [sys.executable, "-m", "tui_captioner", "show", str(dataset)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_an_output_that_is_no_utf8_shows_what_it_can(dataset: Path) -> None:
    (dataset / "b.txt").write_text("日本語, standing")
    for arguments in (("show", dataset), ("show", dataset, "--json")):
        done = run_process(*arguments, env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
        assert "Traceback" not in done.stderr
        assert (done.returncode, "standing" in done.stdout, "\\u65e5" in done.stdout) == (0, True, True)
    assert json.loads(done.stdout.splitlines()[1])["caption"] == "日本語, standing"


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_has_its_module_and_its_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main([command, "--help"])
    assert caught.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: tui-captioner {command}")
    module = __import__(f"tui_captioner.cli.{COMMANDS[command]}", fromlist=["run"])
    assert callable(module.run)

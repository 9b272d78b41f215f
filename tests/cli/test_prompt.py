"""`tui-captioner prompt`: what a model is asked for, from the profile, the words and the captions of a dataset."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PNG
from tests.support.command_line import is_safe
from tests.support.sessions import add, open_session, snapshot
from tui_captioner.cli.main import main

CAPTIONS: Mapping[str, Mapping[str, str]] = {
    "a.png": {"type": "portrait", "action": "waving", "background": "beach"},
    "b.png": {"type": "close up", "action": "running fast", "subject": "red hat"},
    "c.png": {"type": "cowboy shot", "action": "not done yet"},
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three captions, two of them done."""
    return make(tmp_path / "set", CAPTIONS, done=("a.png", "b.png"))


def make(root: Path, captions: Mapping[str, Mapping[str, str]], done: tuple[str, ...] = (), settings: str = "") -> Path:
    root.mkdir()
    for name in captions:
        (root / name).write_bytes(PNG)
    session = open_session(root)
    for name, slots in captions.items():
        for slot, text in slots.items():
            add(session, name, slot, text)
    for name in done:
        session.set_state(name, "done")
    session.close()
    if settings:
        (root / ".tui-captioner").mkdir(exist_ok=True)
        (root / ".tui-captioner" / "project.toml").write_text(settings, encoding="utf-8")
    return root


def set_up(root: Path, settings: str) -> None:
    (root / ".tui-captioner" / "project.toml").write_text(settings, encoding="utf-8")


def written(root: Path) -> dict[str, bytes]:
    """What lies there, but for what SQLite keeps beside a database that is read."""
    return {name: data for name, data in snapshot(root).items() if not name.endswith(("-shm", "-wal"))}


def asked(capsys: pytest.CaptureFixture[str], root: Path, *arguments: str) -> dict[str, Any]:
    """What the command says as JSON."""
    assert main(["prompt", str(root), *arguments, "--json"]) == 0
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    return said


def examples(system: str) -> list[dict[str, list[str]]]:
    return [json.loads(line) for line in system.splitlines() if line.startswith('{"')]


def test_it_prints_the_prompt_and_writes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = written(root)
    assert main(["prompt", str(root)]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("You describe an image")
    assert said.err == ""
    assert written(root) == before


def test_an_empty_folder_has_one_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prompt", str(tmp_path)]) == 0
    said = capsys.readouterr()
    assert '"action", Action' in said.out
    assert "EXAMPLES" not in said.out
    assert "No caption is done yet" in said.err
    assert list(tmp_path.iterdir()) == []


def test_finished_captions_alone_are_examples(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = asked(capsys, root)
    assert said["examples"] == 2
    assert [example["action"] for example in examples(said["system"])] == [["waving"], ["running fast"]]
    assert all(list(example) == said["schema"]["required"] for example in examples(said["system"]))


def test_another_profile_is_tried_without_being_set(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = asked(capsys, root, "--profile", "character")
    assert said["profile"] == "character"
    assert said["schema"]["required"] == ["type", "action", "details", "associations"]
    assert "red hat" not in said["system"]
    assert "beach" not in said["system"]
    assert asked(capsys, root)["profile"] == "plain"


def test_the_profile_is_that_of_the_project(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    set_up(root, 'profile = "object"\n')
    assert "nothing of its look, material or texture" in asked(capsys, root)["system"]
    assert asked(capsys, root, "--profile", "plain")["profile"] == "plain"


def test_what_the_program_adds_is_neither_asked_for_nor_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    captions = {"a.png": {"type": "of annika", "action": "waving"}, "b.png": {"type": "wide shot", "action": "on film"}}
    root = make(tmp_path / "set", captions, ("a.png", "b.png"))
    set_up(root, 'profile = "character"\ntrigger = "annika"\nglobals = ["annika", "on film"]\n')
    system = asked(capsys, root)["system"]
    assert '"annika" is put into each caption afterwards: leave it out.' in system
    assert "of annika" not in system
    assert "on film" not in system


def test_a_trigger_that_stands_in_no_global_goes_where_captions_have_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    captions = {"a.png": {"type": "wide shot", "action": "annika waving"}}
    root = make(tmp_path / "set", captions, ("a.png",))
    set_up(root, 'profile = "character"\ntrigger = "annika"\n')
    system = asked(capsys, root)["system"]
    assert 'Write "annika" once, spelt exactly so, inside a phrase of "action"' in system
    assert examples(system)[0]["action"] == ["annika waving"]


def test_own_rules_take_the_place_of_those_of_the_profile(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = root / ".tui-captioner" / "prompt.txt"
    file.write_bytes(b"\xef\xbb\xbfOnly hats.\r\n\tNothing \x1b[31melse.\r\n")
    assert main(["prompt", str(root), "--profile", "style"]) == 0
    said = capsys.readouterr()
    assert "Only hats.\n    Nothing \\x1b[31melse.\n" in said.out
    assert "RULE" not in said.out
    assert "EXAMPLES" in said.out
    assert f"The rules are those of {file}" in said.err
    assert asked(capsys, root)["rules_file"] == str(file)


def test_an_empty_file_of_rules_is_none(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / ".tui-captioner" / "prompt.txt").write_text(" \n\n")
    said = asked(capsys, root)
    assert "RULE" in said["system"]
    assert said["rules_file"] is None


def test_the_settings_may_name_the_file_of_rules(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "docs").mkdir()
    (root / "docs" / "rules.md").write_text("Only hats.")
    (root / ".tui-captioner" / "prompt.txt").write_text("Only shoes.")
    set_up(root, '[draft]\nprompt = "docs/rules.md"\n')
    system = asked(capsys, root)["system"]
    assert "Only hats." in system
    assert "shoes" not in system


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('prompt = "gone.txt"', "gone.txt is not there, though [draft] prompt names it"),
        ('prompt = "/etc/hostname"', "'prompt' must name a file of the dataset"),
        ('prompt = "../secret.txt"', "leads out by '..'"),
        ('prompt = "link.txt"', "link.txt is a link"),
        ('prompt = "linked/secret.txt"', "linked is a link, which is not followed"),
        ('prompt = "latin.txt"', "latin.txt is no UTF-8 text: byte 3"),
        ('prompt = "long.txt"', "at most 64 kB are read"),
        ("prompt = 3", "'prompt' must be text"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(
    root: Path, capsys: pytest.CaptureFixture[str], settings: str, said: str
) -> None:
    secret = root.parent / "secret.txt"
    secret.write_text("SECRET")
    (root / "link.txt").symlink_to(secret)
    (root / "linked").symlink_to(root.parent)
    (root / "latin.txt").write_bytes(b"gr\xfcn")
    (root / "long.txt").write_text("x" * 65537)
    set_up(root, f"[draft]\n{settings}\n")
    assert main(["prompt", str(root)]) == 1
    printed = capsys.readouterr()
    assert said in printed.err
    assert printed.out == ""


def test_a_video_is_asked_about_as_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    captions = {"a.mp4": {"action": "filmed"}, "b.mp4": {"action": "filmed too"}}
    root = make(tmp_path / "set", captions, ("a.mp4",))
    said = asked(capsys, root, "--profile", "motion")
    assert (said["for"], "frames of one video" in said["user"]) == ("video", True)
    assert asked(capsys, root, "--for", "image")["for"] == "image"


def test_examples_are_of_what_is_described_where_there_are_some(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    captions = {"a.png": {"action": "drawn"}, "b.mp4": {"action": "filmed"}}
    root = make(tmp_path / "set", captions, ("a.png", "b.mp4"))
    for medium, first in (("image", "drawn"), ("video", "filmed")):
        said = asked(capsys, root, "--for", medium)
        assert examples(said["system"])[0]["action"] == [first]


def test_hostile_texts_of_a_dataset_reach_no_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    captions = {"a.png": {"type": "wide shot", "action": "[red]waving[/red]"}}
    root = make(tmp_path / "set", captions, ("a.png",))
    (root / "b.png").write_bytes(PNG)
    (root / "b.txt").write_text("x\x1b]52;c;QQ==\x07, y\u202ez, wide shot", encoding="utf-8")
    set_up(root, '[[structure]]\nkey = "type"\n[[structure]]\nkey = "action"\ntitle = "[b]Acts[/b]"\n')
    assert main(["prompt", str(root)]) == 0
    out = capsys.readouterr().out
    assert is_safe(out)
    assert "[b]Acts[/b]" in out
    assert "[red]waving[/red]" in out
    assert "52;c" not in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--profile", "stile"], "Did you mean style?"),
        (["--for", "vidoe"], "Did you mean video?"),
        (["--profile", "all_out"], "The profile all_out leaves out every slot"),
    ],
)
def test_wrong_use_is_told_what_was_meant(
    root: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    slots = '["type", "action", "subject", "details", "background", "associations"]'
    set_up(root, f"[profiles.all_out]\nleaves_out = {slots}\n")
    try:
        status = main(["prompt", str(root), *arguments])
    except SystemExit as end:
        status = int(str(end.code))
    assert status == 2
    assert said in capsys.readouterr().err

"""`tui-captioner profile`: what is set, setting it, and having captions follow."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import PNG
from tui_captioner.cli.main import main

READ = "photograph,  standing, beach at dusk\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in "ab":
        (tmp_path / f"{name}.png").write_bytes(PNG)
    (tmp_path / "a.txt").write_text(READ)
    return tmp_path


def run(*arguments: object) -> int:
    return main(["profile", *map(str, arguments)])


def test_without_more_it_shows_what_is_set_and_makes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root) == 0
    said = capsys.readouterr().out
    assert said.startswith("profile plain")
    assert "profiles: plain, character, style, motion, object" in said
    assert not (root / ".tui-captioner").exists()


def test_setting_it_changes_no_caption(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "character", "--trigger", "annika", "--model", "flux-dev", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["profile"], said["trigger"], said["model"]) == ("character", "annika", "flux-dev")
    assert said["left_out"] == ["subject", "background"]
    assert (root / "a.txt").read_text() == READ
    assert 'trigger = "annika"' in (root / ".tui-captioner" / "project.toml").read_text()


def test_a_dry_run_shows_what_would_change_and_sets_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "character", "--dry-run") == 0
    said = capsys.readouterr().out
    assert "1 image would be written for this profile" in said
    assert "+ photograph,  standing" in said
    assert (root / "a.txt").read_text() == READ
    assert not (root / ".tui-captioner").exists()


def test_applying_it_is_one_step_that_undo_takes_back(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "character", "--apply") == 0
    assert (root / "a.txt").read_text() == "photograph,  standing"
    main(["show", str(root), "a.png", "--json"])
    shown = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert shown["caption"] == "photograph,  standing"
    assert shown["slots"]["background"] == ["beach at dusk"]
    assert shown["left_out"] == {"background": ["beach at dusk"]}
    assert main(["undo", str(root)]) == 0
    assert (root / "a.txt").read_text() == READ


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["charakter"], "There is no profile 'charakter'. Did you mean character?"),
        (["charakter", "--dry-run"], "There is no profile 'charakter'. Did you mean character?"),
        (["--apply", "--dry-run"], "--apply and --dry-run don't go together"),
        (["--trigger", "two\nlines"], "trigger word"),
    ],
)
def test_a_slip_is_said_and_changes_nothing(
    root: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(root, *arguments) == 2
    assert said in capsys.readouterr().err
    assert not (root / ".tui-captioner" / "project.toml").exists()


def test_an_unknown_profile_in_the_settings_is_told_with_the_nearest(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / ".tui-captioner").mkdir()
    (root / ".tui-captioner" / "project.toml").write_text('profile = "motoin"\n')
    assert main(["show", str(root)]) == 1
    assert "there is no profile 'motoin'. Did you mean motion?" in capsys.readouterr().err


def test_what_is_left_out_goes_along_into_another_folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    run(root, "character", "--apply")
    file, other = root / "all.jsonl", tmp_path_factory.mktemp("other")
    assert main(["export", str(root), "--to", "slots-jsonl", "-o", str(file)]) == 0
    (other / "a.png").write_bytes(PNG)
    assert main(["import", str(other), str(file)]) == 0
    assert (other / "a.txt").read_text() == "photograph,  standing"
    run(other, "plain", "--apply")
    assert (other / "a.txt").read_text() == "photograph, standing, beach at dusk"


def test_an_import_in_place_of_a_caption_keeps_what_it_can_not_hold(root: Path) -> None:
    run(root, "character", "--apply")
    file = root / "captions.json"
    file.write_text('{"a.png": ["sitting"]}')
    assert main(["import", str(root), str(file), "--mode", "replace"]) == 0
    assert (root / "a.txt").read_text() == "sitting"
    run(root, "plain", "--apply")
    assert (root / "a.txt").read_text() == "sitting, beach at dusk"

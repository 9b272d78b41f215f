"""`tui-captioner template`: what captions are written by, setting it, and having captions follow."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tui_captioner.cli.main import main

TAGS = "photograph, of a woman, standing, a thing unheard of"
SENTENCE = "a photograph of a woman standing, a thing unheard of"


def run(*arguments: object) -> int:
    return main(["template", *map(str, arguments)])


def test_without_more_it_shows_what_is_set_and_makes_nothing(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(dataset) == 0
    said = capsys.readouterr().out
    assert said.startswith("template tags")
    assert "templates: tags, sentence, sentence-plus-tags" in said
    assert not (dataset / ".tui-captioner").exists()


def test_setting_it_changes_no_caption_and_a_dry_run_sets_nothing(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (dataset / "b.txt").read_bytes()
    assert run(dataset, "sentence", "--dry-run") == 0
    assert f"+ {SENTENCE}" in capsys.readouterr().out
    assert not (dataset / ".tui-captioner").exists()
    assert run(dataset, "sentence", "--place", "before", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["template"], said["place"], said["images"]) == ("sentence", "before", [])
    settings = (dataset / ".tui-captioner" / "project.toml").read_text()
    assert 'template = "sentence"' in settings
    assert 'template_place = "before"' in settings
    assert (dataset / "b.txt").read_bytes() == before


def test_what_was_applied_is_what_every_command_says(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(dataset, "sentence", "--apply") == 0
    assert (dataset / "b.txt").read_text() == SENTENCE
    capsys.readouterr()
    main(["show", str(dataset), "b.png", "--json"])
    row = json.loads(capsys.readouterr().out)
    assert row["caption"] == SENTENCE
    assert row["slots"]["action"] == ["standing"]
    main(["export", str(dataset), "--to", "csv", "-o", str(tmp_path / "out.csv")])
    assert SENTENCE in (tmp_path / "out.csv").read_text()
    capsys.readouterr()
    main(["show", str(dataset), "--filter", f'text:"{SENTENCE}"', "--json"])
    assert json.loads(capsys.readouterr().out)["tokens"] == row["tokens"]
    assert run(dataset, "tags", "--apply") == 0
    assert (dataset / "b.txt").read_text() == TAGS


def test_a_name_that_is_none_is_wrong_use(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(dataset, "sentense") == 2
    assert "There is no template 'sentense'. Did you mean sentence" in capsys.readouterr().err
    assert run(dataset, "sentence", "--apply", "--dry-run") == 2

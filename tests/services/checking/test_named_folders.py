"""Sub-folders that our own settings name as datasets: what lies in them is looked at as in the dataset's own folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.checks import PNG, Files, check, one


def told(files: Files, trainer: str, root: Path) -> list[tuple[str, str]]:
    found = check(root, files, trainer)
    return sorted((each.rule, each.file_name) for each in found if each.rule != "sub-folder")


@pytest.mark.parametrize("trainer", ["sd-scripts", "musubi", "diffusion-pipe"])
def test_captions_and_pictures_in_them_are_looked_at(tmp_path: Path, trainer: str) -> None:
    files: Files = {**one("b.png"), **one("s/a.png", text=b"caf\xe9"), **one("t/c.png"), "t/c.png": PNG[:-20]}
    assert told(files, trainer, tmp_path) == [("encoding", "s/a.png"), ("undecodable-picture", "t/c.png")]


def test_where_no_settings_name_them_they_are_not_looked_at(tmp_path: Path) -> None:
    assert told({**one("b.png"), **one("s/a.png", text=b"caf\xe9")}, "finetrainers", tmp_path) == []


def test_a_folder_of_no_repeats_is_not_looked_at(tmp_path: Path) -> None:
    assert told({**one("3_x/b.png"), **one("0_y/a.png", text=b"caf\xe9")}, "musubi", tmp_path) == []


def test_each_folder_has_a_captions_json_of_its_own(tmp_path: Path) -> None:
    files: Files = {**one("b.png"), **one("s/a.png"), **one("s/c.png"), "s/captions.json": '{"a.png": "a cat"}'}
    assert told(files, "diffusion-pipe", tmp_path) == [
        ("captions-json-string", "s/a.png"),
        ("image-without-row", "s/c.png"),
    ]
    (tmp_path / "s" / "captions.json").write_text('{"a.png": ["a dog"], "c.png": ["a cat"]}')
    assert told({}, "diffusion-pipe", tmp_path) == [("export-differs", "s/a.png")]
    (tmp_path / "s" / "captions.json").write_text("[]")
    found = [each for each in check(tmp_path, {}, "diffusion-pipe") if each.rule == "captions-json"]
    assert [each.message.partition(" is no")[0] for each in found] == ["s/captions.json"]


def test_the_captions_json_of_the_dataset_is_not_that_of_its_folders(tmp_path: Path) -> None:
    files: Files = {**one("b.png"), **one("s/b.png", text=b"caf\xe9"), "captions.json": '{"b.png": ["a cat"]}'}
    assert told(files, "diffusion-pipe", tmp_path) == [("encoding", "s/b.png")]


def test_a_captions_json_in_a_folder_is_nothing_to_others(tmp_path: Path) -> None:
    assert told({**one("b.png"), **one("s/a.png"), "s/captions.json": "["}, "musubi", tmp_path) == []

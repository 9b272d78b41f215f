"""Completing a typed path: by what lies in its folder, without the pictures that nobody imports."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_captioner.storage.files.path_completion import PathCompletion


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("captions.csv", "captions.jsonl", "cat.png", ".captions", "x\x1b.csv"):
        (tmp_path / name).touch()
    (tmp_path / "more").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "rest"),
    [
        ("cap", "tions.csv"),
        ("captions.j", "sonl"),
        ("cat", ""),
        ("m", "ore/"),
        (".c", "aptions"),
        ("x", ""),
        ("", "captions.csv"),
        ("no/such/folder", ""),
        ("captions.csv", ""),
    ],
)
def test_the_rest_of_the_first_name_that_begins_so(folder: Path, typed: str, rest: str) -> None:
    assert PathCompletion().rest(f"{folder}/{typed}") == rest


def test_paths_count_from_the_current_folder_or_from_home(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(folder))
    completion = PathCompletion()
    assert completion.rest("capt") == "ions.csv"
    assert completion.rest("~") == "/"
    assert completion.rest("~/capt") == "ions.csv"
    assert completion.rest("\0") == ""
    assert completion.rest("~nobody-of-that-name/x") == ""

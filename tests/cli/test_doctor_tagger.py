"""`doctor` says whether taggers can be run, and which one a project has; it runs none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.tiny_tagger import write_tagger
from tui_captioner.cli.doctor_tagger import describe_tagger
from tui_captioner.domain.errors import WrongUseError


@pytest.fixture
def named(dataset: Path, tmp_path: Path) -> Path:
    (dataset / ".tui-captioner").mkdir()
    settings = dataset / ".tui-captioner" / "project.toml"
    settings.write_text(f"[draft]\ntagger = '{tmp_path / 'tiny'}'\n", encoding="utf-8")
    return dataset


def test_without_a_project_it_says_what_runs_taggers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_captioner.storage.images.extras.installed_version", lambda _: "not installed")
    assert describe_tagger(None) == 'not installed (pip install "tui-captioner[tagger]")'


def test_a_project_without_one_is_told_where_to_name_it(dataset: Path) -> None:
    assert describe_tagger(dataset).endswith("the project names none ([draft] tagger)")


def test_that_of_the_project_is_named_with_its_tags(named: Path, tmp_path: Path) -> None:
    write_tagger(tmp_path / "tiny", b"not looked into", {"selected_tags.csv": "name,category\na,0\nb,0\n"})
    assert describe_tagger(named).endswith(f"the project's is {tmp_path / 'tiny'}, with 2 tags")


def test_one_that_is_gone_or_in_the_dataset_is_told(named: Path, tmp_path: Path) -> None:
    assert "the project's can't be used" in describe_tagger(named)
    assert "is no folder" in describe_tagger(named)
    (named / ".tui-captioner" / "project.toml").write_text(f"[draft]\ntagger = '{named}'\n", encoding="utf-8")
    assert "lies in the dataset" in describe_tagger(named)


def test_a_wrong_path_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(WrongUseError):
        describe_tagger(tmp_path / "none")

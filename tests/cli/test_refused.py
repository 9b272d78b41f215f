"""`tui-captioner refused`: what was refused is listed and forgiven, and drafts go by it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.imports import imported, put, undo
from tests.support.sessions import open_session
from tui_captioner.cli.main import main
from tui_captioner.domain.drafting.drafted import DraftedTag
from tui_captioner.services.drafting.machine_tags import refuse
from tui_captioner.services.session.session import Session

HAT, CAT = DraftedTag("subject", "red hat", "wd14"), DraftedTag("subject", "[bold]cat", "joy")


@pytest.fixture
def root(dataset: Path) -> Path:
    session = open_session(dataset)
    for name in ("a.png", "c.png"):
        session.edit_record(name, "drafts", replace(session.record(name), drafted=(HAT, CAT)))
    refuse(session, "a.png", session.record("a.png"), [HAT])
    refuse(session, "c.png", session.record("c.png"), [CAT])
    session.close()
    return dataset


def listed(capsys: pytest.CaptureFixture[str], *arguments: object) -> list[tuple[str, str]]:
    main(["refused", *map(str, arguments), "--json"])
    return [(one["file_name"], one["tag"]) for one in map(json.loads, capsys.readouterr().out.splitlines())]


def test_it_lists_what_was_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["refused", str(root)]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.endswith("a.png  red hat  (subject, wd14)")
    assert second.endswith("c.png  [bold]cat  (subject, joy)")
    assert first.startswith("2026-01-0")


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["--tag", "Red_Hat"], ["a.png"]),
        (["--by", "joy"], ["c.png"]),
        (["--filter", "name:a"], ["a.png"]),
        (["--tag", "dog"], []),
        ([], ["a.png", "c.png"]),
    ],
)
def test_some_are_chosen(
    root: Path, arguments: list[str], names: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert [name for name, _ in listed(capsys, root, *arguments)] == names


def test_nothing_refused_is_said(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["refused", str(dataset)]) == 1
    assert "Nothing was refused that fits" in capsys.readouterr().err
    assert not (dataset / ".tui-captioner").exists()


def test_what_is_forgiven_may_be_proposed_again_until_that_is_taken_back(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = put(tmp_path / "captions.json", '{"a.png": "Red_Hat"}')
    report = imported(capsys, root, file, "--as-draft", "other")
    assert [one["why"] for one in report["left_out"]] == ["it was refused for this image"]
    assert main(["refused", str(root), "--tag", "red hat", "--forgive"]) == 0
    assert "1 tag may be proposed again" in capsys.readouterr().out
    assert listed(capsys, root, "--by", "wd14") == []
    assert main(["log", str(root), "--limit", "1"]) == 0
    assert " 1 tag  forgive 'red hat' for a.png" in capsys.readouterr().out
    assert undo(root) == "forgive 'red hat' for a.png"
    assert listed(capsys, root, "--by", "wd14") == [("a.png", "red hat")]
    assert main(["refused", str(root), "--tag", "red hat", "--forgive"]) == 0
    capsys.readouterr()
    assert imported(capsys, root, file, "--as-draft", "other")["imported"] == 1


def test_taking_a_refusal_back_for_one_image_forgives_it(root: Path) -> None:
    session = Session.open(root)
    assert [step.title for step in session.project.ensure().headers(1)] == ["refuse '[bold]cat' by joy"]
    number = session.project.ensure().headers(1)[0].number
    session.undo_part(number, "c.png")
    assert [one.text for one in session.refused.all()] == ["red hat"]
    assert [one.text for one in session.record("c.png").drafted] == ["red hat", "[bold]cat"]
    session.close()

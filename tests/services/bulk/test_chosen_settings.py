"""A template or profile that is chosen together with a change of all captions is undone with it, and done again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.sessions import add, open_session, sidecars
from tui_captioner.cli.main import main
from tui_captioner.services.session.jobs import finish


@pytest.fixture
def root(dataset: Path) -> Path:
    for name in "abc":
        (dataset / f"{name}.txt").write_text("1girl, red hat, standing, tree")
    return dataset


def settings_of(root: Path) -> tuple[str, str, str]:
    session = open_session(root)
    settings = session.project.settings
    session.close()
    return settings.template, settings.profile, settings.trigger


@pytest.mark.parametrize(
    ("command", "then"),
    [
        (["template", "sentence"], ("sentence", "plain", "")),
        (["profile", "character", "--trigger", "sks"], ("", "character", "sks")),
    ],
)
def test_undo_takes_captions_and_settings_back(root: Path, command: list[str], then: tuple[str, str, str]) -> None:
    before = sidecars(root)
    assert main([command[0], str(root), *command[1:], "--apply"]) == 0
    after = sidecars(root)
    assert settings_of(root) == then
    assert main(["undo", str(root)]) == 0
    assert (sidecars(root), settings_of(root)) == (before, ("", "plain", ""))
    assert main(["redo", str(root)]) == 0
    assert (sidecars(root), settings_of(root)) == (after, then)


def test_what_was_chosen_otherwise_since_stays(root: Path) -> None:
    assert main(["template", str(root), "sentence", "--apply"]) == 0
    assert main(["template", str(root), "sentence-plus-tags"]) == 0
    assert main(["undo", str(root)]) == 0
    assert settings_of(root)[0] == "sentence-plus-tags"


def test_another_step_goes_with_no_settings(root: Path) -> None:
    assert main(["template", str(root), "sentence"]) == 0
    session = open_session(root)
    add(session, "a.png", "details", "zzz")
    finish(session.undo())
    assert session.project.settings.template == "sentence"
    session.close()

"""What our own ready settings mend is no error: rules on files and the settings of a trainer agree."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.checks import Files, check, one
from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.trainers.settings.makers import MAKERS, settings_for
from tui_captioner.domain.trainers.targets import TARGETS
from tui_captioner.services.exporting.settings_facts import facts_in_place
from tui_captioner.services.session.jobs import result_of
from tui_captioner.services.session.session import Session

LINES = '[input]\nlines = "captions"\n'
SUB_FOLDERS = one("b.png", "s/a.png", "s/b.png", "t/c.png")


def settings_of(root: Path, trainer: str) -> str:
    """The ready settings without their comments."""
    session = Session.open(root, writable=False)
    try:
        text = settings_for(trainer, result_of(facts_in_place(session, TARGETS[trainer]))).text
        return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    finally:
        session.close()


def on_files(found: list[Finding]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(each.rule, each.severity, each.images) for each in found]


@pytest.mark.parametrize("trainer", ["sd-scripts", "musubi", "diffusion-pipe"])
def test_sub_folders_are_told_once_and_are_no_error(tmp_path: Path, trainer: str) -> None:
    found = check(tmp_path, SUB_FOLDERS, trainer)
    assert on_files(found) == [("sub-folder", "warning", ("s/a.png", "s/b.png", "t/c.png"))]
    assert "on 3 images" in found[0].message
    assert f"check --for {trainer} ends with" in found[0].mend
    assert all(f'{tmp_path}/{name}"' in settings_of(tmp_path, trainer) for name in "st")


def test_where_there_are_no_settings_sub_folders_are_an_error(tmp_path: Path) -> None:
    found = check(tmp_path, SUB_FOLDERS, "finetrainers")
    assert on_files(found) == [("sub-folder", "error", ("s/a.png", "s/b.png", "t/c.png"))]


def test_one_image_in_a_sub_folder_is_named(tmp_path: Path) -> None:
    (found,) = check(tmp_path, one("b.png", "s/a.png"), "musubi")
    assert (found.file_name, found.images) == ("s/a.png", ())
    assert found.message == "lies in a folder that musubi-tuner does not look into"


def test_lines_of_which_one_is_drawn_are_told_once_and_are_no_error(tmp_path: Path) -> None:
    found = check(tmp_path, one("a.png", "b.png", text="a cat\na dog"), "sd-scripts", settings=LINES)
    assert on_files(found) == [("several-lines", "warning", ("a.png", "b.png"))]
    assert "enable_wildcard = true" in settings_of(tmp_path, "sd-scripts")


def test_an_empty_first_line_is_passed_over_where_a_line_is_drawn(tmp_path: Path) -> None:
    (found,) = check(tmp_path, one("a.png", text="\na cat\na dog"), "sd-scripts", settings=LINES)
    assert (found.rule, found.severity, "enable_wildcard" in found.mend) == ("first-line-empty", "warning", True)
    assert "enable_wildcard = true" in settings_of(tmp_path, "sd-scripts")


def test_with_braces_our_settings_draw_no_line_so_that_it_is_an_error(tmp_path: Path) -> None:
    files: Files = {**one("a.png", text="a cat\na dog"), **one("b.png", text="{red|blue}")}
    found = check(tmp_path, files, "sd-scripts", settings=LINES)
    assert [(each.rule, each.severity) for each in found] == [("braces", "warning"), ("several-lines", "error")]
    assert "leave it out" in found[1].mend
    assert "enable_wildcard = true" not in settings_of(tmp_path, "sd-scripts")


def test_lines_that_nobody_said_are_captions_stay_an_error_one_by_one(tmp_path: Path) -> None:
    found = check(tmp_path, one("a.png", "b.png", text="a cat\na dog"), "sd-scripts")
    assert [(each.severity, each.file_name) for each in found] == [("error", "a.png"), ("error", "b.png")]
    assert "enable_wildcard = true" not in settings_of(tmp_path, "sd-scripts")


@pytest.mark.parametrize("trainer", MAKERS)
def test_a_suffix_that_our_settings_name_is_no_error(tmp_path: Path, trainer: str) -> None:
    files: Files = {"a.png": b"x", "a.cap": "a cat", "b.png": b"x", "b.cap": "a dog"}
    errors = [each for each in check(tmp_path, files, trainer) if each.severity == "error"]
    is_named = '.cap"' in settings_of(tmp_path, trainer)
    assert (is_named, bool(errors)) == (bool(TARGETS[trainer].suffix_setting), not is_named)

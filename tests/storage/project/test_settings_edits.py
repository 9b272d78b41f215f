"""Settings changed by program: what is set stands where it holds, all else stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_captioner.storage.project.settings import SettingsError, load_settings, make_settings
from tui_captioner.storage.project.settings_edits import change_values

CHOICE = {("profile",): "character", ("trigger",): "annika", ("tokens", "model"): "flux-dev"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "project.toml"


def test_a_new_file_has_what_was_set_in_place_of_what_showed_it(path: Path) -> None:
    make_settings(path)
    before = path.read_text()
    change_values(path, CHOICE)
    after = path.read_text()
    settings = load_settings(path)
    assert (settings.profile, settings.trigger, settings.tokens.model) == ("character", "annika", "flux-dev")
    assert 'profile = "character"               # what kind of LoRA' in after
    assert [line for line in before.splitlines() if line not in after.splitlines()] == [
        line for line in before.splitlines() if line.startswith(("# profile", "# trigger"))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# mine",
        '[output]\nseparator = ", "\n',
        "# a comment\n\n# [checks]\n# off = []\n[checks]\noff = []",
        'globals = ["x"]  # keep\n[tokens]\nmodel = "sd" # which\n',
    ],
    ids=["empty", "comment alone", "table first", "commented table", "globals"],
)
def test_a_setting_never_falls_into_a_table(path: Path, text: str) -> None:
    path.write_text(text)
    change_values(path, CHOICE)
    settings = load_settings(path)
    assert (settings.profile, settings.trigger, settings.tokens.model) == ("character", "annika", "flux-dev")
    # A table whose comment marks are taken away takes nothing in.
    path.write_text(path.read_text().replace("# [checks]", "[checks]").replace("[checks]\noff = []", "", 1))
    assert load_settings(path).trigger == "annika"
    for word in ("mine", "a comment", "keep", "which"):
        assert (word in text) == (word in path.read_text())


def test_what_is_set_already_is_changed_where_it_stands(path: Path) -> None:
    path.write_text('trigger = "ann" # the name\nprofile = "style"\n')
    change_values(path, {("trigger",): "annika", ("profile",): None})
    assert path.read_text() == 'trigger = "annika" # the name\n'


def test_a_text_with_quotes_is_written_so_that_it_is_read(path: Path) -> None:
    make_settings(path)
    change_values(path, {("trigger",): 'an"ni\\ka'})
    assert load_settings(path).trigger == 'an"ni\\ka'


def test_something_else_of_the_name_of_a_table_is_said(path: Path) -> None:
    path.write_text('tokens = "x"\n')
    with pytest.raises(SettingsError, match=r"\[tokens\] must be a table"):
        change_values(path, CHOICE)
    assert path.read_text() == 'tokens = "x"\n'

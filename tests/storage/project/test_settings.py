from __future__ import annotations

from pathlib import Path

import pytest

from tui_captioner.storage.project.settings import (
    SettingsError,
    TokenSettings,
    load_settings,
    make_settings,
    write_globals,
)
from tui_captioner.storage.user_settings import load_user_settings
from tui_captioner.storage.vocabulary_files import load_shipped, load_terms


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "project.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_no_file_means_defaults(tmp_path: Path) -> None:
    settings = load_settings(tmp_path / "project.toml")
    assert settings.structure.keys == ("globals", "type", "action", "subject", "details", "background", "associations")
    assert (settings.globals, settings.output.separator, settings.extension) == ((), ", ", "")


def test_a_new_file_is_readable_and_says_how(tmp_path: Path) -> None:
    path = tmp_path / "project.toml"
    make_settings(path)
    assert load_settings(path) == load_settings(tmp_path / "none.toml")
    before = path.read_bytes()
    make_settings(path)
    assert path.read_bytes() == before


def test_everything_can_be_set(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
profile = "style"
trigger = "ohwx"
globals = ["ohwx", " two  words ", "ohwx"]
[[structure]]
key = "type"
title = "Kind"
[[structure]]
key = "mood"
layers = ["a"]
[output]
extension = ".CAPTION"
separator = "; "
head_separator = "|||"
globals_at = "type"
""",
    )
    settings = load_settings(path)
    assert settings.structure.keys == ("globals", "type", "mood")
    assert settings.structure.title("type") == "Kind"
    assert settings.structure.catch_all == "mood"
    assert settings.globals == ("ohwx", "two words")
    assert (settings.output.separator, settings.output.head_separator, settings.output.globals_at) == (
        "; ",
        "|||",
        "type",
    )
    assert settings.extension == ".caption"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("globals = 3", "'globals' must be a list"),
        ("profile = 3", "'profile' must be text"),
        ("output = 3", r"\[output\] must be a table"),
        ('[output]\nglobals_at = "nowhere"', "'globals_at' must be start, end or one of"),
        ('[output]\nextension = "txt"', "'extension' must be a suffix"),
        ('[output]\nseparator = "\\n"', "'separator' must be"),
        ("structure = 3", "must be written as"),
        ('[[structure]]\ntitle = "x"', "slot 1: 'key' must be"),
        ('[[structure]]\nkey = "a"\ncolour = "x"', "unknown field 'colour'"),
        ('[[structure]]\nkey = "a"\n[[structure]]\nkey = "a"', "used twice"),
        ('[[structure]]\nkey = "a"\nlayers = "x"', "'layers' must be a list"),
        ("globals = [", "is not valid TOML"),
    ],
)
def test_a_wrong_setting_names_file_and_field(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said) as caught:
        load_settings(write(tmp_path, text))
    assert "project.toml" in str(caught.value)


def test_globals_are_not_written_into_a_broken_file(tmp_path: Path) -> None:
    path = write(tmp_path, "globals = [")
    with pytest.raises(SettingsError):
        write_globals(path, ["a"])
    assert path.read_text() == "globals = ["


def test_the_users_keys(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('preview = "off"\n[keys]\nundo = "f5"\nredo = ["f6", "f7"]\n')
    settings = load_user_settings(path)
    assert (settings.preview, settings.keys) == ("off", {"undo": ("f5",), "redo": ("f6", "f7")})
    assert load_user_settings(tmp_path / "none.toml").keys == {}


@pytest.mark.parametrize("text", ["preview = 3", "keys = 3", "[keys]\nundo = 3", "[keys]\nundo = [3]"])
def test_wrong_user_settings_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text)
    with pytest.raises(SettingsError, match=r"config\.toml"):
        load_user_settings(path)


def test_vocabulary_files(tmp_path: Path) -> None:
    assert len(load_shipped()) > 1500
    path = tmp_path / "vocab.toml"
    assert load_terms(path) == []
    path.write_text('[action.layers]\n"pose and movement" = ["moonwalk"]\n[action.aliases]\nmoonwalk = ["backslide"]\n')
    (term,) = load_terms(path)
    assert (term.text, term.slot, term.layer, term.aliases) == (
        "moonwalk",
        "action",
        "pose and movement",
        ("backslide",),
    )
    path.write_text("[action]\nlayers = 3\n")
    with pytest.raises(SettingsError, match=r"vocab\.toml"):
        load_terms(path)


def test_limits_of_tokens_can_be_set(tmp_path: Path) -> None:
    path = tmp_path / "project.toml"
    path.write_text('[tokens]\nmodel = "flux-dev"\nmax_tokens = 150\ntokenizers = ["t5/tokenizer.json"]\n')
    assert load_settings(path).tokens == TokenSettings("flux-dev", 150, (Path("t5/tokenizer.json"),), is_chosen=True)


@pytest.mark.parametrize(
    "text", ['model = "sd9"', "max_tokens = 100", 'max_tokens = "75"', 'tokenizers = "one"', "model = 1"]
)
def test_wrong_limits_of_tokens_are_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "project.toml"
    path.write_text(f"[tokens]\n{text}\n")
    with pytest.raises(SettingsError, match=text.split(" ")[0]):
        load_settings(path)

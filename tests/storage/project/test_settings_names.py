"""A setting that is misspelt would be passed over without a word: it is told, with the nearest known one."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.tui_material import open_session
from tui_captioner.cli.main import main
from tui_captioner.storage.project.settings import load_settings, make_settings
from tui_captioner.storage.project.settings_names import PROJECT, USER, unknown_settings


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("triger = 'x'", "'triger' is not known and does nothing. Did you mean trigger?"),
        ("[output]\nseperator = ';'", "'output.seperator' is not known and does nothing. Did you mean separator?"),
        ("suffixes = ['.x']", "'suffixes' is not known and does nothing. It goes under [input]"),
        ("[ouput]\nextension = '.x'", "'ouput' is not known and does nothing. Did you mean output?"),
        ("zebra = 1", "'zebra' is not known and does nothing. It is one of profile, trigger"),
        ("model = 'sdxl'", "'model' is not known and does nothing. It goes under [tokens]"),
        ("'\\u001b[2J' = 1", r"'\\x1b[2J' is not known"),
    ],
)
def test_a_name_that_is_not_known_is_told(text: str, said: str) -> None:
    (found,) = unknown_settings(tomllib.loads(text.replace("'\\u001b[2J'", '"\\u001b[2J"')), PROJECT, "project.toml")
    assert found.startswith(f"project.toml: {said}")


def test_all_that_is_known_is_fine_and_so_are_tables_of_the_users_own_names(tmp_path: Path) -> None:
    text = "profile = 'x'\n[tokens]\nmodel = 'sd'\n[filters]\nhats = 'tag:hat'\n[different]\nx = 'y'\n"
    text += "[checks]\noff = ['unsure']\n[checks.bom]\nseverity = 'info'\n"
    assert unknown_settings(tomllib.loads(text), PROJECT, "project.toml") == []
    assert unknown_settings(tomllib.loads("theme = 'dark'\n[keys]\nundo = 'f10'\n"), USER, "config.toml") == []
    make_settings(tmp_path / "project.toml")
    assert load_settings(tmp_path / "project.toml").unknown == ()


def test_a_file_of_another_program_is_told_in_a_few_lines() -> None:
    assert len(unknown_settings({f"zebra{number}": 1 for number in range(100)}, PROJECT, "project.toml")) == 5


def test_it_is_said_when_the_dataset_is_opened(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    (tmp_path / ".tui-captioner").mkdir()
    (tmp_path / ".tui-captioner" / "project.toml").write_text("triger = 'x'\n")
    session = open_session(tmp_path, writable=False)
    assert "Did you mean trigger?" in session.notices[0].message
    session.close()


def test_those_of_the_user_are_said_with_the_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "tui-captioner").mkdir()
    file = tmp_path / "tui-captioner" / "config.toml"
    file.write_text("tehme = 'dark'\n")
    assert main(["keys"]) == 0
    assert "config.toml: 'tehme' is not known and does nothing. Did you mean theme?" in capsys.readouterr().err
    file.write_text("[keys]\nundoo = 'f10'\n")
    assert main(["keys"]) == 1
    assert "there is no action 'undoo'. Did you mean undo?" in capsys.readouterr().err

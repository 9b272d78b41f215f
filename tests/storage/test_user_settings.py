"""Which variable holds the key of a host is a setting of the user's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_captioner.storage.project.settings import SettingsError
from tui_captioner.storage.user_settings import load_user_settings


def test_a_host_has_a_variable(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[key_env]\n"Models.example" = "EXAMPLE_KEY"\n', encoding="utf-8")
    found = load_user_settings(path)
    assert (dict(found.key_env), found.unknown) == ({"models.example": "EXAMPLE_KEY"}, ())


@pytest.mark.parametrize("text", ['key_env = "EXAMPLE_KEY"', '[key_env]\n"models.example" = ["A"]'])
def test_anything_else_is_an_error_that_says_what_to_write(tmp_path: Path, text: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match="key_env"):
        load_user_settings(path)

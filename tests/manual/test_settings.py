"""The user's settings that the manual shows are those that there are, and can be read."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from tests.support.manual_pages import PAGES
from tui_captioner.storage.project.settings_names import USER
from tui_captioner.storage.user_settings import BackupSettings, load_user_settings

SHOWN = re.findall(r"```toml\n(theme.*?)```", PAGES["settings"], flags=re.DOTALL)[0]


def test_all_of_the_users_settings_are_shown() -> None:
    data = tomllib.loads(SHOWN)
    assert set(data) == set(USER)
    assert {key: tuple(data[key]) for key, names in USER.items() if names} == {
        key: names for key, names in USER.items() if names
    }


def test_what_is_shown_is_what_holds_without_it(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(SHOWN)
    settings = load_user_settings(path)
    assert settings.unknown == ()
    usual = load_user_settings(tmp_path / "none.toml")
    assert (settings.backup, settings.log_texts) == (BackupSettings(), False) == (usual.backup, usual.log_texts)
    assert (settings.theme, settings.mouse, settings.picture_megapixels) == (
        usual.theme,
        usual.mouse,
        usual.picture_megapixels,
    )

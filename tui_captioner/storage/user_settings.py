"""The user's own settings, `config.toml` in the configuration folder: keys, and how pictures are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_config_path

from tui_captioner.storage.settings import SettingsError, read_toml


@dataclass(frozen=True, slots=True)
class UserSettings:
    """What `config.toml` says.

    Args:
        keys: Keys by action id, in place of the default ones.
        preview: How pictures are drawn, when the command line does not say.
    """

    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    preview: str = "auto"


def user_settings_path() -> Path:
    """Where the file lies or may be made."""
    return user_config_path("tui-captioner", appauthor=False) / "config.toml"


def load_user_settings(path: Path | None = None) -> UserSettings:
    """Read the user's settings; defaults where the file or a field is missing.

    Raises:
        SettingsError: If the file is no TOML or a field has a wrong type.
    """
    path = path or user_settings_path()
    data = read_toml(path)
    keys = data.get("keys", {})
    preview = data.get("preview", "auto")
    if not isinstance(preview, str):
        raise SettingsError(f"{path}: 'preview' must be text", 'For instance preview = "block"')
    if not isinstance(keys, dict):
        raise SettingsError(f"{path}: [keys] must be a table", 'For instance: [keys] and below it undo = ["ctrl+z"]')
    found: dict[str, tuple[str, ...]] = {}
    for action, value in keys.items():
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(key, str) for key in listed):
            raise SettingsError(f"{path}: keys of {action!r} must be a list of texts", 'Write undo = ["ctrl+z"]')
        found[action] = tuple(listed)
    return UserSettings(found, preview)

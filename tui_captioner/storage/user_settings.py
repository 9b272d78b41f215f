"""The user's own settings, `config.toml` in the configuration folder: keys, how pictures are drawn and how well,
dark or light."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from platformdirs import user_config_path

from tui_captioner.storage.images.image_errors import DEFAULT_MEGAPIXELS
from tui_captioner.storage.project.settings import SettingsError, read_toml
from tui_captioner.storage.project.settings_names import USER, unknown_settings

_MOST = 1_000_000


class BackupSettings(NamedTuple):
    """What `[backup]` says of the copies that are made by themselves.

    Args:
        daily: Whether there is one a day.
        keep: How many of the newest are kept.
        weeks: How many of those before are kept, one a week.
        megabytes: How large they may be together, for each dataset; in MiB.
    """

    daily: bool = True
    keep: int = 7
    weeks: int = 4
    megabytes: int = 1000


class UserSettings(NamedTuple):
    """What `config.toml` says.

    Args:
        keys: Keys by action id, in place of the default ones.
        preview: How pictures are drawn, when the command line does not say.
        picture_quality: How good they are, when the command line does not say; empty for the usual quality.
        picture_megapixels: Pictures of more are not decoded.
        theme: Dark, light, or by the terminal's background.
        mouse: Whether slots, rows and tags can be clicked; the terminal's own selection needs Shift then.
        key_env: The environment variable that holds the key of a model's server, by its host.
        unknown: What to say of names in the file that are not known.
        backup: The copies that are made by themselves.
        log_texts: Whether the log may hold messages, in which names and captions stand.
    """

    keys: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    preview: str = "auto"
    picture_quality: str = ""
    picture_megapixels: int = DEFAULT_MEGAPIXELS
    theme: str = "auto"
    mouse: bool = False
    key_env: Mapping[str, str] = MappingProxyType({})
    unknown: tuple[str, ...] = ()
    backup: BackupSettings = BackupSettings()
    log_texts: bool = False


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
    preview = _text(path, data, "preview", "auto", "blocks")
    quality = _text(path, data, "picture_quality", "", "low")
    if not isinstance(keys, dict):
        raise SettingsError(f"{path}: [keys] must be a table", 'For instance: [keys] and below it undo = ["ctrl+z"]')
    found: dict[str, tuple[str, ...]] = {}
    for action, value in keys.items():
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(key, str) for key in listed):
            raise SettingsError(f"{path}: keys of {action!r} must be a list of texts", 'Write undo = ["ctrl+z"]')
        found[action] = tuple(listed)
    theme = _text(path, data, "theme", "auto", "light")
    return UserSettings(
        found,
        preview,
        quality,
        _number(path, data, "picture_megapixels", DEFAULT_MEGAPIXELS, least=1, example=200),
        theme,
        _flag(path, data, "mouse", default=False),
        _key_env(path, data),
        tuple(unknown_settings(data, USER, path.name)),
        _backup(path, _table(path, data, "backup")),
        _flag(path, _table(path, data, "log"), "texts", default=False),
    )


def _key_env(path: Path, data: Mapping[str, object]) -> dict[str, str]:
    table = data.get("key_env", {})
    if not isinstance(table, dict) or not all(isinstance(name, str) for name in table.values()):
        hint = 'For instance: [key_env] and below it "example.org" = "EXAMPLE_KEY"'
        raise SettingsError(f"{path}: [key_env] must name a variable of the environment for each host", hint)
    return {host.casefold(): name for host, name in table.items()}


def _backup(path: Path, table: Mapping[str, object]) -> BackupSettings:
    usual = BackupSettings()
    return BackupSettings(
        _flag(path, table, "daily", default=usual.daily),
        _number(path, table, "keep", usual.keep, least=1, example=7),
        _number(path, table, "weeks", usual.weeks, least=0, example=4),
        _number(path, table, "megabytes", usual.megabytes, least=1, example=1000),
    )


def _table(path: Path, data: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = data.get(key, {})
    if not isinstance(value, dict):
        raise SettingsError(f"{path}: [{key}] must be a table", f"Write [{key}] on a line of its own")
    return value


def _flag(path: Path, data: Mapping[str, object], key: str, *, default: bool) -> bool:
    value = data.get(key, default)
    if not isinstance(value, bool):
        raise SettingsError(f"{path}: '{key}' must be true or false", f"Write {key} = true")
    return value


def _number(path: Path, data: Mapping[str, object], key: str, default: int, *, least: int, example: int) -> int:
    value = data.get(key, default)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= _MOST:
        raise SettingsError(f"{path}: '{key}' must be a whole number", f"Write {key} = {example}")
    return value


def _text(path: Path, data: Mapping[str, object], key: str, default: str, example: str) -> str:
    """A field that holds text; whether it is one of the known values is for those to say who know them."""
    value = data.get(key, default)
    if not isinstance(value, str):
        raise SettingsError(f"{path}: '{key}' must be text", f'For instance {key} = "{example}"')
    return value

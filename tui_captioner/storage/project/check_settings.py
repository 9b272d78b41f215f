"""Changing `[checks]` of `project.toml`: rules that are off or on; made to be edited by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tui_captioner.domain.checks.rule import Rule
from tui_captioner.domain.checks.settings import CheckSettings
from tui_captioner.domain.checks.settings_reading import read_checks
from tui_captioner.storage.project.settings import SettingsError, read_toml
from tui_captioner.storage.project.settings_edits import change_table

_TABLE = "checks"


def load_checks(path: Path) -> CheckSettings:
    """What `project.toml` says of the rules now; the defaults where the file or the table is missing.

    Raises:
        SettingsError: If the file is no TOML, or the table has something else.
        CaptionerError: If something else lies there.
    """
    table = read_toml(path, own=True).get(_TABLE, {})
    if not isinstance(table, dict):
        raise SettingsError(f"{path}: [checks] must be a table", "Mend the file; nothing was changed")
    try:
        return read_checks(table)
    except ValueError as error:
        raise SettingsError(f"{path}: {error}", "Mend the file; nothing was changed") from error


def write_rule(path: Path, rule: Rule, *, on: bool) -> None:
    """Turn a rule off or on; all else in the file stays as it is.

    Args:
        path: `project.toml`, which is there.
        rule: The rule.
        on: Whether it is to look at captions.

    Raises:
        OSError: If it could not be written; the old file is untouched then.
        SettingsError: If the file there is no TOML.
        OddFileError: If something else lies there, or the file is write-protected.
    """

    def change(table: Any) -> None:
        _list(table, "off", rule.id, there=not on and rule.on)
        _list(table, "on", rule.id, there=on and not rule.on)

    change_table(path, _TABLE, change)


def _list(table: Any, name: str, rule: str, *, there: bool) -> None:
    """Have a rule stand in a list of the table, or not."""
    had = name in table
    if had and isinstance(table[name], str):
        table[name] = [table[name]]
    listed = table[name] if had else []
    if there and rule not in listed:
        if had:
            listed.append(rule)
        else:
            table[name] = [rule]
    elif not there:
        while rule in listed:
            listed.remove(rule)
        if had and not listed:
            del table[name]

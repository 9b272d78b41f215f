"""Filters that the user keeps under names: the table `[filters]` of `project.toml`, made to be edited by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tui_captioner.storage.project.settings import SettingsError, read_toml
from tui_captioner.storage.project.settings_edits import change_table

_TABLE = "filters"


def load_filters(path: Path) -> dict[str, str]:
    """The kept filters of `project.toml`, by name, in their order; none where the file or the table is missing.

    Raises:
        SettingsError: If the file is no TOML, or a filter is no text.
        CaptionerError: If something else lies there.
    """
    table = read_toml(path, own=True).get(_TABLE, {})
    if not isinstance(table, dict) or not all(isinstance(text, str) for text in table.values()):
        raise SettingsError(f"{path}: [filters] must have texts, such as hats = 'tag:*hat*'", "Mend the file")
    return dict(table)


def write_filter(path: Path, name: str, text: str) -> None:
    """Keep a filter under a name, or forget it; all else in the file stays as it is.

    Args:
        path: `project.toml`, which is there.
        name: The name.
        text: The filter; empty to forget it.

    Raises:
        OSError: If it could not be written; the old file is untouched then.
        SettingsError: If the file there is no TOML.
        OddFileError: If something else lies there, or the file is write-protected.
    """

    def change(table: Any) -> None:
        if text:
            table[name] = text
        elif name in table:
            del table[name]

    change_table(path, _TABLE, change)

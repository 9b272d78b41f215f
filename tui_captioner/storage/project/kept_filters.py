"""Filters that the user keeps under names: the table `[filters]` of `project.toml`, made to be edited by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tui_captioner.storage.files.own_files import MOST, check_own_file, write_own
from tui_captioner.storage.files.regular_files import read_regular
from tui_captioner.storage.project.settings import SettingsError, read_toml

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
    import tomlkit

    check_own_file(path)
    source = read_regular(path, MOST)
    try:
        document: Any = tomlkit.parse(source.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise SettingsError(f"{path} is not valid TOML: {error}", "Mend the file and try again") from error
    if text:
        if _TABLE not in document:
            document[_TABLE] = tomlkit.table()
        document[_TABLE][name] = text
    elif name in document.get(_TABLE, {}):
        del document[_TABLE][name]
    write_own(path, tomlkit.dumps(document).encode("utf-8"))

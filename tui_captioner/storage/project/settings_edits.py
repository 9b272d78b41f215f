"""Changing `project.toml` by program: all else in it, comments and order too, stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tui_captioner.storage.files.own_files import MOST, check_own_file, write_own
from tui_captioner.storage.files.regular_files import read_regular
from tui_captioner.storage.project.settings import SettingsError


def change_values(path: Path, values: Mapping[tuple[str, ...], object]) -> None:
    """Give settings of `project.toml` other values.

    Args:
        path: `project.toml`, which is there.
        values: By name, such as `("trigger",)`, or `("tokens", "model")` for one in a table; None takes one out.

    Raises:
        OSError: If it could not be written; the old file is untouched then.
        SettingsError: If the file there is no TOML, or something else has the name of a table.
        OddFileError: If something else lies there, or the file is write-protected.
    """
    import tomlkit

    def change(document: Any) -> None:
        for (*tables, name), value in values.items():
            table = document
            for key in tables:
                if key not in table:
                    table[key] = tomlkit.table()
                table = table[key]
                if not hasattr(table, "items"):
                    raise SettingsError(f"{path}: [{key}] must be a table", "Mend the file and try again")
            if value is None:
                table.pop(name, None)
            elif table.get(name) != value:
                table[name] = value

    _change(path, change)


def change_table(path: Path, name: str, change: Callable[[Any], object]) -> None:
    """Change one table of `project.toml`; it is made where it is missing.

    Args:
        path: `project.toml`, which is there.
        name: Name of the table.
        change: Changes the table in place.

    Raises:
        OSError: If it could not be written; the old file is untouched then.
        SettingsError: If the file there is no TOML, or something else has that name.
        OddFileError: If something else lies there, or the file is write-protected.
    """
    import tomlkit

    def change_one(document: Any) -> None:
        had = name in document
        table = document[name] if had else tomlkit.table()
        if not hasattr(table, "items"):
            raise SettingsError(f"{path}: [{name}] must be a table", "Mend the file and try again")
        change(table)
        if not had and table:
            document[name] = table

    _change(path, change_one)


def _change(path: Path, change: Callable[[Any], None]) -> None:
    """Have the document changed in place, and write it."""
    import tomlkit

    check_own_file(path)
    source = read_regular(path, MOST)
    try:
        document: Any = tomlkit.parse(source.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise SettingsError(f"{path} is not valid TOML: {error}", "Mend the file and try again") from error
    change(document)
    write_own(path, tomlkit.dumps(document).encode("utf-8"))

"""Changing `project.toml` by program: all else in it, comments and order too, stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
                table = _table_in(table, key, path)
            if value is None:
                table.pop(name, None)
            elif table.get(name) != value:
                table[name] = value

    def with_new_lines(source: str) -> str:
        there = tomlkit.parse(source)
        for (*tables, name), value in values.items():
            if not tables and value is not None and name not in there:
                source = _with_line(source, name, f"{name} = {tomlkit.item(value).as_string()}")
        return source

    _change(path, change, with_new_lines)


def _table_in(table: Any, key: str, path: Path) -> Any:
    """A table in another one, made where it is missing; raises SettingsError if something else has its name."""
    import tomlkit

    if key not in table:
        table[key] = tomlkit.table()
    if not hasattr(table[key], "items"):
        raise SettingsError(f"{path}: [{key}] must be a table", "Mend the file and try again")
    return table[key]


def _with_line(source: str, name: str, line: str) -> str:
    """A text of settings with a line for one that it does not have: in place of the comment that shows it, else before
    the first setting. At the end it might fall into a table, now or once a comment there becomes one."""
    lines = source.split("\n")
    tables = next((at for at, text in enumerate(lines) if text.lstrip("# \t").startswith("[")), len(lines))
    for at, text in enumerate(lines[:tables]):
        if text.startswith((f"# {name} =", f"#{name} =")):
            said = text.partition("  #")[2].strip()
            lines[at] = f"{line.ljust(_COLUMN)}# {said}" if said else line
            return "\n".join(lines)
    settings = (at for at, text in enumerate(lines[:tables]) if text.strip() and not text.lstrip().startswith("#"))
    at = next(settings, tables)
    return "\n".join([*lines[:at], line, *lines[at:]])


_COLUMN = 36
"""Where the comments of a new file stand."""


def with_structure(path: Path, rows: Sequence[Mapping[str, object]]) -> str:
    """What `project.toml` says with other `[[structure]]` tables; nothing is written.

    Args:
        path: `project.toml`, which is there.
        rows: The tables; none for the structure that is there by itself.

    Raises:
        OSError: If it can't be read.
        SettingsError: If the file there is no TOML.
        OddFileError: If something else lies there.
    """
    import tomlkit

    def change(document: Any) -> None:
        document.pop("structure", None)
        if rows:
            tables = tomlkit.aot()
            for row in rows:
                table = tomlkit.table()
                table.update(row)
                tables.append(table)
            document["structure"] = tables

    return _changed(path, change)


def change_structure(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    """Give `project.toml` other `[[structure]]` tables; see `with_structure`.

    Raises:
        OSError: If it could not be written; the old file is untouched then.
        OddFileError: If the file is write-protected.
    """
    write_own(path, with_structure(path, rows).encode("utf-8"))


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


def _change(path: Path, change: Callable[[Any], None], lines: Callable[[str], str] = str) -> None:
    """Have the document changed in place, after lines were put into its text, and write it."""
    write_own(path, _changed(path, change, lines).encode("utf-8"))


def _changed(path: Path, change: Callable[[Any], None], lines: Callable[[str], str] = str) -> str:
    """The text of the document after that."""
    import tomlkit

    check_own_file(path)
    source = read_regular(path, MOST)
    try:
        document: Any = tomlkit.parse(lines(source.decode("utf-8")))
    except (ValueError, RecursionError) as error:
        raise SettingsError(f"{path} is not valid TOML: {error}", "Mend the file and try again") from error
    change(document)
    return tomlkit.dumps(document)

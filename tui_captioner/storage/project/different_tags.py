"""Tags of which the user said that they are not the same: the table `[different]` of `project.toml`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tui_captioner.domain.consistency.different_pairs import DifferentPairs, Two, two
from tui_captioner.storage.project.settings import SettingsError, read_toml
from tui_captioner.storage.project.settings_edits import change_table

_TABLE = "different"


def load_different(path: Path) -> DifferentPairs:
    """The pairs of `project.toml`; none where the file or the table is missing.

    Each line is a tag with those that it is not: `"red hat" = ["red hats"]`.

    Raises:
        SettingsError: If the file is no TOML, or a line is something else.
        CaptionerError: If something else lies there.
    """
    return DifferentPairs(_pairs(path, read_toml(path, own=True).get(_TABLE, {})))


def _pairs(path: Path, table: object) -> list[Two]:
    hint = f'{path}: [different] must have lists of tags, such as "red hat" = ["red hats"]'
    if not isinstance(table, dict):
        raise SettingsError(hint, "Mend the file")
    found: list[Two] = []
    for tag, others in table.items():
        texts = [others] if isinstance(others, str) else others
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise SettingsError(hint, "Mend the file")
        found += [(str(tag), text) for text in texts]
    return found


def write_different(path: Path, pairs: Iterable[Two]) -> None:
    """Add pairs to the table; what it has already, and all else in the file, stays as it is.

    Args:
        path: `project.toml`, which is there.
        pairs: The pairs.

    Raises:
        OSError: If it could not be written; the old file is untouched then.
        SettingsError: If the file there is no TOML, or the table has something else.
        OddFileError: If something else lies there, or the file is write-protected.
    """

    def change(table: Any) -> None:
        there = {two(*pair) for pair in _pairs(path, dict(table))}
        for one, other in pairs:
            if two(one, other) not in there:
                there.add(two(one, other))
                listed = table.get(one, [])
                table[one] = [*([listed] if isinstance(listed, str) else listed), other]

    change_table(path, _TABLE, change)


def forget_different(path: Path, pairs: Iterable[Two]) -> None:
    """Take pairs out of the table again; see `write_different` for what is raised."""
    gone = {two(*pair) for pair in pairs}

    def change(table: Any) -> None:
        for one in list(table):
            texts = [table[one]] if isinstance(table[one], str) else list(table[one])
            left = [text for text in texts if two(str(one), str(text)) not in gone]
            if not left:
                del table[one]
            elif len(left) < len(texts):
                table[one] = left

    change_table(path, _TABLE, change)

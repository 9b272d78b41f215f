"""Writing into `project.toml`: each part by itself, all else stays; errors say what, where, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.storage.files.toml_text import parse_toml
from tui_captioner.storage.project.settings import (
    ProjectSettings,
    load_settings,
    make_settings,
    settings_of,
    write_globals,
)
from tui_captioner.storage.project.settings_edits import change_structure, change_values, with_structure
from tui_captioner.storage.project.structure_steps import Rows

_NOTHING = "Nothing was changed"


class SettingsFile:
    """The file with the settings of a project.

    Args:
        path: `project.toml`; made when first needed.
        written: Called when it was written.
    """

    def __init__(self, path: Path, written: Callable[[], None]) -> None:
        self._path = path
        self._written = written

    def load(self) -> ProjectSettings:
        """What it says; raises SettingsError if it can't be used."""
        return load_settings(self._path)

    def make(self) -> None:
        """Make it, where there is none; raises OSError if it can't be."""
        make_settings(self._path)

    def write_globals(self, texts: Sequence[str]) -> None:
        """Put the globals into it; raises CaptionerError if it could not be written."""
        with self._writing("The globals are in the database; try again"):
            write_globals(self._path, texts)

    def change(self, values: Mapping[tuple[str, ...], object]) -> ProjectSettings:
        """Give settings other values; what it says then.

        Args:
            values: See `storage.project.settings_edits.change_values`.

        Raises:
            CaptionerError: If it could not be written; nothing is changed then.
        """
        with self._writing(_NOTHING):
            self.make()
            change_values(self._path, values)
        return self.load()

    def write_structure(self, rows: Rows) -> None:
        """Put a structure into it; raises CaptionerError if it could not be written."""
        with self._writing("The structure is in the database; open it again"):
            self.make()
            change_structure(self._path, rows)

    def with_structure(self, rows: Rows) -> ProjectSettings:
        """What it would say with another structure; nothing is written but the file itself, where there is none.

        Args:
            rows: The `[[structure]]` tables; none for the guides' seven.

        Raises:
            CaptionerError: If other settings name a slot that it has not, or the settings can't be read or made.
        """
        with self._telling(_NOTHING):
            self.make()
            return settings_of(parse_toml(with_structure(self._path, rows)), self._path)

    @contextmanager
    def _writing(self, hint: str) -> Iterator[None]:
        with self._telling(hint):
            yield
            self._written()

    @contextmanager
    def _telling(self, hint: str) -> Iterator[None]:
        """Say of an error of the system what and where, and what to do."""
        try:
            yield
        except OSError as error:
            raise CaptionerError(f"{self._path} can't be written: {error.strerror}", hint) from error

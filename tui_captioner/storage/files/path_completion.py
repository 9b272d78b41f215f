"""Completing a path that somebody types, by what lies in its folder."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path

from tui_captioner.storage.files.media_suffixes import MEDIA_SUFFIXES

_MOST = 20_000
"""Entries of a folder that are looked at: more would keep a key waiting."""


class PathCompletion:
    """Greyed rests of paths. A folder is read once, as long as the next letters are typed in it."""

    def __init__(self) -> None:
        self._folder, self._names = "", list[str]()

    def rest(self, typed: str) -> str:
        """What completes a path: the rest of the first name in its folder that begins so; empty if there is none.

        Pictures and videos are passed over, hidden files come last. A folder ends in a slash.

        Args:
            typed: The path; one that begins with `~` counts from the home folder, any other from the current one.
        """
        folder, slash, begun = typed.rpartition("/")
        if not (folder or slash) and begun.startswith("~"):
            return "" if begun != "~" else "/"
        names = self._in(folder + slash)
        return next((name[len(begun) :] for name in names if name.startswith(begun) and name != begun), "")

    def _in(self, folder: str) -> list[str]:
        if folder != self._folder or not self._names:
            names = _names_in(folder)
            self._folder, self._names = folder, sorted(names, key=lambda name: (name.startswith("."), name))
        return self._names


def _names_in(folder: str) -> list[str]:
    try:
        with os.scandir(Path(folder).expanduser()) as entries:
            names = [(entry.name, _is_folder(entry)) for entry in islice(entries, _MOST) if entry.name.isprintable()]
    except (OSError, RuntimeError, ValueError):
        return []
    wanted = (it for it in names if it[1] or Path(it[0]).suffix.lower() not in MEDIA_SUFFIXES)
    return [f"{name}/" if is_folder else name for name, is_folder in wanted]


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False  # links in a circle

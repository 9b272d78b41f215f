"""What a report of a fault says of a dataset and of settings: numbers and names of ours, nothing somebody wrote."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.formats.sidecar import EXTENSIONS
from tui_captioner.services.backups.places import kept_backups
from tui_captioner.storage.backups.layout import DATABASE
from tui_captioner.storage.dataset.scan import PROJECT_FOLDER, scan
from tui_captioner.storage.project.database_facts import database_facts
from tui_captioner.storage.project.settings import read_toml
from tui_captioner.storage.project.settings_names import PROJECT, USER
from tui_captioner.storage.user_log import dataset_name
from tui_captioner.storage.user_settings import user_settings_path

VARIABLES = ("TERM", "COLORTERM", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "LANG", "LC_ALL", "LC_CTYPE", "NO_COLOR")
"""Variables whose values say what a terminal is."""
WHETHER = ("TMUX", "STY", "SSH_CONNECTION", "DISPLAY", "WAYLAND_DISPLAY")
"""Variables of which only it is told whether they are set."""
_PLAIN = ("theme", "preview", "picture_quality", "order", "template_place")
"""Settings whose text is one of a few that the program knows."""
_LONGEST = 20
"""Characters: what is longer is none of those."""
_SUFFIXES = 8

Fact = tuple[str, str]


def environment_facts() -> Iterator[Fact]:
    """What the environment says of the terminal."""
    for name in VARIABLES:
        if os.environ.get(name):
            yield name, os.environ[name][:80]
    for name in WHETHER:
        yield name, "set" if os.environ.get(name) else "not set"


def user_settings_facts() -> Iterator[Fact]:
    """Which of the user's settings are set."""
    yield from _settings(user_settings_path(), USER, own=False)


def dataset_facts(root: Path) -> Iterator[Fact]:
    """What can be told of a dataset.

    Raises:
        DatasetError: If the folder can't be opened.
        CaptionerError, OSError: If what is in it can't be looked at.
    """
    yield "name", dataset_name(root)
    dataset = scan(root, EXTENSIONS)
    yield "images", str(len(dataset.images))
    kinds = Counter(image.path.suffix.lower() for image in dataset.images)
    yield "kinds", ", ".join(f"{suffix} {count}" for suffix, count in kinds.most_common(_SUFFIXES)) or "none"
    yield "caption files", str(sum(image.sidecar.exists() for image in dataset.images))
    yield "notices", str(len(dataset.notices))
    folder = root / PROJECT_FOLDER
    if not folder.is_dir():
        yield "project", "none"
        return
    yield from _settings(folder / "project.toml", PROJECT, own=True)
    yield "imported lists", str(len(list(folder.glob("lists/*.terms"))))
    yield "kept backups", str(len(kept_backups(root)))
    yield from database_facts(folder / DATABASE)


def _settings(path: Path, known: Mapping[str, object], *, own: bool) -> Iterator[Fact]:
    """Which settings are set: their values where these are numbers, or words that the program knows."""
    try:
        data = read_toml(path, own=own)
    except CaptionerError as error:
        yield path.name, f"can't be used: {type(error).__name__}"
        return
    if not data:
        yield path.name, "not there, or empty"
    for key, value in data.items():
        if key not in known:
            yield "unknown setting", "its name is left out"
        elif not isinstance(value, dict):
            yield key, _shown(key, value)
        elif not known[key]:
            yield f"[{key}]", f"{len(value)} set"
        else:
            names = known[key]
            for name, inner in value.items():
                is_known = isinstance(names, tuple) and name in names
                yield (f"{key}.{name}" if is_known else f"{key}, unknown"), _shown(name if is_known else "", inner)


def _shown(name: str, value: object) -> str:
    if isinstance(value, (bool, int, float)) or (name in _PLAIN and isinstance(value, str) and len(value) <= _LONGEST):
        return str(value).lower() if isinstance(value, bool) else str(value)
    return f"{len(value)} set" if isinstance(value, list) else "set"

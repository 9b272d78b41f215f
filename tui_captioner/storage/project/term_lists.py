"""Imported vocabulary lists of a project, kept as ready-made indexes so that 200,000 terms open fast."""

from __future__ import annotations

import re
from pathlib import Path

from tui_captioner.domain.completion.index import StaticIndex
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.named_commands import told_of
from tui_captioner.storage.files.own_files import check_own_file, check_own_folder, write_own
from tui_captioner.storage.files.regular_files import read_regular

FOLDER = "lists"
_SUFFIX = ".terms"
_NAME = re.compile(r"[\w.-]{1,60}")


def list_path(project_folder: Path, name: str) -> Path:
    """Where the list of that name is kept.

    Raises:
        CaptionerError: If the name would not do as a file name.
    """
    if not _NAME.fullmatch(name) or name.startswith("."):
        raise CaptionerError(f"{name!r} can't be the name of a list", "Take letters, digits, - and _: --as NAME")
    return project_folder / FOLDER / f"{name}{_SUFFIX}"


def list_names(project_folder: Path) -> list[str]:
    """The names of the imported lists, in order."""
    return sorted(path.name.removesuffix(_SUFFIX) for path in (project_folder / FOLDER).glob(f"*{_SUFFIX}"))


def put_aside(project_folder: Path, name: str) -> Path:
    """Rename a damaged list to a name that is free, and return that. Raises OSError if it can't be renamed."""
    path = project_folder / FOLDER / f"{name}{_SUFFIX}"
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    return path.rename(aside)


def save_list(project_folder: Path, name: str, index: StaticIndex) -> Path:
    """Keep a list; one of the same name is replaced.

    Raises:
        OSError: If it can't be written.
        CaptionerError: If something else than a list of ours lies there.
    """
    path = list_path(project_folder, name)
    check_own_folder(path.parent)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_own(path, index.to_bytes())
    return path


def load_list(project_folder: Path, name: str) -> StaticIndex:
    """A list that was imported.

    Raises:
        CaptionerError: If it can't be read or was made by another version.
    """
    path = list_path(project_folder, name)
    check_own_folder(path.parent)
    check_own_file(path)
    try:
        return StaticIndex.from_bytes(read_regular(path, links=False))
    except OSError as error:
        raise CaptionerError(f"{path} can't be read: {error.strerror}", "Check its permissions") from error
    except ValueError as error:
        repair = told_of("tui-captioner repair DATASET", project_folder.parent)
        raise CaptionerError(
            f"{path} can't be used: {error}",
            f"Import the list again (--as {name}); {repair} puts this one aside",
        ) from error

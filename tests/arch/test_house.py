"""The page about the house can't lie: its paths and names exist, and every room stands on it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import tui_captioner

PACKAGE = Path(tui_captioner.__file__).parent
PAGE = (PACKAGE / "README.md").read_text(encoding="utf-8")
PATHS = sorted(set(re.findall(r"`([a-z_]+/[\w/.]*)(?:::(\w+))?`", PAGE)))
"""Paths with a slash, each with the name behind it, empty if there is none."""


def test_the_page_names_paths() -> None:
    assert len(PATHS) > 50


@pytest.mark.parametrize(("path", "name"), PATHS, ids=lambda part: part or "-")
def test_what_the_page_names_is_there(path: str, name: str) -> None:
    there = PACKAGE / path
    assert there.is_dir() if path.endswith("/") else there.is_file()
    if name:
        text = there.read_text(encoding="utf-8")
        assert re.search(rf"^(?:class {name}\b|def {name}\(|{name}\b.*=)", text, flags=re.MULTILINE), name


def test_every_room_stands_on_the_page() -> None:
    rooms = {path.parent.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("__init__.py")}
    shallow = {room for room in rooms if room != "." and room.count("/") < 2}
    listed = {path.rstrip("/") for path, name in PATHS if path.endswith("/") and not name}
    assert shallow - listed - {"services", "storage"} == set()


def test_the_page_is_one_page() -> None:
    assert len(PAGE.splitlines()) < 120

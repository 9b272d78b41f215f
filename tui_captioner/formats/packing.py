"""What the two archive formats have in common: pictures with their rows, and names of members that are safe."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from tui_captioner.domain.typed_text import is_drawable
from tui_captioner.formats.rows import FormatError, Row

MAX_TEXT = 4 << 20
"""A longer member (in bytes) is no caption."""
TEXT_SUFFIX = "txt"

_DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class Packed:
    """An image on its way into an archive.

    Args:
        row: Its captions; the file name is the member's name.
        size: Bytes of the image.
        open: Opens the image's file.
    """

    row: Row
    size: int
    open: Callable[[], BinaryIO]


def split_name(name: str) -> tuple[str, str]:
    """Key and suffix of a member as WebDataset cuts them, at the first dot of the bare name; perhaps no suffix."""
    folder, slash, bare = name.rpartition("/")
    key, _, suffix = bare.partition(".")
    return folder + slash + key, suffix


def trouble_with(name: str) -> str:
    """Why a name may not stand in an archive, which a hostile one could use to write elsewhere; empty if it may."""
    if name.startswith(("/", "\\")) or _DRIVE.match(name):
        return "is an absolute path"
    if not all(is_drawable(char) for char in name):
        return "has control characters"
    if "\\" in name:
        return "has a backslash"
    if any(part in ("", ".", "..") for part in name.split("/")):
        return "leads out of the archive" if ".." in name.split("/") else "has an empty part"
    return ""


def check_name(name: str) -> None:
    """Raise FormatError, naming the member, if its name may not stand in an archive."""
    trouble = trouble_with(name)
    if trouble:
        raise FormatError(f"member {name!r} {trouble}", "Rename it")

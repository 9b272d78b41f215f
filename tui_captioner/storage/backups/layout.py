"""What a backup is made of: a tar file, packed by gzip, that `tar` unpacks anywhere.

`tui-captioner.backup` comes first and says what it is, `contents.json` last: an archive that was cut short lacks it.
Between them lie `project/` (the files of `.tui-captioner/`) and `captions/` (the caption files, as they are on disk).
No time, owner or name of a machine is in it: what is the same makes the same archive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tui_captioner.domain.errors import CaptionerError

MARK, CONTENTS = "tui-captioner.backup", "contents.json"
FORMAT = 1
"""Grows when an older program could not bring back what is in it."""
PROJECT, CAPTIONS = "project/", "captions/"
DATABASE = "captions.db"
MOST_OF_A_CAPTION = 16 << 20
"""Bytes; as many are read of a caption file."""
MOST_OF_CAPTIONS = 2 << 30
"""Bytes of all captions: those of a million images take some 300 MB."""
MOST_OF_CONTENTS = 256 << 20
MOST_OF_A_FILE = 512 << 20
"""Bytes of a list of terms, or of another file of the project."""
MOST_OF_A_DATABASE = 16 << 30
MOST_OF_A_HEAD = 1 << 20
"""Bytes between two files: the names, which no file system lets grow beyond some thousands."""

_LIST = re.compile(r"lists/[\w-][\w.-]{0,59}\.terms")
_HAND_WRITTEN = ("project.toml", "vocab.toml", "prompt.txt")


class BackupError(CaptionerError):
    """A backup can't be made, or an archive is none that can be brought back."""


@dataclass
class Contents:
    """What `contents.json` says.

    Args:
        images: The path of the caption file of each image, below the dataset, by name of the image; empty where the
            image had none.
    """

    images: dict[str, str] = field(default_factory=dict)


def is_project_file(name: str) -> bool:
    """Whether a path below `.tui-captioner/` is one of those that a backup holds."""
    return name == DATABASE or name in _HAND_WRITTEN or _LIST.fullmatch(name) is not None


def most_of(name: str) -> int:
    """The bytes that a file in an archive may have.

    Raises:
        BackupError: If it has no place in a backup: it leads elsewhere, or is none of its files.
    """
    parts = name.split("/")
    if name.startswith("/") or ".." in parts or "\0" in name:
        raise BackupError(f"It is no backup of ours: {name[:200]!r} leads out of it", "Nothing was changed")
    if name == CONTENTS:
        return MOST_OF_CONTENTS
    if name.startswith(PROJECT) and is_project_file(name.removeprefix(PROJECT)):
        return MOST_OF_A_DATABASE if name == PROJECT + DATABASE else MOST_OF_A_FILE
    if name.startswith(CAPTIONS) and all(part not in ("", ".") for part in parts):
        return MOST_OF_A_CAPTION
    raise BackupError(f"It is no backup of ours: there is no place in one for {name[:200]!r}", "Nothing was changed")

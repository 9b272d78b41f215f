"""Folders that a system or a program makes by itself beside the user's: bins, thumbnails, snapshots."""

from __future__ import annotations

import os
from collections.abc import Collection

_NAMES = frozenset(
    {
        "@eadir", "#recycle", "#snapshot", "@tmp", "@sharebin", "@appstore",  # Synology
        "@recycle", "@recently-snapshot", ".@__thumb", "@__thumb",  # QNAP
        "$recycle.bin", "recycler", "recycled", "system volume information", "found.000",  # Windows
        "__macosx", ".appledouble", ".appledb", ".trashes", ".fseventsd", ".spotlight-v100", ".documentrevisions-v100",
        ".temporaryitems",  # macOS, and archives and shares of it
        "lost+found", ".thumbnails", ".trash", ".snapshot", ".snapshots", ".zfs", ".stversions",  # Linux
        ".ipynb_checkpoints", "__pycache__",
    }
)  # fmt: skip
_BEGINNINGS = (".trash-", ".nfs")
_MOST = 2000
"""Entries that are looked at for an image; a bin may hold a million."""


def is_system_folder(name: str) -> bool:
    """Whether a folder of that name is made by a system and holds nothing of the user's dataset."""
    folded = name.casefold()
    return folded in _NAMES or folded.startswith(_BEGINNINGS)


def holds_any(folder: str, suffixes: Collection[str]) -> bool:
    """Whether a file with one of these suffixes lies in a folder or below it, as far as a short look tells.

    Args:
        folder: Its path.
        suffixes: In lower case, with the dot.
    """
    looked = 0
    for _, names, files in os.walk(folder):
        looked += len(files) + len(names) + 1
        if any(("." + name.rpartition(".")[2]).lower() in suffixes for name in files):
            return True
        if looked > _MOST:
            return False
    return False

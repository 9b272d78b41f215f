"""The names in a tar archive, without anything being unpacked."""

from __future__ import annotations

import tarfile
from pathlib import Path

_MOST = 200_000
"""Names of one archive that are read."""


def names_in_archive(path: Path) -> tuple[str, ...] | None:
    """The files in an archive without compression, as trainers that open it go by them; None if it can't be read so."""
    names: list[str] = []
    try:
        with tarfile.open(path, "r:") as archive:
            for member in archive:
                if member.isfile():
                    names.append(member.name)
                if len(names) >= _MOST:
                    break
    except (OSError, tarfile.TarError, ValueError):
        return None
    return tuple(names)

"""The names in a tar archive, without anything being unpacked; anybody may have made it."""

from __future__ import annotations

import tarfile
from pathlib import Path

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.tar_member import TarMember
from tui_captioner.storage.files.regular_files import open_regular

_MOST = 200_000
"""Names of one archive that are read."""


def names_in_archive(path: Path) -> tuple[str, ...] | None:
    """The files in an archive without compression, as trainers that open it go by them; None if it can't be read so."""
    names: list[str] = []
    try:
        with open_regular(path) as file, tarfile.open(fileobj=file, mode="r:", tarinfo=TarMember) as archive:
            for member in archive:
                if member.isfile():
                    names.append(member.name)
                if len(names) >= _MOST:
                    break
    except (OSError, CaptionerError, tarfile.TarError, ValueError, OverflowError, RecursionError):
        return None
    return tuple(names)

"""The names in a tar archive, without anything being unpacked; anybody may have made it."""

from __future__ import annotations

import tarfile
from pathlib import Path

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.storage.files.regular_files import open_regular

_MOST = 200_000
"""Names of one archive that are read."""
_EXTENDED = frozenset(
    (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK)
)
"""Kinds of headers that go on behind their block, as long as they say themselves."""
_LONGEST_HEADER = 1 << 20
"""Bytes of such a header, which is read as a whole."""


class _Member(tarfile.TarInfo):
    """A member; a header that would fill the memory is refused."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Member:
        member = super().frombuf(buf, encoding, errors)
        if member.type in _EXTENDED and member.size > _LONGEST_HEADER:
            raise tarfile.ReadError("a header is too large")
        return member


def names_in_archive(path: Path) -> tuple[str, ...] | None:
    """The files in an archive without compression, as trainers that open it go by them; None if it can't be read so."""
    names: list[str] = []
    try:
        with open_regular(path) as file, tarfile.open(fileobj=file, mode="r:", tarinfo=_Member) as archive:
            for member in archive:
                if member.isfile():
                    names.append(member.name)
                if len(names) >= _MOST:
                    break
    except (OSError, CaptionerError, tarfile.TarError, ValueError, OverflowError, RecursionError):
        return None
    return tuple(names)

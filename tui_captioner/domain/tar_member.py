"""Members of a tar that anybody may have made."""

from __future__ import annotations

import tarfile

_EXTENDED = frozenset(
    (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK)
)
"""Kinds of headers that go on behind their block, as long as they say themselves."""
_LONGEST_HEADER = 1 << 20
"""Bytes of such a header, which is read as a whole: the names in it have some thousands at most."""


class HeaderTooLargeError(tarfile.TarError):
    """A header that would fill the memory."""


class TarMember(tarfile.TarInfo):
    """A member whose header is refused where it would fill the memory: packed, a gigabyte of it takes a megabyte."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> TarMember:
        """The member of a block; raises HeaderTooLargeError."""
        member = super().frombuf(buf, encoding, errors)
        if member.type in _EXTENDED and member.size > _LONGEST_HEADER:
            raise HeaderTooLargeError(f"a header in it has {member.size} bytes")
        return member

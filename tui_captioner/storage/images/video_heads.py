"""What the outer boxes of a video say: whether it is one, and whether it is there as a whole."""

from __future__ import annotations

from collections.abc import Callable

from tui_captioner.storage.images.image_content import describe_content

_MOST_BOXES = 10_000
_BOXES = frozenset({b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot", b"moof", b"styp", b"sidx"})
"""Kinds of the first box in MP4 and QuickTime files (ISO 14496-12; QuickTime File Format)."""
_MATROSKA = b"\x1aE\xdf\xa3"
_OTHERS = (_MATROSKA, b"FLV\x01", b"0&\xb2u\x8ef\xcf\x11", b"\0\0\1\xba", b"\0\0\1\xb3", b"\x47", b"OggS")
"""Beginnings of Matroska and WebM, FLV, ASF (.wmv), MPEG program streams and transport streams, Ogg."""
_NO_VIDEO = ("a web page", "text", "zeros", "LFS", "archive", "PDF", "SVG", "a database")
"""Words in what a file was found to be that mean for sure that it is no video."""


def begins_as_video(head: bytes) -> bool:
    """Whether a file begins as one of the kinds of videos that a dataset may have: MP4, QuickTime, Matroska, WebM."""
    return head[4:8] in _BOXES or head.startswith(_MATROSKA)


def video_problem(read: Callable[[int, int], bytes], size: int, needs: bytes = b"moov") -> str:
    """Why a video (or a picture that is made of the same boxes) can't be decoded; empty if nothing speaks against it.

    Args:
        read: Gives so many bytes from an offset on, fewer at the end.
        size: Bytes of the file.
        needs: The box that must be there.
    """
    head = read(0, 512)
    if head[4:8] in _BOXES:
        return _of_boxes(read, size, needs)
    if head.startswith(_OTHERS) or (head[:4] == b"RIFF" and head[8:12] == b"AVI "):
        return ""
    found = describe_content(head, "a video")
    return found if any(word in found for word in _NO_VIDEO) else ""


def _of_boxes(read: Callable[[int, int], bytes], size: int, needs: bytes) -> str:
    place, kinds = 0, set()
    for _ in range(_MOST_BOXES):
        head = read(place, 16)
        if len(head) < 8:
            break
        kinds.add(head[4:8])
        length = int.from_bytes(head[:4], "big")
        if length == 1:
            length = int.from_bytes(head[8:16], "big")
        elif length == 0:
            break
        if length < 8:
            return "the file is damaged"
        if place + length > size:
            return "the file breaks off"
        place += length
    return "" if needs in kinds else "the file breaks off, or was never finished"

"""A quick look at the first and last bytes of pictures and videos: what they are, and whether they can be whole.

In Python and without a decoder, as anybody may have made the file: every length is checked, and no more than a few
kilobytes of a sound file are read. What is damaged further inside is only seen by decoding it.
"""

from __future__ import annotations

import os
import stat
import struct
import zlib
from collections.abc import Callable, Mapping, Sequence

from tui_captioner.domain.trainers.pictures import DEEP_GREY, FLOATING_GREY, PictureHead
from tui_captioner.storage.images.exif import parse_exif
from tui_captioner.storage.images.image_content import describe_content, picture_kind
from tui_captioner.storage.images.video_heads import video_problem

NO_PERMISSION = "it can't be read (no permission)"
"""What stands in the way may be taken away without the file being changed."""
_FIRST = 8192
"""Bytes that are read at once: the header of most pictures."""
_TAIL = 4096
_BLOCK = 1 << 20
_MOST_PARTS = 10_000
_BROKEN_OFF = "the file breaks off"
_DAMAGED = "the file is damaged"
_RARE = (
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),
    (b"8BPS\x00\x01", "Photoshop"),
    (b"\x00\x00\x01\x00", "icon"),
    (b"DDS ", "DDS"),
    (b"qoif", "QOI"),
    *((b"P%d\n" % number, "PNM") for number in range(1, 7)),
)
"""Kinds that Pillow opens where it was built with them."""


class _File:
    """An open file; reads beyond its end give fewer bytes."""

    def __init__(self, descriptor: int, size: int) -> None:
        self._descriptor, self.size = descriptor, size
        self.head = os.pread(descriptor, _FIRST, 0)

    def read(self, offset: int, amount: int) -> bytes:
        if offset >= 0 and offset + amount <= len(self.head):
            return self.head[offset : offset + amount]
        return os.pread(self._descriptor, amount, offset) if 0 <= offset < self.size else b""

    def finds_after(self, place: int, wanted: bytes) -> bool:
        """Whether some bytes stand behind a place; the end of the file, where they mostly are, is looked at first."""
        if wanted in self.read(max(place, self.size - _TAIL), _TAIL):
            return True
        while place < self.size:
            block = self.read(place, _BLOCK + len(wanted))
            if wanted in block:
                return True
            place += _BLOCK
        return False


def read_head(path: str, *, is_video: bool = False) -> PictureHead | None:
    """Look at a picture or a video.

    Args:
        path: The file.
        is_video: Whether its name says that it is a video.

    Returns:
        What was seen; None where it is no regular file, holds nothing, or can't be read.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    except PermissionError:
        return PictureHead(problem=NO_PERMISSION)
    except OSError:
        return None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or not status.st_size:
            return None
        file = _File(descriptor, status.st_size)
        return _video(file) if is_video else _picture(file)
    except OSError:
        return None
    finally:
        os.close(descriptor)


def _video(file: _File) -> PictureHead:
    if picture_kind(file.head):
        return PictureHead("", describe_content(file.head, "a video"))
    return PictureHead("", video_problem(file.read, file.size))


def _picture(file: _File) -> PictureHead:
    kind = picture_kind(file.head)
    look = _LOOKS.get(kind)
    if look is not None:
        try:
            return look(file)
        except (struct.error, IndexError, ValueError):
            return PictureHead(kind, _DAMAGED)
    rare = next((name for start, name in _RARE if file.head.startswith(start)), "")
    return PictureHead(rare) if rare else PictureHead("", describe_content(file.head))


# -- JPEG (ITU T.81, B.1) ----------------------------------------------------------------------------------------------


def _jpeg(file: _File) -> PictureHead:
    place, width, height, turn = 2, 0, 0, 1
    for _ in range(_MOST_PARTS):
        mark = file.read(place, 4)
        if len(mark) < 4:
            return PictureHead("JPEG", f"{_BROKEN_OFF} before its picture")
        if mark[0] != 0xFF:
            return PictureHead("JPEG", _DAMAGED)
        if mark[1] == 0xFF:  # filling
            place += 1
            continue
        length = int.from_bytes(mark[2:], "big")
        if mark[1] == 0xE1 and turn == 1:
            turn = _exif_turn(file.read(place + 4, length - 2))
        elif mark[1] in _FRAMES:
            height, width = struct.unpack(">HH", file.read(place + 5, 4))
        elif mark[1] == 0xDA:
            break
        place += 2 + max(2, length)
    problem = "" if width else _DAMAGED
    if not file.finds_after(place, b"\xff\xd9"):
        problem = f"{_BROKEN_OFF} before the end of its picture"
    return PictureHead("JPEG", problem, width, height, turn)


_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Marks of the segments that hold the size."""


def _exif_turn(data: bytes) -> int:
    """The orientation in EXIF data, 1 where there are none."""
    if not data.startswith((b"Exif\0\0", b"II*\0", b"MM\0*")):
        return 1
    body = data.removeprefix(b"Exif\0\0")
    return parse_exif(lambda offset, amount: body[offset : offset + amount]).orientation


# -- PNG (third edition, 5) --------------------------------------------------------------------------------------------


def _png(file: _File) -> PictureHead:
    first = file.read(8, 25)
    if first[4:8] != b"IHDR" or len(first) < 25 or zlib.crc32(first[4:21]) != int.from_bytes(first[21:25], "big"):
        return PictureHead("PNG", _DAMAGED)
    width, height = struct.unpack(">II", first[8:16])
    place, turn, frames, has_pixels, is_whole = 33, 1, 1, False, False
    for _ in range(_MOST_PARTS):
        head = file.read(place, 8)
        length = int.from_bytes(head[:4], "big")
        if len(head) < 8 or place + 12 + length > file.size:
            break
        if head[4:] == b"eXIf" and length < _BLOCK:
            turn = _exif_turn(file.read(place + 8, length))
        elif head[4:] == b"acTL" and length >= 8:
            frames = max(1, int.from_bytes(file.read(place + 8, 4), "big"))
        has_pixels = has_pixels or head[4:] == b"IDAT"
        is_whole = head[4:] == b"IEND"
        if is_whole or (has_pixels and _png_ends(file)):
            is_whole = True
            break
        place += 12 + length
    problem = "" if has_pixels and width and height else _DAMAGED
    kind = f"{DEEP_GREY}PNG" if first[16:18] == b"\x10\0" else "PNG"
    return PictureHead(kind, problem if is_whole else _BROKEN_OFF, width, height, turn, frames)


def _png_ends(file: _File) -> bool:
    """Whether the last chunk is at the end of the file, so that those before it need not be gone through."""
    return file.read(file.size - 12, 12) == b"\0\0\0\0IEND\xaeB`\x82"


# -- GIF (89a), WebP (RFC 9649, 2.7), BMP, TIFF (6.0) ------------------------------------------------------------------


def _gif(file: _File) -> PictureHead:
    """Whole where its first picture is: a missing end mark stops no decoder."""
    width, height, flags = struct.unpack("<HHB", file.read(6, 5))
    place = 13 + _colours(flags)
    for _ in range(_MOST_PARTS):
        mark = file.read(place, 10)
        if mark[:1] == b",":
            place = _after_blocks(file, place + 11 + _colours(mark[9]))
            return PictureHead("GIF", "" if place else _BROKEN_OFF, width, height)
        place = _after_blocks(file, place + 2) if mark[:1] == b"!" else 0
        if not place:
            break
    return PictureHead("GIF", _BROKEN_OFF, width, height)


def _colours(flags: int) -> int:
    """Bytes of a colour table."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(file: _File, place: int) -> int:
    """Where a row of blocks ends; 0 where the file ends first."""
    window, start = b"", place
    while True:
        if not start <= place < start + len(window):
            window, start = file.read(place, 1 << 16), place
            if not window:
                return 0
        length = window[place - start]
        place += 1 + length
        if not length:
            return place


def _webp(file: _File) -> PictureHead:
    if int.from_bytes(file.head[4:8], "little") + 8 > file.size:
        kind = file.head[12:16]
        return PictureHead("WEBP", _BROKEN_OFF if kind in (b"VP8 ", b"VP8L", b"VP8X") else _DAMAGED)
    place, turn, frames, has_pixels = 12, 1, 0, False
    for _ in range(_MOST_PARTS):
        head = file.read(place, 8)
        if len(head) < 8:
            break
        length = int.from_bytes(head[4:], "little")
        if head[:4] == b"EXIF" and length < _BLOCK:
            turn = _exif_turn(file.read(place + 8, length))
        frames += head[:4] == b"ANMF"
        has_pixels = has_pixels or head[:4] in (b"VP8 ", b"VP8L", b"ANMF")
        place += 8 + length + length % 2
    return PictureHead("WEBP", "" if has_pixels else _DAMAGED, orientation=turn, frames=max(1, frames))


def _bmp(file: _File) -> PictureHead:
    offset, header = struct.unpack("<I", file.read(10, 4))[0], struct.unpack("<I", file.read(14, 4))[0]
    if header < 12 or offset < 14 + header or offset > file.size:
        return PictureHead("BMP", _DAMAGED)
    if header == 12:
        width, height, bits = (*struct.unpack("<HH", file.read(18, 4)), struct.unpack("<H", file.read(24, 2))[0])
        packed = 0
    else:
        width, height = struct.unpack("<ii", file.read(18, 8))
        bits, packed = struct.unpack("<HI", file.read(28, 6))
    rows = (width * bits + 31) // 32 * 4 * abs(height)
    cut = packed in (0, 3) and offset + rows > file.size
    return PictureHead("BMP", _BROKEN_OFF if cut else "", width, abs(height))


def _tiff(file: _File) -> PictureHead:
    order = "<" if file.head.startswith(b"II") else ">"
    turn = parse_exif(file.read).orientation
    if file.head[2:4] not in (b"*\0", b"\0*"):  # with places of 64 bits
        return PictureHead("TIFF", orientation=turn)
    first = struct.unpack(order + "I", file.read(4, 4))[0]
    if not 8 <= first < file.size:
        return PictureHead("TIFF", _BROKEN_OFF)
    fields = _tiff_numbers(file, order, first)
    places = fields.get(273) or fields.get(324) or []
    lengths = fields.get(279) or fields.get(325) or []
    cut = any(place + length > file.size for place, length in zip(places, lengths, strict=False))
    width, height = ((fields.get(field) or [0])[0] for field in (256, 257))
    return PictureHead(_tiff_kind(fields), _BROKEN_OFF if cut else "", width, height, turn)


_TIFF_FIELDS = frozenset({256, 257, 258, 273, 277, 279, 324, 325, 339})


def _tiff_kind(fields: Mapping[int, Sequence[int]]) -> str:
    """What it is by bits, channels and the format of its numbers."""
    bits, channels, numbers = (fields.get(field) or [1] for field in (258, 277, 339))
    if channels[0] != 1 or bits[0] not in (16, 32):
        return "TIFF"
    return f"{FLOATING_GREY if numbers[0] == 3 else DEEP_GREY}TIFF"


def _tiff_numbers(file: _File, order: str, first: int) -> dict[int, list[int]]:
    """The whole numbers of the first picture's fields: size, kind of pixels, and where its strips or tiles are."""
    count = struct.unpack(order + "H", file.read(first, 2))[0]
    found = {}
    for number in range(min(count, 200)):
        entry = file.read(first + 2 + 12 * number, 12)
        if len(entry) < 12:
            break
        field, kind, many = struct.unpack(order + "HHI", entry[:8])
        if field not in _TIFF_FIELDS or kind not in (3, 4) or not 0 < many <= _MOST_PARTS:
            continue
        width = 2 if kind == 3 else 4
        data = entry[8:] if many * width <= 4 else file.read(struct.unpack(order + "I", entry[8:])[0], many * width)
        if len(data) >= many * width:
            found[field] = list(struct.unpack(f"{order}{many}{'H' if kind == 3 else 'I'}", data[: many * width]))
    return found


# -- AVIF, HEIF (ISO 14496-12: boxes) and JPEG XL ----------------------------------------------------------------------


def _boxes(kind: str) -> Callable[[_File], PictureHead]:
    def look(file: _File) -> PictureHead:
        problem = video_problem(file.read, file.size, needs=b"meta")
        return PictureHead(kind, problem)

    return look


def _jxl(file: _File) -> PictureHead:
    return PictureHead("JXL", "" if file.size > 16 else _BROKEN_OFF)


_LOOKS: dict[str, Callable[[_File], PictureHead]] = {
    "JPEG": _jpeg,
    "PNG": _png,
    "GIF": _gif,
    "WEBP": _webp,
    "BMP": _bmp,
    "TIFF": _tiff,
    "AVIF": _boxes("AVIF"),
    "HEIF": _boxes("HEIF"),
    "JXL": _jxl,
}

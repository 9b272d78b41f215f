"""What the header of a picture holds beside pixels: EXIF data, texts, how many frames an animation has.

Read by these few lines and not by the decoders, as anybody may have written anything there. Every length is checked,
and nothing is unpacked beyond a limit.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tui_captioner.storage.images.exif import Exif, parse_exif
from tui_captioner.storage.images.image_errors import ImageUnreadable
from tui_captioner.storage.images.picture_files import PictureFile

MAX_TEXT = 16 << 20
"""Bytes of all texts in a picture after unpacking; more is a bomb."""

_MOST_PARTS = 200_000
"""Parts of a file that are walked over: a PNG of 800 MB in pieces of 4 kB."""
_XMP_ORIENTATION = re.compile(rb'tiff:Orientation(?:="|>)([1-8])')
_XMP_HEAD = b"http://ns.adobe.com/xap/1.0/\0"
_XMP_BYTES = 1 << 20
"""Bytes of XMP that are searched."""
_PNG_START, _GIF_START = 8, 13


@dataclass(slots=True)
class PictureHeader:
    """What was found.

    Attributes:
        exif: Orientation, dates, comment.
        texts: Texts by their keyword; comments under `comment`.
        frames: Frames of an animation, where the header alone tells; 0 where it does not.
        is_whole: False where the file is known to break off before the end of its (first) picture.
    """

    exif: Exif = field(default_factory=Exif)
    texts: dict[str, bytes] = field(default_factory=dict)
    frames: int = 0
    is_whole: bool = True
    xmp: bytes = b""

    @property
    def orientation(self) -> int:
        """EXIF's, 1 to 8, or that of XMP where EXIF has none."""
        if self.exif.orientation == 1 and self.xmp:
            found = _XMP_ORIENTATION.search(self.xmp[:_XMP_BYTES])
            return int(found[1]) if found else 1
        return self.exif.orientation


def read_header(file: PictureFile, kind: str) -> PictureHeader:
    """Read what stands beside the pixels.

    Args:
        file: The picture.
        kind: What it is, as `image_content.picture_kind` names it.

    Raises:
        ImageUnreadable: If its texts are larger than any text is.
        OSError: If it can't be read.
    """
    header = PictureHeader()
    reader = _READERS.get(kind)
    if reader is not None:
        reader(file, header)
    return header


def exif_of(opened: Any, header: PictureHeader) -> Exif:
    """EXIF data of a picture that libvips has opened: those in the header, else what the library found elsewhere.

    In AVIF they lie in a box of their own, which these lines don't look for.
    """
    if header.exif.fields or not opened.get_typeof("exif-data"):
        return header.exif
    return _exif_of(bytes(opened.get("exif-data")))


def _exif_of(data: bytes) -> Exif:
    """EXIF data as it stands in a file, with or without its own mark."""
    body = memoryview(data.removeprefix(b"Exif\0\0"))
    return parse_exif(lambda offset, amount: bytes(body[offset : offset + amount]))


# -- JPEG (ITU T.81, B.1) ----------------------------------------------------------------------------------------------


def _read_jpeg(file: PictureFile, header: PictureHeader) -> None:
    for marker, start, length in _segments(file):
        if marker == 0xE1:
            data = file.read(start, length)
            if data.startswith(b"Exif\0\0") and not header.exif.fields:
                header.exif = _exif_of(data)
            elif data.startswith(_XMP_HEAD):
                header.xmp = data[len(_XMP_HEAD) :]
        elif marker == 0xFE:
            header.texts["comment"] = file.read(start, length)


def _segments(file: PictureFile) -> Iterator[tuple[int, int, int]]:
    """Marker, start and length of each segment before the pixels."""
    place = 2
    for _ in range(_MOST_PARTS):
        mark = file.read(place, 4)
        if len(mark) < 4 or mark[0] != 0xFF:
            return
        if mark[1] == 0xFF:  # filling
            place += 1
            continue
        length = int.from_bytes(mark[2:], "big")
        if mark[1] == 0xDA or length < 2:
            return
        yield mark[1], place + 4, length - 2
        place += 2 + length


# -- PNG (third edition, 5 and 11.3) -----------------------------------------------------------------------------------


def _read_png(file: PictureFile, header: PictureHeader) -> None:
    header.frames = 1
    room = MAX_TEXT
    for kind, start, length in _png_chunks(file, header):
        if kind == b"acTL" and length >= 8:
            header.frames = max(1, min(int.from_bytes(file.read(start, 4), "big"), 1 << 20))
        elif kind == b"eXIf":
            header.exif = _exif_of(file.read(start, length))
        elif kind in _PNG_TEXTS:
            if length > room:
                raise ImageUnreadable(_TOO_MUCH_TEXT)
            room -= _add_text(header, kind, file.read(start, length), room)


def _png_chunks(file: PictureFile, header: PictureHeader) -> Iterator[tuple[bytes, int, int]]:
    """Kind, start and length of each chunk that is there as a whole; notes where the file ends within one."""
    place, size = _PNG_START, file.size
    for _ in range(_MOST_PARTS):
        head = file.read(place, 8)
        length = int.from_bytes(head[:4], "big")
        if len(head) < 8 or place + 12 + length > size:
            header.is_whole = len(head) == 8 and not head[4:].isalpha()
            return
        yield head[4:], place + 8, length
        if head[4:] == b"IEND":
            return
        place += 12 + length


_PNG_TEXTS = (b"tEXt", b"zTXt", b"iTXt")
_TOO_MUCH_TEXT = f"the texts in it are larger than {MAX_TEXT >> 20} MB, so it is damaged or a trap"


def _add_text(header: PictureHeader, kind: bytes, data: bytes, room: int) -> int:
    """Keep a text chunk in UTF-8; returns how large it is."""
    key, _, body = data.partition(b"\0")
    packed = kind == b"zTXt"
    if kind == b"iTXt":
        packed, body = body[:1] == b"\1", body[2:].partition(b"\0")[2].partition(b"\0")[2]
    elif packed:
        body = body[1:]
    if packed:
        body = _unpacked(body, room)
    if kind != b"iTXt":
        body = body.decode("latin-1").encode()
    name = key.decode("latin-1")
    if name == "XML:com.adobe.xmp":
        header.xmp = body
    elif name == "Raw profile type exif" and not header.exif.fields:
        header.exif = _exif_of(_raw_profile(body))
    else:
        header.texts.setdefault(name, body)
    return len(body)


def _unpacked(data: bytes, most: int) -> bytes:
    """A compressed text; empty where it is damaged."""
    try:
        engine = zlib.decompressobj()
        body = engine.decompress(data, most)
    except zlib.error:
        return b""
    if engine.unconsumed_tail:
        raise ImageUnreadable(_TOO_MUCH_TEXT)
    return body


def _raw_profile(body: bytes) -> bytes:
    """ImageMagick's way of writing EXIF data into a text: a name, a length, then hexadecimal digits."""
    try:
        return bytes.fromhex(b"".join(body.split(b"\n")[3:]).decode("ascii"))
    except ValueError:
        return b""


# -- GIF (89a, 20 to 24) -----------------------------------------------------------------------------------------------


def _read_gif(file: PictureFile, header: PictureHeader) -> None:
    """Count the pictures; the first comment before the second picture is the one that counts."""
    header.is_whole = False
    place = _GIF_START + _colours(file.head[10:11])
    while True:
        mark = file.read(place, 2)
        if mark[:1] == b"!":
            end, data = _blocks(file, place + 2, keep=mark[1:] == b"\xfe" and header.frames < 2)
            if data and "comment" not in header.texts:
                header.texts["comment"] = data
        elif mark[:1] == b",":
            table = file.read(place + 9, 1)
            end, _ = _blocks(file, place + 10 + _colours(table) + 1)
            header.frames += 1
            header.is_whole = header.is_whole or end > 0
        else:
            return
        if end <= 0 or header.frames > _MOST_PARTS:
            return
        place = end


def _colours(flags: bytes) -> int:
    """Bytes of a colour table."""
    return 3 << ((flags[0] & 7) + 1) if flags and flags[0] & 0x80 else 0


def _blocks(file: PictureFile, place: int, *, keep: bool = False) -> tuple[int, bytes]:
    """Where a row of blocks ends, 0 where the file ends first; and what is in them."""
    data = bytearray()
    window, start = b"", place
    for _ in range(_MOST_PARTS):
        if not start <= place < start + len(window):
            window, start = file.read(place, 1 << 16), place
            if not window:
                return 0, b""
        length = window[place - start]
        if not length:
            return place + 1, bytes(data)
        if keep and len(data) < MAX_TEXT:
            data += file.read(place + 1, length)
        place += 1 + length
    return 0, b""


# -- WebP (RFC 9649, 2.7) and TIFF -------------------------------------------------------------------------------------


def _read_webp(file: PictureFile, header: PictureHeader) -> None:
    header.is_whole = int.from_bytes(file.head[4:8], "little") + 8 <= file.size
    place = 12
    for _ in range(_MOST_PARTS):
        head = file.read(place, 8)
        if len(head) < 8:
            return
        kind, length = head[:4], struct.unpack("<I", head[4:])[0]
        if kind == b"EXIF" and length <= MAX_TEXT:
            header.exif = _exif_of(file.read(place + 8, length))
        elif kind == b"XMP " and length <= MAX_TEXT:
            header.xmp = file.read(place + 8, length)
        elif kind == b"ANMF":
            header.frames += 1
        place += 8 + length + length % 2


def _read_tiff(file: PictureFile, header: PictureHeader) -> None:
    header.exif = parse_exif(file.read)


_READERS: dict[str, Callable[[PictureFile, PictureHeader], None]] = {
    "JPEG": _read_jpeg,
    "PNG": _read_png,
    "GIF": _read_gif,
    "WEBP": _read_webp,
    "TIFF": _read_tiff,
}

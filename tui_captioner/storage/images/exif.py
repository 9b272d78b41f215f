"""The few fields of EXIF data that are shown or read: in Python, since what is in there was written by anybody.

EXIF data is a TIFF header with a list of fields (TIFF 6.0, section 2; EXIF 2.3, 4.6.2). A TIFF file begins in the same
way, so its own fields are read here as well. Nothing is followed but what is asked for, and all of it has limits.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import ClassVar

ORIENTATION, DATE_TIME, EXIF_FIELDS = 0x0112, 0x0132, 0x8769
DATE_TIME_ORIGINAL, USER_COMMENT = 0x9003, 0x9286

Read = Callable[[int, int], bytes]
"""Gives so many bytes from an offset on, fewer at the end."""

_LONGEST = 4 << 20
"""Bytes of a field that is looked at."""
_MOST_FIELDS = 1000
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_BIG_SIZES = {**_SIZES, 16: 8, 17: 8, 18: 8}


@dataclass(frozen=True, slots=True)
class Exif:
    """What EXIF data says.

    Attributes:
        order: "<" or ">", its byte order as `struct` writes it.
        fields: The bytes of each field that was asked for, by its number.
        numbers: The first number of each field that holds whole numbers.
    """

    order: str = "<"
    fields: dict[int, bytes] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)

    WANTED: ClassVar[tuple[int, ...]] = (ORIENTATION, DATE_TIME, EXIF_FIELDS, DATE_TIME_ORIGINAL, USER_COMMENT)

    @property
    def orientation(self) -> int:
        """How the camera was held, 1 to 8; 1 where it does not say."""
        value = self.numbers.get(ORIENTATION, 1)
        return value if 1 <= value <= 8 else 1


def parse_exif(read: Read) -> Exif:
    """Read the fields that are known here; damaged data has none, or those before the damage."""
    mark = read(0, 8)
    order = {b"II": "<", b"MM": ">"}.get(mark[:2])
    if order is None or len(mark) < 8:
        return Exif()
    found = Exif(order)
    version, first = struct.unpack(order + "HI", mark[2:8])
    big = version == 43
    if big:
        rest = read(8, 8)
        first = struct.unpack(order + "Q", rest)[0] if len(rest) == 8 else 0
    _collect(read, found, first, big)
    inner = found.numbers.get(EXIF_FIELDS)
    if inner:
        _collect(read, found, inner, big)
    return found


def _collect(read: Read, found: Exif, start: int, big: bool) -> None:
    """Add the fields of one list to those that are found."""
    for tag, kind, count, place in _entries(read, found.order, start, big):
        size = (_BIG_SIZES if big else _SIZES).get(kind, 0)
        if tag not in Exif.WANTED or tag in found.fields or not size or size * count > _LONGEST:
            continue
        length, room = size * count, 8 if big else 4
        if length > room:
            place = struct.unpack(found.order + ("Q" if big else "I"), read(place, room).ljust(room, b"\0"))[0]
        value = read(place, length)
        if len(value) < length:
            continue
        found.fields[tag] = value
        number = {3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}.get(kind)
        if number and count:
            found.numbers[tag] = struct.unpack_from(found.order + number, value)[0]


def _entries(read: Read, order: str, start: int, big: bool) -> Iterator[tuple[int, int, int, int]]:
    """Number, type, count and place of the value of each field in a list."""
    counter, entry = ("Q", "HHQ") if big else ("H", "HHI")
    width = struct.calcsize("=" + counter)
    head = read(start, width)
    if len(head) < width:
        return
    amount = min(struct.unpack(order + counter, head)[0], _MOST_FIELDS)
    step = 20 if big else 12
    table = read(start + width, amount * step)
    for number in range(len(table) // step):
        tag, kind, count = struct.unpack_from(order + entry, table, number * step)
        yield tag, kind, count, start + width + number * step + struct.calcsize("=" + entry)

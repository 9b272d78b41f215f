"""Inputs damaged by chance: bytes flipped, cut, doubled, flooded, pieces put in that readers stumble over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

MOST = 100_000
"""Bytes of an input."""

PIECES: tuple[bytes, ...] = (
    b"\xff", b"\0", b"\xef\xbb\xbf", b"\xff\xfe", b"\r", b"\n", b"\r\n", "\u2028".encode(), b"\\ud800", b"\\u0000",
    b"NaN", b"Infinity", b"-1e999", b"9" * 5000, b"0x" + b"f" * 5000, b"null", b"true", b"[", b"]", b"{", b"}", b'"',
    b"'", b'""', b'"a":', b'{"a":', b"[[", b"=", b",", b";", b"\t", b"|", b" ", b"  ,", b"(", b"(a:", b"{a|", b":",
    b"\\", b'\\"', b"..", b"../", b"/", b"a.", b"A. ", b"'''", b'"""', b"1979-05-27T07:32:00Z", b"inf", b"{x=",
    b"Steps: 1, ", b"Negative prompt:", b'"images": [{', "é".encode(), "е".encode("cp1251"), b"\x1b]52;c;x\x1b\\",
    b"\x1b[200~", b"\x1b[201~", "\u202e".encode(), "\u200d".encode(), b" BREAK ", b"|||", b" AND ", b" OR ", b"NOT ",
    b"tag:", b"state:", b"tokens>", b"*", b"?", b"<think>", b"```json\n", b"- ", b"[a]\n", b"x = 1\n", b"[[a]]\n",
    b"IHDR", b"iTXt", b"Exif\0\0", b"II*\0", b"MM\0*", b"ftyp", b"moov", b"\x7f\xff\xff\xff", b"\xff\xff\xff\xff",
    b"PK\x03\x04", b"ustar", b"SQLite format 3\0", b"2 ^ 63", b"18446744073709551616", b"-1", b"1e400", b"1_0",
)  # fmt: skip
"""What is put in between: one byte that means something, and beginnings that lead a reader on."""

Change = Callable[[Random, bytes, Sequence[bytes]], bytes]


def _overwritten(chance: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(data) or 1)
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def _cut(chance: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[at + chance.choice((1, 2, 8, 64)) :]


def _doubled(chance: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[: at + chance.choice((1, 2, 8, 64))] + data[at:]


def _filled(chance: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(PIECES) + data[at:]


def _flooded(chance: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(PIECES) * chance.choice((2, 10, 1000, 20_000)) + data[at:]


def _crossed(chance: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    other, at = chance.choice(others), chance.randrange(len(data) + 1)
    return data[:at] + other[chance.randrange(len(other) + 1) :]


def _broken_off(chance: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


_CHANGES: tuple[Change, ...] = (_overwritten, _cut, _doubled, _filled, _filled, _flooded, _crossed, _broken_off)


def mutated(chance: Random, own: Sequence[bytes], others: Sequence[bytes]) -> bytes:
    """A damaged input.

    Args:
        chance: The same one makes the same input.
        own: Inputs of the same target.
        others: Those of all targets: one in five is made of one of these.
    """
    data = chance.choice(own if own and chance.random() < 0.8 else others)
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        data = chance.choice(_CHANGES)(chance, data, own or others)[:MOST]
    return data

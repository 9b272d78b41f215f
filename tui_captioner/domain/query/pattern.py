"""What a text of a filter stands for: letters and wildcards, compared with keys of tags, captions and names."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from enum import Enum
from typing import NamedTuple

from tui_captioner.domain.spelling import match_key


class Wild(Enum):
    """A part of a pattern that is no letter."""

    ANY = "*"
    """Any letters, or none."""
    ONE = "?"
    """One letter."""
    GAP = "-"
    """A hyphen or a blank: beside a wildcard it can't be told which of them a key has."""


Piece = str | Wild
"""A letter, or what stands for letters."""

_GLOB = {Wild.ANY: "*", Wild.ONE: "?", Wild.GAP: "[- ]", "*": "[*]", "?": "[?]", "[": "[[]"}
_PRIVATE = range(0xE000, 0xF8FF)
"""Characters without a meaning of their own, which stand for wildcards while the rest is folded."""


def name_key(name: str) -> str:
    """The form under which file names are compared: letter case and the way letters are composed make no difference."""
    return name.casefold() if name.isascii() else unicodedata.normalize("NFC", name).casefold()


def escaped(text: str) -> str:
    """A text as it stands in the quotes of a filter, so that each of its signs stands for itself."""
    return "".join(f"\\{char}" if char in '\\"*?' else char for char in text)


def quoted(text: str) -> str:
    """A text as a filter takes it letter by letter."""
    return f'"{escaped(text)}"'


class Pattern(NamedTuple):
    """Letters and wildcards, in order.

    Args:
        pieces: One entry a letter or wildcard.
    """

    pieces: tuple[Piece, ...]

    @classmethod
    def of(cls, pieces: Sequence[Piece], key: Callable[[str], str] = match_key) -> Pattern:
        """The pattern of what was typed, its letters folded as `key` folds what it is compared with."""
        typed = {piece for piece in pieces if isinstance(piece, str)}
        free = (chr(code) for code in _PRIVATE if chr(code) not in typed)
        any_, one = next(free), next(free)
        stand_ins = {Wild.ANY: any_, Wild.ONE: one, Wild.GAP: "-"}
        folded = key("".join(stand_ins[piece] if isinstance(piece, Wild) else piece for piece in pieces))
        wild = {any_: Wild.ANY, one: Wild.ONE}
        found: list[Piece] = [wild.get(char, char) for char in folded]
        if key is match_key and wild.keys() & set(folded):
            found = [_gap(found, at) for at in range(len(found))]
        return cls(tuple(found))

    @property
    def text(self) -> str | None:
        """The letters of a pattern without wildcards; None for any other."""
        return None if self.is_wild else "".join(map(str, self.pieces))

    @property
    def is_wild(self) -> bool:
        """Whether it has wildcards."""
        return any(isinstance(piece, Wild) for piece in self.pieces)

    @property
    def glob(self) -> str:
        """The pattern as SQLite's `GLOB` reads it."""
        return "".join(_GLOB.get(piece, str(piece)) for piece in self.pieces)

    def anywhere(self) -> Pattern:
        """The pattern that fits what holds this one anywhere."""
        return Pattern((Wild.ANY, *self.pieces, Wild.ANY))

    def fits(self, key: str) -> bool:
        """Whether it fits the whole of a key; in no more steps than the product of both lengths."""
        pieces, at, place = self.pieces, 0, 0
        star, tried = -1, 0
        while at < len(key):
            if place < len(pieces) and pieces[place] is Wild.ANY:
                star, tried, place = place, at, place + 1
            elif place < len(pieces) and _fits(pieces[place], key[at]):
                at, place = at + 1, place + 1
            elif star >= 0:
                tried += 1
                at, place = tried, star + 1
            else:
                return False
        return all(piece is Wild.ANY for piece in pieces[place:])


def _fits(piece: Piece, char: str) -> bool:
    return piece is Wild.ONE or (char in "- " if piece is Wild.GAP else piece == char)


def _gap(pieces: Sequence[Piece], at: int) -> Piece:
    """The piece there; a hyphen of which one neighbour is a wildcard, and none a sign, may be a blank in the key."""
    if pieces[at] != "-":
        return pieces[at]
    around = (*pieces[max(0, at - 1) : at], *pieces[at + 1 : at + 2])
    wild = any(isinstance(piece, Wild) for piece in around)
    joined = all(isinstance(piece, Wild) or piece.isalnum() for piece in around)
    return Wild.GAP if wild and joined and len(around) == 2 else "-"

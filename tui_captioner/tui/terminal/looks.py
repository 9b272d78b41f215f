"""How a cell looks besides its character, as terminals have it (SGR), and the shortest way from one look to another."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_KEPT = 8192
"""Looks, and ways between them, that are kept: some more than the cells of one picture."""


class Look(NamedTuple):
    """A look.

    Attributes:
        attributes: The numbers of bold (1), italic (3) and so on, ascending.
        foreground: The parameters of a colour, such as `38;2;1;2;3`; empty: the terminal's own.
        background: The same for what is behind the character.
    """

    attributes: tuple[int, ...] = ()
    foreground: str = ""
    background: str = ""


PLAIN = Look()
"""What `ESC [ m` brings back."""

_ENDED_BY = {1: 22, 2: 22, 3: 23, 4: 24, 5: 25, 6: 25, 7: 27, 8: 28, 9: 29, 21: 24, 53: 55}
"""By the number of an attribute, the one that ends it (ECMA-48, 8.3.117)."""
_UNSEEN_ON_BLANKS = frozenset((1, 2, 3))
"""Bold, dim and italic change what a character looks like, and a blank has nothing of that."""
_MOST_PARAMETERS = 10
"""In one sequence: mlterm drops what stands behind, and would have the colours of the cell before from there on."""
_PIECE = re.compile(r"\x1b\[([0-9;]*)m|[^\x1b]+")
_COLOURS = re.compile(r"(38;2;[0-9]+;[0-9]+;[0-9]+)?(?:(?(1);)(48;2;[0-9]+;[0-9]+;[0-9]+))?")
"""A cell of a picture: of these there are thousands, each in colours of its own."""
_COLOUR_PARTS = {"5": 3, "2": 5}
"""Parameters of a colour by the second one: a number of the palette, or red, green and blue."""


@lru_cache(_KEPT)
def after(look: Look, parameters: str) -> Look | None:
    """The look that parameters of SGR make of another one.

    Args:
        look: The look before.
        parameters: What stands between `ESC [` and `m`.

    Returns:
        None where something in it is not known here.
    """
    if parameters and (colours := _COLOURS.fullmatch(parameters)) is not None:
        return Look(look.attributes, colours[1] or look.foreground, colours[2] or look.background)
    attributes, foreground, background = set(look.attributes), look.foreground, look.background
    parts = parameters.split(";")
    while parts:
        number = int(parts[0] or "0")
        taken = 1
        if number == 0:
            attributes, foreground, background = set(), "", ""
        elif number in _ENDED_BY:
            attributes.add(number)
        elif number in _ENDED_BY.values():
            attributes = {each for each in attributes if _ENDED_BY[each] != number}
        elif number in (38, 48):
            taken = _COLOUR_PARTS.get(parts[1] if len(parts) > 1 else "", 0)
            if not taken or len(parts) < taken:
                return None
            colour = ";".join(parts[:taken])
            foreground, background = (colour, background) if number == 38 else (foreground, colour)
        elif 30 <= number <= 39 or 90 <= number <= 97:
            foreground = "" if number == 39 else parts[0]
        elif 40 <= number <= 49 or 100 <= number <= 107:
            background = "" if number == 49 else parts[0]
        else:
            return None
        del parts[:taken]
    return Look(tuple(sorted(attributes)), foreground, background)


@lru_cache(_KEPT)
def change(old: Look, new: Look) -> str:
    """The shortest sequence that turns one look into another; empty where they are the same."""
    if old == new:
        return ""
    if new == PLAIN:
        return "\x1b[m"
    colours = [
        part or default
        for part, before, default in (
            (new.foreground, old.foreground, "39"),
            (new.background, old.background, "49"),
        )
        if part != before
    ]
    if new.attributes == old.attributes and (new.foreground and new.background):
        return f"\x1b[{';'.join(colours)}m"
    anew = _sequence(["0", *map(str, new.attributes)], [*filter(None, (new.foreground, new.background))])
    ended = {_ENDED_BY[each] for each in old.attributes if each not in new.attributes}
    begun = [each for each in new.attributes if each not in old.attributes or _ENDED_BY[each] in ended]
    step = _sequence([*map(str, sorted(ended)), *map(str, begun)], colours)
    return min(step, anew, key=len)


def _sequence(attributes: list[str], colours: list[str]) -> str:
    whole = ";".join([*attributes, *colours])
    if whole.count(";") < _MOST_PARAMETERS or not (attributes and colours):
        return f"\x1b[{whole}m"
    return f"\x1b[{';'.join(attributes)}m\x1b[{';'.join(colours)}m"


@lru_cache(_KEPT)
def on_blank(look: Look) -> Look:
    """What of a look is to be seen on a blank: its background, unless there is a line or it is turned around."""
    attributes = tuple(each for each in look.attributes if each not in _UNSEEN_ON_BLANKS)
    return Look(attributes, look.foreground if attributes else "", look.background)


@lru_cache(_KEPT)
def for_blank(pen: Look, wanted: Look) -> Look:
    """The look to write a blank in: that of the pen as far as nobody sees it.

    Args:
        pen: The look at hand.
        wanted: What is to be seen, by `on_blank`.
    """
    kept = Look(pen.attributes, pen.foreground, wanted.background)
    return kept if on_blank(kept) == wanted else wanted


def spare(line: str) -> str:
    """A line of text in the same looks, with no more sequences than what is seen needs.

    Args:
        line: Text and sequences of looks, plain before and behind.
    """
    parts, pen, look = [], PLAIN, PLAIN
    for piece in _PIECE.finditer(line):
        if piece[1] is not None:
            look = after(look, piece[1]) or look
            continue
        wanted = look if piece[0].strip(" ") else for_blank(pen, on_blank(look))
        parts += [change(pen, wanted), piece[0]]
        pen = wanted
    return "".join([*parts, change(pen, PLAIN)])

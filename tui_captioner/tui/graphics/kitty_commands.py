"""Kitty's graphics protocol as text: upload, placement, Unicode placeholders, deletion.

A picture is uploaded under an id and "placed" without a position; the cells that show it are ordinary characters, each
of which names its row, its column and the id. So dialogs and drop-downs cover a picture like any other text, and
nothing is left behind when the cells are overwritten. Terminals that know no placeholders have it placed at the cursor,
over the text. All commands ask for silence: an answer would be taken for keys.
"""

from __future__ import annotations

import base64
import itertools
import secrets
from collections.abc import Collection

from tui_captioner.tui.graphics.diacritics import DIACRITICS

PLACEHOLDER = "\U0010eeee"
MAX_CELLS = len(DIACRITICS)
"""The largest number of columns or rows that placeholders can count."""

CHUNK = 4096
"""Base64 characters in one command, the most that the protocol allows."""

SESSIONS = range(1, 128)
"""High bytes of ids. Konsole (22.12) takes an id for a signed number of 32 bits and passes over what is larger."""

_session = secrets.choice(SESSIONS)
# 0 to 15 are the colours that themes and multiplexers meddle with.
_numbers = itertools.cycle(range(16, 256))


def new_image_id(taken: Collection[int] = ()) -> int:
    """An id that no other program in this terminal is likely to use.

    The low byte is told by a colour of the 256-colour palette and the high byte by a combining character, so that the
    id survives terminals and multiplexers without 24-bit colours.

    Args:
        taken: Ids in use, to be passed over unless all are.
    """
    candidates = (_session << 24 | number for number in itertools.islice(_numbers, 240))
    first = next(candidates)
    return first if first not in taken else next((image for image in candidates if image not in taken), first)


def colour_of(image_id: int) -> int:
    """The palette colour in which the placeholders of a picture are written."""
    return image_id & 0xFF


def upload(png: bytes, image_id: int, columns: int, rows: int) -> list[str]:
    """The commands, in order, that send a PNG and make it fill so many cells, wherever placeholders name it."""
    return [*transmit(png, image_id), f"\x1b_Ga=p,U=1,i={image_id},c={columns},r={rows},q=2\x1b\\"]


def transmit(png: bytes, image_id: int) -> list[str]:
    """The commands, in order, that send a PNG and show nothing yet."""
    text = base64.standard_b64encode(png).decode()
    pieces = [text[start : start + CHUNK] for start in range(0, len(text), CHUNK)]
    commands = []
    for number, piece in enumerate(pieces):
        head = f"a=t,t=d,f=100,i={image_id}," if number == 0 else ""
        more = int(number + 1 < len(pieces))
        commands.append(f"\x1b_G{head}q=2,m={more};{piece}\x1b\\")
    return commands


def place(image_id: int, columns: int, rows: int) -> str:
    """The command that shows a picture over the cells from the cursor on. Placed again, it is moved."""
    return f"\x1b_Ga=p,i={image_id},p=1,c={columns},r={rows},C=1,q=2\x1b\\"


def remove(image_id: int) -> str:
    """The command that takes a picture off the screen and keeps it in memory."""
    return f"\x1b_Ga=d,d=i,i={image_id},p=1,q=2\x1b\\"


def delete(image_id: int) -> str:
    """The command that removes a picture and frees its memory."""
    return f"\x1b_Ga=d,d=I,i={image_id},q=2\x1b\\"


def end_upload() -> str:
    """Ends an upload in the middle; without it the next upload would be taken for the rest of this one."""
    return "\x1b_Gq=2,m=0;\x1b\\"


def placeholder_rows(image_id: int, columns: int, rows: int) -> list[str]:
    """The text of the cells, a string per row.

    Every cell carries row, column and id in full. The protocol would let cells inherit from their left neighbour, but
    a dialog over the picture breaks that chain.
    """
    high = DIACRITICS[image_id >> 24]
    return ["".join(f"{PLACEHOLDER}{DIACRITICS[y]}{DIACRITICS[x]}{high}" for x in range(columns)) for y in range(rows)]

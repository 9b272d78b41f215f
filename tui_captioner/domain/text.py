"""User text on its way to a screen: what steers a terminal or can't be seen is written out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

ZWNJ, ZWJ = "\u200c", "\u200d"
"""The joiners: Persian and the Indic scripts are written with them, and so are families of emoji."""

_SUSPECT = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\ufffe\uffff\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
"""Control and format characters (Cc, Cf, Cs, Zl, Zp), what Unicode ignores when it is drawn (Default_Ignorable) and
noncharacters, among them the joiners and variation selectors, which are text where they belong."""
_ONLY_IN_PLACE = re.compile("[\u180b-\u180d\u180f\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_VIRAMA = 9
"""The combining class of the sign behind which a joiner may end a word (Malayalam)."""


def visible(text: str) -> str:
    r"""Text that is safe to draw: what could steer the terminal or would not be seen is written as `\xNN`, `\uNNNN`.

    Joiners between letters or emoji and variation selectors behind what they vary are text and stay.
    """
    if (text.isascii() and text.isprintable()) or _SUSPECT.search(text) is None:
        return text
    return "".join(shown_characters(text))


def visible_lines(text: str) -> str:
    """As `visible`, but line breaks (U+000A) stay, for text that is drawn on several lines."""
    return text if visible(text) == text else "\n".join(map(visible, text.split("\n")))


def shown_characters(text: str) -> Iterator[str]:
    """What `visible` makes of each character of a text, one entry each."""
    for place, char in enumerate(text):
        shown = _SUSPECT.match(char) is None or _is_in_place(text, place)
        yield char if shown else char.encode("unicode_escape", "backslashreplace").decode("ascii")


def without_controls(text: str, instead: str) -> str:
    """The last net before the terminal: every character that must not reach it is replaced, whatever was forgotten.

    Args:
        text: A part of a line, so joiners and variation selectors, whose neighbours may be elsewhere, stay.
        instead: One character for each; nothing where the character takes no cell of the line by itself.
    """
    if (text.isascii() and text.isprintable()) or _SUSPECT.search(text) is None:
        return text
    return _SUSPECT.sub(lambda found: found[0] if _ONLY_IN_PLACE.match(found[0]) else instead, text)


def _is_in_place(text: str, place: int) -> bool:
    """Whether a joiner or a variation selector stands where it is text."""
    char, before, behind = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    if not before or _ONLY_IN_PLACE.match(char) is None:
        return False
    if char in (ZWNJ, ZWJ):
        return _joins(before) and (_joins(behind) or _may_end_joined(before))
    return unicodedata.category(before) in ("So", "Sm", "Sk", "Po", "Pd", "Nd", "Lo")


def _joins(char: str) -> bool:
    """Whether a character is a letter, a mark on one, or an emoji."""
    return char != "" and unicodedata.category(char)[0] in "LMS" and not _is_ignored(char)


def _is_ignored(char: str) -> bool:
    """Whether a mark is drawn as nothing; the selector of an emoji is, but stands inside of joined emoji."""
    return _SUSPECT.match(char) is not None and not "\ufe00" <= char <= "\ufe0f"


def _may_end_joined(before: str) -> bool:
    """Whether a joiner may stand at the end of a word: behind letters of the scripts that join, as Persian is typed."""
    return unicodedata.combining(before) == _VIRAMA or ("\u0590" <= before <= "\u1c7f" and not _is_ignored(before))

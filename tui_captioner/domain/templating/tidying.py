"""Putting literals and tags together: the joints are tidied in the literals, never inside of a tag.

Where an optional part is left out, two marks or two blanks may meet: one of them stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui_captioner.domain.templating.articles import PREPOSITIONS, first_word

_STOPS, _COMMAS = ".!?", ",;:"
_LOOKED_BACK = 200
"""Characters of what was written in which another `with` is looked for."""
_ONCE = PREPOSITIONS | {"of", "wearing", "holding"}
"""Words of a literal that are not said again before or behind a tag that begins or ends with them."""


class Piece(NamedTuple):
    """A piece of the text that a template makes.

    Args:
        text: What it says.
        is_tag: Whether it is a tag, and stays as it is.
        is_global: Whether it is a global, whose first letter stays too.
        said: Whether it is a tag in other words than its own.
    """

    text: str
    is_tag: bool = False
    is_global: bool = False
    said: bool = False


def put_together(pieces: Sequence[Piece], *, capital: bool) -> str:
    """The text of the pieces, the literals among them tidied."""
    merged = _merged(pieces)
    out: list[str] = []
    end = ""
    for number, piece in enumerate(merged):
        text = piece.text
        if not piece.is_tag:
            behind = merged[number + 1].text if number + 1 < len(merged) else ""
            text = _tidied(text, end, behind, last=number == len(merged) - 1)
        if piece.said and text.startswith("with ") and " with " in _clause(end):
            text = f"and {text.removeprefix('with ')}"
        if capital and not piece.is_global and (not end or end[-2:] in (". ", "! ", "? ")):
            text = text[:1].upper() + text[1:]
        if text:
            out.append(text)
            end = (end + text)[-_LOOKED_BACK:]
    return "".join(out).strip()


def _clause(text: str) -> str:
    """The end of a text from its last mark on, with a blank before it."""
    cut = max(text.rfind(mark) for mark in _STOPS + _COMMAS)
    return f" {text[cut + 1 :]}"


def _merged(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbouring literals as one."""
    merged: list[list[Piece]] = []
    for piece in pieces:
        if merged and not piece.is_tag and not merged[-1][0].is_tag:
            merged[-1].append(piece)
        else:
            merged.append([piece])
    return [group[0]._replace(text="".join(piece.text for piece in group)) for group in merged]


def _tidied(text: str, before: str, behind: str, *, last: bool) -> str:
    """A literal between what was written and the tag that follows it.

    Args:
        text: The literal.
        before: The end of what was written, empty at the beginning.
        behind: The tag that follows, empty at the end.
        last: Whether nothing follows.
    """
    text = _marks_once(text)
    if not before:
        text = text.lstrip(" " + _STOPS + _COMMAS)
    elif before[-1] in _STOPS:
        # A tag brought its own stop.
        bare = text.lstrip(" ")
        kept = bare.lstrip(_STOPS + _COMMAS)
        text = text if kept == bare else kept
    if before.endswith(" "):
        text = text.lstrip(" ")
    text = _words_once(text, before, behind)
    return text.rstrip(" " + _COMMAS) if last else text


def _marks_once(text: str) -> str:
    """A literal in which of marks and blanks that follow each other one mark and one blank are left."""
    out: list[str] = []
    at = 0
    while at < len(text):
        start = at
        while at < len(text) and (text[at].isspace() or text[at] in _STOPS + _COMMAS):
            at += 1
        if at == start:
            out.append(text[at])
            at += 1
        else:
            out.append(_one_mark(text[start:at]))
    return "".join(out)


def _one_mark(run: str) -> str:
    """What is left of a run of marks and blanks."""
    marks = "".join(" " if char.isspace() else char for char in run)
    first = next((at for at, char in enumerate(marks) if char in _STOPS), -1)
    if first < 0:
        first = next((at for at, char in enumerate(marks) if char != " "), -1)
        if first < 0:
            return " "
        return marks[first] + (" " if " " in marks[first:] else "")
    end = first
    while end < len(marks) and marks[end] in _STOPS:
        end += 1
    return marks[first:end] + (" " if " " in marks[end:] else "")


def _words_once(text: str, before: str, behind: str) -> str:
    """A literal without the `with` or `of` that the tag beside it says already."""
    words = text.split(" ")
    blank_ends = len(words) > 2 and not words[0] and not words[-1]
    if not blank_ends:
        return text
    if words[-2].lower() in _ONCE and words[-2].lower() == first_word(behind):
        words[-2:] = [""]
    elif words[1].lower() in _ONCE and before.lower().endswith(" " + words[1].lower()):
        words[:2] = [""]
    return " ".join(words) if len(words) > 1 else " "

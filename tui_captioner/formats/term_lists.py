"""Lists of terms from other programs: text to terms.

- a1111-sd-webui-tagcomplete: csv lines `name,category,count,"alias,alias"`, no header
- BooruDatasetTagManager: a tag a line, or `tag,count`
- plain text: a tag a line, `#` starts a comment line
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from tui_captioner.domain.typed_text import clean_text
from tui_captioner.domain.vocabulary import Term

Kind = Literal["tagcomplete", "counted", "plain"]

_WORD = re.compile(r"[^\W\d_]{2}")
_SAMPLE = 200
_LONGEST_COUNT = 18
"""Digits; nothing was ever counted that often."""


@dataclass
class ListReport:
    """What became of a list.

    Args:
        terms: Terms that were read.
        skipped: Numbers of the lines that were not, from 1.
    """

    terms: int = 0
    skipped: list[int] = field(default_factory=list)


def detect_kind(text: str) -> Kind:
    """Which program a list comes from, by what its first lines look like."""
    rows = [row for row in map(_split, _some_lines(text)) if row]
    if not rows:
        return "plain"
    fits = sum(len(row) in (3, 4) and row[1].strip().isdigit() and _is_count(row[2]) for row in rows)
    counted = sum(len(row) == 2 and _is_count(row[1]) for row in rows)
    if fits * 2 > len(rows):
        return "tagcomplete"
    return "counted" if counted * 2 > len(rows) else "plain"


def _some_lines(text: str) -> list[str]:
    return text[:100_000].split("\n")[:_SAMPLE]


def _is_count(text: str) -> bool:
    text = text.strip()
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST_COUNT


def read_terms(
    text: str, kind: Kind, report: ListReport, *, spaces: bool = True, progress: Callable[[int], None] | None = None
) -> Iterator[Term]:
    """The terms of a list, in its order.

    Args:
        text: The whole list.
        kind: Which form it has, see `detect_kind`.
        report: Filled in while the terms are read.
        spaces: Whether `_` becomes a space; emoticons such as `^_^` keep theirs.
        progress: Called with the number of lines so far, every few thousand.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, row in enumerate(_rows(lines, kind), 1):
        if progress is not None and number % 5000 == 0:
            progress(number)
        if not row or not row[0].strip():
            continue
        term = _term(row, kind, spaces=spaces)
        if term is None:
            report.skipped.append(number)
        else:
            report.terms += 1
            yield term


def _rows(lines: Iterable[str], kind: Kind) -> Iterator[list[str]]:
    if kind == "plain":
        return ([] if line.startswith("#") else [line] for line in lines)
    return map(_split, lines)


def _split(line: str) -> list[str]:
    """One line of csv by itself: an open quote in it must not swallow the lines behind."""
    try:
        return next(csv.reader([line]), [])
    except csv.Error:
        return [line]


def _term(row: list[str], kind: Kind, *, spaces: bool) -> Term | None:
    text = spell(row[0], spaces=spaces)
    if not text or "," in text or len(text) > 200:
        return None
    if kind == "plain":
        return Term(text)
    if kind == "counted":
        return (
            Term(text, count=int(row[1].strip()))
            if len(row) == 2 and _is_count(row[1])
            else Term(text)
            if len(row) == 1
            else None
        )
    if len(row) not in (3, 4) or not _is_count(row[2]):
        return None
    aliases = (spell(alias, spaces=spaces) for alias in (row[3].split(",") if len(row) == 4 else ()))
    return Term(text, aliases=tuple(dict.fromkeys(a for a in aliases if a and a != text)), count=int(row[2].strip()))


def spell(name: str, *, spaces: bool) -> str:
    """A name as it is written into captions: with spaces for underscores, unless it is an emoticon."""
    name = clean_text(name)
    return clean_text(name.replace("_", " ")) if spaces and _WORD.search(name) else name

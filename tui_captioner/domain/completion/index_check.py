"""Whether a stored index fits together: whoever gives a dataset on gives its lists too, and damage must not show only
when some key is typed."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from itertools import accumulate
from math import isfinite
from typing import Any

from tui_captioner.domain.completion.index_data import IndexData
from tui_captioner.domain.completion.text import PENALTY

_AT_ONCE = 1000
"""Terms that are parsed in one go: fast, and yet other threads have their turn."""


def check_index(data: IndexData, lines: str, term_places: array[int]) -> None:
    """Raise ValueError if the arrays of an index lead out of each other, or a term is none.

    Args:
        data: The index.
        lines: The terms, a line of JSON each.
        term_places: Where each line begins.
    """
    count = len(data.priors)
    _need(len(data.slots) == len(term_places) == count)
    _need(len(data.line_places) == len(data.line_terms))
    _need(len(data.places) == len(data.owners) == len(data.kinds) == len(data.scores))
    _need(data.slot_names[:1] == ("",) and all(isinstance(name, str) for name in data.slot_names))
    _need(isinstance(data.texts_end, int) and 0 <= data.texts_end <= len(data.blob))
    for numbers, end in (
        (data.slots, len(data.slot_names)),
        (data.line_terms, count),
        (data.owners, count),
        (data.places, len(data.blob)),
    ):
        _need(max(numbers, default=-1) < end)
    _need(PENALTY.keys() >= set(data.kinds))
    for chances in (data.priors, data.scores):
        # A sum with a NaN or an infinite number in it is one.
        _need(max(chances, default=0.0) <= 0 and isfinite(sum(chances)))
    _need(_line_places(data.blob) == list(data.line_places))
    _need(_line_places(lines) == list(term_places))
    _check_terms(lines.split("\n")[:-1])


def _need(fine: bool) -> None:
    if not fine:
        raise ValueError("the stored index is damaged")


def _line_places(text: str) -> list[int]:
    """Where each line begins; the last one is ended too."""
    if not text:
        return []
    _need(text.endswith("\n"))
    return list(accumulate(map(len, text[:-1].split("\n")[:-1]), lambda place, size: place + size + 1, initial=0))


def _check_terms(lines: Sequence[str]) -> None:
    for start in range(0, len(lines), _AT_ONCE):
        chunk = lines[start : start + _AT_ONCE]
        try:
            rows = json.loads(f"[{','.join(chunk)}]")
        except RecursionError:
            raise ValueError("the stored index is damaged") from None
        _need(len(rows) == len(chunk) and all(_is_term(row) for row in rows))


def _is_term(row: Any) -> bool:
    if not isinstance(row, list) or len(row) not in (6, 9):
        return False
    text, slot, layer, aliases, count, group, seldom, phrase, also = row if len(row) == 9 else (*row, False, None, [])
    if type(text) is not str or type(count) is not int or type(seldom) is not bool:
        return False
    if type(aliases) is not list or type(also) is not list:
        return False
    names = all(name is None or type(name) is str for name in (slot, layer, group, phrase))
    return names and all(type(word) is str for word in (*aliases, *also))

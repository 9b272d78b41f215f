"""Terms with a gap, such as `{colour} jacket`, that is filled from an exclusive group: which texts they stand for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Generic, TypeVar

from tui_captioner.domain.spelling import match_key

_GAP = re.compile(r"\{(\w+)\}")
_STAND_IN = "\ue000"
"""Stands for the gap while the rest is folded: a private character, that folding leaves alone."""

T = TypeVar("T")


def gap(text: str) -> str:
    """The name of the first gap in a term, empty if there is none."""
    found = _GAP.search(text)
    return found[1] if found else ""


def filled_with(text: str, filling: str) -> str:
    """A term with its first gap filled."""
    return _GAP.sub(lambda _: filling, text, count=1)


class Templates(Generic[T]):
    """Finds the template that a text fills.

    Args:
        templates: Texts of terms, each with what it stands for. One without a gap, or whose gap no group fills, is left
            out.
        fillings: Name of a group to the keys (`match_key`) of all that may fill its gap.
    """

    def __init__(self, templates: Iterable[tuple[str, T]], fillings: Mapping[str, Collection[str]]) -> None:
        self._by_end: dict[str, list[tuple[str, str, Collection[str], T]]] = {}
        for text, value in templates:
            if not (filling := fillings.get(gap(text))):
                continue
            # The name of the group is as it is written: folding would take its `_` and its capitals away.
            before, _, after = match_key(filled_with(text, _STAND_IN)).partition(_STAND_IN)
            if before + after:
                end = after.rpartition(" ")[2]
                self._by_end.setdefault(end, []).append((before, after, filling, value))

    def find(self, key: str) -> T | None:
        """What the template stands for that a text fills.

        Args:
            key: `match_key` of the text.
        """
        return self._among(key, key.rpartition(" ")[2]) or (self._among(key, "") if "" in self._by_end else None)

    def _among(self, key: str, end: str) -> T | None:
        for before, after, filling, value in self._by_end.get(end, ()):
            if key.startswith(before) and key.endswith(after) and key[len(before) : len(key) - len(after)] in filling:
                return value
        return None

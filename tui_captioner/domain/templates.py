"""Terms with a gap, such as `{colour} jacket`, that is filled from an exclusive group: which texts they stand for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Generic, TypeVar

_GAP = re.compile(r"\{(\w+)\}")

T = TypeVar("T")


def gap(text: str) -> str:
    """The name of the first gap in a term, empty if there is none."""
    found = _GAP.search(text)
    return found[1] if found else ""


class Templates(Generic[T]):
    """Finds the template that a text fills.

    Args:
        templates: Each template under its key (`match_key`), with what it stands for. One whose gap no group fills is
            left out.
        fillings: Name of a group to the keys of all that may fill its gap.
    """

    def __init__(self, templates: Iterable[tuple[str, T]], fillings: Mapping[str, Collection[str]]) -> None:
        self._by_end: dict[str, list[tuple[str, str, Collection[str], T]]] = {}
        for key, value in templates:
            before, name, after = _GAP.split(key, maxsplit=1)
            if (filling := fillings.get(name)) and before + after:
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

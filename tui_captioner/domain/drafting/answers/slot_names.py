"""Which slot a key or a heading in an answer means."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tui_captioner.domain.structure import GLOBALS, Slot

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 48
"""Letters of a heading: what is longer is a caption with a colon in it."""
_MOST_WORDS = 6
_ADDED = ("globals", "global", "trigger", "trigger word")
"""Names of what the program adds by itself."""


class SlotNames:
    """Knows the slots by key, title, and the names of their layers; `Action words` and `Notable details` too.

    Args:
        slots: Those that were asked for.
    """

    def __init__(self, slots: Sequence[Slot]) -> None:
        self._exact: dict[tuple[str, ...], str] = {}
        for slot in slots:
            for name in (slot.key, slot.title):
                self._exact.setdefault(_words(name), slot.key)
        self._main = dict(self._exact)
        for slot in slots:
            for layer in slot.layers:
                self._exact.setdefault(_words(layer), slot.key)
        self._exact.update(dict.fromkeys(map(_words, _ADDED), GLOBALS))

    def slot_named(self, name: str) -> str:
        """The key of the slot that has this key or title, not just in it; empty for none."""
        return self._main.get(_words(name), "")

    def slot_of(self, name: str) -> str:
        """The key of the slot that is meant, `globals` for what the program adds; empty for none."""
        words = _words(name) if len(name) <= _LONGEST else ()
        if not words or len(words) > _MOST_WORDS:
            return ""
        if words in self._exact:
            return self._exact[words]
        held = {key for known, key in self._main.items() if known and _holds(words, known)}
        return held.pop() if len(held) == 1 else ""


def _words(name: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(name.casefold()))


def _holds(words: Sequence[str], part: Sequence[str]) -> bool:
    return any(tuple(words[at : at + len(part)]) == tuple(part) for at in range(len(words) - len(part) + 1))

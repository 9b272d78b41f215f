"""Tags that count the images, such as `BG-0021`: the next one is foreseen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_NUMBER = re.compile(r"([^0-9]*)([0-9]{1,9})([^0-9]*)")
_Shape = tuple[str, str, str]


class NumberSeries:
    """Sees, over the last two captions learnt, which tags count up by one."""

    def __init__(self) -> None:
        self._last: dict[_Shape, str] = {}
        self._next: dict[_Shape, str] = {}

    def learn(self, caption: Sequence[tuple[str, str]]) -> None:
        """Learn a caption, given as slot and tag in order."""
        numbers: dict[_Shape, str] = {}
        for slot, tag in caption:
            found = _NUMBER.fullmatch(tag)
            if found is not None:
                numbers[slot, found[1], found[3]] = found[2]
        counted = {shape: number for shape, number in numbers.items() if _after(self._last.get(shape, "")) == number}
        self._next = {shape: _after(number) for shape, number in counted.items()}
        self._last = numbers

    def next(self, slot: str | None) -> Iterator[str]:
        """Give the tags that would come next, of one slot if that is given."""
        for (in_slot, before, behind), number in self._next.items():
            if slot is None or slot == in_slot:
                yield before + number + behind


def _after(number: str) -> str:
    """Give the next number with as many digits, so far as they do; empty for no number."""
    return str(int(number) + 1).zfill(len(number)) if number else ""

"""Strips that tell when they are written to the terminal.

A widget is asked for its lines at nearly every frame, whether its cells are written or not; what is written goes
through `Strip.render`. So a picture that lies over its cells learns there, and only there, that it has been wiped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rich.console import Console
from textual.strip import Strip


class WatchedStrip(Strip):
    """A strip that calls back whenever it, or a part of it, is written.

    Args:
        strip: What is to be shown.
        written: Called each time.
    """

    __slots__ = ["_written"]

    def __init__(self, strip: Strip, written: Callable[[], None]) -> None:
        super().__init__(strip, strip.cell_length)
        self._written = written

    def render(self, console: Console) -> str:
        """The text that is written."""
        self._written()
        return super().render(console)

    def crop(self, start: int, end: int | None = None) -> Strip:
        """A part, which is watched too."""
        return self._watched(super().crop(start, end))

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """Parts, which are watched too."""
        return [self._watched(part) for part in super().divide(cuts)]

    def _watched(self, part: Strip) -> Strip:
        return part if part is self or not part.cell_length else WatchedStrip(part, self._written)

"""Pictures painted over cells, as Sixel and iTerm2's files are: whatever is written to a cell afterwards wipes it.

So the cells show the picture in text first, and whenever text is written there again the part above it is painted anew,
once there is time and nothing lies over it.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

from tui_captioner.tui.graphics.link import Link
from tui_captioner.tui.graphics.model import Spot
from tui_captioner.tui.graphics.renderers.base import Delivery
from tui_captioner.tui.terminal.tmux_passthrough import wrap_for_tmux

if TYPE_CHECKING:
    from tui_captioner.tui.graphics.model import Picture, PictureKey


_LONG = 0.15
"""Seconds beyond the way there and back to wait for room on the line, from which on pieces go one at a time: letters
that are typed wait behind them."""


class PaintedDelivery(Delivery):
    """Paints pictures piece by piece, and remembers which pieces are whole; see `Delivery`."""

    watches = True
    paints = True

    def __init__(self, link: Callable[[], Link], through_tmux: bool = False) -> None:
        super().__init__(link, through_tmux)
        self._key: PictureKey | None = None
        self._rows: set[int] = set()

    def is_complete(self, key: PictureKey) -> bool:
        """Whether all of it is painted."""
        return self._key == key and not self._rows

    async def deliver(self, key: PictureKey, picture: Picture, spot: Callable[[], Spot | None]) -> int:
        """Paint the pieces that are missing; stops when the picture can't be seen whole any more."""
        if self._key != key:
            self._key, self._rows = key, set(range(picture.rows))
        sent = 0
        for piece in picture.payload:
            rows = self._rows.intersection(range(piece.top, piece.top + piece.rows))
            if not rows:
                continue
            if await self._waited():
                await self.link().idle()
            here = spot()
            if here is None or self._key != key:
                break
            # Before it is written: if one of its cells is written after it, that has to count.
            self._rows -= rows
            command = piece.data.decode()
            if self.through_tmux:
                command = wrap_for_tmux(command)
            await self.link().send(at(Spot(here.x, here.y + piece.top), command))
            sent += len(piece.data)
        return sent

    async def _waited(self) -> bool:
        """Wait for room on the line; whether that took long."""
        began = monotonic()
        await self.link().room()
        return monotonic() - began > _LONG + self.link().latency

    def written(self, key: PictureKey, row: int) -> None:
        """A row has lost its picture."""
        if self._key == key:
            self._rows.add(row)

    def hide(self) -> None:
        """The cells show something else, which has wiped the picture."""
        self._key = None

    def clear(self) -> None:
        """Nothing to do: the cells are painted over by whatever comes next."""
        self.forget()

    def forget(self) -> None:
        """The terminal has lost its pictures."""
        self._key = None


def at(spot: Spot, text: str) -> str:
    """Text to be written at a place on the screen, the cursor and its colours kept."""
    return f"\x1b7\x1b[{spot.y + 1};{spot.x + 1}H{text}\x1b8"

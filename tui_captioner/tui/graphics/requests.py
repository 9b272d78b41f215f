"""What has to be made of a file so that it suits the terminal, the line to it, and the room there is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tui_captioner.tui.graphics.link import Link
from tui_captioner.tui.graphics.model import PictureRequest, Rgb, View
from tui_captioner.tui.graphics.protocol import Protocol, ProtocolChoice
from tui_captioner.tui.graphics.quality import NORMAL_PIXELS, Quality
from tui_captioner.tui.terminal.terminal_replies import TerminalCaps

_DEFAULT_CELL = (10, 20)
_PALETTE = 256
_LOWER = {Quality.FULL: Quality.NORMAL, Quality.NORMAL: Quality.LOW, Quality.LOW: Quality.LOW}
"""What is sent over a slow line."""
_LONG = 2.5
"""Seconds that an encoded picture may be on its way before it is sent smaller."""
_BYTES_PER_PIXEL = 0.8
"""Of an encoded picture of normal quality: Sixel and PNG of photographs take 0.6 to 1.2."""


class Requests:
    """Makes requests for one widget.

    Args:
        caps: What is known about the terminal.
        choice: How pictures are shown.
        link: Gives the line to the terminal.

    Attributes:
        cell: Width and height of a cell in pixels.
    """

    def __init__(self, caps: TerminalCaps | None, choice: ProtocolChoice, link: Callable[[], Link]) -> None:
        caps = caps or TerminalCaps()
        self.cell = caps.cell or _DEFAULT_CELL
        self._colours = caps.sixel_colours or _PALETTE
        self._limit = caps.sixel_limit
        # tmux keeps 20 Sixel pictures at most, of all its panes together, and paces what it sends itself.
        self._whole = choice.protocol is Protocol.SIXEL and caps.multiplexer == "tmux"
        self._choice = choice
        self._link = link
        self._is_slow = False

    def make(
        self, path: Path, cells: tuple[int, int], background: Rgb, view: View, *, chequered: bool = False
    ) -> PictureRequest:
        """A request.

        Args:
            path: The file.
            cells: Columns and rows that there are.
            background: What shows through transparent pixels.
            view: The part that is looked at.
            chequered: Whether squares of two greys show through instead.
        """
        quality = self._choice.quality
        return PictureRequest(
            path=path,
            cells=cells,
            cell_px=self.cell,
            protocol=self._choice.protocol,
            background=background,
            quality=_LOWER[quality] if self._over_slow_line(cells[0] * cells[1]) else quality,
            region=view.region,
            max_zoom=view.max_zoom,
            chequered=chequered,
            colours=self._colours,
            limit_px=self._limit,
            whole=self._whole,
        )

    def _over_slow_line(self, cells: int) -> bool:
        """Whether the line is slow. Once it is, it has to be twice as fast to count as quick again.

        Encoded pictures tell it best: a terminal that takes long to draw letters may be quick with them.
        """
        margin = 2 if self._is_slow else 1
        pixels = min(cells * self.cell[0] * self.cell[1], NORMAL_PIXELS)
        seconds = self._link().seconds_for(int(_BYTES_PER_PIXEL * pixels))
        self._is_slow = self._link().is_slow_for(margin * cells) if seconds is None else margin * seconds > _LONG
        return self._is_slow

"""A test picture, and what it takes to show it in each way: for a user who wonders what a terminal can do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from PIL import Image

from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.storage.demo import SCENES, picture_of
from tui_captioner.storage.images.images import Scaled, load_scaled
from tui_captioner.tui.composer.layout import plan
from tui_captioner.tui.graphics.model import PictureRequest
from tui_captioner.tui.graphics.prepare import cells_for, prepare
from tui_captioner.tui.graphics.print_once import printed
from tui_captioner.tui.graphics.protocol import Protocol, ProtocolChoice
from tui_captioner.tui.graphics.renderers.registry import RENDERERS
from tui_captioner.tui.terminal.terminal_replies import TerminalCaps

CELLS = (30, 10)
"""The largest test picture, in columns and rows."""
_WHOLE = (4096, 4096)
"""Room for more pixels than it has."""
_USUAL_CELL = (10, 20)
"""Width and height of a cell in pixels where the terminal does not say."""
_COLOURS = 256
"""Colour registers of Sixel graphics where the terminal does not say."""


@dataclass(frozen=True)
class Cost:
    """What a way of showing the test picture takes.

    Attributes:
        protocol: The way.
        bytes: Bytes sent to the terminal.
        milliseconds: Time to make them from decoded pixels.
        used: Whether it is the way in use.
    """

    protocol: Protocol
    bytes: int
    milliseconds: float
    used: bool


class Sample:
    """The test picture, a scene of the demo: flat colours, soft shades and fine lines.

    Args:
        caps: What is known about the terminal.
        choice: How pictures are drawn in it.
    """

    def __init__(self, caps: TerminalCaps, choice: ProtocolChoice) -> None:
        self._picture: Image.Image = load_scaled(picture_of(SCENES[0]), _WHOLE).image
        self._caps, self._choice = caps, choice
        self._cell = caps.cell or _USUAL_CELL

    def text(self, protocol: Protocol | None = None) -> str:
        """Everything to print so that it stands at the cursor, its proportions kept.

        Args:
            protocol: Another way than the one in use.
        """
        return self._printed(protocol or self._choice.protocol, cells_for(self._picture.size, CELLS, self._cell))

    def costs(self) -> Sequence[Cost]:
        """What each way of showing it takes, in the quality in use."""
        return [self._cost(protocol) for protocol in Protocol if protocol is not Protocol.OFF]

    def composer_bytes(self, columns: int, rows: int) -> int | None:
        """Bytes it takes in the composer, first as text cells and then as it is sent; `None` if it has no room there.

        Args:
            columns: Width of the window.
            rows: Height of the window.
        """
        layout = plan(columns, rows, len(DEFAULT_STRUCTURE.slots))
        room = (layout.picture, rows - 2 - layout.caption - 2 * layout.margin)
        if min(room) < 1:
            return None
        protocol = self._choice.protocol
        ready = prepare(self._request(room), lambda: False, self._load)
        cells = (ready.columns, ready.rows)
        # The composer draws half blocks at once, and then sends what takes longer.
        ways = [protocol] if RENDERERS[protocol].encode is None else [Protocol.BLOCKS_TRUECOLOR, protocol]
        return sum(len(self._printed(way, cells).encode()) for way in ways)

    def _cost(self, protocol: Protocol) -> Cost:
        began = perf_counter()
        text = self.text(protocol)
        milliseconds = (perf_counter() - began) * 1000
        return Cost(protocol, len(text.encode()), milliseconds, protocol is self._choice.protocol)

    def _printed(self, protocol: Protocol, cells: tuple[int, int]) -> str:
        choice = self._choice
        colours = self._caps.sixel_colours or _COLOURS
        return printed(self._picture, cells, self._cell, protocol, choice.quality, choice.through_tmux, colours=colours)

    def _request(self, cells: tuple[int, int]) -> PictureRequest:
        """As the composer asks for pictures."""
        return PictureRequest(
            path=Path(),
            cells=cells,
            cell_px=self._cell,
            protocol=self._choice.protocol,
            background=(0, 0, 0),
            quality=self._choice.quality,
            limit_px=self._caps.sixel_limit,
        )

    def _load(self, *_: object, **__: object) -> Scaled:
        """Stands in for reading a file."""
        return Scaled(self._picture, self._picture.size, 1, "PNG")

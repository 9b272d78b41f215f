"""Everything that showing pictures needs, in one hand: the terminal, the way that was chosen, where they come from."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from tui_captioner.storage.images.pictures import PictureStore
from tui_captioner.tui.graphics.protocol import Protocol, ProtocolChoice
from tui_captioner.tui.graphics.quality import RULES, Quality
from tui_captioner.tui.graphics.renderers.registry import RENDERERS
from tui_captioner.tui.terminal.terminal_replies import TRUECOLOR, TerminalCaps
from tui_captioner.tui.widgets.image_preview import ImagePreview

_DOTS = {
    Protocol.QUADRANTS: (2, 2),
    Protocol.BLOCKS_TRUECOLOR: (1, 2),
    Protocol.TERM_IMAGE: (1, 2),
    Protocol.BLOCKS_256: (1, 2),
    Protocol.BLOCKS_16: (1, 2),
    Protocol.TEXT: (1, 1),
}
"""Dots of a cell across and down, where a picture is drawn in text cells."""
_KEEPS_PICTURES = (Protocol.KITTY, Protocol.KITTY_DIRECT)
_CELLS = {TRUECOLOR: Protocol.QUADRANTS, 256: Protocol.BLOCKS_256, 16: Protocol.BLOCKS_16}


@dataclass(frozen=True)
class Pictures:
    """How pictures are shown in this run.

    Args:
        caps: What the terminal can do.
        choice: The way that was chosen.
        store: Loads them.
    """

    caps: TerminalCaps
    choice: ProtocolChoice
    store: PictureStore = field(default_factory=lambda: PictureStore(isolate=False))

    def preview(self, *, id: str | None = None, classes: str | None = None) -> ImagePreview:
        """A widget for a picture, as good as this terminal can."""
        return ImagePreview(self.caps, self.choice, load=self.store.load, id=id, classes=classes)

    def thumbnail(self, *, classes: str | None = None) -> ImagePreview:
        """A widget for a small picture, of which there may be many.

        Kitty keeps what it was sent, so there it is a real one, unless the user saves bytes; elsewhere text cells do.
        """
        choice = self.choice
        real = choice.protocol in _KEEPS_PICTURES and choice.quality is not Quality.LOW
        if not real and choice.protocol not in (*_DOTS, Protocol.OFF):
            choice = choice._replace(protocol=_CELLS.get(self.caps.colours, Protocol.BLOCKS_256), through_tmux=False)
        return ImagePreview(self.caps, choice, load=self.store.load, classes=classes)

    def dots(self, cell_px: tuple[int, int]) -> tuple[float, float]:
        """Dots of a cell across and down: its pixels, or the coarser ones of text cells."""
        across = _DOTS.get(self.choice.protocol, cell_px)[0]
        return float(across), across * cell_px[1] / cell_px[0]

    @property
    def most_pixels(self) -> float:
        """Pixels of a picture on the screen, at most: a limit where the terminal does not stretch what is sent."""
        return RULES[self.choice.quality].pixels if RENDERERS[self.choice.protocol].exact else math.inf

"""The ways of showing pictures, one entry each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tui_captioner.tui.graphics.characters import characters
from tui_captioner.tui.graphics.iterm2_commands import encode_iterm2
from tui_captioner.tui.graphics.model import Drawing
from tui_captioner.tui.graphics.protocol import Protocol
from tui_captioner.tui.graphics.quadrants import quadrants
from tui_captioner.tui.graphics.renderers.base import Renderer
from tui_captioner.tui.graphics.renderers.direct import DirectDelivery
from tui_captioner.tui.graphics.renderers.painted import PaintedDelivery
from tui_captioner.tui.graphics.renderers.placeholders import PlaceholderDelivery, encode_png
from tui_captioner.tui.graphics.sixel import encode_sixel
from tui_captioner.tui.graphics.text_cells import basic_blocks, palette_blocks, term_image_or_ours, truecolour_blocks

_BLOCKS = Drawing((1, 2), truecolour_blocks)

RENDERERS: Mapping[Protocol, Renderer] = MappingProxyType(
    {
        Protocol.KITTY: Renderer(_BLOCKS, encode_png, PlaceholderDelivery),
        Protocol.KITTY_DIRECT: Renderer(_BLOCKS, encode_png, DirectDelivery),
        Protocol.ITERM2: Renderer(_BLOCKS, encode_iterm2, PaintedDelivery),
        Protocol.SIXEL: Renderer(_BLOCKS, encode_sixel, PaintedDelivery, exact=True),
        Protocol.QUADRANTS: Renderer(Drawing((2, 2), quadrants)),
        Protocol.BLOCKS_TRUECOLOR: Renderer(_BLOCKS),
        Protocol.TERM_IMAGE: Renderer(Drawing((1, 2), term_image_or_ours)),
        Protocol.BLOCKS_256: Renderer(Drawing((1, 2), palette_blocks)),
        Protocol.BLOCKS_16: Renderer(Drawing((1, 2), basic_blocks)),
        Protocol.TEXT: Renderer(Drawing((2, 2), characters, coloured=False)),
        # Nothing is drawn, but the size of the file is looked at.
        Protocol.OFF: Renderer(Drawing((1, 2), truecolour_blocks)),
    }
)

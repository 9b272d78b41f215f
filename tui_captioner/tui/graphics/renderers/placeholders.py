"""Kitty's placeholders: the cells of a picture are characters that name it, so text covers it as it covers text."""

from __future__ import annotations

import asyncio
import io
import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip

from tui_captioner.tui.graphics.kitty_commands import colour_of, placeholder_rows
from tui_captioner.tui.graphics.link import Link
from tui_captioner.tui.graphics.model import Frame, Piece, Spot
from tui_captioner.tui.graphics.palette import with_palette
from tui_captioner.tui.graphics.renderers.base import Delivery
from tui_captioner.tui.graphics.uploads import Uploads
from tui_captioner.tui.terminal.tmux_passthrough import thrown_away_by_tmux, wrap_for_tmux

if TYPE_CHECKING:
    from PIL import Image

    from tui_captioner.tui.graphics.model import Picture, PictureKey


_TMUX_CATCHES_UP = 0.3
"""Seconds without output after which tmux hands commands on again.

When more text waits for its terminal than eight bytes per cell of the window, as a picture in half blocks makes, tmux
throws that text away, and then whatever else comes, commands for the terminal included. It draws the screen anew as
soon as less than an eighth of a byte per cell came within 100 ms (`TTY_BLOCK` in its tty.c, 3.3a to 3.7c): two such
spans and a bit.
"""
_TMUX_COUNTS = 0.15
"""Seconds after which tmux has counted what it threw away: one such span and a bit."""
_TRIES = 5
"""Times that a picture is sent which tmux throws away; then the terminal is too far away for it."""


class PlaceholderDelivery(Delivery):
    """Uploads pictures, which are then wherever their placeholders are; see `Delivery`."""

    def __init__(self, link: Callable[[], Link], through_tmux: bool = False) -> None:
        super().__init__(link, through_tmux)
        self._uploads = Uploads(link, through_tmux=through_tmux)

    def token(self, key: PictureKey) -> int | None:
        """The picture's id, if it has arrived."""
        return self._uploads.find(key)

    def cells(self, token: int, picture: Picture, background: Color) -> Sequence[Strip]:
        """The placeholders."""
        return placeholder_strips(token, picture.columns, picture.rows, background.rich_color)

    def is_complete(self, key: PictureKey) -> bool:
        """Whether it has arrived, now or earlier."""
        return self._uploads.find(key) is not None

    async def deliver(self, key: PictureKey, picture: Picture, _spot: Callable[[], Spot | None]) -> int:
        """Upload it; where it stands does not matter."""
        if self.through_tmux:
            await self._deliver_through_tmux(key, picture)
        else:
            await self._uploads.send(key, picture)
        self.nudge = True
        return picture.payload_bytes

    async def _deliver_through_tmux(self, key: PictureKey, picture: Picture) -> None:
        """Upload it when tmux has caught up, and again if it had not: on a busy machine nobody knows when."""
        for _ in range(_TRIES):
            # As long as something that was handed on waits, tmux throws nothing away; so this begins with nothing.
            self.link().write(wrap_for_tmux(""))
            await asyncio.sleep(_TMUX_CATCHES_UP)
            lost_before = await asyncio.to_thread(thrown_away_by_tmux, os.environ)

            async def arrived(before: int | None = lost_before) -> bool:
                if before is None:
                    return True
                await self.link().idle()
                await asyncio.sleep(_TMUX_COUNTS)
                lost = await asyncio.to_thread(thrown_away_by_tmux, os.environ)
                return lost is None or lost <= before

            await self._uploads.send(key, picture, arrived)
            if self.is_complete(key):
                return

    def clear(self) -> None:
        """Remove all pictures from the terminal."""
        self._uploads.clear()

    def forget(self) -> None:
        """The terminal has lost its pictures."""
        self._uploads.forget()

    def cleanup_sequence(self) -> str:
        """Deletes everything that was ever uploaded."""
        return self._uploads.cleanup_sequence()


def placeholder_strips(image_id: int, columns: int, rows: int, background: RichColor) -> list[Strip]:
    """The cells that show an uploaded picture. Their background has to be set, else dark bands appear."""
    style = Style.from_color(RichColor.from_ansi(colour_of(image_id)), background)
    return [Strip([Segment(text, style)], columns) for text in placeholder_rows(image_id, columns, rows)]


def encode_png(image: Image.Image, frame: Frame) -> tuple[Piece, ...]:
    """A PNG with a palette, in one piece; the terminal stretches it over its cells."""
    return (Piece(0, frame.cells[1], palette_png(image, frame.colours, dither=frame.dither)),)


def palette_png(image: Image.Image, colours: int = 256, *, dither: bool = True) -> bytes:
    """A PNG of few colours: dithered, a third of the bytes of one in full colour, hardly to be told apart."""
    buffer = io.BytesIO()
    with_palette(image, colours, dither=dither).save(buffer, "PNG", compress_level=6)
    return buffer.getvalue()

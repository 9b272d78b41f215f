"""What a picture widget shows at a time, and its cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from rich.style import Style
from textual.color import Color
from textual.strip import Strip
from textual.style import Style as ContentStyle

from tui_captioner.tui.graphics.canvas import centre, text_card
from tui_captioner.tui.graphics.model import Picture, PictureKey
from tui_captioner.tui.graphics.renderers.base import Delivery
from tui_captioner.tui.graphics.watched_strip import WatchedStrip


@dataclass(eq=False)
class ShownContent:
    """A picture, or a text.

    Attributes:
        key: Names the picture.
        picture: The picture, if it is one.
        blocks: The picture in text cells.
        text: The text, if it is none.
        brought: Whether the picture has been sent in full, or has tried to be: from then on, what is lost of it is
            sent again.
    """

    key: PictureKey | None = None
    picture: Picture | None = None
    blocks: Sequence[Strip] = ()
    text: str = ""
    brought: bool = False
    _canvas: tuple[tuple[object, ...], list[Strip]] | None = field(default=None, repr=False)

    def canvas(
        self,
        size: tuple[int, int],
        background: Color,
        style: ContentStyle,
        delivery: Delivery,
        written: Callable[[int], None] | None,
    ) -> list[Strip]:
        """All cells of the widget, kept until something changes.

        Args:
            size: Columns and rows of the widget.
            background: What is around the picture.
            style: Of the text.
            delivery: Knows what has arrived at the terminal.
            written: To be told of rows of the picture that are written to the terminal; none while the picture is only
                to be drawn in text, as under a dialog, whose dimming changes the colours that carry a picture's id.
        """
        live = written is not None and self.key is not None
        token = delivery.token(self.key) if live and self.key is not None else None
        state = (size, token, background, live)
        if self._canvas is None or self._canvas[0] != state:
            if self.picture is None:
                canvas = text_card(self.text, size, style)
            else:
                canvas = self._around(self.picture, token, size, background, delivery)
                if written is not None and delivery.watches:
                    canvas = self._watched(canvas, self.picture.rows, written)
            self._canvas = state, canvas
        return self._canvas[1]

    def _around(
        self, picture: Picture, token: int | None, size: tuple[int, int], background: Color, delivery: Delivery
    ) -> list[Strip]:
        """The picture in the middle of its background."""
        fill = Style(bgcolor=background.rich_color) if picture.drawing.coloured else Style.null()
        body = self.blocks if token is None else delivery.cells(token, picture, background)
        return centre(body, size, fill)

    @staticmethod
    def _watched(canvas: list[Strip], rows: int, written: Callable[[int], None]) -> list[Strip]:
        """The same, with each row of the picture telling when it is written."""
        above = max(0, (len(canvas) - rows) // 2)
        middle = [WatchedStrip(strip, partial(written, row)) for row, strip in enumerate(canvas[above : above + rows])]
        return canvas[:above] + middle + canvas[above + len(middle) :]

"""Bringing the picture that is shown to the terminal, and bringing it again when something was written over it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from textual.geometry import Region
from textual.widget import Widget
from textual.worker import Worker

from tui_captioner.tui.graphics.link import Link
from tui_captioner.tui.graphics.loader import PictureLoader
from tui_captioner.tui.graphics.model import Spot
from tui_captioner.tui.graphics.place import rewrite_row_below, spot_of
from tui_captioner.tui.graphics.renderers.base import Delivery
from tui_captioner.tui.graphics.shown_content import ShownContent

_NUDGE = 0.12
"""Seconds after which one row is written again: some kittys show pictures only with the next output."""


class Presenter:
    """Sees to it that a widget's picture is, and stays, as good as the terminal can show it.

    Args:
        widget: The widget.
        delivery: Sends.
        loader: Encodes.
        link: Gives the line to the terminal.
        rest: Seconds without writing after which what was lost is sent again.

    Attributes:
        content: What the widget shows.
        bytes_sent: Bytes of the encoded picture that was sent last.
    """

    def __init__(
        self, widget: Widget, delivery: Delivery, loader: PictureLoader, link: Callable[[], Link], rest: float
    ) -> None:
        self.content = ShownContent()
        self.bytes_sent = 0
        self._widget = widget
        self._delivery = delivery
        self._loader = loader
        self._link = link
        self._rest = rest
        self._sending = asyncio.Lock()
        self._mending = False
        self._mender: Worker[None] | None = None

    def turn(self, content: ShownContent) -> None:
        """Another content, for the next frame."""
        if content.key != self.content.key:
            self._delivery.hide()
        if self._delivery.paints and self.content.picture is not None:
            # Konsole leaves a row of pixels of what was painted before just below it.
            rewrite_row_below(self._widget)
        self.content = content

    def disturb(self) -> None:
        """What is shown will have to be made anew: bring nothing of it again."""
        self.content.brought = False

    async def bring(self, content: ShownContent) -> None:
        """Send what is missing of a picture that has been encoded."""
        key, picture = content.key, content.picture
        if key is None or picture is None:
            return
        content.brought = True
        async with self._sending:
            sent = await self._delivery.deliver(key, picture, partial(self.spot, content))
            self.bytes_sent = sent or self.bytes_sent
            if self.content is not content or not self._delivery.nudge:
                return
            self._delivery.nudge = False
            if self._delivery.token(key) is not None:
                self._widget.refresh()
            size = self._widget.size
            row = Region(0, (size.height - picture.rows) // 2, size.width, 1)
            self._widget.set_timer(_NUDGE, partial(self._widget.refresh, row))

    def spot(self, content: ShownContent) -> Spot | None:
        """Where a picture may be painted, if it is still the one to be shown and nothing is in the way."""
        picture = content.picture
        if picture is None or self.content is not content:
            return None
        return spot_of(self._widget, picture.columns, picture.rows)

    def look_for_covers(self) -> None:
        """Widgets came, went or moved: one of them may lie over the picture now."""
        if self.content.picture is not None and self.spot(self.content) is None:
            self._delivery.covered()

    def written(self, content: ShownContent, row: int) -> None:
        """Text was written over a row of a picture: paint that again when there is time."""
        if content.key is None:
            return
        self._delivery.written(content.key, row)
        if content.brought and content is self.content and not self._mending:
            self._mending = True

            async def mend() -> None:
                await self._mend(content)

            self._mender = self._widget.run_worker(mend, group="preview-mend", exit_on_error=False)

    def rewritten(self) -> None:
        """All cells of the window were written anew, as when a clear screen comes up: what was painted is lost."""
        self.look_for_covers()
        for row in range(self.content.picture.rows if self.content.picture is not None else 0):
            self.written(self.content, row)

    async def _mend(self, content: ShownContent) -> None:
        """Send again what was lost, once nothing else is on its way. What is covered waits for the next writing."""
        try:
            while content.key is not None and content.picture is not None:
                await asyncio.sleep(self._rest)
                await self._link().idle()
                if content is not self.content or not content.brought:
                    break
                if self._delivery.is_complete(content.key) or self.spot(content) is None:
                    break
                await self._loader.encode(content.key, content.picture)
                await self.bring(content)
        finally:
            self._mending = False

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
from tui_captioner.tui.graphics.shown import Face

_NUDGE = 0.12
"""Seconds after which one row is written again: some kittys show pictures only with the next output."""


class Bringing:
    """Sees to it that a widget's picture is, and stays, as good as the terminal can show it.

    Args:
        widget: The widget.
        delivery: Sends.
        loader: Encodes.
        link: Gives the line to the terminal.
        rest: Seconds without writing after which what was lost is sent again.

    Attributes:
        face: What the widget shows.
        bytes_sent: Bytes of the encoded picture that was sent last.
    """

    def __init__(
        self, widget: Widget, delivery: Delivery, loader: PictureLoader, link: Callable[[], Link], rest: float
    ) -> None:
        self.face = Face()
        self.bytes_sent = 0
        self._widget = widget
        self._delivery = delivery
        self._loader = loader
        self._link = link
        self._rest = rest
        self._sending = asyncio.Lock()
        self._mending = False
        self._mender: Worker[None] | None = None

    def turn(self, face: Face) -> None:
        """Another face, for the next frame."""
        if face.key != self.face.key:
            self._delivery.hide()
        if self._delivery.paints and self.face.picture is not None:
            # Konsole leaves a row of pixels of what was painted before just below it.
            rewrite_row_below(self._widget)
        self.face = face

    def disturb(self) -> None:
        """What is shown will have to be made anew: bring nothing of it again."""
        self.face.brought = False

    async def bring(self, face: Face) -> None:
        """Send what is missing of a picture that has been encoded."""
        key, picture = face.key, face.picture
        if key is None or picture is None:
            return
        face.brought = True
        async with self._sending:
            sent = await self._delivery.deliver(key, picture, partial(self.spot, face))
            self.bytes_sent = sent or self.bytes_sent
            if self.face is not face or not self._delivery.nudge:
                return
            self._delivery.nudge = False
            if self._delivery.token(key) is not None:
                self._widget.refresh()
            size = self._widget.size
            row = Region(0, (size.height - picture.rows) // 2, size.width, 1)
            self._widget.set_timer(_NUDGE, partial(self._widget.refresh, row))

    def spot(self, face: Face) -> Spot | None:
        """Where a picture may be painted, if it is still the one to be shown and nothing is in the way."""
        picture = face.picture
        if picture is None or self.face is not face:
            return None
        return spot_of(self._widget, picture.columns, picture.rows)

    def look_for_covers(self) -> None:
        """Widgets came, went or moved: one of them may lie over the picture now."""
        if self.face.picture is not None and self.spot(self.face) is None:
            self._delivery.covered()

    def written(self, face: Face, row: int) -> None:
        """Text was written over a row of a picture: paint that again when there is time."""
        if face.key is None:
            return
        self._delivery.written(face.key, row)
        if face.brought and face is self.face and not self._mending:
            self._mending = True

            async def mend() -> None:
                await self._mend(face)

            self._mender = self._widget.run_worker(mend, group="preview-mend", exit_on_error=False)

    async def _mend(self, face: Face) -> None:
        """Send again what was lost, once nothing else is on its way. What is covered waits for the next writing."""
        try:
            while face.key is not None and face.picture is not None:
                await asyncio.sleep(self._rest)
                await self._link().idle()
                if face is not self.face or not face.brought:
                    break
                if self._delivery.is_complete(face.key) or self.spot(face) is None:
                    break
                await self._loader.encode(face.key, face.picture)
                await self.bring(face)
        finally:
            self._mending = False

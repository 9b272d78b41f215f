"""Kitty's pictures without placeholders: one lies over its cells, and is taken away as long as something covers them.

The protocol has pictures that lie behind text, too. They would be covered by themselves, but kitty 0.26 draws all other
cells in wrong colours then (seen with software rendering), and what other terminals make of them is not known.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui_captioner.tui.graphics import kitty_commands
from tui_captioner.tui.graphics.link import Link
from tui_captioner.tui.graphics.model import Spot
from tui_captioner.tui.graphics.renderers.base import Delivery
from tui_captioner.tui.graphics.renderers.painted import at
from tui_captioner.tui.graphics.uploads import DirectUploads
from tui_captioner.tui.terminal.tmux_passthrough import wrap_for_tmux

if TYPE_CHECKING:
    from tui_captioner.tui.graphics.model import Picture, PictureKey


class DirectDelivery(Delivery):
    """Uploads pictures and places one of them; see `Delivery`."""

    watches = True
    paints = True

    def __init__(self, link: Callable[[], Link], through_tmux: bool = False) -> None:
        super().__init__(link, through_tmux)
        self._uploads = DirectUploads(link, through_tmux=through_tmux)
        self._key: PictureKey | None = None
        self._placed: int | None = None
        self._whole = False

    def is_complete(self, key: PictureKey) -> bool:
        """Whether it is placed, and nothing has been written over it since: in WezTerm, that wipes it."""
        return self._key == key and self._whole

    async def deliver(self, key: PictureKey, picture: Picture, spot: Callable[[], Spot | None]) -> int:
        """Upload it unless it is there, then place it."""
        sent = 0
        image_id = self._uploads.find(key)
        if image_id is None:
            image_id = await self._uploads.send(key, picture)
            sent = picture.payload_bytes
        here = spot()
        if here is not None:
            if self._placed != image_id:
                self.hide()
                self.nudge = True
            self._key, self._placed, self._whole = key, image_id, True
            command = kitty_commands.place(image_id, picture.columns, picture.rows)
            self.link().write(at(here, wrap_for_tmux(command) if self.through_tmux else command))
        return sent

    def written(self, key: PictureKey, _row: int) -> None:
        """It may have lost something, or stand elsewhere on the screen now: placing it again costs little."""
        if self._key == key:
            self._whole = False

    def covered(self) -> None:
        """Take the picture off the screen, for nothing lies over it."""
        self.hide()

    def hide(self) -> None:
        """Take the picture off the screen."""
        if self._placed is not None:
            command = kitty_commands.remove(self._placed)
            self.link().write(wrap_for_tmux(command) if self.through_tmux else command)
        self._key = self._placed = None

    def clear(self) -> None:
        """Remove all pictures from the terminal."""
        self._key = self._placed = None
        self._uploads.clear()

    def forget(self) -> None:
        """The terminal has lost its pictures."""
        self._key = self._placed = None
        self._uploads.forget()

    def cleanup_sequence(self) -> str:
        """Deletes everything that was ever uploaded."""
        return self._uploads.cleanup_sequence()

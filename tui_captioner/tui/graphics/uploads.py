"""The pictures that lie in the terminal's memory, by kitty's protocol."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar

from tui_captioner.tui.graphics import kitty_commands
from tui_captioner.tui.graphics.link import Link
from tui_captioner.tui.terminal.tmux_passthrough import wrap_for_tmux

if TYPE_CHECKING:
    from tui_captioner.tui.graphics.model import Picture, PictureKey

KEPT = 12
"""Pictures left in the terminal, so that going back to one sends only its cells."""

_BURST = 4
"""Commands between two questions to the terminal: 16 KiB, an eighth of a second on a line of 1 Mbit/s."""


class Uploads:
    """Sends pictures to the terminal, remembers which are there and removes the oldest.

    Args:
        link: Gives the line to the terminal, which is not there before the app is.
        through_tmux: Whether commands have to be wrapped for tmux.
    """

    _taken: ClassVar[set[int]] = set()
    """The ids of all that lies in the terminal, whichever widget has sent it."""

    def __init__(self, link: Callable[[], Link], *, through_tmux: bool = False) -> None:
        self._link = link
        self._through_tmux = through_tmux
        self._ids: OrderedDict[PictureKey, int] = OrderedDict()
        self._ever: dict[int, None] = {}

    def find(self, key: PictureKey) -> int | None:
        """The id of a picture that is there already."""
        if key in self._ids:
            self._ids.move_to_end(key)
        return self._ids.get(key)

    async def send(
        self, key: PictureKey, picture: Picture, arrived: Callable[[], Awaitable[bool]] | None = None
    ) -> int:
        """Upload a picture, paced. Cancelling it takes back what has been sent, as does `arrived` by its word.

        Args:
            key: Names the picture.
            picture: It, encoded.
            arrived: Asked when all has been sent: whether nothing of it was lost on the way; not given: nothing is.

        Returns:
            Its id in the terminal, under which `find` knows it if it has arrived.
        """
        image_id = kitty_commands.new_image_id(self._taken)
        self._taken.add(image_id)
        self._remember(image_id)
        png = b"".join(piece.data for piece in picture.payload)
        commands = self._commands(png, image_id, picture.columns, picture.rows)
        complete = False
        try:
            for start in range(0, len(commands), _BURST):
                await self._link().send(self._wrapped(*commands[start : start + _BURST]))
            complete = arrived is None or await arrived()
        finally:
            if not complete:
                self._link().write(self._wrapped(kitty_commands.end_upload()) + self._drop(image_id))
        if not complete:
            return image_id
        self._ids[key] = image_id
        while len(self._ids) > KEPT:
            self._link().write(self._drop(self._ids.popitem(last=False)[1]))
        return image_id

    def clear(self) -> None:
        """Remove all pictures from the terminal."""
        self._link().write("".join(self._drop(image_id) for image_id in self._ids.values()))
        self.forget()

    def forget(self) -> None:
        """The terminal has lost its pictures, as happens when the program was suspended."""
        self._taken.difference_update(self._ids.values())
        self._ids.clear()

    def cleanup_sequence(self) -> str:
        """Removes everything that was ever sent; for after the app, whose own clean-up may not have arrived."""
        return "".join(self._wrapped(kitty_commands.delete(image_id)) for image_id in self._ever)

    def _remember(self, image_id: int) -> None:
        """An id is about to be used."""
        self._ever[image_id] = None

    def _commands(self, png: bytes, image_id: int, columns: int, rows: int) -> list[str]:
        """What sends a picture."""
        return kitty_commands.upload(png, image_id, columns, rows)

    def _drop(self, image_id: int) -> str:
        """What takes a picture away for good."""
        self._taken.discard(image_id)
        return self._wrapped(kitty_commands.delete(image_id))

    def _wrapped(self, *commands: str) -> str:
        """Commands as they are to be written, each wrapped on its own for tmux."""
        wrap = wrap_for_tmux
        return "".join(wrap(command) for command in commands) if self._through_tmux else "".join(commands)


class DirectUploads(Uploads):
    """Pictures that are placed without placeholders, one at a time.

    Old kittys free all pictures that are not placed just then when they are told to free one of them. So pictures are
    only taken off the screen, and freed after the app; the terminal drops the oldest when its memory is full.
    """

    _sent: ClassVar[dict[int, None]] = {}

    def cleanup_sequence(self) -> str:
        """Frees what any widget has sent."""
        return "".join(self._wrapped(kitty_commands.delete(image_id)) for image_id in self._sent)

    def _remember(self, image_id: int) -> None:
        self._sent[image_id] = None

    def _commands(self, png: bytes, image_id: int, *_cells: int) -> list[str]:
        return kitty_commands.transmit(png, image_id)

    def _drop(self, image_id: int) -> str:
        self._taken.discard(image_id)
        return self._wrapped(kitty_commands.remove(image_id))

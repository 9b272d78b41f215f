"""What a way of showing pictures consists of: text cells, perhaps an encoding, and somebody who delivers it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual.color import Color
from textual.strip import Strip

from tui_captioner.tui.graphics.link import Link
from tui_captioner.tui.graphics.model import Drawing, Frame, Picture, PictureKey, Piece, Spot

if TYPE_CHECKING:
    from PIL import Image

Encode = Callable[["Image.Image", Frame], tuple[Piece, ...]]


class Delivery:
    """Brings encoded pictures to the terminal, for one widget. This one has nothing to bring.

    Args:
        link: Gives the line to the terminal, which is not there before the app is.
        through_tmux: Whether commands have to be wrapped for tmux.
    """

    watches = False
    """Whether it wants to know which cells of a picture are written."""
    paints = False
    """Whether what it brings is painted over cells, where it can't be covered and may leave remains at its edges."""

    def __init__(self, link: Callable[[], Link], through_tmux: bool = False) -> None:
        self.nudge = False
        """Set after something was brought that some kittys show only with the next text that is written."""
        self.link = link
        self.through_tmux = through_tmux

    def token(self, _key: PictureKey) -> int | None:
        """Names the cells that show a picture which has arrived; none: it is to be drawn in text cells."""
        return None

    def cells(self, _token: int, picture: Picture, _background: Color) -> Sequence[Strip]:
        """The cells that show a picture which has arrived."""
        return picture.draw()

    def is_complete(self, _key: PictureKey) -> bool:
        """Whether nothing has to be sent for a picture to be seen."""
        return True

    async def deliver(self, _key: PictureKey, _picture: Picture, _spot: Callable[[], Spot | None]) -> int:
        """Send what is missing, paced; cancelling it leaves nothing half done.

        Args:
            _key: Which picture.
            _picture: It, encoded.
            _spot: Asked again and again: where the picture stands; none while it can't be painted there.

        Returns:
            Bytes of pictures that were sent.
        """
        return 0

    def written(self, _key: PictureKey, _row: int) -> None:
        """Text was written over cells in a row of the picture."""

    def covered(self) -> None:
        """Something lies over the picture."""

    def hide(self) -> None:
        """No picture is to be seen any more, or for now: its cells show something else."""

    def clear(self) -> None:
        """Remove all pictures from the terminal."""

    def forget(self) -> None:
        """The terminal has lost its pictures, as happens when the program was suspended."""

    def cleanup_sequence(self) -> str:
        """Removes everything that was ever sent; for after the app, whose own clean-up may not have arrived."""
        return ""


class Renderer(NamedTuple):
    """A way to show pictures.

    Attributes:
        drawing: The text cells: all there is, or what is seen until the picture has arrived.
        encode: Makes what is sent; none: the text cells are all.
        delivery: Who brings it to the terminal.
        exact: Whether pictures are shown pixel by pixel, so that fewer pixels make a smaller picture.
    """

    drawing: Drawing
    encode: Encode | None = None
    delivery: type[Delivery] = Delivery
    exact: bool = False

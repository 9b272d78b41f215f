"""What a decoding process answered, made into pictures. It is not believed more than it has to be."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, NamedTuple

from tui_captioner.domain.text import visible
from tui_captioner.storage.images.decoder_messages import Message
from tui_captioner.storage.images.image_errors import ImageUnreadable
from tui_captioner.storage.images.image_views import Size, View
from tui_captioner.storage.images.thumbnails import Copy
from tui_captioner.storage.light_imports import import_pillow

if TYPE_CHECKING:
    from tui_captioner.storage.images.loaded_pictures import Scaled

NONSENSE = (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError)
"""What reading an answer raises that is not as it should be."""
NO_ANSWER = "its decoder gave no picture"


class Pixels(NamedTuple):
    """A small picture.

    Args:
        data: Red, green and blue of each pixel, a byte each, row by row.
        width: Pixels of a row.
        height: Rows.
    """

    data: bytes | bytearray
    width: int
    height: int


def scaled_in(answer: Message, pixels: bytes | bytearray, view: View) -> Scaled:
    """What the decoding process answered, as a picture; it is not believed more than it has to be."""
    # Here, not above: Pillow comes with the first picture.
    import_pillow()
    from PIL import Image

    from tui_captioner.storage.images.loaded_pictures import Scaled

    try:
        size, source = _size_in(answer, view), (int(answer["source"][0]), int(answer["source"][1]))
        if min(source) < 1:
            raise ImageUnreadable(NO_ANSWER)
        return Scaled(
            Image.frombytes("RGB", size, pixels), source, int(answer["frames"]), visible(str(answer["format"]))
        )
    except NONSENSE as error:
        raise ImageUnreadable(NO_ANSWER) from error


def _size_in(answer: Message, view: View) -> Size:
    """How large the answered picture is; one that is larger than was asked for is none."""
    size = int(answer["size"][0]), int(answer["size"][1])
    if not all(0 < side <= most for side, most in zip(size, view.box, strict=True)):
        raise ImageUnreadable(NO_ANSWER)
    return size


def pixels_in(answer: Message, data: bytes | bytearray, view: View) -> Pixels:
    """The pixels that the decoding process answered, as many as it says."""
    try:
        width, height = _size_in(answer, view)
    except NONSENSE as error:
        raise ImageUnreadable(NO_ANSWER) from error
    if len(data) != width * height * 3:
        raise ImageUnreadable(NO_ANSWER)
    return Pixels(data, width, height)


def copy_in(message: Message, data: bytes) -> Copy | None:
    """The copy that followed an answer."""
    said = message.get("copy")
    try:
        if not said or not data:
            return None
        size, source = (int(said["size"][0]), int(said["size"][1])), (int(said["source"][0]), int(said["source"][1]))
        return Copy(size, source, int(said["frames"]), visible(str(said["format"])), data)
    except NONSENSE:
        return None


def describe_end(number: int) -> str:
    """Why a decoding process ended in the middle of a picture."""
    if number == signal.SIGKILL:
        return "the decoder was killed (signal KILL), perhaps because memory ran out"
    if not number:
        return "the decoder crashed on it"
    try:
        name = signal.Signals(number).name.removeprefix("SIG")
    except ValueError:
        name = str(number)
    return f"the decoder crashed on it (signal {name})"

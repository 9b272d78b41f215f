"""Pictures as JPEG files for others to read: upright, over white, with nothing of the file but what is seen.

Made in the decoding process; what it answered is looked at as all that comes from there.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui_captioner.storage.images.decoder_answers import NO_ANSWER, NONSENSE
from tui_captioner.storage.images.decoder_messages import Message
from tui_captioner.storage.images.image_errors import ImageUnreadable

if TYPE_CHECKING:
    from PIL import Image

QUALITY = 85
_MAGIC = b"\xff\xd8\xff"


@dataclass(frozen=True, slots=True)
class Jpegs:
    """JPEG files: one of a picture, several of a video.

    Args:
        files: Their bytes.
        sizes: Width and height of each, in pixels.
        fps: Frames of a video that make a second; 0 for a picture.
    """

    files: Sequence[bytes] = field(repr=False)
    sizes: Sequence[tuple[int, int]]
    fps: float = 0.0


def encoded(images: Sequence[Image.Image], fps: float = 0.0) -> tuple[Message, bytes]:
    """Pictures as an answer: what is said of them, and their bytes one after the other."""
    files = [_encoded(image) for image in images]
    said = {"sizes": [image.size for image in images], "lengths": [len(data) for data in files], "fps": fps}
    return said, b"".join(files)


def jpegs_in(answer: Message, data: bytes | bytearray) -> Jpegs:
    """What a decoding process answered; raises ImageUnreadable if that is no JPEG, or not as much as it says."""
    try:
        lengths = [int(length) for length in answer["lengths"]]
        sizes = [(int(width), int(height)) for width, height in answer["sizes"]]
        fps = float(answer["fps"])
    except NONSENSE as error:
        raise ImageUnreadable(NO_ANSWER) from error
    files, at = [], 0
    for length in lengths:
        files.append(bytes(data[at : at + max(0, length)]))
        at += length
    if at != len(data) or not files or not all(one.startswith(_MAGIC) for one in files) or len(sizes) != len(files):
        raise ImageUnreadable(NO_ANSWER)
    return Jpegs(files, sizes, fps)


def _encoded(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    # Pillow would write the comment that came with a picture.
    bare = image.convert("RGB")
    bare.info = {}
    bare.save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()

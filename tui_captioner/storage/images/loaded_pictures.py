"""A picture whose pixels are here: any view of it is made from them, without a decoder."""

from __future__ import annotations

from typing import NamedTuple

from PIL import Image

from tui_captioner.storage.images.image_modes import flatten
from tui_captioner.storage.images.image_views import Box, Size, View, as_stored, fitted, upright

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class Scaled(NamedTuple):
    """A decoded picture.

    Attributes:
        image: RGB, upright, no larger than was asked for.
        source_size: Width and height of the whole picture as it is meant to be seen, before scaling.
        frames: Number of frames of an animation or a video, or pages of a TIFF; 0 where a video does not tell.
        format: Name of the decoder, such as "PNG", or of container and codec of a video, such as "MP4 h264".
    """

    image: Image.Image
    source_size: Size
    frames: int
    format: str


class LoadedPicture(NamedTuple):
    """The pixels of a picture, from which any view can be made.

    Attributes:
        image: As the file has them, not yet turned; its decoder may have shrunk them. In 8 bits.
        orientation: EXIF's, 1 to 8.
        source_size: Width and height of the upright picture before anything was shrunk.
        frames: See `Scaled`.
        format: See `Scaled`.
    """

    image: Image.Image
    orientation: int
    source_size: Size
    frames: int
    format: str

    def serves(self, view: View) -> bool:
        """Whether these pixels are as many as the view can show."""
        across, down = upright(self.image.size, self.orientation)
        needed = view.needed(self.source_size)
        return (across, down) == self.source_size or (needed[0] <= across and needed[1] <= down)

    def scaled(self, view: View) -> Scaled:
        """The view, ready to be shown."""
        part = self._part(view.cut(self.source_size), view.target(self.source_size))
        shown = flatten(part, view.background, chequered=view.chequered)
        return Scaled(shown, self.source_size, self.frames, self.format)

    def reduced(self, side: int) -> Image.Image:
        """The whole picture, upright, no side longer than so many pixels; what is transparent stays so."""
        size = fitted(upright(self.image.size, self.orientation), (side, side))
        return self._part((0, 0, *self.source_size), size)

    def _part(self, cut: Box, size: Size) -> Image.Image:
        """Scale first, turn afterwards: the other way round needs twice the memory."""
        stored = upright(size, self.orientation)
        full = upright(self.source_size, self.orientation)
        across, down = self.image.width / full[0], self.image.height / full[1]
        left, top, right, bottom = as_stored(cut, self.source_size, self.orientation)
        box = (left * across, top * down, min(right * across, self.image.width), min(bottom * down, self.image.height))
        image = _cropped(self.image, box) if box != (0, 0, *self.image.size) else self.image
        if image.size != stored:
            image = image.resize(stored, Image.Resampling.BICUBIC, reducing_gap=2.0)
        turn = _TURNS.get(self.orientation)
        return image if turn is None else image.transpose(turn)


def _cropped(image: Image.Image, box: Box) -> Image.Image:
    """A part by whole pixels; of a picture that was shrunk, the nearest ones."""
    left, top = min(int(box[0] + 0.5), image.width - 1), min(int(box[1] + 0.5), image.height - 1)
    return image.crop((left, top, max(left + 1, int(box[2] + 0.5)), max(top + 1, int(box[3] + 0.5))))

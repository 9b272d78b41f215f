"""Pictures, decoded and scaled: in this process, see `pictures` for the way that a crash of a decoder can't harm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import ExifTags, Image

from tui_captioner.storage.dataset import VIDEO_SUFFIXES
from tui_captioner.storage.image_errors import DEFAULT_MEGAPIXELS, ImageUnreadable, LoadCancelled
from tui_captioner.storage.image_files import SHRINKING, count_frames, open_image, orientation_of, refuse_huge
from tui_captioner.storage.image_modes import flatten, to_eight_bit
from tui_captioner.storage.image_views import Box, Size, View, as_stored, fitted, upright

__all__ = [
    "ImageUnreadable",
    "LoadCancelled",
    "LoadedPicture",
    "Scaled",
    "fitted",
    "load_picture",
    "load_scaled",
    "read_size",
]

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True)
class Scaled:
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


@dataclass(frozen=True)
class LoadedPicture:
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


def read_size(path: Path) -> Size:
    """Width and height with the EXIF orientation applied, from the header alone.

    Raises:
        ImageUnreadable: If there is no such picture.
    """
    with open_image(path) as image:
        return header_size(image)


def header_size(image: Image.Image) -> Size:
    """Width and height, upright, of a picture that was opened but not decoded."""
    size = image.size
    if image.format == "TIFF":
        # From the tags, as newer Pillows have turned `image.size` already.
        tags: dict[int, int] = getattr(image, "tag_v2", {})
        size = tags[ExifTags.Base.ImageWidth], tags[ExifTags.Base.ImageLength]
    return upright(size, orientation_of(image))


def load_scaled(
    path: Path,
    box_px: Size,
    background: tuple[int, int, int] = (0, 0, 0),
    *,
    max_pixels: int | None = None,
    cancelled: Callable[[], bool] | None = None,
    region: Box | None = None,
    chequered: bool = False,
    max_megapixels: int = DEFAULT_MEGAPIXELS,
) -> Scaled:
    """Decode a picture (the first frame of an animation) and shrink it into a box; it is never enlarged.

    Args:
        path: The file.
        box_px: The largest width and height.
        background: What shows through transparent pixels.
        max_pixels: The largest width times height, if that is to be limited too.
        cancelled: Asked at each read from the file, so that a long decode can be given up.
        region: The part that is wanted: left, top, right and bottom as fractions of the upright picture.
        chequered: Show squares of two greys through transparent pixels, in place of the background.
        max_megapixels: Larger pictures are refused.

    Raises:
        ImageUnreadable: If it can't be shown; the message says why.
        LoadCancelled: If `cancelled` said so.
    """
    view = View(box_px, background, max_pixels, region, chequered)
    loaded = load_picture(path, view, max_megapixels=max_megapixels, cancelled=cancelled)
    return loaded.scaled(view)


def load_picture(
    path: Path,
    view: View,
    *,
    max_megapixels: int = DEFAULT_MEGAPIXELS,
    cancelled: Callable[[], bool] | None = None,
) -> LoadedPicture:
    """Decode a picture as far as a view of it needs; of a video, a sheet of its frames.

    Raises:
        ImageUnreadable: If it can't be decoded; the message says why.
        LoadCancelled: If `cancelled` said so.
    """
    if path.suffix.lower() in VIDEO_SUFFIXES:
        # Not above: nothing else needs it.
        from tui_captioner.storage.videos import contact_sheet

        sheet = contact_sheet(path, cancelled)
        return LoadedPicture(sheet.image, 1, sheet.image.size, sheet.frames, sheet.format)
    with open_image(path, cancelled) as image:
        refuse_huge(image, max_megapixels)
        return decode(image, view, max_megapixels=max_megapixels)


def decode(
    image: Image.Image, view: View, source: Size | None = None, *, max_megapixels: int = DEFAULT_MEGAPIXELS
) -> LoadedPicture:
    """Decode a picture that was opened, as far as a view of it needs.

    Args:
        image: Fresh from `Image.open`.
        view: What is wanted of it.
        source: The size that counts as the picture's, where `image` is a smaller copy.
        max_megapixels: What may come out of a decoder that shrinks.
    """
    frames = count_frames(image)
    if image.format in SHRINKING:
        orientation = orientation_of(image)
        source = source or upright(image.size, orientation)
        _shrink_while_decoding(image, upright(view.needed(source), orientation), max_megapixels * 1_000_000)
        image.load()
    else:
        # PNG may keep its EXIF data behind the pixels and TIFF turns itself while loading, so load before asking.
        image.load()
        orientation = orientation_of(image)
        source = source or upright(image.size, orientation)
    return LoadedPicture(to_eight_bit(image), orientation, source, frames, image.format or "")


def _shrink_while_decoding(image: Image.Image, needed: Size, most: int) -> None:
    """Let the decoder halve the picture as often as leaves the pixels that are needed, but no more than `most`."""
    width, height = image.size
    divisor = next((by for by in (1, 2, 4) if width * height <= most * by * by), 8)
    image.draft(None, (max(1, min(needed[0], width // divisor)), max(1, min(needed[1], height // divisor))))


def _cropped(image: Image.Image, box: Box) -> Image.Image:
    """A part by whole pixels; of a picture that was shrunk, the nearest ones."""
    left, top = min(int(box[0] + 0.5), image.width - 1), min(int(box[1] + 0.5), image.height - 1)
    return image.crop((left, top, max(left + 1, int(box[2] + 0.5)), max(top + 1, int(box[3] + 0.5))))

"""Pictures decoded by Pillow: the kinds that libvips has not, and all of them where libvips can't be loaded."""

from __future__ import annotations

from collections.abc import Callable

from PIL import ExifTags, Image

from tui_captioner.storage.images.image_errors import DEFAULT_MEGAPIXELS
from tui_captioner.storage.images.image_files import SHRINKING, count_frames, open_image, orientation_of, refuse_huge
from tui_captioner.storage.images.image_modes import to_eight_bit
from tui_captioner.storage.images.image_views import Size, View, upright
from tui_captioner.storage.images.loaded_pictures import LoadedPicture
from tui_captioner.storage.images.picture_files import PictureFile


def load_by_pillow(
    file: PictureFile,
    view: View,
    *,
    max_megapixels: int = DEFAULT_MEGAPIXELS,
    cancelled: Callable[[], bool] | None = None,
    source: Size | None = None,
) -> LoadedPicture:
    """Decode an open picture as far as a view of it needs; arguments and errors are those of `images.load_opened`."""
    with open_image(file, cancelled) as image:
        refuse_huge(image.size, image.format in SHRINKING, max_megapixels)
        return _decode(image, view, source, max_megapixels)


def header_size(image: Image.Image) -> Size:
    """Width and height, upright, of a picture that was opened but not decoded."""
    size = image.size
    if image.format == "TIFF":
        # From the tags, as newer Pillows have turned `image.size` already.
        tags: dict[int, int] = getattr(image, "tag_v2", {})
        size = tags[ExifTags.Base.ImageWidth], tags[ExifTags.Base.ImageLength]
    return upright(size, orientation_of(image))


def _decode(image: Image.Image, view: View, source: Size | None, max_megapixels: int) -> LoadedPicture:
    """Decode a picture that was opened."""
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

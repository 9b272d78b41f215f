"""Pictures, decoded and scaled: in this process, which should be a decoding one; see `pictures`.

libvips decodes what it can, Pillow the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tui_captioner.storage.files.media_suffixes import VIDEO_SUFFIXES
from tui_captioner.storage.images.image_content import picture_kind
from tui_captioner.storage.images.image_errors import DEFAULT_MEGAPIXELS, ImageUnreadable, LoadCancelled
from tui_captioner.storage.images.image_files import reasons_in_words, refuse_huge
from tui_captioner.storage.images.image_views import Box, Size, View, fitted, upright
from tui_captioner.storage.images.loaded_pictures import LoadedPicture, Scaled
from tui_captioner.storage.images.picture_files import PictureFile, open_picture
from tui_captioner.storage.images.picture_headers import read_header
from tui_captioner.storage.images.pillow_pictures import load_by_pillow
from tui_captioner.storage.images.vips_library import vips_decodes

__all__ = [
    "ImageUnreadable",
    "LoadCancelled",
    "LoadedPicture",
    "Scaled",
    "fitted",
    "load_picture",
    "load_scaled",
]


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
    with open_picture(path) as file:
        if path.suffix.lower() in VIDEO_SUFFIXES:
            return load_video(file, cancelled)
        return load_opened(file, view, max_megapixels=max_megapixels, cancelled=cancelled)


def load_video(file: PictureFile, cancelled: Callable[[], bool] | None = None) -> LoadedPicture:
    """A sheet of the frames of an open video; raises as `load_picture` does."""
    # Not above: nothing else needs it.
    from tui_captioner.storage.images.videos import sheet_of

    sheet = sheet_of(file, cancelled)
    return LoadedPicture(sheet.image, 1, sheet.image.size, sheet.frames, sheet.format)


def load_opened(
    file: PictureFile,
    view: View,
    *,
    max_megapixels: int = DEFAULT_MEGAPIXELS,
    cancelled: Callable[[], bool] | None = None,
    source: Size | None = None,
    pillow: bool = False,
) -> LoadedPicture:
    """Decode an open picture as far as a view of it needs.

    Args:
        file: The picture.
        view: What is wanted of it.
        max_megapixels: Larger pictures are refused.
        cancelled: Asked now and then, so that a long decode can be given up.
        source: The size that counts as the picture's, where the file is a smaller copy.
        pillow: Let Pillow decode all it can; for comparing the two.

    Raises:
        ImageUnreadable: If it can't be decoded; the message says why.
        LoadCancelled: If `cancelled` said so.
    """
    kind = picture_kind(file.head)
    if pillow or not vips_decodes(kind):
        return load_by_pillow(file, view, max_megapixels=max_megapixels, cancelled=cancelled, source=source)
    # Not above: Pillow's kinds don't need it.
    from tui_captioner.storage.images.vips_pictures import decode_pixels, frames_of, open_vips

    with reasons_in_words(file):
        header = read_header(file, kind)
        opened = open_vips(file, kind, header)
        stored = opened.width, opened.height
        refuse_huge(stored, kind == "JPEG", max_megapixels)
        frames, turn = frames_of(opened, header, kind), header.orientation
        source = source or upright(stored, turn)
        # A part is cut from pixels that may be asked for other parts as well.
        needed = upright(view.needed(source), turn) if kind == "JPEG" or view.region is None else None
        image = decode_pixels(file, kind, header, opened, needed, max_megapixels * 1_000_000, cancelled)
        return LoadedPicture(image, turn, source, frames, kind)

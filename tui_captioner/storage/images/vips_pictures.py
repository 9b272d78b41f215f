"""Pictures decoded by libvips, from an open file: shrunk on the way, in 8 bits, in the colours that a screen shows.

Runs in the decoding process. The decoder is chosen by what the file holds, never by libvips's own search.
"""

from __future__ import annotations

import contextlib
import math
import re
from collections.abc import Callable
from typing import Any

from PIL import Image

from tui_captioner.domain.text import visible
from tui_captioner.storage.images.image_errors import NO_MEMORY, ImageUnreadable, LoadCancelled
from tui_captioner.storage.images.image_views import Size, fitted
from tui_captioner.storage.images.picture_files import PictureFile
from tui_captioner.storage.images.picture_headers import PictureHeader
from tui_captioner.storage.images.vips_library import LOADERS, load_vips

TRUNCATED = "truncated file, the rest of it is missing"

ENOUGH = 1600
"""Longest side to which pictures are shrunk on the way at most: that of the copies on disk."""

_ENDS_EARLY = re.compile(
    r"premature|truncat|out of range|end of (file|data|image)|not enough data|short read|read error at scanline",
    re.IGNORECASE,
)
_NO_MEMORY = re.compile(r"out of memory|cannot allocate|memory allocation", re.I)
_LARGEST_PROFILE = 4 << 20
_MODES = {1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}
_SIXTEEN_BIT_MAX = 65535

VipsImage = Any
"""A `pyvips.Image`; the library has no types."""


def warm_up() -> None:
    """Have libvips load what it otherwise loads at the first picture, such as its colour profiles."""
    vips = load_vips()
    if vips is None:
        return
    with contextlib.suppress(Exception):
        tiny = vips.Image.black(2, 2, bands=4).copy(interpretation="cmyk")
        _coloured(tiny).write_to_memory()


def open_vips(file: PictureFile, kind: str, header: PictureHeader, **options: object) -> VipsImage:
    """The picture with its header read and no pixel decoded.

    Raises:
        ImageUnreadable: If there is none; the message says why.
    """
    vips = load_vips()
    if vips is None:
        raise ImageUnreadable("libvips can't be loaded")
    if file.descriptor < 0:
        source = vips.Source.new_from_memory(file.data)
    else:
        source = vips.Source.new_from_descriptor(file.descriptor)
    # Of an animation that breaks off, its first frame can still be shown.
    strict = kind != "GIF" or not (header.is_whole and header.frames)
    with vips_reasons(header):
        return vips.Operation.call(
            LOADERS[kind][1], source, access="sequential", fail_on="error" if strict else "none", **options
        )


@contextlib.contextmanager
def vips_reasons(header: PictureHeader) -> Any:
    """Turn what libvips raises into `ImageUnreadable`."""
    vips = load_vips()
    try:
        yield
    except getattr(vips, "Error", MemoryError) as error:
        raise ImageUnreadable(_describe(str(getattr(error, "detail", "") or error), header)) from error


def _describe(detail: str, header: PictureHeader) -> str:
    """What libvips says, in words."""
    if _NO_MEMORY.search(detail):
        return NO_MEMORY
    if not header.is_whole or _ENDS_EARLY.search(detail):
        return TRUNCATED
    lines = [line.strip() for line in detail.splitlines() if line.strip()]
    said = lines[-1].partition(": ")[2] or lines[-1] if lines else "no reason given"
    return f"the file is damaged ({visible(said)[:120]})"


def frames_of(image: VipsImage, header: PictureHeader, kind: str) -> int:
    """Frames of an animation or pages of a TIFF; a JPEG with a second picture counts as one."""
    if kind == "JPEG":
        return 1
    if header.frames:
        return header.frames
    with contextlib.suppress(Exception):
        return max(1, int(image.get("n-pages")))
    return 1


def mode_of(image: VipsImage) -> str:
    """The pixel format by Pillow's name for it, as people who train know it."""
    bands = image.bands
    if image.get_typeof("palette") and bands >= 3:
        return "P"
    if image.interpretation in ("cmyk", "lab", "labs"):
        return {"cmyk": "CMYK"}.get(image.interpretation, "LAB")
    if bands == 1 and image.format != "uchar":
        return {"ushort": "I;16", "float": "F", "double": "F"}.get(image.format, "I")
    if bands == 1 and image.get_typeof("bits-per-sample") and image.get("bits-per-sample") == 1:
        return "1"
    return _MODES.get(bands, "RGB")


def decode_pixels(
    file: PictureFile,
    kind: str,
    header: PictureHeader,
    opened: VipsImage,
    needed: Size | None,
    most: int,
    cancelled: Callable[[], bool] | None,
) -> Image.Image:
    """Decode a picture, shrunk as far as leaves what is needed.

    Args:
        file: The picture.
        kind: What it is.
        header: What was read of it.
        opened: From `open_vips`.
        needed: Width and height, as the file has them, below which it must not be shrunk; none: not at all.
        most: Pixels that are decoded at most, where the decoder itself shrinks.
        cancelled: Asked now and then, so that a long decode can be given up.

    Returns:
        L, LA, RGB or RGBA, in 8 bits.

    Raises:
        ImageUnreadable: If it can't be decoded; the message says why.
        LoadCancelled: If `cancelled` said so.
    """
    image = opened
    with vips_reasons(header):
        if kind == "JPEG":
            factor = _jpeg_factor(image, needed, most)
            if factor > 1:
                image = open_vips(file, kind, header, shrink=factor)
        elif needed is not None:
            image = _shrunk(file, kind, header, image, needed)
        image = _coloured(_eight_bit(image))
        stopped = _watch(image, cancelled)
        try:
            pixels = image.write_to_memory()
        except Exception:
            if stopped:
                raise LoadCancelled from None
            raise
    if stopped or (cancelled is not None and cancelled()):
        raise LoadCancelled
    mode = _MODES[image.bands]
    return Image.frombuffer(mode, (image.width, image.height), pixels, "raw", mode, 0, 1)


def _watch(image: VipsImage, cancelled: Callable[[], bool] | None) -> list[bool]:
    """Stop decoding when nobody wants the result; what is returned is filled then."""
    stopped: list[bool] = []
    if cancelled is None:
        return stopped
    if cancelled():
        raise LoadCancelled

    def look(running: VipsImage, *_: object) -> None:
        # The picture that comes as argument: one held in here would hold itself, and its open file, for ever.
        if not stopped and cancelled():
            stopped.append(True)
            running.set_kill(True)

    image.set_progress(True)
    image.signal_connect("eval", look)
    return stopped


def _jpeg_factor(image: VipsImage, needed: Size | None, most: int) -> int:
    """By how much its decoder shrinks it on the way: 1, 2, 4 or 8."""
    width, height = image.width, image.height
    least = next((by for by in (1, 2, 4) if width * height <= most * by * by), 8)
    if needed is None:
        return least
    across, down = max(1, min(needed[0], width // least)), max(1, min(needed[1], height // least))
    scale = min(width // across, height // down)
    return max(least, next((by for by in (8, 4, 2) if by <= scale), 1))


def _shrunk(file: PictureFile, kind: str, header: PictureHeader, image: VipsImage, needed: Size) -> VipsImage:
    """Fewer pixels, averaged line by line as they come out of the decoder."""
    width, height = image.width, image.height
    if kind == "WEBP":
        # Its decoder scales to any size, in less time than it takes to do that afterwards.
        scale = max(needed[0] / width, needed[1] / height)
        return image if scale >= 1 else open_vips(file, kind, header, scale=scale)
    enough = fitted((width, height), (ENOUGH, ENOUGH))
    across, down = max(needed[0], enough[0]), max(needed[1], enough[1])
    factor = min(width // across, height // down)
    if factor < 2:
        return image
    if not image.hasalpha():
        return image.shrink(factor, factor)
    # What can't be seen must not colour what can.
    return image.premultiply().shrink(factor, factor).unpremultiply().cast(image.format)


def _eight_bit(image: VipsImage) -> VipsImage:
    """Bring any number format to 8 bits, nothing clipped."""
    bands = image.bands
    if image.interpretation in ("lab", "labs", "xyz", "scrgb", "labq") and bands >= 3:
        return image.colourspace("srgb")
    if bands > 4 and image.interpretation != "cmyk":
        image = image.extract_band(0, n=3)
    if image.format == "uchar":
        return image
    if image.format == "ushort":
        return image.cast("uchar", shift=True)
    return _by_range(image)


def _by_range(image: VipsImage) -> VipsImage:
    """Integers beyond 16 bits and floats: between their extremes, as nothing says what is white."""
    image = image.copy_memory()
    low, high = float(image.min()), float(image.max())
    if image.format not in ("float", "double") and low >= 0 and high <= _SIXTEEN_BIT_MAX:
        low, high = 0.0, float(_SIXTEEN_BIT_MAX)
    if not (math.isfinite(low) and math.isfinite(high)) or high <= low:
        return image.cast("uchar")
    scale = 255 / (high - low)
    # Half a step more, as the conversion to 8 bits cuts off.
    return image.linear(scale, 0.5 - low * scale).cast("uchar")


def _coloured(image: VipsImage) -> VipsImage:
    """In the colours of a screen: by the profile in the file, if it has one that says anything else."""
    cmyk = image.interpretation == "cmyk"
    if _has_profile(image):
        with contextlib.suppress(Exception):  # a profile that is damaged, or for another kind of pixels
            image = image.icc_transform("srgb", embedded=True, depth=8, intent="relative")
            cmyk = False
    if cmyk:
        image = image.colourspace("srgb")
    return image.extract_band(0, n=3) if image.bands > 4 else image


def _has_profile(image: VipsImage) -> bool:
    """Whether there is a colour profile, and not that of sRGB itself."""
    if not image.get_typeof("icc-profile-data"):
        return False
    data = bytes(image.get("icc-profile-data"))
    return len(data) <= _LARGEST_PROFILE and b"sRGB" not in data and "sRGB".encode("utf-16-be") not in data

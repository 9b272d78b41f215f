"""Opening pictures: the one place where a decoder meets a file.

A dataset holds whatever was scraped, so nothing here trusts a name. Only regular files are opened (a pipe would block
for ever), only by decoders on an allow-list (the others are where the memory-safety bugs are found), and only up to a
number of pixels. Whatever goes wrong comes out as `ImageUnreadable`, with the reason in words.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import io
import math
import os
import re
import stat
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import ExifTags, Image, UnidentifiedImageError

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.storage.image_content import HEAD_BYTES, describe_content
from tui_captioner.storage.image_modes import flatten, to_eight_bit

FORMATS = ("JPEG", "MPO", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", "HEIF", "JXL")
"""The decoders that may be used, where Pillow or a plugin has them."""

MAX_PIXELS = 100_000_000
"""More than this is not decoded: a 120 megapixel PNG takes half a gigabyte. JPEGs shrink while they are decoded."""

_SHRINKING = ("JPEG", "MPO")
_ANIMATED = ("GIF", "PNG", "WEBP", "TIFF", "AVIF")
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SIDEWAYS = (5, 6, 7, 8)

# Decoders warn about odd metadata and sizes; written to the terminal, that would land in the middle of a screen.
warnings.filterwarnings("ignore", module=r"PIL(\.|$)")
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)


class ImageUnreadable(CaptionerError):  # noqa: N818 - says what the image is, as the message does
    """A picture that can't be opened or decoded; the message is the reason, to be read after the file's name."""


class LoadCancelled(Exception):  # noqa: N818 - not an error
    """The caller did not want the picture any more."""


@dataclass(frozen=True)
class Scaled:
    """A decoded picture.

    Attributes:
        image: RGB, upright, no larger than was asked for.
        source_size: Width and height of the picture as it is meant to be seen, before scaling.
        frames: Number of frames of an animation or pages of a TIFF, of which the first is in `image`.
        format: Name of the decoder, such as "PNG".
    """

    image: Image.Image
    source_size: tuple[int, int]
    frames: int
    format: str


def read_size(path: Path) -> tuple[int, int]:
    """Width and height with the EXIF orientation applied, from the header alone.

    Raises:
        ImageUnreadable: If there is no such picture.
    """
    with _open_image(path) as image:
        if image.format == "TIFF":
            # From the tags, as newer Pillows have turned `image.size` already.
            tags: dict[int, int] = getattr(image, "tag_v2", {})
            return _upright((tags[ExifTags.Base.ImageWidth], tags[ExifTags.Base.ImageLength]), _orientation(image))
        return _upright(image.size, _orientation(image))


def load_scaled(
    path: Path,
    box_px: tuple[int, int],
    background: tuple[int, int, int] = (0, 0, 0),
    *,
    max_pixels: int | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Scaled:
    """Decode a picture (the first frame of an animation) and shrink it into a box; it is never enlarged.

    Args:
        path: The file.
        box_px: The largest width and height.
        background: What shows through transparent pixels.
        max_pixels: The largest width times height, if that is to be limited too.
        cancelled: Asked at each read from the file, so that a long decode can be given up.

    Raises:
        ImageUnreadable: If it can't be shown; the message says why.
        LoadCancelled: If `cancelled` said so.
    """
    with _open_image(path, cancelled) as image:
        _refuse_huge(image)
        frames = _count_frames(image)
        if image.format in _SHRINKING:
            orientation = _orientation(image)
            source = _upright(image.size, orientation)
            size = fitted(source, box_px, max_pixels=max_pixels)
            image.draft(None, size[::-1] if orientation in _SIDEWAYS else size)
        else:
            # PNG may keep its EXIF data behind the pixels and TIFF turns itself while loading, so load before asking.
            image.load()
            orientation = _orientation(image)
            source = _upright(image.size, orientation)
            size = fitted(source, box_px, max_pixels=max_pixels)
        upright = _shrink_and_turn(image, size, orientation)
        return Scaled(flatten(upright, background), source, frames, image.format or "")


def fitted(
    source: tuple[int, int], box: tuple[int, int], *, max_zoom: float = 1.0, max_pixels: int | None = None
) -> tuple[int, int]:
    """The size of a picture that is scaled into a box with its proportions kept; at least one pixel each way."""
    width, height = max(1, source[0]), max(1, source[1])
    scale = min(box[0] / width, box[1] / height, max_zoom)
    if max_pixels is not None:
        scale = min(scale, math.sqrt(max_pixels / (width * height)))
    return max(1, round(width * scale)), max(1, round(height * scale))


@contextlib.contextmanager
def _open_image(path: Path, cancelled: Callable[[], bool] | None = None) -> Iterator[Image.Image]:
    """Open a picture and turn everything that goes wrong, here or in the body, into `ImageUnreadable`."""
    try:
        with _open_regular(path, cancelled) as file, Image.open(file, formats=_available_formats()) as image:
            yield image
    except (ImageUnreadable, LoadCancelled):
        raise
    except UnidentifiedImageError:
        raise ImageUnreadable(_describe_file(path)) from None
    except Image.DecompressionBombError as error:
        raise ImageUnreadable(_describe_bomb(str(error))) from error
    except MemoryError as error:
        raise ImageUnreadable("there is not enough memory to decode it") from error
    except OSError as error:
        raise ImageUnreadable(_describe_os_error(path, error)) from error
    except Exception as error:  # decoders raise nearly anything when a file is broken: struct.error, KeyError, ...
        raise ImageUnreadable(f"the file is damaged ({_one_line(error)})") from error


class _WatchedFile(io.BufferedReader):
    """A file whose reads fail once nobody wants the result: the only place where a decoder can be stopped."""

    def __init__(self, raw: io.FileIO, cancelled: Callable[[], bool]) -> None:
        super().__init__(raw, buffer_size=1 << 16)
        self._cancelled = cancelled

    def read(self, size: int | None = -1, /) -> bytes:
        """Read as any file does, unless the caller has lost interest."""
        if self._cancelled():
            raise LoadCancelled
        return super().read(size)


def _open_regular(path: Path, cancelled: Callable[[], bool] | None) -> io.BufferedReader:
    """Open a file that is certainly a file with something in it; the check is made on what was opened."""
    kind = path.stat().st_mode
    if stat.S_ISDIR(kind):
        raise ImageUnreadable("it is a folder")
    if not stat.S_ISREG(kind):
        raise ImageUnreadable("it is not a regular file")
    # Should it have become a pipe since, opening must not wait for somebody to write to it.
    raw = io.FileIO(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb")
    try:
        status = os.fstat(raw.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise ImageUnreadable("it is not a regular file")
        if status.st_size == 0:
            raise ImageUnreadable("the file is empty")
    except ImageUnreadable:
        raw.close()
        raise
    return _WatchedFile(raw, cancelled or _never)


def _never() -> bool:
    """Nobody cancels."""
    return False


@functools.cache
def _available_formats() -> tuple[str, ...]:
    """The allowed decoders that are installed; plugins register themselves here, once."""
    Image.init()
    with contextlib.suppress(Exception):  # a plugin that does not fit this Pillow must not take the others down
        heif = importlib.import_module("pillow_heif")
        heif.register_heif_opener()
        if "AVIF" not in Image.OPEN and hasattr(heif, "register_avif_opener"):
            heif.register_avif_opener()
    with contextlib.suppress(Exception):
        importlib.import_module("pillow_jxl")
    return tuple(name for name in FORMATS if name in Image.OPEN)


def _orientation(image: Image.Image) -> int:
    """The EXIF orientation, 1 to 8, as far as it is known by now."""
    try:
        # The base class's method on purpose: PNG's own one decodes the whole picture.
        value = Image.Image.getexif(image).get(ExifTags.Base.Orientation, 1)
    except LoadCancelled:
        raise
    except Exception:  # damaged EXIF data is no reason to hide a sound picture
        return 1
    return value if isinstance(value, int) and value in _TURNS else 1


def _upright(size: tuple[int, int], orientation: int) -> tuple[int, int]:
    """The size after turning it the way the camera was held."""
    return size[::-1] if orientation in _SIDEWAYS else size


def _refuse_huge(image: Image.Image) -> None:
    """Refuse what would take too much memory, unless the decoder can shrink on the way."""
    if image.width * image.height > MAX_PIXELS and image.format not in _SHRINKING:
        raise ImageUnreadable(
            f"{image.width}x{image.height} pixels are too many (at most {MAX_PIXELS // 1_000_000} megapixels are shown)"
        )


def _count_frames(image: Image.Image) -> int:
    """Frames of an animation; an MPO's second frame is a depth map or a preview, so it counts as one picture."""
    if image.format not in _ANIMATED:
        return 1
    try:
        frames = int(getattr(image, "n_frames", 1))
    except LoadCancelled:
        raise
    except Exception:  # broken behind its first frame, which may still be shown
        frames = 1
    with contextlib.suppress(EOFError):
        image.seek(0)
    return frames


def _shrink_and_turn(image: Image.Image, size: tuple[int, int], orientation: int) -> Image.Image:
    """Scale first, turn afterwards: the other way round needs twice the memory."""
    stored = size[::-1] if orientation in _SIDEWAYS else size
    image.load()
    smooth = to_eight_bit(image)
    if smooth.size != stored:
        smooth = smooth.resize(stored, Image.Resampling.BICUBIC, reducing_gap=2.0)
    turn = _TURNS.get(orientation)
    return smooth if turn is None else smooth.transpose(turn)


def _describe_file(path: Path) -> str:
    """Why no decoder took it: by what the file holds instead."""
    try:
        with _open_regular(path, None) as file:
            return describe_content(file.read(HEAD_BYTES))
    except OSError as error:
        return _describe_os_error(path, error)


def _describe_bomb(message: str) -> str:
    """The number of pixels that the header claims, without Pillow's advice to programmers."""
    pixels = re.search(r"\((\d+) pixels\)", message)
    claim = f"{int(pixels[1]) / 1e6:,.0f} megapixels" if pixels else "more pixels than can be decoded"
    return f"its header claims {claim}, so it is damaged or far too large"


def _describe_os_error(path: Path, error: OSError) -> str:
    """A failed read in words. Decoders raise OSError for damaged data as well, then without an error number."""
    if isinstance(error, FileNotFoundError):
        return "it is a link that leads nowhere" if path.is_symlink() else "there is no such file"
    if isinstance(error, PermissionError):
        return "reading it is not permitted"
    if error.errno is not None:
        return f"it could not be read ({error.strerror})"
    if "truncated" in str(error).lower():
        return "truncated file, the rest of it is missing"
    return f"the file is damaged ({_one_line(error)})"


def _one_line(error: Exception) -> str:
    """An error's text, or its name if it has none, without line breaks."""
    return " ".join(str(error).split()) or type(error).__name__

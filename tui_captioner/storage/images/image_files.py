"""Pillow, for the kinds of pictures that libvips does not decode: BMP, HEIC and JPEG XL.

Where libvips can't be loaded it stands in. Runs in the decoding process. Nothing here trusts a name; a file meets
only decoders on an allow-list (the others are where the memory-safety bugs are found), and only up to a number of
pixels. Whatever goes wrong comes out as `ImageUnreadable`, with the reason in words.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import re
import warnings
from collections.abc import Callable, Iterator

from PIL import ExifTags, Image, UnidentifiedImageError

from tui_captioner.domain.text import visible
from tui_captioner.storage.images.image_content import describe_content, describe_missing, plugin_format
from tui_captioner.storage.images.image_errors import NO_MEMORY, ImageUnreadable, LoadCancelled
from tui_captioner.storage.images.picture_files import PictureFile

FORMATS = ("JPEG", "MPO", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", "HEIF", "JXL")
"""The decoders that may be used, where Pillow or a plugin has them."""

SHRINKING = ("JPEG", "MPO")
"""Decoders that can shrink on the way, by 2, 4 or 8."""

LONGEST_JPEG_SIDE = 65_500
"""What the JPEG decoder itself takes."""

_ANIMATED = ("GIF", "PNG", "WEBP", "TIFF", "AVIF")
# Loaded one by one: all of Pillow's forty take as long as starting Python.
_OWN_PLUGINS = ("Bmp", "Gif", "Jpeg", "Mpo", "Png", "Tiff", "WebP")

# Decoders warn about odd metadata and sizes; written to the terminal, that would land in the middle of a screen.
warnings.filterwarnings("ignore", module=r"PIL(\.|$)")
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)

# Pillow refuses twice this. The limit that counts is the user's and needs the header, see `refuse_huge`.
Image.MAX_IMAGE_PIXELS = LONGEST_JPEG_SIDE * LONGEST_JPEG_SIDE // 2


@contextlib.contextmanager
def open_image(file: PictureFile, cancelled: Callable[[], bool] | None = None) -> Iterator[Image.Image]:
    """Open a picture with Pillow and turn everything that goes wrong, here or in the body, into `ImageUnreadable`.

    Only for kinds that libvips does not decode here, and only in the decoding process.
    """
    with reasons_in_words(file):
        formats = _available_formats(plugin_format(file.head))
        with file.stream(cancelled) as stream, Image.open(stream, formats=formats) as image:
            yield image


@contextlib.contextmanager
def reasons_in_words(file: PictureFile) -> Iterator[None]:
    """Turn whatever a decoder raises into `ImageUnreadable`."""
    try:
        yield
    except (ImageUnreadable, LoadCancelled):
        raise
    except UnidentifiedImageError:
        raise ImageUnreadable(describe_unknown(file)) from None
    except Image.DecompressionBombError as error:
        raise ImageUnreadable(_describe_bomb(str(error))) from error
    except MemoryError as error:
        raise ImageUnreadable(NO_MEMORY) from error
    except OSError as error:
        raise ImageUnreadable(_describe_os_error(error)) from error
    except Exception as error:  # decoders raise nearly anything when a file is broken: struct.error, KeyError, ...
        raise ImageUnreadable(f"the file is damaged ({_one_line(error)})") from error


@functools.cache
def load_decoders() -> None:
    """Import the decoders that come with Pillow and are allowed."""
    for name in _OWN_PLUGINS:
        importlib.import_module(f"PIL.{name}ImagePlugin")
    Image.preinit()


def load_plugins() -> None:
    """Import the decoders of plugins that are installed."""
    for plugin in ("HEIF", "JXL"):
        _available_formats(plugin)


@functools.cache
def _available_formats(plugin: str) -> tuple[str, ...]:
    """The allowed decoders that are installed; a plugin registers itself here, once, when a file is for it."""
    load_decoders()
    with contextlib.suppress(Exception):  # a plugin that does not fit this Pillow must not take the others down
        if plugin == "AVIF":
            _register_avif()
        elif plugin == "HEIF":
            importlib.import_module("pillow_heif").register_heif_opener()
        elif plugin == "JXL":
            importlib.import_module("pillow_jxl")
    return tuple(name for name in FORMATS if name in Image.OPEN)


def _register_avif() -> None:
    """Pillow's own decoder, from 11.3 on, else the one that older pillow-heifs bring."""
    with contextlib.suppress(ImportError):
        importlib.import_module("PIL.AvifImagePlugin")
    if "AVIF" not in Image.OPEN:
        importlib.import_module("pillow_heif").register_avif_opener()


def orientation_of(image: Image.Image) -> int:
    """The EXIF orientation, 1 to 8, as far as it is known by now."""
    try:
        # The base class's method on purpose: PNG's own one decodes the whole picture.
        value = Image.Image.getexif(image).get(ExifTags.Base.Orientation, 1)
    except LoadCancelled:
        raise
    except Exception:  # damaged EXIF data is no reason to hide a sound picture
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def refuse_huge(size: tuple[int, int], shrinks: bool, max_megapixels: int) -> None:
    """Refuse what would take too much memory. What its decoder shrinks on the way counts as it comes out.

    Args:
        size: Width and height in the header.
        shrinks: Whether the decoder shrinks it by 2, 4 or 8 while decoding.
        max_megapixels: The limit.

    Raises:
        ImageUnreadable: If it is larger.
    """
    width, height = size
    claim = width * height / 1e6
    if width * height > LONGEST_JPEG_SIDE * LONGEST_JPEG_SIDE:
        raise ImageUnreadable(f"its header claims {claim:,.0f} megapixels, so it is damaged or far too large")
    if shrinks:
        if max(width, height) > LONGEST_JPEG_SIDE:
            raise ImageUnreadable(
                f"{width}x{height} pixels: its decoder takes at most {LONGEST_JPEG_SIDE:,} along a side"
            )
        width, height = -(-width // 8), -(-height // 8)
    if width * height > max_megapixels * 1_000_000:
        raise ImageUnreadable(
            f"it has {size[0]}x{size[1]} pixels ({claim:,.0f} megapixels): pictures of more than "
            f"{max_megapixels} megapixels are not decoded; picture_megapixels = N in config.toml raises the limit"
        )


def count_frames(image: Image.Image) -> int:
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


def describe_unknown(file: PictureFile) -> str:
    """Why no decoder takes it: by what the file holds instead."""
    decoder = plugin_format(file.head)
    if decoder:
        return "the file is damaged" if decoder in _available_formats(decoder) else describe_missing(decoder)
    return describe_content(file.head)


def _describe_bomb(message: str) -> str:
    """The number of pixels that the header claims, without Pillow's advice to programmers."""
    pixels = re.search(r"\((\d+) pixels\)", message)
    claim = f"{int(pixels[1]) / 1e6:,.0f} megapixels" if pixels else "more pixels than can be decoded"
    return f"its header claims {claim}, so it is damaged or far too large"


def _describe_os_error(error: OSError) -> str:
    """A failed read in words. Decoders raise OSError for damaged data as well, then without an error number."""
    if error.errno is not None:
        return f"it could not be read ({error.strerror})"
    if "truncated" in str(error).lower():
        return "truncated file, the rest of it is missing"
    return f"the file is damaged ({_one_line(error)})"


def _one_line(error: Exception) -> str:
    """The first sentence of an error's text, or its name if it has none, without line breaks and control characters.

    What follows it is advice to those who build the decoder.
    """
    return visible(" ".join(str(error).split()).partition(". ")[0]) or type(error).__name__

"""What the header of a picture says, to be shown beside it: size, proportions, format, date."""

from __future__ import annotations

import contextlib
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import ExifTags, Image

from tui_captioner.domain.text import visible
from tui_captioner.storage.files.media_suffixes import VIDEO_SUFFIXES
from tui_captioner.storage.images.exif import DATE_TIME, DATE_TIME_ORIGINAL
from tui_captioner.storage.images.image_content import picture_kind
from tui_captioner.storage.images.image_errors import LoadCancelled
from tui_captioner.storage.images.image_files import count_frames, open_image, reasons_in_words
from tui_captioner.storage.images.image_modes import has_alpha
from tui_captioner.storage.images.image_views import Size, upright
from tui_captioner.storage.images.picture_files import PictureFile, open_picture
from tui_captioner.storage.images.picture_headers import exif_of, read_header
from tui_captioner.storage.images.pillow_pictures import header_size
from tui_captioner.storage.images.vips_library import vips_decodes

_SIMPLE = 32
"""The largest number in proportions that are given as a fraction."""
_LONGEST_DATE = 40
_DATE = re.compile(r"(\d{4})[:\-/](\d\d)[:\-/](\d\d)[ T](\d\d:\d\d:\d\d)")


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What the header says.

    Attributes:
        size: Width and height in pixels, upright.
        aspect: Width to height, as "2:3" where that is exact, else as "1.50".
        format: Decoder, such as "PNG"; container and codec of a video, such as "MP4 h264".
        frames: Frames of an animation or a video, pages of a TIFF; 0 where a video does not tell.
        mode: Pillow's name of the pixel format, such as "RGB" or "I;16"; empty for videos.
        alpha: Whether some of it may be transparent.
        taken: When the photograph was taken, as "2024-05-31 12:30:00"; empty where EXIF does not say.
        bytes: Size of the file.
        duration: Seconds that a video lasts; 0 for pictures and where it is not known.
    """

    size: Size
    aspect: str
    format: str
    frames: int
    mode: str
    alpha: bool
    taken: str
    bytes: int
    duration: float


def read_facts(path: Path) -> PictureFacts:
    """Read the header of a picture or a video; no pixel of a picture is decoded.

    Raises:
        ImageUnreadable: If there is no such picture; damaged EXIF data is none of the reasons.
    """
    with open_picture(path) as file:
        return video_facts(file) if path.suffix.lower() in VIDEO_SUFFIXES else facts_of(file)


def video_facts(file: PictureFile) -> PictureFacts:
    """The same of an open video."""
    # Not above: nothing else needs it.
    from tui_captioner.storage.images.videos import read_video_facts

    video = read_video_facts(file)
    aspect = aspect_text(video.size)
    return PictureFacts(video.size, aspect, video.format, video.frames, "", False, "", file.size, video.duration)


def facts_of(file: PictureFile) -> PictureFacts:
    """The same of an open picture."""
    kind = picture_kind(file.head)
    if not vips_decodes(kind):
        return _facts_by_pillow(file)
    # Not above: Pillow's kinds don't need it.
    from tui_captioner.storage.images.vips_pictures import frames_of, mode_of, open_vips

    with reasons_in_words(file):
        header = read_header(file, kind)
        opened = open_vips(file, kind, header)
        size = upright((opened.width, opened.height), header.orientation)
        exif = exif_of(opened, header)
        dates = (exif.fields.get(number) for number in (DATE_TIME_ORIGINAL, DATE_TIME))
        return PictureFacts(
            size=size,
            aspect=aspect_text(size),
            format=kind,
            frames=frames_of(opened, header, kind),
            mode=mode_of(opened),
            alpha=bool(opened.hasalpha()),
            taken=_first_date(dates),
            bytes=file.size,
            duration=0.0,
        )


def _facts_by_pillow(file: PictureFile) -> PictureFacts:
    with open_image(file) as image:
        size = header_size(image)
        # Reading a TIFF's frames changes what it says of the first.
        mode, alpha, taken = image.mode, has_alpha(image), _first_date(_dates(image))
        return PictureFacts(
            size=size,
            aspect=aspect_text(size),
            format=image.format or "",
            frames=count_frames(image),
            mode=mode,
            alpha=alpha,
            taken=taken,
            bytes=file.size,
            duration=0.0,
        )


def aspect_text(size: Size) -> str:
    """Width to height: a fraction of small numbers, else a decimal one."""
    divisor = math.gcd(*size) or 1
    width, height = size[0] // divisor, size[1] // divisor
    return f"{width}:{height}" if max(width, height) <= _SIMPLE else f"{size[0] / max(1, size[1]):.2f}"


def _first_date(values: Iterable[object]) -> str:
    """The date of the photograph, else that of the file as its program wrote it."""
    for value in values:
        text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
        if isinstance(text, str) and (date := _date_text(text)):
            return date
    return ""


def _dates(image: Image.Image) -> Iterator[object]:
    """What EXIF has to say, the best first. Damaged data says nothing."""
    try:
        # The base class's method on purpose: PNG's own one decodes the whole picture.
        exif = Image.Image.getexif(image)
    except LoadCancelled:
        raise
    except Exception:
        return
    with contextlib.suppress(Exception):
        details = exif.get_ifd(ExifTags.IFD.Exif)  # type: ignore[no-untyped-call]
        yield details.get(ExifTags.Base.DateTimeOriginal)
    with contextlib.suppress(Exception):
        yield exif.get(ExifTags.Base.DateTime)


def _date_text(text: str) -> str:
    """A date in EXIF's notation as one reads it; another text as it is, made safe; empty for dates not set."""
    text = text.split("\0")[0].strip()
    found = _DATE.match(text)
    if found:
        year, month, day, time = found.groups()
        return "" if year == "0000" else f"{year}-{month}-{day} {time}"
    return visible(text[:_LONGEST_DATE]) if any(character.isdigit() and character != "0" for character in text) else ""

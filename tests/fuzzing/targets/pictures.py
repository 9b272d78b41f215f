"""Heads of pictures and videos, and the texts in them, as far as our own lines read them.

The decoders themselves are tried in the process that decodes, see `tests.fuzzing.pictures`.
"""

from __future__ import annotations

from pathlib import Path

from tests.fuzzing.invariants import is_text
from tests.fuzzing.target import Target, from_file
from tui_captioner.domain.trainers.pictures import PictureHead
from tui_captioner.storage.images.embedded_text import EmbeddedText, read_embedded
from tui_captioner.storage.images.exif import Exif, parse_exif
from tui_captioner.storage.images.image_content import describe_content, picture_kind
from tui_captioner.storage.images.picture_files import open_picture
from tui_captioner.storage.images.picture_headers import PictureHeader, read_header
from tui_captioner.storage.images.picture_heads import read_head
from tui_captioner.storage.images.video_heads import video_problem


def _head(path: Path) -> PictureHead | None:
    return read_head(str(path))


def _video_head(path: Path) -> PictureHead | None:
    return read_head(str(path), is_video=True)


def _header(path: Path) -> PictureHeader:
    with open_picture(path) as file:
        describe_content(file.head)
        return read_header(file, picture_kind(file.head))


def _is_turned_by_eight_ways(_: bytes, header: PictureHeader) -> None:
    assert 1 <= header.orientation <= 8


def _exif(data: bytes) -> Exif:
    return parse_exif(lambda offset, amount: data[offset : offset + amount])


def _boxes(data: bytes) -> str:
    return video_problem(lambda offset, amount: data[offset : offset + amount], len(data))


def _text_is_text(_: bytes, found: EmbeddedText | None) -> None:
    if found is not None:
        is_text(found.text)


TARGETS = (
    Target("picture-head", from_file("x.png", _head)),
    Target("picture-header", from_file("x.png", _header), invariants=(_is_turned_by_eight_ways,)),
    Target("exif", _exif),
    Target("video-head", from_file("x.mp4", _video_head)),
    Target("video-boxes", _boxes),
    *(
        Target(f"embedded-{suffix}", from_file(f"e.{suffix}", read_embedded), invariants=(_text_is_text,))
        for suffix in ("png", "jpg", "webp")
    ),
)

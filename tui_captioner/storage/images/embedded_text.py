"""What a generator wrote into a picture about how it was made: read from the header, without decoding a pixel.

A1111 and Forge put it into the PNG text chunk `parameters`, the EXIF field UserComment (JPEG, WebP, AVIF), and the
comment of a GIF.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import ExifTags, Image

from tui_captioner.storage.images.exif import USER_COMMENT
from tui_captioner.storage.images.image_content import picture_kind
from tui_captioner.storage.images.image_errors import ImageUnreadable
from tui_captioner.storage.images.image_files import open_image, reasons_in_words
from tui_captioner.storage.images.picture_files import PictureFile, open_picture
from tui_captioner.storage.images.picture_headers import exif_of, read_header
from tui_captioner.storage.images.vips_library import vips_decodes

MAX_CHARACTERS = 1_000_000
"""A longer text is not of a generator."""

_UTF16_LITTLE, _UTF16_BIG = b"\xff\xfe", b"\xfe\xff"


@dataclass(frozen=True, slots=True)
class EmbeddedText:
    """A text in a picture.

    Args:
        text: The text, not blank.
        where: `parameters`, `UserComment` or `comment`. The first is the generators' own, the others hold anything.
    """

    text: str
    where: str


def read_embedded(path: Path) -> EmbeddedText | None:
    """The text of a generator in a picture; None if there is none.

    Raises:
        ImageUnreadable: If there is no such picture, or the text can't be decoded; the message is the reason.
    """
    with open_picture(path) as file:
        return text_in(file)


def text_in(file: PictureFile) -> EmbeddedText | None:
    """The same of an open picture."""
    for where, text in _texts(file):
        if len(text) > MAX_CHARACTERS:
            raise ImageUnreadable(f"its text {where} is longer than {MAX_CHARACTERS:,} characters")
        if text.strip():
            return EmbeddedText(text, where)
    return None


def _texts(file: PictureFile) -> Iterator[tuple[str, str]]:
    """The fields that may hold it, the best first."""
    kind = picture_kind(file.head)
    if not vips_decodes(kind):
        with open_image(file) as image:
            yield "parameters", _plain(image.info.get("parameters"))
            yield "UserComment", _comment_by_pillow(image)
            yield "comment", _plain(image.info.get("comment"))
        return
    # Not above: Pillow's kinds don't need it.
    from tui_captioner.storage.images.vips_pictures import open_vips

    with reasons_in_words(file):
        header = read_header(file, kind)
        exif = exif_of(open_vips(file, kind, header), header)
        comment = exif.fields.get(USER_COMMENT)
        yield "parameters", _plain(header.texts.get("parameters"))
        yield "UserComment", "" if comment is None else _decode_comment(comment, exif.order)
        yield "comment", _plain(header.texts.get("comment"))


def _plain(value: object) -> str:
    """A text chunk, or the bytes of a comment; what is not UTF-8 there, no generator wrote."""
    if isinstance(value, str):
        return value
    if not isinstance(value, bytes):
        return ""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _comment_by_pillow(image: Image.Image) -> str:
    try:
        # The base class's method on purpose: PNG's own one decodes the whole picture.
        exif = Image.Image.getexif(image)
        inner: dict[int, object] = exif.get_ifd(ExifTags.IFD.Exif)  # type: ignore[no-untyped-call]
        value = inner.get(USER_COMMENT, exif.get(USER_COMMENT))
    except Exception:  # damaged EXIF data is as good as none
        return ""
    return _decode_comment(value, exif.endian) if isinstance(value, bytes) else _plain(value)


def _decode_comment(value: bytes, endian: str | None) -> str:
    """A UserComment: eight bytes that name the character set, then the text (EXIF 2.3, 4.6.5)."""
    charset, body = value[:8].rstrip(b"\0 ").upper(), value[8:]
    try:
        if charset == b"UNICODE":
            return _utf16(body, endian)
        if charset == b"ASCII":
            return _plain(body).rstrip("\0")
        if charset == b"JIS":
            return body.decode("iso2022_jp").rstrip("\0")
        return _plain(body if value[:8] == bytes(8) else value).strip("\0 ")
    except UnicodeDecodeError as error:
        raise ImageUnreadable(f"its EXIF UserComment is not the text it says: {error.reason}") from None


def _utf16(body: bytes, endian: str | None) -> str:
    """UTF-16 of either order: programs disagree on whether it follows the file's, so the text itself is looked at."""
    if body.startswith((_UTF16_LITTLE, _UTF16_BIG)):
        return body.decode("utf-16").rstrip("\0")
    body = body[: len(body) // 2 * 2]
    high_first, low_first = body[0::2].count(0), body[1::2].count(0)
    big = high_first > low_first if high_first != low_first else endian != "<"
    return body.decode("utf-16-be" if big else "utf-16-le").rstrip("\0")

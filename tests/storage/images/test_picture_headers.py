"""What stands beside the pixels, read by our own lines: sound, damaged, and made to hurt."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.support.picture_files import gradient, png_chunk, save
from tui_captioner.storage.images.exif import DATE_TIME, ORIENTATION, parse_exif
from tui_captioner.storage.images.image_content import picture_kind
from tui_captioner.storage.images.image_errors import ImageUnreadable
from tui_captioner.storage.images.picture_files import PictureFile
from tui_captioner.storage.images.picture_headers import MAX_TEXT, PictureHeader, read_header

XMP = b'<x:xmpmeta><rdf:Description tiff:Orientation="8"/></x:xmpmeta>'


def header_of(data: bytes) -> PictureHeader:
    file = PictureFile(-1, data)
    return read_header(file, picture_kind(file.head))


def png(*chunks: bytes) -> bytes:
    buffer = io.BytesIO()
    gradient((20, 10)).save(buffer, "PNG")
    data = buffer.getvalue()
    return data[:33] + b"".join(chunks) + data[33:]


def test_exif_data_behind_the_pixels_of_a_png_count(tmp_path: Path) -> None:
    exif = Image.Exif()  # type: ignore[no-untyped-call]
    exif[ORIENTATION] = 6
    data = png()
    late = data[:-12] + png_chunk(b"eXIf", exif.tobytes().removeprefix(b"Exif\0\0")) + data[-12:]
    assert header_of(late).orientation == 6


@pytest.mark.parametrize("place", ["png", "jpeg"])
def test_xmp_says_how_the_camera_was_held_where_exif_does_not(tmp_path: Path, place: str) -> None:
    if place == "png":
        data = png(png_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP))
    else:
        body = b"http://ns.adobe.com/xap/1.0/\0" + XMP
        data = save(tmp_path / "a.jpg").read_bytes()
        data = data[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + data[2:]
    assert header_of(data).orientation == 8


def test_a_text_that_unpacks_to_more_than_any_text_is_refused() -> None:
    packed = zlib.compress(bytes(MAX_TEXT + 10), 9)
    with pytest.raises(ImageUnreadable, match="larger than 16 MB"):
        header_of(png(png_chunk(b"zTXt", b"Comment\0\0" + packed)))
    half = zlib.compress(bytes(MAX_TEXT // 2 + 1), 9)
    chunk = png_chunk(b"zTXt", b"Comment\0\0" + half)
    header_of(png(chunk))
    with pytest.raises(ImageUnreadable):
        header_of(png(chunk, chunk))


def test_a_png_that_breaks_off_is_told_from_one_that_is_damaged() -> None:
    data = png()
    assert header_of(data).is_whole
    assert not header_of(data[:-20]).is_whole
    assert not header_of(data[:-12]).is_whole
    assert header_of(data[:33] + b"\xff" * 60).is_whole


def test_a_loop_of_fields_ends() -> None:
    # The list of EXIF fields that the first one names is itself.
    looped = b"II*\0\x08\0\0\0" + struct.pack("<HHHII", 1, 0x8769, 4, 1, 8) + bytes(4)
    assert parse_exif(lambda at, amount: looped[at : at + amount]).orientation == 1


def test_a_big_tiff_is_read_too() -> None:
    field = struct.pack("<HHQ", ORIENTATION, 3, 1) + struct.pack("<H6x", 5)
    long = struct.pack("<HHQQ", DATE_TIME, 2, 20, 8 + 8 + 8 + 40 + 8)
    data = b"II+\0\x08\0\0\0" + struct.pack("<Q", 16) + struct.pack("<Q", 2) + field + long + bytes(8)
    data += b"2024:05:31 12:30:00\0"
    found = parse_exif(lambda at, amount: data[at : at + amount])
    assert found.orientation == 5
    assert found.fields[DATE_TIME] == b"2024:05:31 12:30:00\0"


@given(
    noise=st.binary(max_size=300), start=st.sampled_from([b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\xff\xd8\xff", b"II*\0"])
)
def test_no_bytes_are_too_odd(noise: bytes, start: bytes) -> None:
    for data in (start + noise, b"RIFF\0\0\0\0WEBP" + noise):
        assert 1 <= header_of(data).orientation <= 8

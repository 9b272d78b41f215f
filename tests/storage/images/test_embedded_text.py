"""Texts in pictures, written the ways generators write them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.picture_files import TEXT, comment, png, put
from tui_captioner.storage.images.embedded_text import EmbeddedText, read_embedded
from tui_captioner.storage.images.image_errors import ImageUnreadable


@pytest.mark.parametrize("international", [True, False])
def test_the_parameters_of_a_png(tmp_path: Path, international: bool) -> None:
    assert read_embedded(png(tmp_path / "a.png", international=international)) == EmbeddedText(TEXT, "parameters")


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("suffix", [".jpg", ".webp"])
@pytest.mark.parametrize(
    "body",
    [
        b"UNICODE\0" + TEXT.encode("utf-16-be"),
        b"UNICODE\0" + TEXT.encode("utf-16-le"),
        b"UNICODE\0" + TEXT.encode("utf-16"),
        b"ASCII\0\0\0" + TEXT.encode(),
        bytes(8) + TEXT.encode(),
    ],
    ids=["big", "little", "mark", "ascii", "undefined"],
)
def test_the_user_comment_of_a_jpeg_and_a_webp(tmp_path: Path, order: str, suffix: str, body: bytes) -> None:
    path = put(tmp_path / f"a{suffix}", exif=comment(body, order))
    assert read_embedded(path) == EmbeddedText(TEXT, "UserComment")


def test_the_comment_of_a_gif(tmp_path: Path) -> None:
    path = put(tmp_path / "a.gif", comment=TEXT.encode())
    assert read_embedded(path) == EmbeddedText(TEXT, "comment")


def test_a_picture_without_a_text(tmp_path: Path) -> None:
    for name in ("a.png", "a.jpg", "a.gif", "a.webp", "a.bmp"):
        assert read_embedded(put(tmp_path / name)) is None
    assert read_embedded(png(tmp_path / "b.png", key="Software")) is None
    assert read_embedded(put(tmp_path / "b.gif", comment=b"caf\xe9")) is None
    assert read_embedded(put(tmp_path / "b.jpg", exif=b"Exif\0\0II*\0\xff\xff\xff\xff")) is None


def test_a_comment_that_is_not_what_it_says(tmp_path: Path) -> None:
    path = put(tmp_path / "a.jpg", exif=comment(b"UNICODE\0" + b"\xd8\x00\x00a" * 4))
    with pytest.raises(ImageUnreadable, match="UserComment is not the text it says"):
        read_embedded(path)


def test_no_pixel_is_decoded(tmp_path: Path) -> None:
    path = png(tmp_path / "a.png")
    data = path.read_bytes()
    start = data.index(b"IDAT")
    path.write_bytes(data[: start + 4] + b"garbage" + data[start + 11 :])
    assert read_embedded(path) == EmbeddedText(TEXT, "parameters")


@pytest.mark.parametrize("content", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 30], ids=repr)
def test_what_is_no_picture_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.png").write_bytes(content)
    with pytest.raises(ImageUnreadable):
        read_embedded(tmp_path / "a.png")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.png")
    with pytest.raises(ImageUnreadable, match="not a regular file"):
        read_embedded(tmp_path / "a.png")

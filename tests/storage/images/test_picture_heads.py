"""A quick look at pictures: what they are, whether they are whole, how they are turned. Nothing stops it."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.support.checks import VIDEO, animated_webp, png, turned_jpeg, turned_png
from tui_captioner.domain.trainers.pictures import PictureHead
from tui_captioner.storage.images.picture_heads import NO_PERMISSION, read_head

NOISE = Image.effect_noise((60, 40), 80).convert("RGB")
FRAMES = [Image.effect_noise((20, 10), 10 * number).convert("RGB") for number in (3, 5, 7)]
EXIF = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"
KINDS: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "jpeg": ("JPEG", {}),
    "jpeg in passes": ("JPEG", {"progressive": True}),
    "jpeg, turned": ("JPEG", {"exif": EXIF}),
    "png": ("PNG", {}),
    "png, turned": ("PNG", {"exif": EXIF}),
    "gif": ("GIF", {}),
    "webp": ("WEBP", {}),
    "webp, exact": ("WEBP", {"lossless": True}),
    "webp, turned": ("WEBP", {"exif": EXIF}),
    "bmp": ("BMP", {}),
    "tiff": ("TIFF", {}),
    "tiff, packed": ("TIFF", {"compression": "tiff_lzw"}),
}


def saved(kind: str) -> bytes:
    name, options = KINDS[kind]
    held = io.BytesIO()
    NOISE.save(held, name, **options)
    return held.getvalue()


def look(path: Path, data: bytes, *, is_video: bool = False) -> PictureHead | None:
    path.write_bytes(data)
    return read_head(str(path), is_video=is_video)


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_picture_and_one_that_breaks_off(tmp_path: Path, kind: str) -> None:
    data = saved(kind)
    head = look(tmp_path / "a", data)
    assert head is not None
    assert (head.kind, head.problem) == (KINDS[kind][0], "")
    assert (head.width, head.height) in ((60, 40), (0, 0))
    assert head.orientation == (6 if "turned" in kind else 1)
    # What stands behind a picture stops no decoder.
    assert look(tmp_path / "a", data + b"more" * 2000) == head
    cut = look(tmp_path / "a", data[: len(data) * 2 // 3])
    assert cut is not None
    assert cut.problem


def test_animations_are_counted(tmp_path: Path) -> None:
    for kind, wanted in (("PNG", 3), ("WEBP", 3)):
        held = io.BytesIO()
        FRAMES[0].save(held, kind, save_all=True, append_images=FRAMES[1:])
        head = look(tmp_path / "a", held.getvalue())
        assert head is not None
        assert (head.frames, head.problem) == (wanted, "")
    head = look(tmp_path / "a", animated_webp(2))
    assert head is not None
    assert head.frames == 2


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"<!DOCTYPE html><p>404", "it is a web page, not a picture"),
        (b"version https://git-lfs.github.com/spec/v1\n", "it is a Git LFS pointer"),
        (b"hello", "it is text, not a picture"),
        (bytes(100), "it holds nothing but zeros"),
        (b"\x89PNG\r\n\x1a\n" + b"\x1d\x7e" * 200, "the file is damaged"),
        (b"RIFFxxxxWEBPnope", "the file is damaged"),
        (png()[:8] + b"\0\0\0\x0dIHDR" + bytes(17), "the file is damaged"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "the file breaks off"),
        (b"BM" + bytes(60), "the file is damaged"),
    ],
)
def test_what_is_no_picture(tmp_path: Path, data: bytes, problem: str) -> None:
    head = look(tmp_path / "a", data)
    assert head is not None
    assert head.problem.startswith(problem)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG 2000"),
        (b"8BPS\0\1", "Photoshop"),
        (b"\0\0\1\0\5\0", "icon"),
        (b"P6\n", "PNM"),
    ],
)
def test_kinds_that_not_everybody_opens(tmp_path: Path, data: bytes, kind: str) -> None:
    assert look(tmp_path / "a", data + bytes(50)) == PictureHead(kind)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (VIDEO, ""),
        (VIDEO[:16] + VIDEO[24:], "the file breaks off, or was never finished"),
        (VIDEO[:12], "the file breaks off"),
        (b"\x1aE\xdf\xa3" + bytes(50), ""),
        (b"RIFF\0\0\0\0AVI LIST", ""),
        (b"\0\0\1\xba" + bytes(50), ""),
        (b"<html>", "it is a web page, not a video"),
        (png(), "it is a PNG picture, not a video"),
        (b"\xde\xad\xbe\xef" * 20, ""),  # not known here
    ],
)
def test_videos(tmp_path: Path, data: bytes, problem: str) -> None:
    assert look(tmp_path / "a", data, is_video=True) == PictureHead(problem=problem)


def test_what_must_not_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError

    monkeypatch.setattr("os.open", refuse)
    assert read_head(str(tmp_path / "a.png")) == PictureHead(problem=NO_PERMISSION)


def test_no_more_is_read_than_a_header_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    huge = 1 << 30
    amounts = [0]

    def counted(descriptor: int, amount: int, offset: int) -> bytes:
        amounts.append(amount)
        return b"" if amount > huge // 2 else pread(descriptor, amount, offset)

    pread = os.pread
    monkeypatch.setattr(os, "pread", counted)
    (tmp_path / "a.png").write_bytes(turned_png(3)[:33] + huge.to_bytes(4, "big") + b"eXIfII*\0")
    os.truncate(tmp_path / "a.png", huge + 100)
    head = read_head(str(tmp_path / "a.png"))
    assert head is not None
    assert (head.kind, head.orientation) == ("PNG", 1)
    assert max(amounts) < 1 << 21


def test_what_can_not_be_read_is_not_looked_at(tmp_path: Path) -> None:
    assert read_head(str(tmp_path / "gone")) is None
    assert read_head(str(tmp_path)) is None
    assert look(tmp_path / "empty", b"") is None
    os.mkfifo(tmp_path / "pipe")
    assert read_head(str(tmp_path / "pipe")) is None


SOUND = [turned_jpeg(6), turned_png(3), animated_webp(), VIDEO, *map(saved, KINDS)]


@given(st.sampled_from(SOUND), st.integers(0, 3000), st.binary(max_size=40), st.booleans())
def test_no_damage_stops_it(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, at: int, damage: bytes, is_video: bool
) -> None:
    place = at % len(data)
    path = tmp_path_factory.getbasetemp() / "damaged"
    head = look(path, data[:place] + damage + data[place + len(damage) :], is_video=is_video)
    assert head is None or 1 <= head.orientation <= 8

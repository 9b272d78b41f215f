"""Small pictures as bytes: what a decoding process answered, over white, upright, and no copy is kept of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.support.picture_files import UNDO, UPRIGHT, gradient, reason, save
from tui_captioner.storage.images.decoder_answers import pixels_in
from tui_captioner.storage.images.image_errors import ImageUnreadable, LoadCancelled
from tui_captioner.storage.images.image_views import View
from tui_captioner.storage.images.pictures import PictureStore
from tui_captioner.storage.images.thumbnails import Thumbnails

LONG_AGO = 1_600_000_000


@pytest.fixture(scope="module")
def store() -> Iterator[PictureStore]:
    store = PictureStore(niceness=5)
    yield store
    store.close()


@pytest.mark.parametrize("isolate", [True, False])
def test_a_picture_is_given_as_bytes(tmp_path: Path, isolate: bool) -> None:
    path = save(tmp_path / "a.png", gradient((120, 90)))
    own = PictureStore(isolate=isolate)
    small = own.pixels(path, 60)
    assert (small.width, small.height, len(small.data)) == (60, 45, 60 * 45 * 3)
    assert bytes(small.data) == own.load(path, (60, 60), (255, 255, 255)).image.tobytes()
    own.close()


def test_what_is_transparent_is_white(tmp_path: Path, store: PictureStore) -> None:
    path = save(tmp_path / "a.png", Image.new("RGBA", (20, 10), (0, 0, 0, 0)))
    assert set(store.pixels(path, 64).data) == {255}


@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_it_is_upright(tmp_path: Path, store: PictureStore, orientation: int) -> None:
    upright = save(tmp_path / "upright.png", UPRIGHT)
    exif = UPRIGHT.getexif()
    exif[274] = orientation
    turned = save(tmp_path / "turned.png", UNDO[orientation](UPRIGHT), exif=exif)
    # The decoder turns a picture back; the pixels are those of the one that was never turned.
    straight, other = store.pixels(upright, 64), store.pixels(turned, 64)
    assert (other.width, other.height) == (straight.width, straight.height)


@pytest.mark.parametrize("data", [b"", b"no picture", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_picture_is_said(tmp_path: Path, store: PictureStore, data: bytes) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(data)
    with pytest.raises(ImageUnreadable) as caught:
        store.pixels(path, 64)
    assert caught.value.message == reason(path)


def test_it_can_be_cancelled(tmp_path: Path, store: PictureStore) -> None:
    path = save(tmp_path / "a.png")
    with pytest.raises(LoadCancelled):
        store.pixels(path, 64, lambda: True)


def test_no_copy_is_kept_but_one_that_is_there_is_used(tmp_path: Path) -> None:
    path = save(tmp_path / "large.png", gradient((2000, 1500)))
    os.utime(path, (LONG_AGO, LONG_AGO))
    cache = Thumbnails(tmp_path / "cache")
    own = PictureStore(cache)
    small = own.pixels(path, 64)
    assert not (tmp_path / "cache").exists()
    PictureStore(cache, isolate=False).load(path, (64, 64))
    (copy,) = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert (small.width, small.height) == own.pixels(path, 64)[1:]
    assert copy.exists()
    own.close()


@pytest.mark.parametrize(
    ("answer", "data"),
    [
        ({}, b""),
        ({"size": [2, 2]}, bytes(11)),
        ({"size": [2, 2]}, bytes(13)),
        ({"size": [9, 2]}, bytes(54)),
        ({"size": [0, 2]}, b""),
        ({"size": ["x", 2]}, b""),
        ({"size": None}, b""),
    ],
)
def test_an_answer_that_is_none_is_not_believed(answer: dict[str, object], data: bytes) -> None:
    with pytest.raises(ImageUnreadable, match="gave no picture"):
        pixels_in(answer, data, View((4, 4)))

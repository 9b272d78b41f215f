"""Pictures as JPEG files: what is seen of them and nothing else, made by a decoding process that is not believed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.support.clips import make_clip
from tests.support.picture_files import UNDO, UPRIGHT, gradient, save
from tui_captioner.storage.images.decoder_messages import Message
from tui_captioner.storage.images.image_errors import ImageUnreadable
from tui_captioner.storage.images.jpegs import Jpegs, encoded, jpegs_in
from tui_captioner.storage.images.pictures import PictureStore


@pytest.fixture(scope="module")
def store() -> Iterator[PictureStore]:
    store = PictureStore(niceness=5)
    yield store
    store.close()


def opened(jpegs: Jpegs) -> list[Image.Image]:
    return [Image.open(io.BytesIO(data)) for data in jpegs.files]


def test_a_picture_is_shrunk_and_never_enlarged(tmp_path: Path, store: PictureStore) -> None:
    path = save(tmp_path / "a.png", gradient((120, 90)))
    for side, size in ((60, (60, 45)), (1024, (120, 90))):
        made = store.jpegs(path, side)
        (image,) = opened(made)
        assert (image.format, image.size, list(made.sizes), made.fps) == ("JPEG", size, [size], 0)


def test_it_is_upright_and_tells_nothing_of_the_file(tmp_path: Path, store: PictureStore) -> None:
    exif = UPRIGHT.getexif()
    exif[274], exif[271] = 6, "a maker"
    path = save(tmp_path / "a.jpg", UNDO[6](UPRIGHT), exif=exif, comment=b"taken at home", quality=95)
    made = store.jpegs(path, 64)
    (image,) = opened(made)
    assert image.size == (64, 32)
    red, green, blue = image.convert("RGB").getpixel((48, 8))  # type: ignore[misc]
    assert green > 200 > 60 > max(red, blue)
    assert not image.getexif()
    assert b"taken at home" not in made.files[0]
    assert b"a maker" not in made.files[0]


def test_a_comment_that_came_with_a_picture_is_not_written() -> None:
    picture = gradient()
    picture.info["comment"] = b"taken at home"
    assert b"taken at home" not in encoded([picture])[1]


def test_what_is_transparent_is_white(tmp_path: Path, store: PictureStore) -> None:
    path = save(tmp_path / "a.png", Image.new("RGBA", (20, 10), (0, 0, 0, 0)))
    (image,) = opened(store.jpegs(path, 64))
    assert image.convert("L").getextrema() == (255, 255)


def test_a_video_is_frames_in_order_or_one_sheet_of_them(tmp_path: Path, store: PictureStore) -> None:
    clip = make_clip(tmp_path / "a.mp4", 80)
    frames = store.jpegs(clip, 100, apart=True)
    assert (list(frames.sizes), frames.fps) == ([(100, 75)] * 5, 1.0)
    reds = [image.convert("RGB").getpixel((80, 60))[0] for image in opened(frames)]  # type: ignore[index]
    assert reds == sorted(set(reds))
    assert len(store.jpegs(clip, 1024).files) == 1


@pytest.mark.parametrize(
    ("answer", "data"),
    [
        ({}, b""),
        ({"lengths": [], "sizes": [], "fps": 0}, b""),
        ({"lengths": [4], "sizes": [[1, 1]], "fps": 0}, b"\xff\xd8\xff"),
        ({"lengths": [3], "sizes": [[1, 1]], "fps": 0}, b"GIF"),
        ({"lengths": [-1, 4], "sizes": [[1, 1], [1, 1]], "fps": 0}, b"\xff\xd8\xff"),
        ({"lengths": [3], "sizes": [], "fps": 0}, b"\xff\xd8\xff"),
        ({"lengths": ["x"], "sizes": [[1, 1]], "fps": 0}, b""),
        ({"lengths": [3], "sizes": [[1]], "fps": 0}, b"\xff\xd8\xff"),
    ],
)
def test_what_is_no_jpeg_is_not_taken(answer: Message, data: bytes) -> None:
    with pytest.raises(ImageUnreadable):
        jpegs_in(answer, data)

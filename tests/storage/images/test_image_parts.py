"""Parts of pictures: where they lie, how sharp they are, and a decode that is given up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.support.picture_files import BOX, UNDO, UPRIGHT, gradient, save
from tui_captioner.storage.images.image_views import View, as_stored
from tui_captioner.storage.images.images import (
    LoadCancelled,
    fitted,
    load_picture,
    load_scaled,
)

# -- parts -------------------------------------------------------------------------------------------------------------

SIZES = st.integers(1, 3000)
FRACTIONS = st.floats(0, 1)


@given(source=st.tuples(SIZES, SIZES), box=st.tuples(SIZES, SIZES), most=st.none() | st.integers(1, 10**6))
def test_fitted_sizes_keep_to_the_box(source: tuple[int, int], box: tuple[int, int], most: int | None) -> None:
    width, height = fitted(source, box, max_pixels=most)
    assert 1 <= width <= min(source[0], box[0])
    assert 1 <= height <= min(source[1], box[1])
    if min(width, height) > 1:
        # Each side is half a pixel off at most.
        assert abs(width * source[1] - height * source[0]) <= 0.5 * sum(source) + 1e-6


@given(source=st.tuples(SIZES, SIZES), region=st.tuples(FRACTIONS, FRACTIONS, FRACTIONS, FRACTIONS))
def test_parts_lie_inside_and_are_not_empty(source: tuple[int, int], region: tuple[float, float, float, float]) -> None:
    view = View((100, 100), region=region)
    left, top, right, bottom = view.cut(source)
    assert 0 <= left < right <= source[0]
    assert 0 <= top < bottom <= source[1]
    needed, target = view.needed(source), view.target(source)
    assert target[0] <= needed[0] <= source[0] + 1
    assert target[1] <= needed[1] <= source[1] + 1


@given(
    orientation=st.integers(1, 8), cut=st.tuples(*[st.integers(0, 50)] * 4), size=st.tuples(*[st.integers(50, 99)] * 2)
)
def test_parts_are_found_among_the_stored_pixels(
    orientation: int, cut: tuple[int, int, int, int], size: tuple[int, int]
) -> None:
    pixels = Image.new("L", size)
    left, right = min(cut[0], cut[2]), max(cut[0], cut[2]) + 1
    top, bottom = min(cut[1], cut[3]), max(cut[1], cut[3]) + 1
    box = (left, top, min(right, size[0]), min(bottom, size[1]))
    if box[2] <= box[0] or box[3] <= box[1]:
        return
    pixels.paste(255, box)
    found = UNDO[orientation](pixels).getbbox()
    assert as_stored(box, size, orientation) == found


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "tiff"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_part_of_a_turned_picture_is_the_right_one(tmp_path: Path, orientation: int, suffix: str) -> None:
    exif = Image.new("1", (1, 1)).getexif()
    exif[0x0112] = orientation
    large = UPRIGHT.resize((512, 256), Image.Resampling.NEAREST)
    path = save(tmp_path / f"a.{suffix}", UNDO[orientation](large), exif=exif, quality=95)
    for region, colour in {
        (0.0, 0.0, 0.5, 0.5): (True, False, False),
        (0.5, 0.0, 1.0, 0.5): (False, True, False),
        (0.0, 0.5, 1.0, 1.0): (False, False, False),
    }.items():
        for box in ((1000, 1000), (32, 16)):
            part = load_scaled(path, box, region=region)
            assert part.source_size == (512, 256)
            width, height = part.image.size
            assert width / height == (region[2] - region[0]) * 2 / (region[3] - region[1])
            for x, y in ((2, 2), (width - 3, height - 3)):
                assert tuple(value > 128 for value in part.image.getpixel((x, y))) == colour  # type: ignore[union-attr]


def test_a_part_is_as_sharp_as_the_file_allows(tmp_path: Path) -> None:
    image = Image.new("L", (800, 800))
    image.putdata([255 * ((x + y) % 2) for y in range(800) for x in range(800)])
    part = load_scaled(save(tmp_path / "a.png", image), (100, 100), region=(0.5, 0.5, 0.625, 0.625)).image
    assert part.size == (100, 100)
    assert {part.getpixel((x, 0)) for x in range(4)} == {(0, 0, 0), (255, 255, 255)}


def test_a_jpeg_is_decoded_no_larger_than_a_part_needs(tmp_path: Path) -> None:
    path = save(tmp_path / "a.jpg", gradient((3200, 1600)))
    assert load_picture(path, View((400, 400))).image.size == (400, 200)
    assert load_picture(path, View((400, 400), region=(0, 0, 0.5, 0.5))).image.size == (800, 400)
    assert load_picture(path, View((400, 400), region=(0, 0, 0.1, 0.1))).image.size == (3200, 1600)


def test_transparency_can_show_squares_of_two_greys(tmp_path: Path) -> None:
    path = save(tmp_path / "a.png", Image.new("RGBA", (40, 40), (255, 0, 0, 0)))
    image = load_scaled(path, BOX, (10, 20, 30), chequered=True).image
    dark, light = image.getpixel((0, 0)), image.getpixel((8, 0))
    assert dark != light
    assert [image.getpixel(at) for at in ((7, 7), (8, 8), (0, 8), (15, 0))] == [dark, dark, light, light]
    opaque = save(tmp_path / "b.png", Image.new("RGB", (40, 40), (10, 20, 30)))
    assert load_scaled(opaque, BOX, chequered=True).image.getcolors() == [(1600, (10, 20, 30))]


# -- giving up ---------------------------------------------------------------------------------------------------------


def after(calls: int) -> Callable[[], bool]:
    """A question that is answered with yes from the given call on."""
    count = 0

    def asked() -> bool:
        nonlocal count
        count += 1
        return count > calls

    return asked


@pytest.mark.parametrize("calls", [0, 3, 12])
@pytest.mark.parametrize("suffix", ["png", "jpg"])
def test_a_decode_can_be_given_up_in_the_middle(tmp_path: Path, suffix: str, calls: int) -> None:
    noise = Image.effect_noise((900, 900), 90).convert("RGB")
    path = save(tmp_path / f"a.{suffix}", noise, quality=98)
    with pytest.raises(LoadCancelled):
        load_scaled(path, (900, 900), cancelled=after(calls))

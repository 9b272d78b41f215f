"""Turned pictures, odd pixel formats, transparency and animation, all as ordinary RGB."""

from __future__ import annotations

from pathlib import Path

import pytest
import pyvips
from PIL import Image

from tests.support.picture_files import BOX, UNDO, UPRIGHT, gradient, save
from tui_captioner.storage.images.images import (
    load_scaled,
)
from tui_captioner.storage.images.picture_facts import read_facts


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "tiff"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_is_applied(tmp_path: Path, orientation: int, suffix: str) -> None:
    exif = Image.new("1", (1, 1)).getexif()
    exif[0x0112] = orientation
    path = save(tmp_path / f"a.{suffix}", UNDO[orientation](UPRIGHT), exif=exif, quality=95)
    assert read_facts(path).size == (64, 32)
    for box in ((64, 64), (32, 32)):
        scaled = load_scaled(path, box)
        assert scaled.source_size == (64, 32)
        width, height = scaled.image.size
        assert (width, height) == (box[0], box[0] // 2)
        corners = [scaled.image.getpixel((x, height // 4)) for x in (width // 4, 3 * width // 4)]
        assert [tuple(value > 128 for value in corner) for corner in corners] == [  # type: ignore[union-attr]
            (True, False, False),
            (False, True, False),
        ]


def test_damaged_exif_data_does_not_hide_the_picture(tmp_path: Path) -> None:
    path = save(tmp_path / "a.jpg", exif=b"Exif\x00\x00MM\x00*\x00\x00\xff\xff\xff")
    assert read_facts(path).size == (120, 90)
    assert load_scaled(path, BOX).image.size == (80, 60)


def test_reading_the_size_decodes_nothing(tmp_path: Path) -> None:
    path = save(tmp_path / "a.png", gradient((300, 200)))
    path.write_bytes(path.read_bytes()[:200])
    assert read_facts(path).size == (300, 200)


# -- pixel formats -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["png", "tiff"])
def test_sixteen_bit_grey_is_scaled_not_clipped(tmp_path: Path, suffix: str) -> None:
    grey = Image.new("I;16", (2, 1))
    grey.putpixel((0, 0), 32768)
    grey.putpixel((1, 0), 65535)
    image = load_scaled(save(tmp_path / f"a.{suffix}", grey), BOX).image
    assert image.getpixel((0, 0)) == (128, 128, 128)
    assert image.getpixel((1, 0)) == (255, 255, 255)


@pytest.mark.parametrize(("mode", "values"), [("F", (-1.0, 0.0, 1.0)), ("I", (-100000, 0, 100000))])
def test_floats_and_large_integers_span_their_own_range(tmp_path: Path, mode: str, values: tuple[float, ...]) -> None:
    grey = Image.new(mode, (3, 1))
    for x, value in enumerate(values):
        grey.putpixel((x, 0), value)
    image = load_scaled(save(tmp_path / "a.tiff", grey), BOX).image
    assert [image.getpixel((x, 0))[0] for x in range(3)] == [0, 128, 255]  # type: ignore[index]


def test_a_uniform_float_picture_does_not_divide_by_zero(tmp_path: Path) -> None:
    assert load_scaled(save(tmp_path / "a.tiff", Image.new("F", (4, 4), 0.5)), BOX).image.size == (4, 4)


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_transparency_shows_the_background(tmp_path: Path, mode: str) -> None:
    clear = Image.new(mode, (4, 4), (255,) * (len(mode) - 1) + (0,))
    assert load_scaled(save(tmp_path / "a.png", clear), BOX, (10, 20, 30)).image.getpixel((1, 1)) == (10, 20, 30)


def test_a_transparent_palette_colour_shows_the_background(tmp_path: Path) -> None:
    palette = Image.new("P", (4, 4), 1)
    palette.putpalette([255, 0, 0, 0, 255, 0])
    path = save(tmp_path / "a.png", palette, transparency=1)
    assert load_scaled(path, BOX, (10, 20, 30)).image.getpixel((1, 1)) == (10, 20, 30)


@pytest.mark.parametrize(("mode", "colour", "expected"), [("L", 200, 200), ("RGB", (200, 200, 200), 200)])
def test_a_transparent_colour_shows_the_background(
    tmp_path: Path, mode: str, colour: int | tuple[int, int, int], expected: int
) -> None:
    path = save(tmp_path / "a.png", Image.new(mode, (4, 4), colour), transparency=colour)
    assert load_scaled(path, BOX, (10, 20, 30)).image.getpixel((1, 1)) == (10, 20, 30)
    opaque = save(tmp_path / "b.png", Image.new(mode, (4, 4), colour))
    assert load_scaled(opaque, BOX, (10, 20, 30)).image.getpixel((1, 1)) == (expected,) * 3


@pytest.mark.parametrize(
    ("mode", "suffix"), [("CMYK", "jpg"), ("CMYK", "tiff"), ("1", "png"), ("L", "jpg"), ("P", "gif")]
)
def test_other_modes_become_rgb(tmp_path: Path, mode: str, suffix: str) -> None:
    image = load_scaled(save(tmp_path / f"a.{suffix}", gradient().convert(mode)), BOX).image
    assert image.mode == "RGB"
    assert image.size == (80, 60)


def test_a_profile_of_wider_colours_counts(tmp_path: Path) -> None:
    """The numbers in a Display P3 file are smaller for the same colour: taken as they are it would come out duller."""
    path = tmp_path / "a.png"
    pixels = pyvips.Image.black(16, 16, bands=3).linear([0] * 3, [200, 100, 100]).copy(interpretation="srgb")
    pixels.cast("uchar").icc_export(output_profile="p3").pngsave(str(path))
    shown = load_scaled(path, BOX).image.getpixel((5, 5))
    stored = pyvips.Image.new_from_file(str(path))(5, 5)
    assert shown != tuple(int(value) for value in stored)
    assert all(abs(is_ - was) <= 3 for is_, was in zip(shown, (200, 100, 100), strict=True))  # type: ignore[arg-type]


def test_a_profile_that_is_damaged_is_as_good_as_none(tmp_path: Path) -> None:
    path = save(tmp_path / "a.png", Image.new("RGB", (9, 9), (200, 100, 50)), icc_profile=b"no profile at all" * 20)
    assert load_scaled(path, BOX).image.getpixel((4, 4)) == (200, 100, 50)


@pytest.mark.parametrize("suffix", ["png", "tif"])
def test_sixteen_bit_colours_are_scaled_not_clipped(tmp_path: Path, suffix: str) -> None:
    deep = pyvips.Image.black(9, 9, bands=3).linear([0] * 3, [51400, 25700, 12850]).copy(interpretation="rgb16")
    deep.cast("ushort").write_to_file(str(tmp_path / f"a.{suffix}"))
    assert load_scaled(tmp_path / f"a.{suffix}", BOX).image.getpixel((4, 4)) == (200, 100, 50)


def test_what_is_transparent_does_not_colour_what_is_not(tmp_path: Path) -> None:
    """A large picture is shrunk on the way: red that can't be seen must not bleed into the edge of the white."""
    large = Image.new("RGBA", (4801, 3000), (255, 0, 0, 0))
    large.paste((255, 255, 255, 255), (0, 0, 2401, 3000))
    image = load_scaled(save(tmp_path / "a.png", large), (800, 800), (255, 255, 255)).image
    assert image.getcolors() == [(800 * 500, (255, 255, 255))]


# -- animation ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["gif", "png", "webp", "tiff"])
def test_the_first_frame_is_shown_and_the_frames_are_counted(tmp_path: Path, suffix: str) -> None:
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "lime", "blue")]
    path = save(tmp_path / f"a.{suffix}", frames[0], save_all=True, append_images=frames[1:])
    scaled = load_scaled(path, BOX)
    assert scaled.frames == 3
    red, green, blue = scaled.image.getpixel((5, 5))  # type: ignore[misc]
    assert red > 200
    assert max(green, blue) < 60


def test_an_animation_that_breaks_off_still_shows_its_first_frame(tmp_path: Path) -> None:
    frames = [gradient().convert("P"), gradient().rotate(90).convert("P")]
    path = save(tmp_path / "a.gif", frames[0], save_all=True, append_images=frames[1:])
    path.write_bytes(path.read_bytes()[:-2000])
    assert load_scaled(path, BOX).image.size == (80, 60)

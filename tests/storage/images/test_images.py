"""Pictures as they are scraped: broken, disguised, enormous, turned, in odd pixel formats."""

from __future__ import annotations

import os
import struct
import sys
import types
import zlib
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import pyvips
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFile

from tui_captioner.storage.images import image_files
from tui_captioner.storage.images.image_content import describe_missing, plugin_format
from tui_captioner.storage.images.image_views import View, as_stored
from tui_captioner.storage.images.images import (
    ImageUnreadable,
    LoadCancelled,
    fitted,
    load_picture,
    load_scaled,
    read_size,
)

BOX = (80, 60)


def gradient(size: tuple[int, int] = (120, 90)) -> Image.Image:
    """A picture that does not compress to nothing."""
    return Image.merge(
        "RGB",
        (Image.linear_gradient("L").resize(size), Image.radial_gradient("L").resize(size), Image.new("L", size, 90)),
    )


def save(path: Path, image: Image.Image | None = None, **options: object) -> Path:
    (image or gradient()).save(path, **options)  # type: ignore[arg-type]
    return path


def reason(path: Path) -> str:
    with pytest.raises(ImageUnreadable) as caught:
        load_scaled(path, BOX)
    return caught.value.message


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_with_header(width: int, height: int) -> bytes:
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + png_chunk(b"IDAT", zlib.compress(b"\0" * 100)) + png_chunk(b"IEND", b"")


# -- what is fine ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "gif", "bmp", "tiff"])
def test_common_formats_are_scaled_into_the_box(tmp_path: Path, suffix: str) -> None:
    scaled = load_scaled(save(tmp_path / f"a.{suffix}"), BOX)
    assert scaled.image.size == (80, 60)
    assert scaled.image.mode == "RGB"
    assert scaled.source_size == (120, 90)
    assert scaled.frames == 1


def test_a_small_picture_is_not_enlarged(tmp_path: Path) -> None:
    assert load_scaled(save(tmp_path / "a.png", gradient((10, 8))), BOX).image.size == (10, 8)


def test_the_number_of_pixels_can_be_limited(tmp_path: Path) -> None:
    image = load_scaled(save(tmp_path / "a.png"), BOX, max_pixels=1200).image
    assert image.size == (40, 30)


def test_the_name_does_not_decide_the_format(tmp_path: Path) -> None:
    save(tmp_path / "a.png")
    assert load_scaled((tmp_path / "a.png").rename(tmp_path / "a.jpg"), BOX).format == "PNG"


@pytest.mark.parametrize(("size", "expected"), [((1, 1), (1, 1)), ((12000, 3), (80, 1)), ((3, 12000), (1, 60))])
def test_extreme_proportions_keep_a_pixel(tmp_path: Path, size: tuple[int, int], expected: tuple[int, int]) -> None:
    scaled = load_scaled(save(tmp_path / "a.png", Image.new("RGB", size, "red")), BOX)
    assert scaled.image.size == expected
    assert scaled.source_size == size


def test_fitted_enlarges_only_as_far_as_allowed() -> None:
    assert fitted((10, 10), (100, 100)) == (10, 10)
    assert fitted((10, 10), (100, 100), max_zoom=2.0) == (20, 20)
    assert fitted((0, 0), (100, 100)) == (1, 1)


# -- orientation -------------------------------------------------------------------------------------------------------

UPRIGHT = Image.new("RGB", (64, 32), "black")
UPRIGHT.paste("red", (0, 0, 32, 16))
UPRIGHT.paste("lime", (32, 0, 64, 16))
UNDO = {
    1: lambda im: im,
    2: lambda im: im.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
    3: lambda im: im.transpose(Image.Transpose.ROTATE_180),
    4: lambda im: im.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
    5: lambda im: im.transpose(Image.Transpose.TRANSPOSE),
    6: lambda im: im.transpose(Image.Transpose.ROTATE_90),
    7: lambda im: im.transpose(Image.Transpose.TRANSVERSE),
    8: lambda im: im.transpose(Image.Transpose.ROTATE_270),
}


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "tiff"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_is_applied(tmp_path: Path, orientation: int, suffix: str) -> None:
    exif = Image.new("1", (1, 1)).getexif()
    exif[0x0112] = orientation
    path = save(tmp_path / f"a.{suffix}", UNDO[orientation](UPRIGHT), exif=exif, quality=95)
    assert read_size(path) == (64, 32)
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
    assert read_size(path) == (120, 90)
    assert load_scaled(path, BOX).image.size == (80, 60)


def test_reading_the_size_decodes_nothing(tmp_path: Path) -> None:
    path = save(tmp_path / "a.png", gradient((300, 200)))
    path.write_bytes(path.read_bytes()[:200])
    assert read_size(path) == (300, 200)


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


# -- what is not fine --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["jpg", "png"])
def test_a_truncated_file_is_an_error_not_a_black_picture(tmp_path: Path, suffix: str) -> None:
    path = save(tmp_path / f"a.{suffix}")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert reason(path) == "truncated file, the rest of it is missing"


@pytest.mark.parametrize("suffix", ["webp", "gif", "bmp"])
@pytest.mark.parametrize("part", [2, 3])
def test_other_truncated_files_are_called_that_too(tmp_path: Path, suffix: str, part: int) -> None:
    path = save(tmp_path / f"a.{suffix}")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // part])
    assert reason(path) == "truncated file, the rest of it is missing"


@pytest.mark.parametrize("suffix", ["webp", "gif", "bmp", "tiff"])
def test_other_truncated_files_say_something_too(tmp_path: Path, suffix: str) -> None:
    path = save(tmp_path / f"a.{suffix}")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])
    assert reason(path)


def test_damaged_data_is_an_error(tmp_path: Path) -> None:
    path = save(tmp_path / "a.png")
    data = bytearray(path.read_bytes())
    data[60:90] = b"\xff" * 30
    path.write_bytes(data)
    assert "damaged" in reason(path)


CONTENTS: dict[str, bytes] = {
    "the file is empty": b"",
    "it is text, not a picture": "annika, schöner Tag".encode(),
    "it is a web page, not a picture": b"\n<!DOCTYPE html><html>404</html>",
    "it is a Git LFS pointer, the picture itself was never downloaded": b"version https://git-lfs.github.com/spec/v1\n",
    "it is a Photoshop file": b"8BPS\x00\x01" + b"\0" * 40,
    "it is a FITS file": b"SIMPLE  =                    T" + b" " * 80,
    "it is a PostScript file": b"%!PS-Adobe-3.0 EPSF-3.0\n",
    "it is an SVG drawing, a format that is not opened": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "it is a video": b"\x00\x00\x00\x20ftypisom" + b"\0" * 40,
    "it holds nothing but zeros": b"\0" * 1000,
    "it is not in a picture format that is known here": bytes(range(200, 256)) * 4,
}


@pytest.mark.parametrize(("expected", "content"), CONTENTS.items())
def test_what_is_no_picture_is_named(tmp_path: Path, expected: str, content: bytes) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(content)
    assert reason(path) == expected
    with pytest.raises(ImageUnreadable):
        read_size(path)


def test_text_that_is_cut_within_a_character_is_text(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(b"x" + "ä".encode() * 600)
    assert reason(path) == "it is text, not a picture"


def test_a_decoder_off_the_list_is_not_used(tmp_path: Path) -> None:
    path = save(tmp_path / "a.ppm").rename(tmp_path / "a.jpg")
    with Image.open(path) as image:
        assert image.format == "PPM"
    assert "format" in reason(path)


def test_a_bomb_is_refused_by_its_header(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png_with_header(60000, 60000))
    assert reason(path) == (
        "it has 60000x60000 pixels (3,600 megapixels): pictures of more than 100 megapixels are not decoded; "
        "picture_megapixels = N in config.toml raises the limit"
    )
    path.write_bytes(png_with_header(100_000, 100_000))
    assert reason(path) == "its header claims 10,000 megapixels, so it is damaged or far too large"


def test_more_than_our_own_limit_is_refused_before_decoding(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png_with_header(12000, 10000))
    assert "12000x10000 pixels (120 megapixels)" in reason(path)
    assert read_size(path) == (12000, 10000)


def test_the_limit_can_be_raised(tmp_path: Path) -> None:
    path = save(tmp_path / "a.png", Image.new("1", (1500, 1000)))
    with pytest.raises(ImageUnreadable, match="more than 1 megapixels"):
        load_scaled(path, BOX, max_megapixels=1)
    assert load_scaled(path, BOX, max_megapixels=2).image.size == (80, 53)


def test_a_huge_jpeg_is_shown_as_it_shrinks_on_the_way_but_has_its_limit_too(tmp_path: Path) -> None:
    path = save(tmp_path / "a.jpg", Image.new("L", (14_000, 8_000), 70))
    scaled = load_scaled(path, BOX)
    assert scaled.source_size == (14_000, 8_000)
    assert scaled.image.getpixel((5, 5)) == (70, 70, 70)
    with pytest.raises(ImageUnreadable, match="more than 1 megapixels"):
        load_scaled(path, BOX, max_megapixels=1)


def test_a_part_of_a_huge_jpeg_is_shown_less_sharp(tmp_path: Path) -> None:
    path = save(tmp_path / "a.jpg", Image.new("L", (3000, 2000), 70))
    part = {"box_px": (900, 900), "region": (0.0, 0.0, 0.3, 0.3)}
    assert load_picture(path, View((900, 900), region=(0, 0, 0.3, 0.3))).image.size == (3000, 2000)
    assert load_picture(path, View((900, 900), region=(0, 0, 0.3, 0.3)), max_megapixels=2).image.size == (1500, 1000)
    assert load_scaled(path, **part, max_megapixels=2).image.size == (900, 600)  # type: ignore[arg-type]


def test_a_very_long_picture_is_shown(tmp_path: Path) -> None:
    path = save(tmp_path / "a.png", Image.new("RGB", (30_000, 20), "red"))
    assert load_scaled(path, (800, 800)).image.size == (800, 1)
    part = load_scaled(path, (800, 800), region=(0.5, 0, 0.51, 1))
    assert part.image.size == (300, 20)


def test_a_compressed_text_bomb_is_refused(tmp_path: Path) -> None:
    text = png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 80_000_000, 9))
    data = png_with_header(4, 4)
    path = tmp_path / "a.png"
    path.write_bytes(data[:33] + text + data[33:])
    assert reason(path)


def test_pipes_folders_and_links_are_refused_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.png"
    os.mkfifo(pipe)
    assert reason(pipe) == "it is not a regular file"
    assert reason(tmp_path) == "it is a folder"
    link = tmp_path / "link.png"
    link.symlink_to(tmp_path / "nowhere.png")
    assert reason(link) == "it is a link that leads nowhere"
    assert reason(tmp_path / "gone.png") == "there is no such file"
    loop = tmp_path / "loop.png"
    loop.symlink_to(loop)
    assert "could not be read" in reason(loop)


def test_a_file_without_permission_says_so() -> None:
    user = os.geteuid()
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        path = save(Path(folder) / "a.png")
        path.chmod(0)
        if user == 0:
            # root reads everything; nobody does not.
            os.seteuid(65534)
        try:
            assert reason(path) == "reading it is not permitted"
        finally:
            os.seteuid(user)


def test_a_missing_plugin_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image_files, "_available_formats", lambda plugin: ("PNG", "JPEG"))
    path = tmp_path / "a.heic"
    path.write_bytes(b"\x00\x00\x00\x20ftypheic" + b"\0" * 100)
    assert reason(path) == 'it is a HEIC picture, which needs a plugin: pip install "tui-captioner[heif]"'


def test_a_damaged_file_for_a_plugin_that_is_there_is_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image_files, "_available_formats", lambda plugin: ("PNG", "HEIF") if plugin else ("PNG",))
    monkeypatch.setitem(Image.OPEN, "HEIF", (None, lambda head: False))
    path = tmp_path / "a.heic"
    path.write_bytes(b"\x00\x00\x00\x20ftypheic" + b"\0" * 100)
    assert reason(path) == "the file is damaged"


@pytest.mark.parametrize(
    ("head", "decoder", "remedy"),
    [
        (b"\x00\x00\x00\x18ftypheic\0\0\0\0mif1heic", "HEIF", "tui-captioner[heif]"),
        (b"\x00\x00\x00\x18ftypmif1\0\0\0\0mif1heic", "HEIF", "tui-captioner[heif]"),
        (b"\x00\x00\x00\x18ftypmif1\0\0\0\0avifmiaf", "AVIF", "tui-captioner[heif]"),
        (b"\xff\x0a\xfa\x1f", "JXL", "pillow-jxl-plugin"),
        (b"\x00\x00\x00\x0cJXL \x0d\x0a\x87\x0a", "JXL", "pillow-jxl-plugin"),
        (b"\x00\x00\x00\x18ftypisom\0\0\0\0isommp41", "", ""),
        (b"\x89PNG", "", ""),
        (b"", "", ""),
    ],
)
def test_files_for_plugins_are_known_by_their_content(head: bytes, decoder: str, remedy: str) -> None:
    assert plugin_format(head) == decoder
    if decoder:
        assert remedy in describe_missing(decoder)


def test_a_plugin_is_loaded_when_a_file_is_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Opener(ImageFile.ImageFile):
        format = "HEIF"

        def _open(self) -> None:
            self._mode, self._size = "RGB", (2, 1)
            self.tile = [("raw", (0, 0, 2, 1), 12, ("RGB", 0, 1))]

    def register() -> None:
        monkeypatch.setitem(Image.OPEN, "HEIF", (Opener, lambda head: head[8:12] == b"heic"))

    plugin = types.ModuleType("pillow_heif")
    plugin.register_heif_opener = register  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pillow_heif", plugin)
    image_files._available_formats.cache_clear()
    try:
        path = tmp_path / "a.heic"
        path.write_bytes(b"\x00\x00\x00\x0cftypheic" + bytes([1, 2, 3, 4, 5, 6]))
        scaled = load_scaled(path, BOX)
    finally:
        image_files._available_formats.cache_clear()
    assert scaled.format == "HEIF"
    assert scaled.image.tobytes() == bytes([1, 2, 3, 4, 5, 6])


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

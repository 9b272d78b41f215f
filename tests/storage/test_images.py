"""Pictures as they are scraped: broken, disguised, enormous, turned, in odd pixel formats."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PIL import Image

from tui_captioner.storage import images
from tui_captioner.storage.images import ImageUnreadable, LoadCancelled, fitted, load_scaled, read_size

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
    assert reason(path) == "its header claims 3,600 megapixels, so it is damaged or far too large"


def test_more_than_our_own_limit_is_refused_before_decoding(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png_with_header(12000, 10000))
    assert reason(path) == "12000x10000 pixels are too many (at most 100 megapixels are shown)"
    assert read_size(path) == (12000, 10000)


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
    monkeypatch.setattr(images, "_available_formats", lambda: ("PNG", "JPEG"))
    path = tmp_path / "a.avif"
    path.write_bytes(b"\x00\x00\x00\x20ftypavif" + b"\0" * 100)
    assert reason(path) == "it is an AVIF picture, which needs the pillow-heif package"


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
        load_scaled(path, BOX, cancelled=after(calls))

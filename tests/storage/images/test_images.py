"""Pictures as they are scraped: broken, disguised, enormous, turned, in odd pixel formats."""

from __future__ import annotations

import os
import sys
import types
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PIL import Image, ImageFile

from tests.support.picture_files import BOX, gradient, png_chunk, png_with_header, reason, save
from tui_captioner.storage.images import image_files
from tui_captioner.storage.images.image_content import describe_missing, plugin_format
from tui_captioner.storage.images.image_views import View
from tui_captioner.storage.images.images import (
    ImageUnreadable,
    fitted,
    load_picture,
    load_scaled,
)
from tui_captioner.storage.images.picture_facts import read_facts

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
        read_facts(path)


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
    assert read_facts(path).size == (12000, 10000)


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

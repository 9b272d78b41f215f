"""What headers say, and what damaged ones don't."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tui_captioner.storage.images.images import ImageUnreadable
from tui_captioner.storage.images.picture_facts import aspect_text, read_facts

ORIGINAL, CHANGED, DETAILS = 0x9003, 0x0132, 0x8769


def save(path: Path, mode: str = "RGB", *, original: str = "", changed: str = "") -> Path:
    image = Image.new(mode, (120, 80))
    exif = image.getexif()
    if changed:
        exif[CHANGED] = changed
    if original:
        exif[DETAILS] = {ORIGINAL: original}
    image.save(path, exif=exif)
    return path


def test_a_header_tells_all(tmp_path: Path) -> None:
    path = save(tmp_path / "a.jpg", original="2024:05:31 12:30:00", changed="2025:01:01 00:00:00")
    facts = read_facts(path)
    assert (facts.size, facts.aspect, facts.format, facts.frames) == ((120, 80), "3:2", "JPEG", 1)
    assert (facts.mode, facts.alpha, facts.taken, facts.duration) == ("RGB", False, "2024-05-31 12:30:00", 0)
    assert facts.bytes == path.stat().st_size


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "tiff"])
def test_the_date_of_change_has_to_do_where_there_is_no_other(tmp_path: Path, suffix: str) -> None:
    assert read_facts(save(tmp_path / f"a.{suffix}", changed="2025:01:01 00:00:07")).taken == "2025-01-01 00:00:07"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("0000:00:00 00:00:00", ""),
        ("    :  :     :  :  ", ""),
        ("2024:05:31 12:30:00\0garbage", "2024-05-31 12:30:00"),
        ("2024-05-31T12:30:00+02:00", "2024-05-31 12:30:00"),
        ("31 May\x1b[2J 2024", "31 May\\x1b[2J 2024"),
        ("1" * 500, "1" * 40),
    ],
)
def test_odd_dates_are_made_safe(tmp_path: Path, written: str, shown: str) -> None:
    assert read_facts(save(tmp_path / "a.jpg", original=written)).taken == shown


def test_damaged_exif_data_is_no_failure(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    Image.new("RGB", (9, 6)).save(path, exif=b"Exif\x00\x00MM\x00*\x00\x00\xff\xff\xff")
    assert read_facts(path).taken == ""
    broken = b"Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x69\x87\x04\x00\x01\x00\x00\x00\xff\xff\xff\x7f"
    Image.new("RGB", (9, 6)).save(path, exif=broken)
    assert read_facts(path).size == (9, 6)


@given(noise=st.binary(max_size=80))
def test_no_exif_data_is_a_failure(tmp_path_factory: pytest.TempPathFactory, noise: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "noise.jpg"
    Image.new("RGB", (9, 6)).save(path, exif=b"Exif\x00\x00II*\x00\x08\x00\x00\x00" + noise)
    assert read_facts(path).size == (9, 6)


@pytest.mark.parametrize(("mode", "alpha"), [("RGBA", True), ("LA", True), ("L", False), ("I;16", False)])
def test_transparency_is_told(tmp_path: Path, mode: str, alpha: bool) -> None:
    facts = read_facts(save(tmp_path / "a.png", mode))
    assert (facts.mode, facts.alpha) == (mode, alpha)


@pytest.mark.parametrize("suffix", ["gif", "png", "webp", "tiff"])
def test_frames_are_counted(tmp_path: Path, suffix: str) -> None:
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "lime", "blue")]
    frames[0].save(tmp_path / f"a.{suffix}", save_all=True, append_images=frames[1:])
    assert read_facts(tmp_path / f"a.{suffix}").frames == 3


def test_what_is_no_picture_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_text("annika", encoding="utf-8")
    with pytest.raises(ImageUnreadable, match="text"):
        read_facts(tmp_path / "a.png")


@pytest.mark.parametrize(
    ("size", "text"),
    [
        ((1024, 1536), "2:3"),
        ((1000, 1000), "1:1"),
        ((1023, 1536), "0.67"),
        ((1535, 1023), "1.50"),
        ((30000, 20), "1500.00"),
    ],
)
def test_proportions(size: tuple[int, int], text: str) -> None:
    assert aspect_text(size) == text


@given(width=st.integers(1, 20000), height=st.integers(1, 20000))
def test_proportions_say_what_is_so(width: int, height: int) -> None:
    text = aspect_text((width, height))
    across, colon, down = text.partition(":")
    said = int(across) / int(down) if colon else float(text)
    assert said == pytest.approx(width / height, abs=0 if colon else 0.00501)

"""HEIC, AVIF and JPEG XL, written by the real plugins and read by them."""

from __future__ import annotations

import importlib
import warnings
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import ExifTags, Image, ImageChops, ImageStat

from tests.support.picture_files import BOX, TEXT, comment, gradient, reason
from tui_captioner.storage.images.embedded_text import EmbeddedText, read_embedded
from tui_captioner.storage.images.images import load_scaled
from tui_captioner.storage.images.picture_facts import read_facts
from tui_captioner.storage.images.pictures import PictureStore

KINDS = {"heic": "HEIF", "avif": "AVIF", "jxl": "JXL"}
TAKEN = "2024:05:31 12:30:00"


@pytest.fixture(scope="module", autouse=True)
def _writers() -> None:
    """Make Pillow write all three kinds; reading registers its decoders itself."""
    heif = importlib.import_module("pillow_heif")
    heif.register_heif_opener()
    # Younger ones leave AVIF to Pillow, which has it from 11.3 on; older ones say that they will.
    with suppress(AttributeError), warnings.catch_warnings(action="ignore"):
        heif.register_avif_opener()
    importlib.import_module("pillow_jxl")


@pytest.fixture(params=list(KINDS))
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"a.{request.param}"
    exif = Image.Exif()  # type: ignore[no-untyped-call]
    exif[ExifTags.Base.DateTime] = TAKEN
    gradient((240, 180)).save(path, quality=90, exif=exif.tobytes())
    return path


def test_they_are_shown_in_their_colours(path: Path) -> None:
    assert read_facts(path).size == (240, 180)
    shown = load_scaled(path, BOX).image.convert("RGB")
    assert shown.size == (80, 60)
    off = ImageStat.Stat(ImageChops.difference(shown, gradient((240, 180)).resize((80, 60), Image.Resampling.BOX))).mean
    assert max(off) < 6


def test_their_headers_are_told(path: Path) -> None:
    facts = read_facts(path)
    assert (facts.size, facts.format, facts.aspect) == ((240, 180), KINDS[path.suffix[1:]], "4:3")
    assert facts.taken == "2024-05-31 12:30:00"


@pytest.mark.parametrize("part", [0.02, 0.3, 0.9])
def test_what_breaks_off_is_damaged(path: Path, part: float) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    said = reason(path)
    assert said.isprintable()
    assert len(said) < 100


def test_their_infotext_is_found(path: Path) -> None:
    """A1111 and Forge write it into the UserComment of an AVIF too."""
    gradient().save(path, exif=comment(b"UNICODE\0" + TEXT.encode("utf-16-be")))
    assert read_embedded(path) == EmbeddedText(TEXT, "UserComment")


def test_they_come_out_of_a_decoding_process_as_they_do_elsewhere(path: Path) -> None:
    store = PictureStore()
    try:
        assert store.load(path, BOX).image.tobytes() == load_scaled(path, BOX).image.tobytes()
        assert store.facts(path) == read_facts(path)
    finally:
        store.close()

"""The hash of a picture stays the same through what does not change what it shows."""

from __future__ import annotations

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from PIL import Image, ImageEnhance, ImageOps

from tests.support.alike_pictures import as_jpeg, hashed, scene, sure_hash
from tui_captioner.domain.lookalikes import NEAR, SAME, correlation
from tui_captioner.domain.picture_hash import PictureHash, hash_of

SEEDS = st.integers(0, 10_000)


def bits_apart(one: PictureHash, other: PictureHash) -> int:
    return (one.bits ^ other.bits).bit_count()


@given(SEEDS)
def test_the_mirrored_hash_is_that_of_the_mirrored_picture(seed: int) -> None:
    image = scene(seed, (128, 96))
    one, other = sure_hash(image), sure_hash(ImageOps.mirror(image))
    # Rounding may turn a bit that is at the median.
    assert (one.mirrored ^ other.bits).bit_count() <= 2
    assert (one.bits ^ other.mirrored).bit_count() <= 2
    assert correlation(one.greys, other.greys, mirrored=True) > 0.999


def _has_even_edge(image: Image.Image) -> bool:
    """Whether a side has one grey right behind its dots, be it in several colours: that is a border of its own."""
    far = image.width - 4
    sides = ((3, 3, far, 4), (3, far - 1, far, far), (3, 3, 4, far), (far - 1, 3, far, far))
    reach = [image.convert("L").crop(side).getextrema() for side in sides]
    return any(float(most) - float(least) < 40 for least, most in reach)  # type: ignore[arg-type]


@given(SEEDS, st.sampled_from(["white", "black", "#777777"]), st.integers(4, 40))
def test_a_border_of_one_colour_does_not_count(seed: int, colour: str, width: int) -> None:
    image = scene(seed, (128, 128))
    assume(not _has_even_edge(image))
    one, other = sure_hash(image), sure_hash(ImageOps.expand(image, border=width, fill=colour))
    assert bits_apart(one, other) <= NEAR
    assert correlation(one.greys, other.greys) >= 0.9


def test_a_frame_inside_a_border_does_not_count_either() -> None:
    image = scene(4, (128, 128))
    framed = ImageOps.expand(ImageOps.expand(image, border=12, fill="black"), border=20, fill="white")
    assert bits_apart(sure_hash(image), sure_hash(framed)) <= NEAR


@given(SEEDS, st.integers(20, 95))
def test_a_picture_that_was_encoded_anew_is_the_same(seed: int, quality: int) -> None:
    image = scene(seed)
    one, other = sure_hash(image), sure_hash(as_jpeg(image, quality))
    assert bits_apart(one, other) <= NEAR
    assert correlation(one.greys, other.greys) >= SAME


@given(SEEDS, st.floats(0.5, 1.0))
def test_brightness_does_not_count(seed: int, by: float) -> None:
    image = scene(seed)
    one, other = sure_hash(image), sure_hash(ImageEnhance.Brightness(image).enhance(by))
    assert bits_apart(one, other) <= NEAR
    assert correlation(one.greys, other.greys) >= SAME


@given(SEEDS)
def test_size_and_colour_do_not_count(seed: int) -> None:
    image = scene(seed, (256, 192))
    one = sure_hash(image)
    assert bits_apart(one, sure_hash(image.resize((128, 96)))) <= NEAR
    assert bits_apart(one, sure_hash(image.convert("L"))) <= NEAR


def test_different_pictures_are_apart() -> None:
    hashes = [sure_hash(scene(seed)) for seed in range(60)]
    apart = [bits_apart(one, other) for at, one in enumerate(hashes) for other in hashes[at + 1 :]]
    assert min(apart) > NEAR


def test_the_greys_are_a_byte_each() -> None:
    assert len(sure_hash(scene(1)).greys) == 32 * 32


@pytest.mark.parametrize("colour", ["white", "black", "#7f7f7f", "#c02010"])
@pytest.mark.parametrize("size", [(1, 1), (2, 300), (128, 128)])
def test_a_picture_of_one_colour_has_no_hash(colour: str, size: tuple[int, int]) -> None:
    assert hashed(Image.new("RGB", size, colour)) is None


def test_what_jpeg_makes_of_one_colour_has_none_either() -> None:
    noisy = Image.new("RGB", (128, 128), "#808080")
    rng = random.Random(1)
    noisy.putdata([tuple(128 + rng.randrange(-3, 4) for _ in range(3)) for _ in range(128 * 128)])
    assert hashed(noisy) is None


@pytest.mark.parametrize("size", [(1, 2), (2, 1), (3, 200), (200, 3), (31, 33)])
def test_a_picture_of_any_size_has_one(size: tuple[int, int]) -> None:
    rng = random.Random(5)
    count = size[0] * size[1]
    data = bytes(value for at in range(count) for value in [255 * (at % 2) if count < 9 else rng.randrange(256)] * 3)
    found = hash_of(data, *size)
    assert found is not None
    assert 0 <= found.bits < 1 << 64


def test_pixels_that_are_missing_are_an_error() -> None:
    with pytest.raises(ValueError, match="reshape"):
        hash_of(bytes(10), 2, 2)

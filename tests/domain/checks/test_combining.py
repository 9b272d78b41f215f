"""Tags about one noun made one tag."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.checks.combining import combined
from tui_captioner.domain.checks.modifier_classes import CLASSES
from tui_captioner.domain.checks.tag_words import split_words

GUIDE = ("simple background", "white background", "lamp in background")
"""The novita.ai guide, "Avoid Repetition"."""


def test_the_guides_example_comes_out_word_for_word() -> None:
    assert combined(GUIDE, "background") == "simple white background with a lamp"


@pytest.mark.parametrize(
    ("tags", "noun", "one"),
    [
        ("black jacket, oversized jacket, frilled jacket", "jacket", "oversized black frilled jacket"),
        ("hair, blue hair, long hair", "hair", "long blue hair"),
        ("long hair, very long hair, blue hair", "hair", "very long blue hair"),
        ("dark blue eyes, shiny eyes", "eyes", "shiny dark blue eyes"),
        ("pale pink dress with dark edges, long dress", "dress", "long pale pink dress with dark edges"),
        ("white background, trees in background", "background", "white background with trees"),
        ("white background, water in the background", "background", "white background with water"),
        ("white background, old apple in background", "background", "white background with an old apple"),
        ("white background, two lamps in background", "background", "white background with two lamps"),
        ("white background, unicorn in background", "background", "white background with a unicorn"),
        ("blurry foreground, cat in foreground", "foreground", "blurry foreground with a cat"),
        ("grey background, man in background, dog in background", "background", "grey background with a man and a dog"),
    ],
)
def test_modifiers_stand_in_the_order_of_english(tags: str, noun: str, one: str) -> None:
    assert combined(tags.split(", "), noun) == one


@pytest.mark.parametrize(
    ("tags", "noun"),
    [
        ("very long hair, straight hair, black hair, purple gradient hair", "hair"),  # two colours
        ("cat ears, animal ears", "ears"),  # no modifiers
        ("black and white jacket, long jacket", "jacket"),
        ("lamp in background, cat in background", "background"),  # nothing is said of the background itself
        ("white background, Eiffel Tower in background", "background"),
        ("white background, people walking in background", "background"),
        ("white background, background with stars, lamp in background", "background"),
        ("black_jacket, long_jacket", "jacket"),  # Danbooru's tags are trained on as they are
        ("(black jacket:1.2), long jacket", "jacket"),
        ("Jacket, black jacket", "jacket"),
        ("jacket", "jacket"),
    ],
)
def test_what_is_no_plain_english_is_not_proposed(tags: str, noun: str) -> None:
    assert combined(tags.split(", "), noun) is None


MODIFIERS = st.sampled_from(sorted(word for words in CLASSES for word in words if word not in ("lace", "glass")))
ABOUT = st.lists(MODIFIERS, max_size=3).map(lambda words: " ".join([*words, "background"]))
IN_IT = st.sampled_from(["lamp", "red lamp", "trees", "water", "three cats", "the moon"]).map("{} in background".format)


@given(st.lists(st.one_of(ABOUT, IN_IT), min_size=1, max_size=5))
def test_no_word_is_lost(tags: list[str]) -> None:
    one = combined(tags, "background")
    if one is not None:
        words = {word.casefold() for tag in tags for word in split_words(tag)}
        assert words - {"in", "the"} <= {word.casefold() for word in split_words(one)}


@given(st.lists(st.text(max_size=30), max_size=6), st.text(max_size=8))
def test_any_text_can_be_looked_at(tags: list[str], noun: str) -> None:
    assert combined(tags, noun) is None or noun

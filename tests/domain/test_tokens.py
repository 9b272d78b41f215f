from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.tokens import (
    CLIP,
    MODELS,
    T5,
    Limit,
    count_tokens,
    estimate_clip_tokens,
    estimate_for,
    limits_of,
    place_of,
)


def words(text: str) -> int:
    """A tokenizer that is easy to foresee: a token per word and per mark."""
    return len(text.replace(",", " , ").split())


def test_limits_fall_before_the_first_word_that_goes_beyond() -> None:
    text = ", ".join(f"w{number}" for number in range(60))
    count = count_tokens(text, Limit(CLIP, 75), words, exact=True)
    assert count.tokens == 119
    assert count.is_over
    ((limit, place),) = count.falls
    assert limit == 75
    assert words(text[:place]) == 75
    assert text[place:].startswith(", w38")
    assert count.shown == "119/75"


def test_kohyas_longer_limits_fall_every_75_tokens() -> None:
    (limit,) = limits_of("sdxl", 225)
    text = " ".join("word" for _ in range(240))
    count = count_tokens(text, limit, words, exact=True)
    assert [(step, words(text[:place])) for step, place in count.falls] == [(75, 75), (150, 150), (225, 225)]
    assert count_tokens(text[: 5 * 160], limit, words, exact=True).falls == count.falls[:2]


def test_a_caption_at_the_limit_is_not_over() -> None:
    text = " ".join(["word"] * 75)
    count = count_tokens(text, Limit(CLIP, 75), words, exact=True)
    assert not count.is_over
    assert count.falls == ()


def test_marks_say_what_the_count_is_worth() -> None:
    limit = Limit(CLIP, 75)
    assert count_tokens("smile", limit, words, exact=True).mark == ""
    assert count_tokens("fiancé", limit, words, exact=True).mark == "±"
    assert count_tokens("fiancé", limit, words, exact=False).mark == "~"


def test_estimates_are_longer_for_t5() -> None:
    text = "photograph, of a woman, cowboy shot, from side, standing, arms crossed"
    assert estimate_for(CLIP)(text) == estimate_clip_tokens(text)
    assert estimate_for(T5)(text) == round(1.36 * estimate_clip_tokens(text))


def test_limits_of_models() -> None:
    assert [(limit.encoder.key, limit.tokens) for limit in limits_of("flux-dev")] == [("clip", 75), ("t5", 511)]
    assert [(limit.encoder.key, limit.tokens) for limit in limits_of("sd3", 150)] == [("clip", 150), ("t5", 255)]
    assert all(limit.tokens > 0 for model in MODELS for limit in limits_of(model))
    with pytest.raises(ValueError, match="sdxl"):
        limits_of("sd9")
    with pytest.raises(ValueError, match="75, 150, 225"):
        limits_of("sdxl", 100)


@given(st.text(alphabet="ab ,.é", max_size=80), st.integers(0, 20))
def test_the_place_of_a_limit_is_the_last_word_end_that_fits(text: str, tokens: int) -> None:
    place = place_of(text, tokens, words)
    assert words(text[:place]) <= tokens
    if place == len(text):
        assert words(text) <= tokens

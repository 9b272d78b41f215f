"""Keys under which two spellings of a tag are equal: what they fold, and what they must not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.spelling import loose_key, match_key, plain_key, stem_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("back-to-back", "back to back"),
        ("Medium_close-up", "medium close up"),
        ("t\u2011shirt", "t shirt"),
        (r"rose \(flower\)", "rose (flower)"),
        ("cafe\u0301", "caf\u00e9"),
    ],
)
def test_these_are_one_tag(one: str, other: str) -> None:
    assert match_key(one) == match_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("-_-", "_"), ("-5", "5"), ("a -b", "a b"), ("6+girls", "6 girls"), ("hand up", "hands up")]
)
def test_these_are_two_tags(one: str, other: str) -> None:
    assert match_key(one) != match_key(other)


def test_a_plain_key_keeps_the_hyphen() -> None:
    assert plain_key("Off-Shoulder_Dress") == "off-shoulder dress"


@pytest.mark.parametrize(
    ("said", "term"),
    [
        ("hands behind her back", "hands behind back"),
        ("hand on the hip", "hand on own hip"),
        ("gray coat", "grey coat"),
        ("colour photograph", "color photograph"),
        ("a lab coat", "lab coat"),
    ],
)
def test_small_words_and_british_letters_say_nothing(said: str, term: str) -> None:
    assert loose_key(said) == loose_key(term)


def test_a_text_of_small_words_only_stays() -> None:
    assert loose_key("her own") == "her own"


@pytest.mark.parametrize(
    ("said", "term"),
    [
        ("looks at viewer", "looking at viewer"),
        ("holds cup", "holding cup"),
        ("sits on chair", "sitting on chairs"),
        ("smiles at dog", "smiling at dog"),
        ("black boot", "black boots"),
    ],
)
def test_endings_of_verbs_and_plurals_say_little(said: str, term: str) -> None:
    assert stem_key(said) == stem_key(term) != ""


@pytest.mark.parametrize("word", ["dogs", "building", "swings", "hands"])
def test_a_single_word_keeps_its_ending(word: str) -> None:
    assert stem_key(word) == ""


@given(st.text())
def test_keys_are_stable(text: str) -> None:
    key = match_key(text)
    assert match_key(key) == key
    assert loose_key(loose_key(key)) == loose_key(key)

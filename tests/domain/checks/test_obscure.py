"""Rare words beside plain ones, and words that are two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.checks.checked_caption import CheckedCaption
from tui_captioner.domain.checks.mend import ReplaceWords
from tui_captioner.domain.checks.obscure import fused_words, obscure_words
from tui_captioner.domain.checks.plain_words import PlainWords
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.domain.vocabulary import Term
from tui_captioner.storage.english_words import english_words
from tui_captioner.storage.vocabulary_files import load_shipped


def is_english(word: str) -> bool:
    return word in english_words()


WORDS = PlainWords(load_shipped(), is_english)


def seen(text: str, trigger: str = "", words: PlainWords | None = WORDS) -> CheckedCaption:
    caption = Caption({"associations": tuple(Tag(tag) for tag in text.split(", "))})
    return CheckedCaption(DEFAULT_STRUCTURE, caption=caption, trigger=trigger, words=words)


def test_the_guides_obscure_word_has_a_plain_sibling() -> None:
    [found] = obscure_words(seen("happy, mordacious"))
    assert (found.rule, found.tag, found.about) == ("obscure-word", "mordacious", "mordacious")
    assert found.message == "'mordacious' is a rare word for 'sarcastic'"
    assert found.mend_by == ReplaceWords("mordacious", "sarcastic")
    assert list(obscure_words(seen("happy, sarcastic"))) == []


def test_where_it_is_what_is_taught_both_stand_beside_each_other() -> None:
    assert list(obscure_words(seen("sarcastic, mordacious"))) == []
    assert list(obscure_words(seen("mordacious", trigger="mordacious"))) == []


@pytest.mark.parametrize("text", ["grayscale", "somber", "cafe, café", "t-shirt", "starship", "rainforest", "waitress"])
def test_other_spellings_and_plain_words_are_not_rare(text: str) -> None:
    assert list(obscure_words(seen(text))) == []


def test_names_and_danbooru_tags_stay() -> None:
    assert list(obscure_words(seen("Sakura"))) == []
    assert list(obscure_words(seen("haruno sakura"))) == []
    assert list(obscure_words(seen("1girl, kawaii"))) == []
    assert [found.about for found in obscure_words(seen("kawaii smile"))] == ["kawaii"]


def test_a_word_that_a_loaded_list_has_is_no_rare_one() -> None:
    assert PlainWords([Term("cute", aliases=("kawaii",)), Term("kawaii")], is_english).sibling("kawaii") == ""


def test_where_a_tokenizer_is_at_hand_a_word_of_few_pieces_is_not_rare() -> None:
    terms = [Term("sarcastic", aliases=("mordacious", "sardonic")), Term("cute", aliases=("kawaii",))]
    pieces = {"mordacious": 3, "sardonic": 3, "kawaii": 1, "sarcastic": 1, "cute": 1}
    words = PlainWords(terms, is_english, pieces.__getitem__)
    assert (words.sibling("mordacious"), words.sibling("kawaii")) == ("sarcastic", "")
    # The list of English words has it, whatever the tokenizer makes of it.
    assert words.sibling("sardonic") == ""
    assert PlainWords(terms, is_english).sibling("kawaii") == "cute"


def test_a_sibling_of_many_pieces_is_not_plain() -> None:
    words = PlainWords([Term("cheongsam", aliases=("qipaoo",))], is_english, {"qipaoo": 4, "cheongsam": 3}.__getitem__)
    assert words.sibling("qipaoo") == ""


@pytest.mark.parametrize(
    ("word", "two"),
    [("ghostwhite", "ghost white"), ("darkgoldenrod", "dark goldenrod"), ("dimgray", "dim gray")],
)
def test_a_word_that_is_two_is_split(word: str, two: str) -> None:
    [found] = fused_words(seen(f"solid {word} wall"))
    assert (found.about, found.mend_by) == (word, ReplaceWords(word, two))
    assert list(fused_words(seen(f"solid {two} wall"))) == []


@pytest.mark.parametrize("word", ["butterfly", "kurokawa", "rainforest", "background", "ohwxStyle", "Whitebeard"])
def test_a_word_that_is_one_stays(word: str) -> None:
    assert list(fused_words(seen(word))) == []


@given(st.lists(st.text(max_size=30), max_size=8))
def test_any_text_can_be_looked_at(texts: list[str]) -> None:
    caption = Caption({"type": tuple(Tag(text) for text in texts)})
    own = CheckedCaption(DEFAULT_STRUCTURE, caption=caption, words=WORDS)
    assert all(found.mend_by for check in (obscure_words, fused_words) for found in check(own))

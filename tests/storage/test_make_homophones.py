"""The table of words that sound the same is made from a pronouncing dictionary."""

from __future__ import annotations

from tests.support.make_homophones import counted_words, groups_of

DICTIONARY = """\
bare B EH1 R
bear B EH1 R # a comment
bear(2) B IH1 R
beer B IH1 R
aye AY1
eye AY1
i AY1
smythe S M IH1 TH
smith S M IH1 TH
it's IH1 T S
its IH1 T S
alone AH0 L OW1 N
"""


def test_words_that_sound_the_same_stand_on_a_line() -> None:
    words = {"bare", "bear", "beer", "eye", "its", "alone"}
    assert groups_of(DICTIONARY.splitlines(), words) == ["aye eye i", "bare bear", "bear beer"]


def test_english_words_and_those_of_the_vocabulary_count() -> None:
    assert {"bear", "scarf", "hat", "eye"} <= counted_words()

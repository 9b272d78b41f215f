from __future__ import annotations

import weakref

import pytest

from tui_captioner.domain.slotting.guess import NEAREST, VOCABULARY
from tui_captioner.domain.slotting.judge import judge_of
from tui_captioner.domain.slotting.known_terms import KnownTerms
from tui_captioner.domain.slotting.phrases import bare_key
from tui_captioner.domain.vocabulary import Term, Vocabulary

KNOWN = KnownTerms(
    [
        Term("closed_eyes"),
        Term("eyes closed", "action", "gaze and expression", aliases=("closed eyes",)),
        Term("grey coat", "subject", "clothing"),
        Term("lab coat", "subject", "clothing"),
        Term("swinging a bat", "action", "pose and movement"),
        Term("brown boots", "subject", "clothing"),
        Term("brown roots", "background", "things in it"),
        Term("of a dog", "type", "of a", aliases=("dog",)),
        Term("{colour} ribbon", "subject", "accessories"),
    ]
)


@pytest.mark.parametrize(
    ("key", "slot"),
    [
        ("eyes closed", "action"),
        ("closed eyes", "action"),
        ("gray coat", "subject"),
        (bare_key("Grey-coat"), "subject"),
        ("a lab coat", "subject"),
        ("dog", "type"),
    ],
)
def test_a_term_is_known_however_it_is_spelled(key: str, slot: str) -> None:
    guess = KNOWN.find(key)
    assert guess is not None
    assert (guess.slot, guess.reason) == (slot, VOCABULARY)


def test_a_term_without_slot_does_not_hide_one_that_has() -> None:
    assert KNOWN.find("closed eyes") is not None
    assert KnownTerms([Term("closed eyes")]).find("closed eyes") is None


@pytest.mark.parametrize(
    ("key", "head", "slot"),
    [
        ("coat grey", "grey", "subject"),
        ("dogs", "dog", "type"),
        ("eyes clsoed", "clsoed", "action"),
        ("long coat", "coat", "subject"),
        ("yellow ribbon", "ribbon", "subject"),
    ],
)
def test_the_nearest_term_tells(key: str, head: str, slot: str) -> None:
    assert KNOWN.find(key) is None
    best = KNOWN.nearest(key, head)[0]
    assert (best.slot, best.reason) == (slot, NEAREST)
    assert best.confidence < 1


def test_a_word_of_its_own_is_no_misspelling() -> None:
    known = KnownTerms([Term("brown roots", "background"), Term("black boots", "subject")])
    assert [guess.slot for guess in known.nearest("brown boots", "boot")] == ["subject"]


def test_what_a_verb_is_about_is_not_what_the_term_names() -> None:
    assert KNOWN.nearest("wooden bat", "bat") == []


def test_many_terms_with_one_head_make_surer_than_few() -> None:
    few = KnownTerms([Term("red kite", "background")]).nearest("blue kite", "kite")[0]
    many = KnownTerms(Term(f"{word} kite", "background") for word in "abcdefgh").nearest("blue kite", "kite")[0]
    assert few.confidence < many.confidence


def test_a_vocabulary_is_read_once_and_not_held() -> None:
    vocabulary = Vocabulary([Term("standing", "action")])
    assert judge_of(vocabulary) is judge_of(vocabulary)
    assert judge_of(vocabulary) is not judge_of(Vocabulary([Term("standing", "action")]))
    gone = weakref.ref(vocabulary)
    del vocabulary
    assert gone() is None

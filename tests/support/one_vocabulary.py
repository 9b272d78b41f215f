"""The shipped vocabulary, read and laid out once for all tests of a process.

The program opens one dataset, tests open thousands of them, and two thirds of their time went into this. What is shared
changes no more once it is laid out; a dataset with terms of its own has everything made for it, as in the program.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import cache, lru_cache

import pytest

from tui_captioner.domain.checks.plain_words import PlainWords
from tui_captioner.domain.consistency.lexicon import Lexicon
from tui_captioner.domain.vocabulary import Term, Vocabulary
from tui_captioner.storage.english_words import english_words
from tui_captioner.storage.vocabulary_cache import ShippedVocabulary, load_shipped_cached


def share_vocabulary(patch: pytest.MonkeyPatch) -> None:
    """Have all datasets that are opened from here on share it."""
    patch.setattr("tui_captioner.services.session.project.load_shipped_cached", _shipped)
    patch.setattr("tui_captioner.services.session.project.Vocabulary", _vocabulary)
    patch.setattr("tui_captioner.domain.checks.plain_words.PlainWords", _plain_words)
    patch.setattr("tui_captioner.services.catalogue.known_words.Lexicon", _lexicon)


@cache
def _shipped() -> ShippedVocabulary:
    return load_shipped_cached()


@cache
def _shipped_words() -> Vocabulary:
    return Vocabulary(_shipped().terms)


def _vocabulary(terms: Iterable[Term]) -> Vocabulary:
    given = list(terms)
    return _shipped_words() if given == _shipped().terms else Vocabulary(given)


@lru_cache(maxsize=2)  # without a tokenizer and with the one that is installed
def _shipped_plain_words(pieces: Callable[[str], int] | None) -> PlainWords:
    return PlainWords(_shipped_words().terms, lambda word: word in english_words(), pieces)


def _plain_words(
    terms: Iterable[Term], english: Callable[[str], bool], pieces: Callable[[str], int] | None = None
) -> PlainWords:
    given = tuple(terms)
    if given == _shipped_words().terms:
        return _shipped_plain_words(pieces)
    return PlainWords(given, english, pieces)


@cache
def _shipped_lexicon(english: Callable[[], Collection[str]]) -> Lexicon:
    return Lexicon(_shipped_words().terms, english)


def _lexicon(terms: Iterable[Term], english: Callable[[], Collection[str]], own: Iterable[Term]) -> Lexicon:
    given = tuple(terms)
    if not own and given == _shipped_words().terms:
        return _shipped_lexicon(english)
    return Lexicon(given, english, own)

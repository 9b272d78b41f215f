"""Terms that have the words of a query: in any order, in other forms, or only some of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from tui_captioner.domain.completion.hit import Hit, Source, Tier, alias_at, hit_of, is_whole
from tui_captioner.domain.completion.text import ALIAS, ALIAS_WORD, PENALTY, SMALL_WORDS, TEXT, WORD
from tui_captioner.domain.completion.word_forms import shared_beginning, stem

_SEVERAL_WORDS = -2.0
_WORDS_MIXED = -4.0
_FORMS = -2.5
_PART = -9.0
_PER_MISSING = -1.0
_MOST_WORDS = 8
_PARTS = 4
_LEAST_PART = 3
"""A part that is only one word is not offered where it has fewer letters."""

_Fits = Callable[[str, str], bool]


def by_words(source: Source, words: Sequence[str], amount: int) -> Iterator[Hit]:
    """Find terms that have words beginning with each of these."""
    for position, text in _with_all(source, words, words, amount):
        penalty = _words_penalty(text.split(), words, str.startswith)
        if penalty is not None:
            yield _hit(source, position, text, penalty, Tier.WORDS)


def by_forms(source: Source, words: Sequence[str], amount: int) -> Iterator[Hit]:
    """Find terms that have these words in any form: `looks at viewer`, `white shirts`; the last may be begun only."""
    for position, text in _with_all(source, words, [shared_beginning(word) for word in words], amount):
        have = [word for word in text.split() if word not in SMALL_WORDS]
        penalty = _words_penalty(have, words, _is_form)
        if penalty is not None:
            whole = len(have) == len(words)
            tier = Tier.WHOLE_INFLECTED if whole else Tier.INFLECTED
            yield _hit(source, position, text, penalty + _FORMS + (1.0 if whole else 0.0), tier)


def _is_form(word: str, typed: str) -> bool:
    return word.startswith(typed) or stem(word) == stem(typed)


def _with_all(source: Source, words: Sequence[str], starts: Sequence[str], amount: int) -> Iterator[tuple[int, str]]:
    """Give the best terms with the word that narrows it down most, the whole text or alias with each."""
    ranges = [source.find(start) for start in starts if start]
    if not ranges or len(words) > _MOST_WORDS:
        return
    narrowest = min(ranges, key=lambda found: found[1] - found[0])
    if narrowest[0] >= narrowest[1]:
        return
    for position in source.best(narrowest, 2 * amount):
        if source.kind(position) in (TEXT, WORD, ALIAS, ALIAS_WORD):
            yield position, source.text_at(position)


def _hit(source: Source, position: int, text: str, penalty: float, tier: Tier) -> Hit:
    is_alias = bool(alias_at(source, position))
    penalty += PENALTY[ALIAS] if is_alias else 0.0
    number = source.owner(position)
    return Hit(number, tier, penalty, source.score(number) + penalty, text if is_alias else "")


def _words_penalty(have: Sequence[str], wanted: Sequence[str], fits: _Fits) -> float | None:
    """Tell what it costs that words begin these, in order or mixed; None if one of them begins none."""
    # Plain loops: each term with one of the words comes by here at each key.
    at = 0
    for word in have:
        if fits(word, wanted[at]):
            at += 1
            if at == len(wanted):
                return _SEVERAL_WORDS
    rest = list(have)
    for start in wanted:
        for word in rest:
            if fits(word, start):
                rest.remove(word)
                break
        else:
            return None
    return _WORDS_MIXED


def parts(source: Source, query: str) -> Iterator[Hit]:
    """Find the longest runs of a query's words that are terms; of equal ones, those nearer the end."""
    words = query.split()[-_MOST_WORDS:]
    given = 0
    for size in range(len(words) - 1, 0, -1):
        for start in range(len(words) - size, -1, -1):
            part = words[start : start + size]
            if part[0] in SMALL_WORDS or part[-1] in SMALL_WORDS or (size == 1 and len(part[0]) < _LEAST_PART):
                continue
            text = " ".join(part)
            position = _whole_at(source, text)
            if position is not None:
                given += 1
                yield hit_of(source, position, _PART + _PER_MISSING * (len(words) - size), Tier.PART)
        if given >= _PARTS:
            return


def _whole_at(source: Source, text: str) -> int | None:
    """Give where a term or an alias of this folded text stands; the same key may be the end of others too."""
    for position in range(*source.find(text)):
        if not source.keys.ends_at(position, len(text)):
            break
        if is_whole(source, position, len(text)):
            return position
    return None

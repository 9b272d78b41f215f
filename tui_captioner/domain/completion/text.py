"""How text is brought into the form in which it is compared, and under which keys a term can be found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

MAX_WORD_STARTS = 8
"""Words of a phrase that it can be found by; later words of a sentence are not what anyone starts typing."""

TEXT, ALIAS, WORD, ALIAS_WORD, INITIALS, BARE, ALIAS_BARE = range(7)
"""Kinds of key: the term itself, an alias, the rest of either from a later word on, first letters of the words, the
term or an alias without its small words."""

PENALTY = {TEXT: 0.0, ALIAS: -3.0, WORD: -3.5, ALIAS_WORD: -6.0, INITIALS: -3.5, BARE: -1.0, ALIAS_BARE: -4.0}
"""What each kind of key costs in log score against the term itself (measured on real caption sets with
tests/benchmarks/keystrokes.py; the result is flat around these values)."""

SMALL_WORDS = frozenset(("a", "an", "the", "her", "his", "own", "their", "my", "your", "our", "its", "some", "one's"))
"""Words that tell no term from another: `hands behind her back` is `hands behind back`."""

_WORD_START = re.compile(r"(?<=[\s\-/(\[:.\"'])[^\s\-/()\[\]:.\"',]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


def fold(text: str) -> str:
    """Give the form in which texts are compared: no case, no diacritics, `_` and `-` are spaces, single spaces."""
    plain = text.replace("_", " ").replace("-", " ")
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
        plain = unicodedata.normalize("NFC", bare)
    folded = _CONTROL.sub(" ", plain.casefold())
    if "  " in folded:
        folded = re.sub(" {2,}", " ", folded)
    return folded if folded.strip() else _CONTROL.sub("", text.strip())


def fold_query(text: str) -> str:
    """Fold what has been typed: spaces before it do not count, one after it does."""
    return fold(text).lstrip(" ")


def bare(key: str) -> str:
    """Give a folded text without its small words; unchanged where nothing else would be left."""
    words = key.split()
    kept = [word for word in words if word not in SMALL_WORDS]
    return " ".join(kept) if kept and len(kept) < len(words) else key


def bare_query(query: str) -> str:
    """Give a folded query without its small words, the space at its end kept; unchanged where it has none."""
    left = bare(query)
    return f"{left} " if left != query and query.endswith(" ") else left


def word_starts(key: str) -> list[int]:
    """Give the positions at which the second and later words of a folded text begin."""
    return [match.start() for match in _WORD_START.finditer(key)][: MAX_WORD_STARTS - 1]


def initials(key: str, starts: list[int]) -> str:
    """Give the first letters of the words (`lbh` of `long black hair`); empty below two words."""
    return key[0] + "".join(key[start] for start in starts) if starts and key else ""


def keys_of(text: str, aliases: tuple[str, ...] = ()) -> Iterator[tuple[str, int]]:
    """Give every key a term can be found by, with its kind; the same key may come twice."""
    key = fold(text).strip()
    starts = word_starts(key)
    yield key, TEXT
    for start in starts:
        yield key[start:], WORD
    short = initials(key, starts)
    if short:
        yield short, INITIALS
    plain = bare(key)
    if plain != key:
        yield plain, BARE
    for alias in aliases:
        name = fold(alias).strip()
        yield name, ALIAS
        for start in word_starts(name):
            yield name[start:], ALIAS_WORD
        plain = bare(name)
        if plain != name:
            yield plain, ALIAS_BARE

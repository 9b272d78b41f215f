"""Did you mean: the known word that is nearest to one that is not known."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 64
"""Characters of a word that are compared: nobody mistypes a longer one by a letter."""


def plain(word: str) -> str:
    """A word without case, and without what parts its pieces: `SD_Scripts` and `sd-scripts` are one."""
    return "".join(char for char in word.casefold() if char not in "-_ .")


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was meant, empty if none is near.

    One that differs in case, or in hyphens and underscores, comes before one that is spelt otherwise.
    """
    by_plain: dict[str, str] = {}
    for one in known:
        by_plain.setdefault(plain(one), one)
    asked = plain(word[:_LONGEST])
    if not asked:
        return ""
    if asked in by_plain:
        return by_plain[asked]
    # Here, not above: it is needed after a slip alone, and commands start without it.
    from difflib import get_close_matches

    near = get_close_matches(asked, by_plain, 1, 0.7)
    if near:
        return by_plain[near[0]]
    begun = [one for key, one in by_plain.items() if len(asked) > 2 and key.startswith(asked)]
    return begun[0] if len(begun) == 1 else ""


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """A hint for a word that is not known: the nearest one, or all that are known.

    Args:
        word: What was given.
        known: All that could have been given.
        otherwise: What to say where none is near; a list of all without it.
    """
    words = list(known)
    near = nearest(word, words)
    if near:
        return f"Did you mean {near}?"
    return otherwise or f"It is one of {', '.join(words)}"

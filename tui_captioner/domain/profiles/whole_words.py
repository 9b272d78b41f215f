"""Finding a word, or a few, as whole words of a text."""

from __future__ import annotations


def holds(text: str, words: str) -> bool:
    """Whether a text holds these words as they are spelt, and no letter or digit beside them.

    >>> holds("a photo of annika, smiling", "annika"), holds("annikas", "annika")
    (True, False)
    """
    return place_of(text, words) >= 0


def place_of(text: str, words: str, start: int = 0) -> int:
    """Where the words stand in a text as whole words, from `start` on; -1 where they don't."""
    at = text.find(words, start) if words else -1
    while at >= 0:
        end = at + len(words)
        if not (at and _joins(text[at - 1], words[0])) and not (end < len(text) and _joins(words[-1], text[end])):
            return at
        at = text.find(words, at + 1)
    return -1


def without(text: str, words: str) -> str:
    """The text with the words taken out wherever they stand as whole words."""
    parts: list[str] = []
    start = 0
    while (at := place_of(text, words, start)) >= 0:
        parts.append(text[start:at])
        start = at + len(words)
    return "".join([*parts, text[start:]])


def _joins(one: str, other: str) -> bool:
    """Whether two neighbouring characters belong to one word."""
    return _is_word(one) and _is_word(other)


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"

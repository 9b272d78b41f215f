"""Two tags that are one thing, and by which rule."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Rule(StrEnum):
    """By what two tags are the same, the surest first."""

    FORM = "form"
    SMALL_WORDS = "small words"
    ORDER = "order"
    ALIAS = "alias"
    SPELLING = "spelling"


class Pair(NamedTuple):
    """Two tags that are one thing.

    Args:
        one: A tag.
        other: Another.
        rule: By which rule they are the same.
        misspelt: Which of the two has a word that nobody knows, where that is the rule.
    """

    one: str
    other: str
    rule: Rule
    misspelt: str = ""

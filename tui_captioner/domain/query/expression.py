"""What a filter says: conditions on an image, put together by AND, OR and NOT."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tui_captioner.domain.query.pattern import Pattern

TextField = Literal["word", "name", "text", "tag", "note", "finding", "by", "proposed", "state"]
NumberField = Literal["tokens", "tags"]
Relation = Literal["=", "<", ">", "<=", ">="]


@dataclass(frozen=True, slots=True)
class TextTest:
    """A text of the image fits a pattern.

    Args:
        field: Which of its texts: a tag of any of its captions, a caption, its name and so on. `word`: tags and
            captions.
        pattern: What it is compared with.
        slot: Key of the slot that a tag has to stand in, empty for any; of that whose state is asked for, empty for the
            image.
        whole: Whether the pattern has to fit the whole text, not only a part of it. A tag, a rule, a state and an
            author always are compared as a whole.
        letters: The text letter by letter, in place of the pattern; empty to use the pattern.
    """

    field: TextField
    pattern: Pattern
    slot: str = ""
    whole: bool = False
    letters: str = ""


@dataclass(frozen=True, slots=True)
class NumberTest:
    """The first caption has so many tokens or tags, globals among them.

    Args:
        field: What is counted.
        relation: How the count is compared.
        number: With what.
    """

    field: NumberField
    relation: Relation
    number: int


@dataclass(frozen=True, slots=True)
class Empty:
    """A slot of the first caption holds nothing, or the image has no note.

    Args:
        slot: Key of the slot; empty for the note.
    """

    slot: str = ""


@dataclass(frozen=True, slots=True)
class Unsure:
    """Some tag is unsure."""


@dataclass(frozen=True, slots=True)
class Not:
    """What `part` says does not hold."""

    part: Filter


@dataclass(frozen=True, slots=True)
class All:
    """All of the parts hold; without parts it holds for every image."""

    parts: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """One of the parts holds at least."""

    parts: tuple[Filter, ...]


Filter = TextTest | NumberTest | Empty | Unsure | Not | All | Some

EVERYTHING = All(())
"""The filter that every image fits."""


def negated(part: Filter) -> Filter:
    """What holds where `part` does not."""
    return part.part if isinstance(part, Not) else Not(part)


def all_of(parts: Sequence[Filter]) -> Filter:
    """All of these, as flat as may be."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, All) else (part,))]
    return flat[0] if len(flat) == 1 else All(tuple(flat))


def some_of(parts: Sequence[Filter]) -> Filter:
    """One of these at least, as flat as may be."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, Some) else (part,))]
    return flat[0] if len(flat) == 1 else Some(tuple(flat))


def asks_for_finding(asked: Filter, rule: str) -> bool:
    """Whether any part asks for what a rule found.

    Args:
        asked: The filter.
        rule: `match_key` of the rule's name.
    """
    rest = [asked]
    while rest:
        part = rest.pop()
        if isinstance(part, TextTest) and part.field == "finding" and part.pattern.fits(rule):
            return True
        if isinstance(part, Not):
            rest.append(part.part)
        elif isinstance(part, All | Some):
            rest.extend(part.parts)
    return False

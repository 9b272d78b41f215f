"""What a catalogue holds of one image."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tui_captioner.domain.slot_states import Marks


class TagRow(NamedTuple):
    """One tag of an image.

    Args:
        caption: Which of the captions has it, 0 for the first.
        slot: Key of its slot; that of the globals for one that the project holds.
        text: Its text.
        unsure: Whether its slot was only guessed.
        rank: Its place in the first caption as that is written, repeats left out; None for what has none.
        kind: Whether it is a sentence, and to be written; see `told_findings.kind_of`.
    """

    caption: int
    slot: str
    text: str
    unsure: bool
    rank: int | None
    kind: int = 0


class Proposed(NamedTuple):
    """What a model proposes for an image.

    Args:
        tags: How many tags.
        new: How many of these are words that neither vocabulary nor dataset had.
    """

    tags: int
    new: int


@dataclass(frozen=True, slots=True)
class ImageRow:
    """One image.

    Args:
        name: Its name.
        position: Its place in the order of the dataset, from 0.
        made_of: What this was made of, to be compared later; None if it is to be made anew then.
        digest: Of the bytes of its sidecar.
        edited: Whether it was edited, so that its tags stand where they were put.
        state: Its state, a number in the order of the states.
        unsure: Whether a tag of any of its captions is unsure.
        vacant: Whether its first caption holds nothing.
        problem: Why its captions can't be used; empty if they can.
        tags: The tags of all its captions, by slot.
        written: Its captions as they are written, the first one first.
        written_tags: How many tags the first one has as it is written, globals among them.
        tokens: How many tokens that has.
        note: Its note.
        authors: How many of its tags each of those has set who did: models, and `domain.query.words.AUTHORS`.
        proposed: What models propose for it and nobody confirmed.
        findings: Rules of what is told of the first caption, how often each; see `told_findings.counts_of`.
        told: All that checks found on it, as a text; empty for nothing.
        marks: The states that slots were given.
    """

    name: str
    position: int
    made_of: bytes | None
    digest: bytes
    edited: bool
    state: int
    unsure: bool
    vacant: bool
    problem: str = ""
    tags: tuple[TagRow, ...] = ()
    written: tuple[str, ...] = ()
    written_tags: int = 0
    tokens: int = 0
    note: str = ""
    authors: Mapping[str, int] = field(default_factory=dict)
    proposed: Mapping[str, Proposed] = field(default_factory=dict)
    findings: Mapping[str, int] = field(default_factory=dict)
    told: str = ""
    marks: Marks = field(default_factory=dict)


class Made(NamedTuple):
    """What is known of how an image's rows were made.

    Args:
        position: Its place in the order.
        made_of: What they were made of, None if they are to be made anew.
        digest: Of the bytes of its sidecar.
        edited: Whether it was edited.
    """

    position: int
    made_of: bytes | None
    digest: bytes
    edited: bool

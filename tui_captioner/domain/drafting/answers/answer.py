"""What an answer is read into, what is known beforehand, and why one can't be used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tui_captioner.domain.drafting.examples import Example
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.structure import Slot

TOO_LONG, CUT, EMPTY, REFUSED, LANGUAGE, ECHO, BROKEN = (
    "too_long",
    "cut",
    "empty",
    "refused",
    "language",
    "echo",
    "broken",
)
_SAID = {
    TOO_LONG: "the answer is too long to be one",
    CUT: "the answer was cut off at the limit of tokens",
    EMPTY: "the answer holds no tag",
    REFUSED: "the model refused to describe it",
    LANGUAGE: "the answer is in another language than the captions",
    ECHO: "the answer repeats the prompt",
    BROKEN: "the answer breaks off, or its JSON is damaged",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The tags of an answer, as text.

    Args:
        slots: Those of each slot that has any, in order; each text once in the whole answer.
        unplaced: Those that came without a slot.
    """

    slots: Mapping[str, Sequence[str]]
    unplaced: Sequence[str] = ()

    @property
    def texts(self) -> list[str]:
        """All tags."""
        return [text for texts in (*self.slots.values(), self.unplaced) for text in texts]


@dataclass(frozen=True, slots=True)
class Expected:
    """What an answer is held against.

    Args:
        slots: Those that were asked for.
        globals: What the program adds by itself: the globals and the trigger word. No draft is made of it.
        examples: The captions that the prompt shows.
        words: What the captions of the dataset say: tells their script, and whether they have `_` between words.
    """

    slots: Sequence[Slot]
    globals: Sequence[str] = ()
    examples: Sequence[Example] = ()
    words: Sequence[str] = field(default=(), repr=False)


class UnusableAnswer(CaptionerError):  # noqa: N818 - says what it is, as the message does
    """An answer of which no draft is made; the message is a clause that follows the name of the image.

    Args:
        kind: Which, one of the constants of this module.
    """

    def __init__(self, kind: str) -> None:
        super().__init__(_SAID[kind])
        self.kind = kind

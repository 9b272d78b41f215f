"""What the rules about the shape of a tag share: how they say a guess, and words that several of them ask for."""

from __future__ import annotations

from tui_captioner.domain.slotting import words
from tui_captioner.domain.slotting.guess import SHAPE, Guess
from tui_captioner.domain.slotting.kinds import Kind, kind_of, pair_kind, word_set
from tui_captioner.domain.slotting.phrases import Phrase

POSE = "pose and movement"
GAZE = "gaze and expression"
PREPOSITIONS = word_set(words.PREPOSITIONS)
LIMBS = word_set(
    "hand arm finger thumb fist elbow wrist palm leg knee foot toe ankle thigh shoulder head chin neck hip back torso",
    "muscle ab body eye mouth lip tooth tongue brow eyebrow eyelid cheek nose face ear tail wing paw eyed",
)
SKIN_OR_HAIR = (Kind.FACE, Kind.BODY, Kind.CLOTHING)
ARTICLES = word_set("a an the her his its their")
AIRBORNE = word_set(words.AIRBORNE)
LOOSE = word_set(words.LOOSE)
_HEAPS = word_set("row stack pile heap")
TRANSITIVE = word_set(words.TRANSITIVE)


def as_kind(kind: Kind, confidence: float | None = None) -> Guess:
    """The guess that a kind of word makes, as sure as the kind is, or as sure as said."""
    return Guess(kind.slot, kind.layer, kind.weight if confidence is None else confidence, SHAPE)


def is_in(slot: str, layer: str | None, confidence: float) -> Guess:
    """A guess by shape."""
    return Guess(slot, layer, confidence, SHAPE)


def head_kind(phrase: Phrase) -> Kind | None:
    """The kind of the head noun, of one of two words where that is listed."""
    return pair_kind(phrase.pair) or (kind_of(phrase.head) if phrase.head else None)


def kind_of_heap(phrase: Phrase) -> Kind | None:
    """`rows of seats`, `pile of boots`: what nobody wears stands about; a row of buttons does not."""
    kind = head_kind(phrase)
    heaped = phrase.counted in _HEAPS and kind in (Kind.BODY, Kind.MATERIAL, Kind.ACCESSORY)
    return Kind.THING if heaped or (phrase.counted in _HEAPS - {"row"} and kind is Kind.CLOTHING) else None

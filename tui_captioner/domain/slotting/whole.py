"""Phrases that say what a whole picture shows: `a lobster on a white background`, `two bottles next to a waterfall`.

An article or a number, a noun, and a preposition or a verb in `-ing`, whatever stands behind.
"""

from __future__ import annotations

from functools import lru_cache

from tui_captioner.domain.slotting.clues import LIMBS, PREPOSITIONS, head_kind, is_in
from tui_captioner.domain.slotting.guess import Guess
from tui_captioner.domain.slotting.kinds import Kind
from tui_captioner.domain.slotting.phrases import Phrase, happening, phrase_of

_PARTS = frozenset(
    {
        Kind.ACCESSORY, Kind.BODY, Kind.CLOTHING, Kind.EFFECT, Kind.EXPRESSION, Kind.FACE, Kind.FRAMING, Kind.LIGHT,
        Kind.LOOKS, Kind.MATERIAL, Kind.MEDIUM, Kind.MOOD, Kind.MOOD_ADJECTIVE, Kind.POSE, Kind.QUALITY, Kind.WRITING,
    }
)  # fmt: skip
"""Kinds of what is on or about somebody or something, and of what has a rule of its own."""
_NO_BORDER = frozenset({"of", "with", "like", "as", "without", "for"})
"""Prepositions that say more of the noun, not where it is."""
_ASIDE = frozenset({"background", "distance", "foreground", "corner", "horizon", "sky"})
_BEING, _THING = 0.88, 0.8


def shows_all(phrase: Phrase) -> Guess | None:
    """The guess for a phrase that says what a whole picture shows, None for any other."""
    if not phrase.counts_things or not phrase.head or phrase.head in LIMBS:
        return None
    at = happening(phrase)
    border = next((place for place, word in enumerate(phrase.words) if word in PREPOSITIONS), len(phrase.words))
    kind = head_kind(phrase)
    if at:
        kind = head_kind(phrase_of(" ".join(phrase.words[:at])))
    elif not phrase.preposition or phrase.preposition in _NO_BORDER or border + 1 >= len(phrase.words):
        return None
    if kind in _PARTS or (at and kind is not Kind.BEING) or _stands_aside(phrase):
        return None
    return is_in("type", "of a", _BEING if kind is Kind.BEING else _THING)


def _stands_aside(phrase: Phrase) -> bool:
    """Whether it says itself that it is not what the picture is of: `a church in the distance`."""
    last = phrase.tail[-1] if phrase.tail else ""
    return phrase.preposition in ("in", "at") and last in _ASIDE and len(phrase.tail) == 1


@lru_cache(maxsize=4096)
def says_all(text: str) -> bool:
    """Whether a tag is such a phrase."""
    return shows_all(phrase_of(text)) is not None

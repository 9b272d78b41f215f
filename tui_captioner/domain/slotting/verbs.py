"""What the shape of a tag says of what goes on: gerunds, participles, poses. Rules as those of `shapes.py`."""

from __future__ import annotations

from tui_captioner.domain.slotting import words
from tui_captioner.domain.slotting.clues import (
    AIRBORNE,
    ARTICLES,
    GAZE,
    LIMBS,
    LOOSE,
    POSE,
    PREPOSITIONS,
    SKIN_OR_HAIR,
    TRANSITIVE,
    as_kind,
    head_kind,
    is_in,
    kind_of_heap,
)
from tui_captioner.domain.slotting.guess import Guess
from tui_captioner.domain.slotting.kinds import Kind, first_kind, kind_of, pair_kind, word_set
from tui_captioner.domain.slotting.phrases import Phrase, happening, is_gerund

_MIDST = word_set(
    "air jump leap step stride flight swing motion action laugh kick run fall throw dive turn bite roar sentence"
)
_ON = word_set("on in at over")
_RESTING = word_set("on over in at against around upon under behind between into onto")
_INTRANSITIVE = word_set(words.INTRANSITIVE)
_COMPOUNDING = _INTRANSITIVE | word_set(words.GEAR_VERBS)
_POSED = word_set(words.ABOUT_POSE)
_BODY_POSES = word_set("tiptoe tiptoes knees toes motion flight midair mid-air lap stomach all-fours action")
_FOR_USE = word_set(words.FOR_USE)
_HANDLING = TRANSITIVE | word_set(words.HANDLING)
_OPENS_OBJECT = ARTICLES | word_set("one two three both each another over through")
_PARTICLES = word_set(words.PARTICLES)
_GEAR = word_set(words.GEAR_VERBS)
_NO_POSE = word_set("worn run lit boarded dressed washed rolled pinned faded closed locked fenced laid")
_IRREGULAR = word_set("bent sunk held hung lain sat thrown knelt spun bound leant slung swept caught flung")
_STILL = word_set("resting hanging lying dangling peeking sticking poking sitting")
_UNLIT = (("shadow",), ("shade",), ("darkness",), ("silhouette",))
_SHINING = word_set("glowing shining shimmering gleaming glinting flickering sparkling glistening glittering")
_MOVED = word_set(
    "heart awe soul mind jaw eye breath thought spine hair tear nerve mouth gut bone blood earth life never ever fun",
    "peace easy hard far free fast god freedom thrill pleasure",
)
"""What stands before `-inspiring`, `-warming`, `-dropping` and the like where the word speaks of a feeling."""
_GOING = word_set("from into toward towards through past after during before")
"""Prepositions that say how something is done, not where a thing is: `drinking water from a bottle`."""
_ADVERBS = word_set(
    "home outside outdoors inside indoors upside sideways upright backwards backward forwards forward high low fast",
    "alone hard along together late early",
)


def is_bound_gerund(phrase: Phrase) -> bool:
    """Whether it says what somebody does, whatever stands behind: `standing on a street with a tower in background`."""
    first, second = phrase.words[:1], phrase.words[1:2]
    return bool(first and second) and is_gerund(first[0]) and second[0] in PREPOSITIONS | ARTICLES


def gerund_first(phrase: Phrase) -> Guess | None:
    """`walking`, `holding a cup`; not `boxing gloves`, `glowing eyes`, where the noun decides."""
    first, rest = phrase.words[:1], phrase.words[1:]
    if not first or not (is_gerund(first[0]) or (first[0].endswith("ing") and rest and rest[0] in _OPENS_OBJECT)):
        return None
    if phrase.counted:
        return as_kind(kind) if (kind := kind_of_heap(phrase) or head_kind(phrase)) is not None else None
    if not rest:
        mood = kind_of(first[0]) is Kind.MOOD_ADJECTIVE or first[0].partition("-")[0] in _MOVED
        return as_kind(Kind.MOOD_ADJECTIVE) if mood else is_in("action", POSE, 0.85)
    if pair_kind(phrase.pair) is not None and len(phrase.pair) == len(phrase.words):
        return None
    kind = pair_kind(phrase.pair) or first_kind(reversed(phrase.singles[1:]))
    if first[0] in AIRBORNE and phrase.head in LOOSE:
        return as_kind(Kind.EFFECT, 0.8)
    bound = rest[0] in PREPOSITIONS | ARTICLES | _PARTICLES | _ADVERBS or any(map(_is_manner, rest))
    if kind is Kind.MATERIAL and len(rest) == 1 and first[0] in _GEAR:
        return is_in("action", POSE, 0.7)
    if kind is Kind.MATERIAL and first[0] in _SHINING:
        return as_kind(Kind.LIGHT, 0.6)
    bound = bound or (first[0] in _GEAR and phrase.preposition in _GOING)
    adjective = (
        first[0] in _COMPOUNDING
        or (phrase.head in _FOR_USE and first[0] not in _HANDLING)
        or (kind in (Kind.LIGHT, Kind.EFFECT) and first[0] not in TRANSITIVE)
    )
    if adjective and not bound and kind is not None:
        return as_kind(kind, 0.75)
    done_to = bool(phrase.head) and bool(phrase.preposition)
    return is_in("action", POSE, 0.93 if bound else 0.82 if done_to else 0.75)


def _is_manner(word: str) -> bool:
    """Whether a word says how something is done: `carefully`; not `family`, which has a kind."""
    return len(word) > 4 and word.endswith("ly") and kind_of(word) is None


def gerund_later(phrase: Phrase) -> Guess | None:
    """`mane flying in the wind` is something that happens, `coffee machine sitting on a counter` a thing there."""
    at = happening(phrase)
    if not at:
        return None
    kind = kind_of(phrase.singles[at - 1])
    if kind in (Kind.LIGHT, Kind.EFFECT, Kind.WRITING) or phrase.words[at].startswith("reflect"):
        return is_in("details", "light" if kind is Kind.LIGHT else "effects", 0.7)
    if kind in (Kind.CLOTHING, Kind.ACCESSORY) and phrase.words[at] in _STILL:
        return as_kind(kind, 0.65)
    if kind is Kind.FRAMING:
        return is_in("type", "perspective", 0.8)
    if kind is Kind.BEING and (phrase.article or len(phrase.words) > 3):
        return is_in("type", "of a", 0.55)
    if kind is not None and kind.slot == "background":
        return is_in("background", "things in it", 0.55) if len(phrase.words) > 2 else is_in("action", POSE, 0.55)
    return is_in("action", POSE, 0.75 if kind in (Kind.BEING, *SKIN_OR_HAIR) or phrase.is_name else 0.6)


def participle_first(phrase: Phrase) -> Guess | None:
    """`wrapped in a blanket`, `perched on a branch`, `curled up`."""
    first = phrase.words[0] if phrase.words else ""
    done = first.endswith("ed") or first in _IRREGULAR
    if not done or len(phrase.words) < 2 or first in _NO_POSE:
        return None
    if len(phrase.words) == 2:
        told = phrase.words[1] in _PARTICLES and kind_of(first) is not Kind.LOOKS
        return is_in("action", POSE, 0.75) if told else None
    return is_in("action", POSE, 0.7) if phrase.words[1] in _RESTING else None


def is_posed(phrase: Phrase) -> bool:
    """Whether a tag names a part of the body and says how it is held."""
    limbs = [place for place, word in enumerate(phrase.singles) if word in LIMBS]
    return any(word in _POSED and place not in limbs[:1] for place, word in enumerate(phrase.words)) and bool(limbs)


def pose(phrase: Phrase) -> Guess | None:
    """`arms folded`, `hand on own cheek`, `raised eyebrow`, `on one knee`: a part of the body and where it is."""
    singles = phrase.singles
    if "own" in singles or "another" in singles:
        return is_in("action", "gesture", 0.93)
    if "hair" in singles:
        return None
    on_what = phrase.tail[-1] if phrase.tail and not phrase.head and phrase.preposition in _ON else ""
    if on_what in _BODY_POSES or on_what in LIMBS:
        return is_in("action", POSE, 0.8)
    if any(word.startswith("mid-") and word[4:] in _MIDST for word in singles):
        return is_in("action", POSE, 0.85)
    if phrase.preposition == "in" and phrase.tail in _UNLIT and phrase.head:
        return is_in("details", "light", 0.75)
    limb_first = phrase.head in LIMBS or (bool(singles) and singles[0] in LIMBS)
    if limb_first and phrase.preposition and phrase.preposition not in ("of", "with", "like", "as"):
        return is_in("action", "gesture", 0.8)
    face = bool({"eye", "mouth", "lip", "tooth", "brow", "eyebrow", "tongue"} & set(singles))
    posed = is_posed(phrase) or any(word.endswith("ed") for word in phrase.words[1:])
    return is_in("action", GAZE if face else POSE, 0.85) if posed and limb_first else None

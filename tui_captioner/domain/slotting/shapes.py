"""What the shape of a tag says of its slot: endings, prepositions, and what kind of thing its head noun is.

Rules are asked in order and the first that knows something answers. They speak of the default slots and layers; whoever
asks leaves out what a dataset has not. The confidences are set by hand, near the shares of right answers that
`python -m tests.benchmarks.slotting` prints for each confidence.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from tui_captioner.domain.slotting import words
from tui_captioner.domain.slotting.clues import (
    AIRBORNE,
    GAZE,
    LIMBS,
    LOOSE,
    POSE,
    PREPOSITIONS,
    SKIN_OR_HAIR,
    as_kind,
    head_kind,
    is_in,
    kind_of_heap,
)
from tui_captioner.domain.slotting.guess import Guess
from tui_captioner.domain.slotting.kinds import Kind, first_kind, is_listed, kind_of, word_set
from tui_captioner.domain.slotting.phrases import Phrase, is_gerund
from tui_captioner.domain.slotting.verbs import (
    gerund_first,
    gerund_later,
    is_bound_gerund,
    is_posed,
    participle_first,
    pose,
)
from tui_captioner.domain.slotting.whole import shows_all

_WEARING = word_set(words.WEARING)
_WITH = _WEARING | {"with", "has", "have", "having"}
_DIRECTIONS = word_set(
    "above below behind side front left right afar outside inside distance back angle top backstage sideline overhead",
    "level eye-level under underneath beneath",
)
_SIDES = word_set("left right top bottom front back side and or")
_FAR = (("in", "distance"), ("in", "background"), ("behind", "her"), ("behind", "him"), ("behind", "them"))
_FAR_ENDS = (("at", "bottom"), ("in", "corner"), ("at", "edge"), ("on", "horizon"), ("in", "sky"))
_BLURRED = word_set("blurred blurry out-of-focus defocused unfocused distant faraway")
_FAR_WORDS = word_set("overhead nearby beyond")
_MOOD_HEADS = word_set("mood atmosphere vibe vibes ambience ambiance feeling emotion spirit")
_MOODS = (Kind.MOOD, Kind.MOOD_ADJECTIVE)
_BETWEEN_MOODS = word_set("and but yet or very quite almost slightly a of in full deep")
_LIFE = word_set(
    "charm life lifestyle living luxury heritage tradition energy power times days years heart soul luck world scale"
)
_TIMES = word_set(
    "morning afternoon evening night day moment time era spring summer autumn winter weekend holiday breakfast brunch"
)
_SUNNY = _TIMES | word_set("low late early midday noon warm harsh hot bright dappled direct filtered")
_LAMPS = word_set("lamp bulb lantern candle sun moon torch tube skylight")
_SHINING = word_set(
    "bright warm soft dim harsh cold cool low hard gentle faint pale weak strong overhead bare single lone flickering",
    "diffuse diffused glaring blinding tungsten fluorescent incandescent halogen hazy setting rising glowing",
)
_ALOFT = word_set("air wind motion breeze light sunlight sunbeam lamplight moonlight backlight")
_FLYING = word_set("bee insect moth midge fly mosquito gnat shaving thread lint droplet")
_FEATURE = re.compile(
    r".*(?:haired|eyed|skinned|faced|legged|eared|tailed|bearded|shouldered|sleeved|necked|breasted|bodied)"
)
_COUNT = re.compile(r"(?:\d+\+?|multiple|several|two|three|four|many|no|one|single) ?(?:girl|boy|other|human)s?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_TECHNICAL = re.compile(
    r"\d+ ?mm\b.*|f/?\d[\d.]*|iso ?\d+|\d\d(?:\d\d)?s(?: \w+)?|score \d.*|rating.*|\d+[- ]degree.*"
    r"|(?:best|high|good|worst|low|normal|great|amazing) quality|\d?k(?: resolution| uhd)?"
    r"|solo|(?:fe)?male|shot on .*|taken (?:on|with) .*"
)
_PROTECTORS = word_set("pad guard plate protector brace warmer support sleeve wrap strap band cover cap piece")
_PARTS_TO_PROTECT = LIMBS | word_set("shin mouth ear eye face forearm calf waist armor armour chest heel hair")
_ABSTRACT = re.compile(r"\w{3,}(?:ness|ity|ship|hood|dom|tude)")
_MOODLIKE = re.compile(
    r"\w{2,}(?:ful|ous|tion|sion|ment|ism|ance|ence|ic|ical|ive|less|some|ant|ent|esque|ish|ly|y|able|ible)|\w{3,}al"
)
_DONE_TO = re.compile(r"\w{3,}ed")


def guess_shape(phrase: Phrase) -> Guess | None:
    """What the shape of a tag says; None if it says nothing."""
    return next((guess for rule in _RULES if (guess := rule(phrase)) is not None), None)


def _face(phrase: Phrase) -> Guess | None:
    """Faces drawn with signs, and `v`, which boorus call the gesture with two fingers."""
    if phrase.is_face:
        return is_in("action", GAZE, 0.9)
    return is_in("action", "gesture", 0.8) if phrase.words == ("v",) else None


_NAMESPACES = {
    "character": is_in("subject", None, 0.4),
    "person": is_in("subject", None, 0.4),
    "series": is_in("subject", None, 0.3),
    "copyright": is_in("subject", None, 0.3),
    "species": is_in("subject", "build or material", 0.6),
    "clothing": is_in("subject", "clothing", 0.95),
    "creator": is_in("details", "other", 0.4),
    "artist": is_in("details", "other", 0.4),
    "medium": is_in("type", "medium", 0.9),
    "style": is_in("type", "kind", 0.9),
    "rating": is_in("type", "kind", 0.6),
    "meta": is_in("type", "kind", 0.6),
    "background": is_in("background", "place", 0.95),
    "location": is_in("background", "place", 0.95),
    "place": is_in("background", "place", 0.95),
}


def _namespace(phrase: Phrase) -> Guess | None:
    """`character:x` and the like, as Hydrus writes them."""
    return _NAMESPACES.get(phrase.namespace)


def _count(phrase: Phrase) -> Guess | None:
    """`1girl`, `two boys`, `85mm`, `best quality`: how many, how it was made, how good it is."""
    text = " ".join(phrase.words)
    if _YEAR.fullmatch(text):
        return is_in("details", "other", 0.5)
    if phrase.words and _SIDES.issuperset(phrase.words):
        return is_in("type", "perspective", 0.5)
    if _COUNT.fullmatch(text):
        return is_in("type", "of a", 0.95)
    if _TECHNICAL.fullmatch(text) or all(kind_of(word) is Kind.QUALITY for word in phrase.words or ("",)):
        return is_in("type", "kind", 0.85)
    return None


def _background(phrase: Phrase) -> Guess | None:
    """`X background`, `X in the distance`, `X behind her`."""
    if {"background", "backdrop"} & set(phrase.singles) and not is_bound_gerund(phrase):
        return is_in("background", "place" if phrase.head in ("background", "backdrop") else "things in it", 0.93)
    if "foreground" in phrase.singles:
        return is_in("details", "other", 0.8)
    ends = (phrase.preposition, phrase.tail[-1] if phrase.tail else "")
    if len(phrase.words) < 2 or is_gerund(phrase.words[0]):
        return None
    far = ends in _FAR + _FAR_ENDS or phrase.words[-2:] in _FAR
    overhead = phrase.words[-1] in _FAR_WORDS and not is_posed(phrase)
    return is_in("background", "things in it", 0.85) if far or overhead else None


_NAMELIKE = (Kind.MOOD, Kind.MOOD_ADJECTIVE, Kind.EXPRESSION, Kind.QUALITY, Kind.BEING)
"""Kinds that titles are made of: `saber (fate)` is a name."""
_QUALIFIERS = {
    "medium": is_in("type", "medium", 0.95),
    "style": is_in("type", "kind", 0.9),
    "artwork": is_in("type", "medium", 0.9),
    "action": is_in("action", POSE, 0.9),
    "pose": is_in("action", POSE, 0.9),
    "gesture": is_in("action", "gesture", 0.9),
    "expression": is_in("action", GAZE, 0.9),
    "cosplay": is_in("subject", "clothing", 0.8),
    "symbol": is_in("details", "other", 0.85),
}
_SAY_NOTHING = frozenset({"object", "weapon", "distance", "animal", "food", "object on head", "person", "thing", "1"})


def _qualifier(phrase: Phrase) -> Guess | None:
    """`ribbon (hair)`, `star (sky)`, `saber (fate)`: what is in brackets says what is meant, or whose character."""
    if not phrase.qualifier:
        return None
    if phrase.qualifier in _QUALIFIERS:
        return _QUALIFIERS[phrase.qualifier]
    if phrase.words and is_gerund(phrase.words[0]):
        return None
    if phrase.qualifier in _SAY_NOTHING:
        return as_kind(Kind.THING, 0.6) if kind_of(phrase.head) is Kind.MEDIUM else None
    kind = kind_of(phrase.qualifier.split()[-1])
    return as_kind(kind, 0.85) if kind is not None and kind not in _NAMELIKE else is_in("subject", None, 0.4)


def _picture(phrase: Phrase) -> Guess | None:
    """`of a woman`, `photo of a dog`, `from below`, `X view`: what the picture is."""
    if phrase.preposition == "of" and not phrase.head:
        return is_in("type", "of a", 0.93)
    kind = head_kind(phrase)
    if kind in (Kind.MEDIUM, Kind.FRAMING) and not (phrase.singles[0] in LIMBS and is_posed(phrase)):
        return as_kind(kind, 0.9)
    seen = "from" in phrase.words[:2] and phrase.words[0] in ("from", "seen", "viewed", "shot", "view")
    if seen and len(phrase.words) < 6 and _DIRECTIONS.intersection(phrase.singles):
        return is_in("type", "perspective", 0.93)
    if phrase.words[:1] in (("from",), ("through",)) and 1 < len(phrase.words) < 6:
        return is_in("type", "perspective", 0.8)
    return is_in("type", "kind", 0.7) if phrase.words[-1:] == ("style",) else None


def _mood(phrase: Phrase) -> Guess | None:
    """`sense of wonder`, `romantic mood`."""
    if phrase.last in _MOOD_HEADS or (phrase.head in ("sense", "feeling") and phrase.preposition == "of"):
        return is_in("associations", "mood and feeling", 0.93)
    told = [word for word in phrase.words if word not in _BETWEEN_MOODS]
    if len(told) > 1 and all(kind_of(word) in _MOODS for word in told):
        return is_in("associations", "mood and feeling", 0.8)
    of_life = len(phrase.words) == 2 and phrase.last in _LIFE and kind_of(phrase.words[0]) in (*_MOODS, Kind.LOOKS)
    if of_life:
        return is_in("associations", "mood and feeling", 0.7)
    lazy = len(phrase.words) == 2 and kind_of(phrase.words[0]) is Kind.MOOD_ADJECTIVE
    return is_in("associations", "mood and feeling", 0.6) if lazy and phrase.last in _TIMES else None


def _worn(phrase: Phrase) -> Guess | None:
    """`wearing a red coat`, `with a beard`, `in a blue dress`: what stands behind decides."""
    if not phrase.words or phrase.words[0] not in _WITH | {"in"}:
        return None
    behind = [word for word in phrase.singles[1:] if word not in ("a", "an", "the", "her", "his", "its", "their")]
    at = next((place for place, word in enumerate(behind) if word in PREPOSITIONS), len(behind))
    kind = kind_of(behind[at - 1]) if at else None
    if kind is not None and kind.slot == "subject" and (phrase.words[0] != "in" or kind is Kind.CLOTHING):
        return as_kind(kind)
    if phrase.words[0] in _WEARING:
        return as_kind(Kind.CLOTHING, 0.85)
    return as_kind(kind, 0.6) if kind is not None and phrase.words[0] != "in" else None


def _place(phrase: Phrase) -> Guess | None:
    """`in a forest`, `under a bridge`, `outside a bakery`."""
    if phrase.head or not phrase.preposition or phrase.preposition in ("of", "with", "without", "from", "like"):
        return None
    where = phrase.tail[: next((at for at, word in enumerate(phrase.tail) if word in PREPOSITIONS), len(phrase.tail))]
    kind = kind_of(where[-1]) if where else None
    kind = first_kind(reversed(phrase.tail)) if kind is None else kind
    if kind in (Kind.LIGHT, Kind.EFFECT):
        return as_kind(kind, 0.6)
    if kind in (Kind.BODY, Kind.FACE):
        return is_in("action", POSE, 0.6)
    if kind is Kind.MOOD and len(phrase.tail) < 3:
        return as_kind(Kind.MOOD)
    if kind in (Kind.PLACE, Kind.THING):
        return is_in("background", "place", 0.93)
    return is_in("background", "place", 0.75 if kind is not None or phrase.article else 0.6)


def _expression(phrase: Phrase) -> Guess | None:
    """`soft smile`, `stern look`, `skirt lift`."""
    kind = head_kind(phrase)
    if phrase.head == "glare" and phrase.preposition in ("on", "off", "from"):
        return as_kind(Kind.LIGHT)
    return as_kind(kind) if kind in (Kind.EXPRESSION, Kind.POSE) else None


def _head(phrase: Phrase) -> Guess | None:
    """The kind of the head noun; `flour on hands` is on the subject, a bare `knight` is what the picture shows."""
    if phrase.head and _FEATURE.fullmatch(phrase.head):
        return as_kind(Kind.LOOKS)
    if (found := _by_what_goes_before(phrase)) is not None:
        return found
    kind = head_kind(phrase)
    if kind is None or (kind is Kind.MOOD_ADJECTIVE and phrase.preposition):
        return None
    if "-" in phrase.head and len(phrase.words) == 1 and not is_listed(phrase.head):
        return as_kind(kind, 0.5)
    if phrase.head == "sun" and _SUNNY.intersection(phrase.words):
        return as_kind(Kind.LIGHT, 0.85)
    if phrase.words[0].endswith("lit") and kind.slot == "subject":
        return as_kind(Kind.LIGHT, 0.6)
    on = first_kind(reversed(phrase.tail)) if phrase.tail else None
    if on in SKIN_OR_HAIR and kind.slot in ("background", "details") and phrase.preposition != "of":
        return is_in("subject", "accessories", 0.6) if kind.slot == "background" else as_kind(kind, 0.65)
    return as_kind(kind)


def _by_what_goes_before(phrase: Phrase) -> Guess | None:
    """`knee pads`, `wooden arm`, `windblown petals`, `stack of tyres`: the word before the head noun decides."""
    pair = phrase.pair
    before = pair[0] if len(pair) == 2 else ""
    if before in _PARTS_TO_PROTECT and phrase.head in _PROTECTORS:
        return as_kind(Kind.ACCESSORY, 0.85)
    if phrase.head in LOOSE and AIRBORNE.intersection(phrase.words[:-1]):
        return as_kind(Kind.EFFECT)
    if phrase.head in LOOSE | _FLYING and phrase.preposition == "in" and _ALOFT.intersection(phrase.tail[-1:]):
        return as_kind(Kind.EFFECT)
    if phrase.head in _LAMPS and _SHINING.intersection(phrase.words[:-1]):
        return as_kind(Kind.LIGHT, 0.75)
    if phrase.head == "surface" and kind_of(before) is Kind.MATERIAL:
        return as_kind(Kind.THING, 0.6)
    if _BLURRED.intersection(phrase.words[:1]) and (blurred := head_kind(phrase)) and blurred.slot == "subject":
        return as_kind(Kind.THING, 0.6)
    if phrase.head in LIMBS and kind_of(before) in (Kind.MATERIAL, Kind.LOOKS):
        return as_kind(Kind.BODY, 0.85)
    heap = kind_of_heap(phrase)
    return None if heap is None else as_kind(heap, 0.7)


def _abstract(phrase: Phrase) -> Guess | None:
    """Nouns of feeling, single adjectives of mood; `candle-lit` and `sunlit` speak of light."""
    if phrase.words and phrase.words[-1].endswith("lit"):
        return as_kind(Kind.LIGHT)
    if not phrase.head or phrase.preposition not in ("", "of", "and"):
        return None
    if _ABSTRACT.fullmatch(phrase.head):
        return is_in("associations", "mood and feeling", 0.7)
    if len(phrase.words) == 1 and _MOODLIKE.fullmatch(phrase.head):
        return is_in("associations", "mood and feeling", 0.55)
    if len(phrase.words) == 1 and _DONE_TO.fullmatch(phrase.head):
        return is_in("associations", "mood and feeling", 0.3)
    return None


def _tail(phrase: Phrase) -> Guess | None:
    """An unknown head: what stands behind the preposition, then any other word, says at least where to look."""
    kind = first_kind(reversed(phrase.tail))
    if kind is not None:
        return as_kind(kind, 0.55)
    kind = first_kind(reversed(phrase.singles))
    if kind is Kind.MOOD_ADJECTIVE and phrase.preposition:
        return None
    return as_kind(kind, 0.45) if kind is not None else None


def _name(phrase: Phrase) -> Guess | None:
    """A name is the subject's; whether it is a trigger word only the user knows."""
    strange = all(kind_of(word) is None and word.isalpha() for word in phrase.singles)
    unknown = len(phrase.words) > 1 and not phrase.preposition and strange
    return is_in("subject", None, 0.35) if phrase.words and (phrase.is_name or unknown) else None


_RULES: tuple[Callable[[Phrase], Guess | None], ...] = (
    _face,
    _namespace,
    _count,
    shows_all,
    _background,
    _qualifier,
    _picture,
    _mood,
    _worn,
    gerund_first,
    gerund_later,
    participle_first,
    pose,
    _place,
    _expression,
    _head,
    _abstract,
    _name,
    _tail,
)

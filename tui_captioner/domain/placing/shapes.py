"""What the shape of a tag says of its slot: endings, prepositions, and what kind of thing its head noun is.

Rules are asked in order and the first that knows something answers. They speak of the default slots and layers; whoever
asks leaves out what a dataset has not. The confidences are set by hand, near the shares of right answers that
`python -m tests.benchmarks.slotting` prints for each confidence.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from tui_captioner.domain.placing import words
from tui_captioner.domain.placing.guess import SHAPE, Guess
from tui_captioner.domain.placing.kinds import Kind, first_kind, kind_of, word_set
from tui_captioner.domain.placing.phrases import Phrase, happening, is_gerund

_POSE = "pose and movement"
_GAZE = "gaze and expression"
_WEARING = word_set(words.WEARING)
_MIDST = word_set(
    "air jump leap step stride flight swing motion action laugh kick run fall throw dive turn bite roar sentence"
)
_ON = word_set("on in at over")
_RESTING = word_set("on over in at against around upon under behind between into onto")
_WITH = _WEARING | {"with", "has", "have", "having"}
_INTRANSITIVE = word_set(words.INTRANSITIVE)
_COMPOUNDING = _INTRANSITIVE | word_set(words.GEAR_VERBS)
_TRANSITIVE = word_set(words.TRANSITIVE)
_PREPOSITIONS = word_set(words.PREPOSITIONS)
_POSED = word_set(words.ABOUT_POSE)
_LIMBS = word_set(
    "hand arm finger thumb fist elbow wrist palm leg knee foot toe ankle thigh shoulder head chin neck hip back torso",
    "body eye mouth lip tooth tongue brow eyebrow eyelid cheek nose face ear tail wing paw eyed",
)
_SKIN_OR_HAIR = (Kind.FACE, Kind.BODY, Kind.CLOTHING)
_DIRECTIONS = word_set(
    "above below behind side front left right afar outside inside distance back angle top backstage sideline overhead",
    "level eye-level under underneath beneath",
)
_SIDES = word_set("left right top bottom front back side and or")
_FAR = (("in", "distance"), ("in", "background"), ("behind", "her"), ("behind", "him"), ("behind", "them"))
_FAR_WORDS = word_set("overhead nearby beyond")
_MOOD_HEADS = word_set("mood atmosphere vibe vibes ambience ambiance feeling emotion spirit")
_TIMES = word_set("morning afternoon evening night day moment time era spring summer autumn winter")
_SUNNY = _TIMES | word_set("low late early midday noon warm harsh hot bright dappled direct filtered")
_BODY_POSES = word_set("tiptoe tiptoes knees toes motion flight midair mid-air lap stomach all-fours action")
_ARTICLES = word_set("a an the her his its their")
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
_ABSTRACT = re.compile(r"\w{3,}(?:ness|ity|ship|hood|dom|tude)")
_MOODLIKE = re.compile(r"\w{2,}(?:ful|ous|tion|sion|ment|ism|ance|ence|ic|ical|ive|less|some|ant|ent|esque|ish|ly|y)")


def guess_shape(phrase: Phrase) -> Guess | None:
    """What the shape of a tag says; None if it says nothing."""
    return next((guess for rule in _RULES if (guess := rule(phrase)) is not None), None)


def _as(kind: Kind, confidence: float | None = None) -> Guess:
    return Guess(kind.slot, kind.layer, kind.weight if confidence is None else confidence, SHAPE)


def _is(slot: str, layer: str | None, confidence: float) -> Guess:
    return Guess(slot, layer, confidence, SHAPE)


def _face(phrase: Phrase) -> Guess | None:
    """Faces drawn with signs, and `v`, which boorus call the gesture with two fingers."""
    if phrase.is_face:
        return _is("action", _GAZE, 0.9)
    return _is("action", "gesture", 0.8) if phrase.words == ("v",) else None


_NAMESPACES = {
    "character": _is("subject", None, 0.4),
    "person": _is("subject", None, 0.4),
    "series": _is("subject", None, 0.3),
    "copyright": _is("subject", None, 0.3),
    "species": _is("subject", "build or material", 0.6),
    "clothing": _is("subject", "clothing", 0.95),
    "creator": _is("details", "other", 0.4),
    "artist": _is("details", "other", 0.4),
    "medium": _is("type", "medium", 0.9),
    "style": _is("type", "kind", 0.9),
    "rating": _is("type", "kind", 0.6),
    "meta": _is("type", "kind", 0.6),
    "background": _is("background", "place", 0.95),
    "location": _is("background", "place", 0.95),
    "place": _is("background", "place", 0.95),
}


def _namespace(phrase: Phrase) -> Guess | None:
    """`character:x` and the like, as Hydrus writes them."""
    return _NAMESPACES.get(phrase.namespace)


def _count(phrase: Phrase) -> Guess | None:
    """`1girl`, `two boys`, `85mm`, `best quality`: how many, how it was made, how good it is."""
    text = " ".join(phrase.words)
    if _YEAR.fullmatch(text):
        return _is("details", "other", 0.5)
    if phrase.words and _SIDES.issuperset(phrase.words):
        return _is("type", "perspective", 0.5)
    if _COUNT.fullmatch(text):
        return _is("type", "of a", 0.95)
    if _TECHNICAL.fullmatch(text) or all(kind_of(word) is Kind.QUALITY for word in phrase.words or ("",)):
        return _is("type", "kind", 0.85)
    return None


def _background(phrase: Phrase) -> Guess | None:
    """`X background`, `X in the distance`, `X behind her`."""
    if {"background", "backdrop"} & set(phrase.singles):
        return _is("background", "place" if phrase.head in ("background", "backdrop") else "things in it", 0.93)
    if "foreground" in phrase.singles:
        return _is("details", "other", 0.8)
    ends = (phrase.preposition, phrase.tail[-1] if phrase.tail else "")
    if len(phrase.words) < 2:
        return None
    far = ends in _FAR or phrase.words[-2:] in _FAR
    overhead = phrase.words[-1] in _FAR_WORDS and not _posed(phrase)
    return _is("background", "things in it", 0.85) if far or overhead else None


_NAMELIKE = (Kind.MOOD, Kind.MOOD_ADJECTIVE, Kind.EXPRESSION, Kind.QUALITY, Kind.BEING)
"""Kinds that titles are made of: `saber (fate)` is a name."""
_QUALIFIERS = {
    "medium": _is("type", "medium", 0.95),
    "style": _is("type", "kind", 0.9),
    "artwork": _is("type", "medium", 0.9),
    "action": _is("action", _POSE, 0.9),
    "pose": _is("action", _POSE, 0.9),
    "gesture": _is("action", "gesture", 0.9),
    "expression": _is("action", _GAZE, 0.9),
    "cosplay": _is("subject", "clothing", 0.8),
    "symbol": _is("details", "other", 0.85),
}
_SAY_NOTHING = frozenset({"object", "weapon", "distance", "animal", "food", "object on head", "person", "thing", "1"})


def _qualifier(phrase: Phrase) -> Guess | None:
    """`ribbon (hair)`, `star (sky)`, `saber (fate)`: what is in brackets says what is meant, or whose character."""
    if not phrase.qualifier:
        return None
    if phrase.qualifier in _QUALIFIERS:
        return _QUALIFIERS[phrase.qualifier]
    if phrase.qualifier in _SAY_NOTHING:
        return _as(Kind.THING, 0.6) if kind_of(phrase.head) is Kind.MEDIUM else None
    kind = kind_of(phrase.qualifier.split()[-1])
    return _as(kind, 0.85) if kind is not None and kind not in _NAMELIKE else _is("subject", None, 0.4)


def _picture(phrase: Phrase) -> Guess | None:
    """`of a woman`, `photo of a dog`, `from below`, `X view`: what the picture is."""
    if phrase.preposition == "of" and not phrase.head:
        return _is("type", "of a", 0.93)
    kind = kind_of(phrase.head)
    if kind in (Kind.MEDIUM, Kind.FRAMING):
        return _as(kind, 0.9)
    seen = "from" in phrase.words[:2] and phrase.words[0] in ("from", "seen", "viewed", "shot", "view")
    if seen and len(phrase.words) < 6 and _DIRECTIONS.intersection(phrase.singles):
        return _is("type", "perspective", 0.93)
    return _is("type", "kind", 0.7) if phrase.words[-1:] == ("style",) else None


def _mood(phrase: Phrase) -> Guess | None:
    """`sense of wonder`, `romantic mood`."""
    if phrase.last in _MOOD_HEADS or (phrase.head in ("sense", "feeling") and phrase.preposition == "of"):
        return _is("associations", "mood and feeling", 0.93)
    lazy = len(phrase.words) == 2 and kind_of(phrase.words[0]) is Kind.MOOD_ADJECTIVE
    return _is("associations", "mood and feeling", 0.6) if lazy and phrase.last in _TIMES else None


def _worn(phrase: Phrase) -> Guess | None:
    """`wearing a red coat`, `with a beard`, `in a blue dress`: what stands behind decides."""
    if not phrase.words or phrase.words[0] not in _WITH | {"in"}:
        return None
    behind = [word for word in phrase.singles[1:] if word not in ("a", "an", "the", "her", "his", "its", "their")]
    at = next((place for place, word in enumerate(behind) if word in _PREPOSITIONS), len(behind))
    kind = kind_of(behind[at - 1]) if at else None
    if kind is not None and kind.slot == "subject" and (phrase.words[0] != "in" or kind is Kind.CLOTHING):
        return _as(kind)
    if phrase.words[0] in _WEARING:
        return _as(Kind.CLOTHING, 0.85)
    return _as(kind, 0.6) if kind is not None and phrase.words[0] != "in" else None


def _gerund_first(phrase: Phrase) -> Guess | None:
    """`walking`, `holding a cup`; not `boxing gloves`, `glowing eyes`, where the noun decides."""
    first, rest = phrase.words[:1], phrase.words[1:]
    if not first or not (is_gerund(first[0]) or (first[0].endswith("ing") and rest and rest[0] in _ARTICLES)):
        return None
    if not rest:
        mood = kind_of(first[0]) is Kind.MOOD_ADJECTIVE
        return _as(Kind.MOOD_ADJECTIVE) if mood else _is("action", _POSE, 0.85)
    kind = first_kind(reversed(phrase.singles[1:]))
    bound = rest[0] in _PREPOSITIONS | _ARTICLES | {"up", "down", "away"}
    adjective = first[0] in _COMPOUNDING or (kind in (Kind.LIGHT, Kind.EFFECT) and first[0] not in _TRANSITIVE)
    if adjective and not bound and kind is not None:
        return _as(kind, 0.75)
    return _is("action", _POSE, 0.93 if bound else 0.85)


def _gerund_later(phrase: Phrase) -> Guess | None:
    """`mane flying in the wind` is something that happens, `coffee machine sitting on a counter` a thing there."""
    at = happening(phrase)
    if not at:
        return None
    kind = kind_of(phrase.singles[at - 1])
    if kind in (Kind.LIGHT, Kind.EFFECT, Kind.WRITING) or phrase.words[at].startswith("reflect"):
        return _is("details", "light" if kind is Kind.LIGHT else "effects", 0.7)
    if kind is Kind.BEING and (phrase.article or len(phrase.words) > 3):
        return _is("type", "of a", 0.55)
    if kind is not None and kind.slot == "background":
        return _is("background", "things in it", 0.55) if len(phrase.words) > 2 else _is("action", _POSE, 0.55)
    return _is("action", _POSE, 0.75 if kind in (Kind.BEING, *_SKIN_OR_HAIR) or phrase.is_name else 0.6)


def _participle_first(phrase: Phrase) -> Guess | None:
    """`wrapped in a blanket`, `perched on a branch`."""
    if len(phrase.words) < 3 or not phrase.words[0].endswith("ed") or phrase.words[1] not in _RESTING:
        return None
    return _is("action", _POSE, 0.7)


def _posed(phrase: Phrase) -> bool:
    limbs = [place for place, word in enumerate(phrase.singles) if word in _LIMBS]
    return any(word in _POSED and place not in limbs[:1] for place, word in enumerate(phrase.words)) and bool(limbs)


def _pose(phrase: Phrase) -> Guess | None:
    """`arms folded`, `hand on own cheek`, `raised eyebrow`, `on one knee`: a part of the body and where it is."""
    singles = phrase.singles
    if "own" in singles or "another" in singles:
        return _is("action", "gesture", 0.93)
    if "hair" in singles:
        return None
    on_what = phrase.tail[-1] if phrase.tail and not phrase.head and phrase.preposition in _ON else ""
    if on_what in _BODY_POSES or on_what in _LIMBS:
        return _is("action", _POSE, 0.8)
    if any(word.startswith("mid-") and word[4:] in _MIDST for word in singles):
        return _is("action", _POSE, 0.85)
    limb_first = phrase.head in _LIMBS or (bool(singles) and singles[0] in _LIMBS)
    if limb_first and phrase.preposition and phrase.preposition not in ("of", "with", "like", "as"):
        return _is("action", "gesture", 0.8)
    face = bool({"eye", "mouth", "lip", "tooth", "brow", "eyebrow", "tongue"} & set(singles))
    posed = _posed(phrase) or any(word.endswith("ed") for word in phrase.words[1:])
    return _is("action", _GAZE if face else _POSE, 0.85) if posed and limb_first else None


def _place(phrase: Phrase) -> Guess | None:
    """`in a forest`, `under a bridge`, `outside a bakery`."""
    if phrase.head or not phrase.preposition or phrase.preposition in ("of", "with", "without", "from", "like"):
        return None
    kind = first_kind(reversed(phrase.tail))
    if kind in (Kind.LIGHT, Kind.EFFECT):
        return _as(kind, 0.6)
    if kind in (Kind.BODY, Kind.FACE):
        return _is("action", _POSE, 0.6)
    if kind in (Kind.PLACE, Kind.THING):
        return _is("background", "place", 0.93)
    return _is("background", "place", 0.75)


def _expression(phrase: Phrase) -> Guess | None:
    """`soft smile`, `stern look`, `skirt lift`."""
    return _as(Kind.EXPRESSION) if kind_of(phrase.head) is Kind.EXPRESSION else None


def _head(phrase: Phrase) -> Guess | None:
    """The kind of the head noun; `flour on hands` is on the subject, a bare `knight` is what the picture shows."""
    if phrase.head and _FEATURE.fullmatch(phrase.head):
        return _as(Kind.LOOKS)
    kind = kind_of(phrase.head) if phrase.head else None
    if kind is None or (kind is Kind.MOOD_ADJECTIVE and phrase.preposition):
        return None
    if "-" in phrase.head and len(phrase.words) == 1:
        return _as(kind, 0.5)
    if phrase.head == "sun" and _SUNNY.intersection(phrase.words):
        return _as(Kind.LIGHT, 0.75)
    if phrase.words[0].endswith("lit") and kind.slot == "subject":
        return _as(Kind.LIGHT, 0.6)
    on = first_kind(reversed(phrase.tail)) if phrase.tail else None
    if on in _SKIN_OR_HAIR and kind.slot in ("background", "details") and phrase.preposition != "of":
        return _is("subject", "accessories", 0.6) if kind.slot == "background" else _as(kind, 0.65)
    return _as(kind)


def _abstract(phrase: Phrase) -> Guess | None:
    """Nouns of feeling, single adjectives of mood; `candle-lit` and `sunlit` speak of light."""
    if phrase.words and phrase.words[-1].endswith("lit"):
        return _as(Kind.LIGHT)
    if not phrase.head or phrase.preposition not in ("", "of", "and"):
        return None
    if _ABSTRACT.fullmatch(phrase.head):
        return _is("associations", "mood and feeling", 0.7)
    if len(phrase.words) == 1 and _MOODLIKE.fullmatch(phrase.head):
        return _is("associations", "mood and feeling", 0.55)
    return None


def _tail(phrase: Phrase) -> Guess | None:
    """An unknown head: what stands behind the preposition, then any other word, says at least where to look."""
    kind = first_kind(reversed(phrase.tail))
    if kind is not None:
        return _as(kind, 0.55)
    kind = first_kind(reversed(phrase.singles))
    return _as(kind, 0.45) if kind is not None else None


def _name(phrase: Phrase) -> Guess | None:
    """A name is the subject's; whether it is a trigger word only the user knows."""
    strange = all(kind_of(word) is None and word.isalpha() for word in phrase.singles)
    unknown = len(phrase.words) > 1 and not phrase.preposition and strange
    return _is("subject", None, 0.35) if phrase.words and (phrase.is_name or unknown) else None


_RULES: tuple[Callable[[Phrase], Guess | None], ...] = (
    _face,
    _namespace,
    _count,
    _background,
    _qualifier,
    _picture,
    _mood,
    _worn,
    _gerund_first,
    _gerund_later,
    _participle_first,
    _pose,
    _place,
    _expression,
    _head,
    _abstract,
    _name,
    _tail,
)

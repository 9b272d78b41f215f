"""What kind of thing an English word names, and the slot and layer that make of a tag whose head it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from functools import cache, lru_cache

from tui_captioner.domain.slotting import compounds, nouns, surroundings, words
from tui_captioner.domain.slotting.phrases import Phrase, bare_text, is_gerund, names_a_thing, phrase_of
from tui_captioner.domain.spelling import singular


class Kind(Enum):
    """Kinds of words."""

    MEDIUM = "medium"
    FRAMING = "framing"
    QUALITY = "quality"
    BEING = "being"
    EXPRESSION = "expression"
    POSE = "pose"
    FACE = "face"
    CLOTHING = "clothing"
    ACCESSORY = "accessory"
    BODY = "body"
    MATERIAL = "material"
    LOOKS = "looks"
    LIGHT = "light"
    EFFECT = "effect"
    WRITING = "writing"
    PLACE = "place"
    THING = "thing"
    MOOD = "mood"
    MOOD_ADJECTIVE = "mood adjective"

    @property
    def slot(self) -> str:
        """Key of the slot in the default structure."""
        return _HOUSES[self][0]

    @property
    def layer(self) -> str:
        """Layer of that slot."""
        return _HOUSES[self][1]

    @property
    def weight(self) -> float:
        """How often a tag with such a head noun belongs there, 0 to 1."""
        return _HOUSES[self][2]


_HOUSES: Mapping[Kind, tuple[str, str, float]] = {
    Kind.MEDIUM: ("type", "medium", 0.85),
    Kind.FRAMING: ("type", "kind", 0.8),
    Kind.QUALITY: ("type", "kind", 0.8),
    Kind.BEING: ("type", "of a", 0.5),
    Kind.EXPRESSION: ("action", "gaze and expression", 0.85),
    Kind.POSE: ("action", "pose and movement", 0.8),
    Kind.FACE: ("subject", "hair and face", 0.85),
    Kind.CLOTHING: ("subject", "clothing", 0.9),
    Kind.ACCESSORY: ("subject", "accessories", 0.8),
    Kind.BODY: ("subject", "build or material", 0.75),
    Kind.MATERIAL: ("subject", "build or material", 0.65),
    Kind.LOOKS: ("subject", "build or material", 0.7),
    Kind.LIGHT: ("details", "light", 0.9),
    Kind.EFFECT: ("details", "effects", 0.75),
    Kind.WRITING: ("details", "other", 0.75),
    Kind.PLACE: ("background", "place", 0.85),
    Kind.THING: ("background", "things in it", 0.75),
    Kind.MOOD: ("associations", "mood and feeling", 0.85),
    Kind.MOOD_ADJECTIVE: ("associations", "mood and feeling", 0.8),
}

_LISTS: tuple[tuple[Kind, str], ...] = (
    (Kind.MEDIUM, words.MEDIA),
    (Kind.FRAMING, words.FRAMING),
    (Kind.QUALITY, words.QUALITY),
    (Kind.EXPRESSION, words.EXPRESSIONS),
    (Kind.POSE, words.POSES),
    (Kind.FACE, nouns.HAIR_AND_FACE),
    (Kind.CLOTHING, nouns.CLOTHING),
    (Kind.ACCESSORY, nouns.ACCESSORIES),
    (Kind.LIGHT, words.LIGHT),
    (Kind.EFFECT, words.EFFECTS),
    (Kind.BODY, nouns.BODY_AND_MAKE),
    (Kind.BEING, f"{nouns.PEOPLE} {nouns.ANIMALS}"),
    (Kind.PLACE, surroundings.PLACES),
    (Kind.THING, f"{surroundings.THINGS} {surroundings.FOOD}"),
    (Kind.MATERIAL, nouns.MATERIALS),
    (Kind.WRITING, words.WRITING),
    (Kind.MOOD, words.MOOD_NOUNS),
    (Kind.LOOKS, nouns.LOOKS),
    (Kind.MOOD_ADJECTIVE, words.MOOD_ADJECTIVES),
)


_PAIR_LISTS: tuple[tuple[Kind, str], ...] = (
    (Kind.MEDIUM, compounds.MEDIA),
    (Kind.FRAMING, compounds.FRAMINGS),
    (Kind.ACCESSORY, compounds.SUBJECTS),
    (Kind.BODY, compounds.BODIES),
    (Kind.LIGHT, compounds.LIGHTS),
    (Kind.EFFECT, compounds.EFFECTS),
    (Kind.PLACE, compounds.PLACES),
    (Kind.THING, compounds.THINGS),
    (Kind.MOOD, compounds.MOODS),
)

_ENDINGS: tuple[tuple[Kind, str], ...] = (
    (Kind.BEING, "woman man people smith maker keeper player driver rider worker fighter hunter master seller walker"),
    (Kind.BEING, "singer dancer wright girl boy ologist ographer eer ist monger herd catcher trainer warrior"),
    (Kind.ACCESSORY, "band belt pack sword blade gun helmet mask glove knife guard brace"),
    (Kind.CLOTHING, "wear suit dress coat jacket skirt shirt boot shoe sock pants trousers gown sleeve cloak"),
    (Kind.FACE, "hair beard braid"),
    (Kind.LIGHT, "light glow shine beam lights"),
    (Kind.MEDIUM, "graph graphy print painting"),
    (Kind.PLACE, "shop house room yard field land side hall works ground tower bridge way town ville park garden"),
    (Kind.PLACE, "scape forest stead cliff beach shore"),
    (Kind.THING, "table chair board box case boat ship truck tree plant flower wood cloth door berry fruit pot pan"),
    (Kind.THING, "bowl bottle glass window stone rock storm fall cloud bike cart wagon machine stand rack holder lamp"),
    (Kind.BEING, "bird fish hound dog cat horse fly saur"),
)
"""What the last part of a word that is not listed says of it, where three letters or more go before."""
_NO_COMPOUND = ("able", "ible", "ing", "less", "ness", "ship", "pursuit", "always", "anyway")
"""Endings of words that only look put together."""
_LEAST_BEFORE = 3


_ANIMALS = frozenset(nouns.ANIMALS.split())
_FOOD = frozenset(word for listed in surroundings.FOOD.split() for word in (listed, singular(listed)))


@cache
def _kinds() -> dict[str, Kind]:
    listed = [(word, kind) for kind, text in reversed(_LISTS) for word in text.split()]
    return {singular(word): kind for word, kind in listed} | dict(listed)


@cache
def _pairs() -> dict[tuple[str, str], Kind]:
    pairs = {}
    for kind, text in reversed(_PAIR_LISTS):
        for pair in text.replace("\n", " ").split(","):
            first, second = pair.split()
            pairs[singular(first), singular(second)] = kind
    return pairs


@cache
def _endings() -> dict[str, Kind]:
    return {ending: kind for kind, text in reversed(_ENDINGS) for ending in text.split()}


@cache
def _longest_ending() -> int:
    return max(map(len, _endings()))


def kind_of(word: str) -> Kind | None:
    """The kind of a word, in the singular or not; its last part tells of a word with hyphens or put together."""
    kinds = _kinds()
    found = kinds.get(word) or kinds.get(singular(word))
    if found is None and "-" in word:
        last = word.rpartition("-")[2]
        return kinds.get(last) or kinds.get(singular(last))
    return found or _kind_by_ending(singular(word))


def is_listed(word: str) -> bool:
    """Whether a word itself stands in a list, not only its last part."""
    return word in _kinds()


@lru_cache(maxsize=4096)
def _kind_by_ending(word: str) -> Kind | None:
    """What the last part of an unlisted word says: `bookstall` stands about, a `glassworker` is somebody."""
    if word.endswith(_NO_COMPOUND):
        return None
    endings = _endings()
    # No more than could be one: a word may be as long as a caption file.
    begin = max(_LEAST_BEFORE, len(word) - _longest_ending())
    parts = (word[at:] for at in range(begin, len(word) - 2))
    return next((endings[part] for part in parts if part in endings), None)


def pair_kind(words_: Sequence[str]) -> Kind | None:
    """The kind of a noun of two words that its last word alone would belie (`boxing ring`, `cliff face`).

    Args:
        words_: Words in the singular, the head noun last.
    """
    return _pairs().get((words_[-2], words_[-1])) if len(words_) > 1 else None


@lru_cache(maxsize=4096)
def names_animal(text: str) -> bool:
    """Whether a tag names an animal: `of a dog`, `border collie`, `pigeons`."""
    return any(singular(word) in _ANIMALS for word in bare_text(text).split())


@lru_cache(maxsize=1 << 15)
def names_food(text: str) -> bool:
    """Whether a tag speaks of something to eat or to drink: `food photo`, `of a bowl of soup`, `melted cheese`."""
    return any(singular(word) in _FOOD for word in bare_text(text).split())


def is_served(text: str) -> bool:
    """Whether a tag names food as a thing or says with what it comes (`topped with herbs`), not what happens to it."""
    phrase = phrase_of(text)
    return names_food(text) and (_comes_with(phrase) or names_a_thing(phrase))


def _comes_with(phrase: Phrase) -> bool:
    return phrase.preposition in ("with", "in") and phrase.words[0] in _PREPARED


def is_a_dish(text: str) -> bool:
    """Whether a tag is an article and what food stands on: `a plate with rice`, `a white bowl of soup`."""
    if not names_food(text):
        return False  # most tags, and that is kept
    phrase = phrase_of(text)
    vessel = phrase.counted or (phrase.head if phrase.preposition in ("with", "of") else "")
    return phrase.counts_things and vessel in _VESSELS


def is_plain_food(text: str) -> bool:
    """Whether a tag names food and nothing else: `diced onion`, not `tea room`, `bottle of sauce`, `slicing bread`."""
    phrase = phrase_of(text)
    if phrase.counted or phrase.head not in _FOOD:
        return _comes_with(phrase) and names_food(text)
    return phrase.preposition in ("", "with") and not is_gerund(phrase.words[0])


def word_set(*listed: str) -> frozenset[str]:
    """The words of lists."""
    return frozenset(word for text in listed for word in text.split())


def first_kind(found: Iterable[str]) -> Kind | None:
    """The kind of the first word that has one."""
    return next((kind for word in found if (kind := kind_of(word)) is not None), None)


_VESSELS = word_set("plate bowl dish tray platter pan skillet pot saucer ramekin casserole")
_PREPARED = word_set(
    "topped served garnished drizzled covered filled stuffed sprinkled seasoned dressed coated glazed tossed dusted"
)

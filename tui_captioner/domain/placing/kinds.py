"""What kind of thing an English word names, and the slot and layer that make of a tag whose head it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cache, lru_cache

from tui_captioner.domain.placing import nouns, words
from tui_captioner.domain.placing.phrases import bare_key, singular


class Kind(Enum):
    """Kinds of words."""

    MEDIUM = "medium"
    FRAMING = "framing"
    QUALITY = "quality"
    BEING = "being"
    EXPRESSION = "expression"
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
    Kind.FACE: ("subject", "hair and face", 0.85),
    Kind.CLOTHING: ("subject", "clothing", 0.9),
    Kind.ACCESSORY: ("subject", "accessories", 0.8),
    Kind.BODY: ("subject", "build or material", 0.75),
    Kind.MATERIAL: ("subject", "build or material", 0.65),
    Kind.LOOKS: ("subject", "build or material", 0.7),
    Kind.LIGHT: ("details", "light", 0.85),
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
    (Kind.FACE, nouns.HAIR_AND_FACE),
    (Kind.CLOTHING, nouns.CLOTHING),
    (Kind.ACCESSORY, nouns.ACCESSORIES),
    (Kind.LIGHT, words.LIGHT),
    (Kind.EFFECT, words.EFFECTS),
    (Kind.BODY, nouns.BODY_AND_MAKE),
    (Kind.BEING, f"{nouns.PEOPLE} {nouns.ANIMALS}"),
    (Kind.PLACE, nouns.PLACES),
    (Kind.THING, nouns.THINGS),
    (Kind.MATERIAL, nouns.MATERIALS),
    (Kind.WRITING, words.WRITING),
    (Kind.MOOD, words.MOOD_NOUNS),
    (Kind.LOOKS, nouns.LOOKS),
    (Kind.MOOD_ADJECTIVE, words.MOOD_ADJECTIVES),
)


_ANIMALS = frozenset(nouns.ANIMALS.split())


@cache
def _kinds() -> dict[str, Kind]:
    listed = [(word, kind) for kind, text in reversed(_LISTS) for word in text.split()]
    return {singular(word): kind for word, kind in listed} | dict(listed)


def kind_of(word: str) -> Kind | None:
    """The kind of a word, in the singular or not; of a word with hyphens the kind of its last part counts too."""
    kinds = _kinds()
    found = kinds.get(word) or kinds.get(singular(word))
    if found is None and "-" in word:
        last = word.rpartition("-")[2]
        found = kinds.get(last) or kinds.get(singular(last))
    return found


@lru_cache(maxsize=4096)
def names_animal(text: str) -> bool:
    """Whether a tag names an animal: `of a dog`, `border collie`, `pigeons`."""
    return any(singular(word) in _ANIMALS for word in bare_key(text).split())


def word_set(*listed: str) -> frozenset[str]:
    """The words of lists."""
    return frozenset(word for text in listed for word in text.split())


def first_kind(found: Iterable[str]) -> Kind | None:
    """The kind of the first word that has one."""
    return next((kind for word in found if (kind := kind_of(word)) is not None), None)

"""Which terms of a slot's layers tags hold: how a dataset is spread over framings, angles, kinds of light, places.

A term counts where it stands as whole words inside a tag (`cowboy shot` in `wide cowboy shot`): tags are rarely the
terms letter by letter, and who looks for these alone finds a third of what is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tui_captioner.domain.query.parsing import LONGEST
from tui_captioner.domain.query.pattern import escaped
from tui_captioner.domain.query.words import FIELDS, SLOT
from tui_captioner.domain.spelling import match_key
from tui_captioner.domain.structure import Structure
from tui_captioner.domain.vocabulary import Term

_LONGEST = LONGEST - 100
"""Characters of a filter that others may still be put around."""
TOLD = ("kind", "perspective", "light", "place")
"""Layers whose variety makes a set: shot, angle, light, place."""


class Layer(NamedTuple):
    """A layer.

    Args:
        slot: Key of its slot.
        name: Its name.
    """

    slot: str
    name: str


class Held(NamedTuple):
    """A term that a tag holds.

    Args:
        term: The text of the term.
        pattern: How the tag is found by a filter: the words of the term, with `*` where others stand beside them.
    """

    term: str
    pattern: str


@dataclass(frozen=True, slots=True)
class TermFigures:
    """How often a term of a layer stands in tags.

    Args:
        text: The term.
        images: How many images have it.
        filter: Finds them.
    """

    text: str
    images: int
    filter: str


@dataclass(frozen=True, slots=True)
class LayerFigures:
    """How a layer is used.

    Args:
        layer: The layer.
        images: How many images have a term of it.
        terms: Its terms that are used, the most used first.
        filter: Finds the images that have one; empty where that would be too long.
    """

    layer: Layer
    images: int
    terms: tuple[TermFigures, ...]
    filter: str


def told_layers(structure: Structure) -> list[Layer]:
    """The layers of a structure that are told of."""
    found = [Layer(slot.key, name) for slot in structure.slots for name in slot.layers if name in TOLD]
    return sorted(found, key=lambda layer: TOLD.index(layer.name))


class LayerTerms:
    """The terms of a layer, found inside tags.

    Args:
        layer: The layer.
        terms: The vocabulary.
    """

    def __init__(self, layer: Layer, terms: Iterable[Term]) -> None:
        self.layer = layer
        self._terms: dict[str, str] = {}
        for term in terms:
            if (term.slot, term.layer) == layer:
                for text in (term.text, *term.aliases):
                    self._terms.setdefault(match_key(text), term.text)
        self._begun: dict[str, int] = {}
        """By first word of a term how many words it has, or the longest of those that begin so."""
        for words in map(str.split, self._terms):
            self._begun[words[0]] = max(len(words), self._begun.get(words[0], 0))

    def held_by(self, key: str, bare: str) -> Sequence[Held]:
        """The terms that a tag holds, each spelling once.

        Args:
            key: `match_key` of the tag.
            bare: `bare_key` of it: a filter looks for both.
        """
        if key == bare:
            return tuple(self._held(key))
        return tuple(dict.fromkeys((*self._held(key), *self._held(bare))))

    def _held(self, key: str) -> Iterator[Held]:
        words = key.split()
        for start, word in enumerate(words):
            for end in range(start + 1, min(len(words), start + self._begun.get(word, 0)) + 1):
                spelt = " ".join(words[start:end])
                term = self._terms.get(spelt)
                if term is not None:
                    yield Held(term, f"{'* ' if start else ''}{escaped(spelt)}{' *' if end < len(words) else ''}")


def layer_figures(layer: Layer, held: Iterable[Sequence[Held]], images: Mapping[str, int], any_: int) -> LayerFigures:
    """What is said of a layer.

    Args:
        layer: The layer.
        held: The terms that each tag holds.
        images: By term how many images have it.
        any_: How many images have any of them.
    """
    patterns: dict[str, dict[str, None]] = {}
    for each in held:
        for one in each:
            patterns.setdefault(one.term, {})[one.pattern] = None
    asked = {term: _any_of(layer.slot, own) for term, own in patterns.items()}
    terms = [TermFigures(term, images.get(term, 0), asked[term]) for term in patterns]
    terms.sort(key=lambda term: (-term.images, term.text))
    wanted = _any_of(layer.slot, dict.fromkeys(one for own in patterns.values() for one in own))
    return LayerFigures(layer, any_, tuple(terms), wanted if len(wanted) <= _LONGEST else "")


def field_of_slot(slot: str) -> str:
    """A slot as a filter names it."""
    return f"{SLOT}{slot}" if slot.casefold() in FIELDS else slot


def _any_of(slot: str, patterns: Iterable[str]) -> str:
    field = field_of_slot(slot)
    return " OR ".join(f'{field}:"{pattern}"' for pattern in patterns)

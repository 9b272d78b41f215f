"""What speaks for or against a term where it is offered: its slot, its layer, its exclusive group."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tui_captioner.domain.vocabulary import Term, Vocabulary

_OTHER_SLOT = -2.0
"""What a term of another slot loses in log score. A hard filter would lose terms that were filed wrongly, and no
difference at all costs a tenth more keys (measured on caption sets with slots)."""
_SAME_GROUP = -4.0
_SAME_LAYER = 0.5
_NEXT_LAYER = 1.0
_PER_LAYER = 24


@dataclass(frozen=True, slots=True)
class Leaning:
    """The gains and losses of terms at one place in one caption.

    Args:
        slot: the slot that is being filled, if known.
        groups: exclusive groups of which the caption has a term.
        layers: gain of the layers that are due.
    """

    slot: str | None
    groups: Collection[str]
    layers: Mapping[str, float]

    def of(self, term: Term, seen_in: Collection[str]) -> float:
        """Give what a term gains or loses in log score; `seen_in` are the slots that the project uses it in."""
        gain = _SAME_GROUP if term.group in self.groups else 0.0
        if self.slot is None:
            return gain
        if self.is_elsewhere(term, seen_in):
            gain += _OTHER_SLOT
        if term.layer is not None and term.slot == self.slot:
            gain += self.layers.get(term.layer, 0.0)
        return gain

    def is_elsewhere(self, term: Term, seen_in: Collection[str]) -> bool:
        """Tell whether all that is known of a term says another slot than the one that is being filled."""
        if self.slot is None or self.slot in seen_in:
            return False
        return bool(seen_in) or term.slot not in (self.slot, None)


class Layers:
    """The layers of a vocabulary's slots, from broad to specific, as its files order them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._terms: dict[str, dict[str, list[Term]]] = {}
        for term in vocabulary.terms:
            if term.slot is not None and term.layer is not None:
                known = self._terms.setdefault(term.slot, {}).setdefault(term.layer, [])
                if len(known) < _PER_LAYER:
                    known.append(term)

    def leaning(self, slot: str | None, context: Sequence[str]) -> Leaning:
        """Work out what speaks for terms after some tags."""
        chosen = [term for term in map(self._vocabulary.get, context) if term is not None]
        groups = frozenset(term.group for term in chosen if term.group is not None)
        gains: dict[str, float] = {}
        order = list(self._terms.get(slot, ())) if slot is not None else []
        current = next((term.layer for term in reversed(chosen) if term.slot == slot and term.layer in order), None)
        if current is not None:
            gains[current] = _SAME_LAYER
            for layer in order[order.index(current) + 1 :][:1]:
                gains[layer] = _NEXT_LAYER
        return Leaning(slot, groups, gains)

    def due(self, leaning: Leaning) -> Iterable[Term]:
        """Give the first terms of the layers that are due."""
        layers = self._terms.get(leaning.slot, {}) if leaning.slot is not None else {}
        for layer in leaning.layers:
            yield from layers.get(layer, ())

"""What speaks for or against a term where it is offered: its slot, its layer, its exclusive group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from tui_captioner.domain.completion.subject_counts import said, says_who
from tui_captioner.domain.vocabulary import Term, Vocabulary

_OTHER_SLOT = -2.0
"""What a term of another slot loses in log score. A hard filter would lose terms that were filed wrongly, and no
difference at all costs a tenth more keys (measured on caption sets with slots)."""
_SAME_GROUP = -4.0
_SAME_LAYER = 0.5
_NEXT_LAYER = 1.0
_PER_LAYER = 24
_FEW = 0.1
"""Captions with more tags of a layer than all but this part have are left aside where it is told whether it is served.
An average put what half the captions went on with behind what the project never used (measured on four caption sets
that nothing was tuned on: up to 0.08 keys a tag, and no set was worse)."""
_LayerKey = tuple[str, str]


class Leaning(NamedTuple):
    """The gains and losses of terms at one place in one caption.

    Args:
        slot: the slot that is being filled, if known.
        groups: exclusive groups of which the caption has a term.
        layers: gain of the layers that are due.
        served: layers of the slot of which the caption has as many tags as captions of this project have.
        subjects: the tags of the caption that say who is shown.
    """

    slot: str | None
    groups: Collection[str]
    layers: Mapping[str, float]
    served: Collection[str] = frozenset()
    subjects: tuple[str, ...] = ()

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

    def contradicts(self, term: Term) -> bool:
        """Tell whether a term says once more, or otherwise, what a tag of the caption says."""
        return term.group in self.groups or (bool(self.subjects) and says_who(term.text))

    def is_served(self, term: Term) -> bool:
        """Tell whether the caption has what is usual of the term's layer."""
        return term.layer in self.served and term.slot == self.slot


class Layers:
    """The layers of a vocabulary's slots, from broad to specific, as its files order them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._terms: dict[str, dict[str, list[Term]]] = {}
        self._amounts: dict[_LayerKey, Counter[int]] = {}
        for term in vocabulary.terms:
            if term.slot is not None and term.layer is not None:
                known = self._terms.setdefault(term.slot, {}).setdefault(term.layer, [])
                if len(known) < _PER_LAYER and not term.seldom:
                    known.append(term)

    def learn(self, tags: Iterable[str], sign: int = 1) -> None:
        """Learn, or with `sign` -1 take back, how many tags of each layer a caption has."""
        for layer, amount in self._counts(tags).items():
            self._amounts.setdefault(layer, Counter())[amount] += sign

    def _counts(self, tags: Iterable[str]) -> Counter[_LayerKey]:
        terms = (self._vocabulary.get(tag) for tag in tags)
        return Counter((term.slot, term.layer) for term in terms if term and term.slot and term.layer)

    def leaning(self, slot: str | None, context: Sequence[str]) -> Leaning:
        """Work out what speaks for terms after some tags."""
        chosen = [term for term in map(self._vocabulary.find, context) if term is not None]
        groups = frozenset(term.group for term in chosen if term.group is not None)
        gains: dict[str, float] = {}
        order = list(self._terms.get(slot, ())) if slot is not None else []
        current = next((term.layer for term in reversed(chosen) if term.slot == slot and term.layer in order), None)
        if current is not None:
            gains[current] = _SAME_LAYER
            for layer in order[order.index(current) + 1 :][:1]:
                gains[layer] = _NEXT_LAYER
        return Leaning(slot, groups, gains, self._served(slot, chosen), said(context))

    def _served(self, slot: str | None, chosen: Sequence[Term]) -> frozenset[str]:
        """Give the layers of the slot that have as many tags as nearly all captions that have some, or one."""
        here = Counter(term.layer for term in chosen if term.slot == slot and term.layer is not None)
        return frozenset(layer for layer, amount in here.items() if amount >= self._usual(slot or "", layer))

    def _usual(self, slot: str, layer: str) -> int:
        """Give how many tags of a layer only few captions have more of; one where none has any."""
        amounts = self._amounts.get((slot, layer), Counter())
        left = _FEW * amounts.total()
        for amount in sorted(amounts, reverse=True):
            left -= amounts[amount]
            if left < 0.0:
                return amount
        return 1

    def due(self, leaning: Leaning) -> Iterable[Term]:
        """Give the first terms of the layers that are due: the next one, and all that have nothing yet."""
        layers = self._terms.get(leaning.slot, {}) if leaning.slot is not None else {}
        for layer in leaning.layers:
            yield from layers.get(layer, ())
        if leaning.served:
            for layer, terms in layers.items():
                if layer not in leaning.served and layer not in leaning.layers:
                    yield from terms

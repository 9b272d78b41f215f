"""Which words of a dataset a prompt has: those that captions use most, then those of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from tui_captioner.domain.drafting.asked_slots import Fitting
from tui_captioner.domain.structure import Slot
from tui_captioner.domain.templates import gap
from tui_captioner.domain.vocabulary import Term

MOST = 60
"""Words in a prompt, over all slots: enough to show how things are called, few enough to be read."""
_LONG = 40
"""Letters of a word that is shown: longer ones are sentences, or hold more than one thing."""


def chosen_words(
    slots: Sequence[Slot], used: Mapping[str, Sequence[str]], terms: Iterable[Term], fitting: Fitting
) -> dict[str, list[str]]:
    """The words for each slot, the most used first; the slots take turns until there are `MOST`.

    Args:
        slots: The slots that are asked for.
        used: The tags that captions have, by slot, the most used first.
        terms: The vocabulary, the most trusted first.
        fitting: Which of them may be shown.
    """
    own = tuple(terms)
    known = _by_layer(own)
    aliases = {term.text: [alias.casefold() for alias in term.aliases] for term in own}
    queues = {slot.key: _queue(slot, used.get(slot.key, ()), known.get(slot.key, {}), fitting) for slot in slots}
    found: dict[str, list[str]] = {slot.key: [] for slot in slots}
    taken: set[str] = set()
    while queues and len(taken) < MOST:
        for key in list(queues):
            word = next((text for text in queues[key] if taken.isdisjoint(_spellings(text, aliases))), None)
            if word is None:
                del queues[key]
            elif len(taken) < MOST:
                taken.add(word.casefold())
                found[key].append(word)
    return found


def _spellings(text: str, aliases: Mapping[str, Sequence[str]]) -> list[str]:
    """A text and what means the same: two words for one thing would be taken in turns."""
    return [text.casefold(), *aliases.get(text, ())]


def _by_layer(terms: Iterable[Term]) -> dict[str, dict[str, list[str]]]:
    """The texts of terms by slot and layer, without those that are offered to nobody, or stand for many."""
    found: dict[str, dict[str, list[str]]] = {}
    for term in terms:
        if term.slot and not term.seldom and not gap(term.text):
            found.setdefault(term.slot, {}).setdefault(term.layer or "", []).append(term.text)
    return found


def _queue(slot: Slot, used: Sequence[str], layers: Mapping[str, Sequence[str]], fitting: Fitting) -> Iterator[str]:
    asked = [layers[layer] for layer in (*slot.layers, "") if layer in layers] or list(layers.values())
    for text in chain(used, _in_turn(asked)):
        if len(text) <= _LONG and "," not in text and fitting.fits(slot.key, text):
            yield text


def _in_turn(lists: Sequence[Sequence[str]]) -> Iterator[str]:
    """The first of each list, then the second of each: a layer that stands behind another is seen too."""
    for place in range(max(map(len, lists), default=0)):
        yield from (texts[place] for texts in lists if place < len(texts))

"""Which slots a model is asked to fill, and which texts may stand in its prompt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tui_captioner.domain.caption import Tag
from tui_captioner.domain.profiles.leaving_out import LeavingOut
from tui_captioner.domain.profiles.whole_words import holds, without
from tui_captioner.domain.structure import Slot, Structure
from tui_captioner.domain.text import visible

_WORD = re.compile(r"\w+")


def asked_slots(structure: Structure, leaving_out: LeavingOut) -> tuple[Slot, ...]:
    """The slots that are written, in order. Where some layers alone are, the hint names these."""
    slots = (structure.slot(key) for key in structure.own_keys)
    return tuple(asked for slot in slots if (asked := _asked(slot, leaving_out)) is not None)


def _asked(slot: Slot, leaving_out: LeavingOut) -> Slot | None:
    if leaving_out.has_slot(slot.key):
        kept = leaving_out.kept_layers(slot.key)
        layers = tuple(layer for layer in slot.layers if layer in kept)
        return slot._replace(layers=layers, hint=", ".join(layers)) if layers else None
    gone = leaving_out.layers(slot.key)
    if not gone:
        return slot
    layers = tuple(layer for layer in slot.layers if layer not in gone)
    return slot._replace(layers=layers, hint=", ".join(layers)) if layers else None


@dataclass(frozen=True, slots=True)
class Fitting:
    """Which texts of the dataset a model may be shown.

    Args:
        leaving_out: What is not written: it is not shown either.
        never: Words, in lower case, that no text that is shown may hold: a word that stands in a prompt comes back.
        but_in: Words, in lower case, that they may stand in: the trigger word, where it is asked for.
        classes: Words, in lower case, for the class of what is taught: no text that is shown names it, be it counted
            (`2girls`) or not.
    """

    leaving_out: LeavingOut
    never: tuple[str, ...] = ()
    but_in: str = ""
    classes: frozenset[str] = frozenset()

    def fits(self, slot: str, text: str) -> bool:
        """Whether a text may be shown for a slot; never one that holds what could steer a terminal."""
        if not text.strip() or visible(text) != text:
            return False
        folded = without(text.casefold(), self.but_in) if self.but_in else text.casefold()
        if any(holds(folded, word) for word in self.never) or self._names_class(folded):
            return False
        return not self.leaving_out.leaves(slot, Tag(text))

    def _names_class(self, folded: str) -> bool:
        words = {word.lstrip("0123456789") for word in _WORD.findall(folded)}
        return not self.classes.isdisjoint(words | {word.removesuffix("s") for word in words})

    def fitting(self, slot: str, texts: Iterable[str]) -> list[str]:
        """Those of some texts that may be shown for a slot, each once."""
        return [text for text in dict.fromkeys(texts) if self.fits(slot, text)]

"""The words of the filter language: its fields, and what a dataset adds to them."""

from __future__ import annotations

from types import MappingProxyType
from typing import NamedTuple

from tui_captioner.domain.structure import DEFAULT_STRUCTURE, GLOBALS

FIELDS = MappingProxyType(
    {
        "tag": "a whole tag, in any slot",
        "text": "words of the caption",
        "name": "part of the file name",
        "state": "empty, draft, done, reviewed, flagged",
        "tags": "how many tags: tags>20",
        "tokens": "how many tokens: tokens>75",
        "unsure": "yes or no: a slot was only guessed",
        "finding": "what a check found",
        "note": "words of the note",
        "by": "who set a tag: file, person, import, or a model",
        "proposed": "which model proposes tags that are not confirmed: proposed:* any",
    }
)
"""Each field with what it asks for."""

SLOT = "slot."
"""Before the key of a slot: needed where a field has the same name."""
STATE_OF = "state."
"""Before the key of a slot: its state, not that of the image."""
EMPTY = "empty"
"""What a slot or a note may be asked for."""
YES_OR_NO = MappingProxyType({"yes": True, "no": False, "true": True, "false": False})
AUTHORS = ("file", "person", "import")
"""Who set a tag, as far as that is known and it is no model: it was read from a file, came by an edit, or an import."""
ALSO_CALLED = MappingProxyType({"person": ("me", "edit")})
"""What else an author may be called in a filter."""


class FilterWords(NamedTuple):
    """What a filter may name in a dataset.

    Args:
        slots: Keys of its slots, globals among them.
        rules: Rules that findings may have; for completion.
        authors: Who may have set a tag; for completion.
        models: The models among them; for completion.
    """

    slots: tuple[str, ...] = DEFAULT_STRUCTURE.keys
    rules: tuple[str, ...] = ()
    authors: tuple[str, ...] = AUTHORS
    models: tuple[str, ...] = ()

    def field_of(self, typed: str) -> str:
        """The field that was typed: one of `FIELDS`, `slot.` or `state.` with the key of a slot; empty for none."""
        folded = typed.casefold()
        if folded in FIELDS:
            return folded
        if folded.startswith(STATE_OF):
            return next((STATE_OF + slot for slot in self._own if STATE_OF + slot.casefold() == folded), "")
        key = folded.removeprefix(SLOT)
        return next((SLOT + slot for slot in self.slots if slot.casefold() == key), "")

    @property
    def all_fields(self) -> tuple[str, ...]:
        """Fields and slots as they are typed."""
        return (*FIELDS, *(SLOT + slot if slot.casefold() in FIELDS else slot for slot in self.slots))

    @property
    def state_fields(self) -> tuple[str, ...]:
        """The fields that ask for the state of a slot; the globals have none."""
        return tuple(STATE_OF + slot for slot in self._own)

    @property
    def _own(self) -> tuple[str, ...]:
        return tuple(slot for slot in self.slots if slot != GLOBALS)

"""The parts of a caption and the order they are written in.

The seven default slots, their titles and layers come from the two captioning guides this project puts into
practice ("Captioning Datasets for Training Purposes" and novita.ai's training image caption guidance). They are data:
a project may rename, reorder, add or drop slots.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

NAMES = frozenset({"character", "series", "artist"})
"""Keys of slots for names, as some structures have them: what has no name has nothing for them."""
GLOBALS = "globals"
"""Key of the slot that is stored once for the project and stands in every caption."""


class Slot(NamedTuple):
    """One part of the caption.

    Args:
        key: Stable name, used in files and in `show --json`.
        title: What the user reads.
        hint: What goes in, in one line.
        layers: Ordered groups inside the slot, from broad to specific.
        written: Whether its tags are written, or only kept.
        optional: Whether an image may have nothing for it, so that nothing is missing where it is empty.
    """

    key: str
    title: str
    hint: str = ""
    layers: tuple[str, ...] = ()
    written: bool = True
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Structure:
    """The slots of one dataset, in the order in which they are written.

    Raises:
        ValueError: If a key stands twice or no slot beside the globals is left.
    """

    slots: tuple[Slot, ...]
    keys: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """All slot keys in order."""
    own_keys: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """The keys of the slots that belong to an image, so all but the globals."""
    needed_keys: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """Those of them that should not be empty."""
    catch_all: str = field(init=False, repr=False, compare=False)
    """Key of the slot for what fits nowhere else: Notable details, or the last slot where there is none."""
    _at: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        keys = tuple(slot.key for slot in self.slots)
        doubles = sorted({key for key in keys if keys.count(key) > 1})
        if doubles:
            raise ValueError(f"slot key used twice: {', '.join(doubles)}")
        own = tuple(key for key in keys if key != GLOBALS)
        if not own:
            raise ValueError("a structure needs at least one slot beside the globals")
        # Asked for each tag of each caption, so worked out once; the class is frozen.
        needed = tuple(slot.key for slot in self.slots if slot.key in own and not slot.optional)
        told = {
            "keys": keys,
            "own_keys": own,
            "needed_keys": needed,
            "catch_all": "details" if "details" in own else own[-1],
        }
        for name, value in {**told, "_at": {key: at for at, key in enumerate(keys)}}.items():
            object.__setattr__(self, name, value)

    def index(self, key: str) -> int:
        """Position of the slot `key`, from 0.

        Raises:
            KeyError: If there is no such slot.
        """
        return self._at[key]

    def slot(self, key: str) -> Slot:
        """The slot `key`; raises KeyError if there is none."""
        return self.slots[self.index(key)]

    def title(self, key: str) -> str:
        """The title of the slot `key`; raises KeyError if there is none."""
        return self.slot(key).title

    def title_or_key(self, key: str) -> str:
        """The title of the slot `key`; the key itself of a slot that a caption has and the structure not."""
        return self.title(key) if key in self._at else key


DEFAULT_SLOTS: tuple[Slot, ...] = (
    Slot(GLOBALS, "Globals", "trigger word and what every image shares"),
    Slot(
        "type",
        "Type",
        "what it is, of a..., framing, perspective",
        ("medium", "of a", "kind", "perspective"),
    ),
    Slot(
        "action",
        "Action",
        "what the subject does: pose, gesture, gaze",
        ("pose and movement", "gesture", "gaze and expression"),
    ),
    Slot(
        "subject",
        "Subject",
        "hair, clothing, accessories, build or material",
        ("hair and face", "clothing", "accessories", "build or material"),
    ),
    Slot(
        "details",
        "Details",
        "light, effects, what is neither subject nor background",
        ("light", "effects", "other"),
    ),
    Slot(
        "background",
        "Background",
        "place, things in it, specifics of those things",
        ("place", "things in it", "specifics of those things"),
    ),
    Slot("associations", "Associations", "mood and feeling", ("mood and feeling",)),
)

DEFAULT_STRUCTURE = Structure(DEFAULT_SLOTS)


def structure_from_settings(rows: Sequence[Mapping[str, object]]) -> Structure:
    """Build a structure from the `[[structure]]` tables of a project's settings.

    Args:
        rows: Tables with `key` and, where they differ from the default slot of that key, `title`, `hint`, `layers`.
            The globals come first by themselves when no row names them.

    Raises:
        ValueError: If a row has no key, an unknown field or a wrong type; the message names the row.
    """
    defaults = {slot.key: slot for slot in DEFAULT_SLOTS}
    slots = [_slot_from_row(number, row, defaults) for number, row in enumerate(rows, 1)]
    if GLOBALS not in {slot.key for slot in slots}:
        slots.insert(0, defaults[GLOBALS])
    return Structure(tuple(slots))


def _slot_from_row(number: int, row: Mapping[str, object], defaults: Mapping[str, Slot]) -> Slot:
    unknown = sorted(set(row) - _FIELDS)
    if unknown:
        known = "key, title, hint, layers, written, optional"
        raise ValueError(f"structure, slot {number}: unknown field {unknown[0]!r}; known are {known}")
    key = row.get("key")
    if not isinstance(key, str) or not key.isidentifier():
        raise ValueError(f"structure, slot {number}: 'key' must be one word of letters, digits and _, not {key!r}")
    default = defaults.get(key, Slot(key, key.capitalize(), optional=key in NAMES))
    title, hint = row.get("title", default.title), row.get("hint", default.hint)
    layers = row.get("layers", list(default.layers))
    if not isinstance(title, str) or not isinstance(hint, str):
        raise ValueError(f"structure, slot {number} ({key}): 'title' and 'hint' must be text")
    if not isinstance(layers, list) or not all(isinstance(layer, str) for layer in layers):
        raise ValueError(f"structure, slot {number} ({key}): 'layers' must be a list of texts")
    written = row.get("written", default.written)
    if not isinstance(written, bool):
        raise ValueError(f"structure, slot {number} ({key}): 'written' must be true or false")
    optional = row.get("optional", default.optional)
    if not isinstance(optional, bool):
        raise ValueError(f"structure, slot {number} ({key}): 'optional' must be true or false")
    return Slot(key, title, hint, tuple(layers), written, optional)


_FIELDS = {"key", "title", "hint", "layers", "written", "optional"}


def structure_rows(structure: Structure) -> list[dict[str, object]]:
    """The `[[structure]]` tables that a structure is read from; none for the guides' seven."""
    if structure == DEFAULT_STRUCTURE:
        return []
    return [_row_of(slot) for slot in structure.slots]


def _row_of(slot: Slot) -> dict[str, object]:
    row: dict[str, object] = {"key": slot.key, "title": slot.title, "hint": slot.hint, "layers": list(slot.layers)}
    if not slot.written:
        row["written"] = False
    if slot.optional != (slot.key in NAMES):
        row["optional"] = slot.optional
    return row

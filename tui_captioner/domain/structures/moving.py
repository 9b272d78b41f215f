"""The tags of a caption in the slots of another structure: nothing is lost, and a slot that stays keeps its tags."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.structure import GLOBALS, Structure
from tui_captioner.domain.structures.shipped import BACK, StartingStructure, terms_of

LayerOf = Callable[[str, str], str]
"""Gives the layer of a slot that a text belongs to, empty where that is not known."""
_WRITERS = ("@", "by ", "artist:")
_HUMANS = ("girl", "girls", "boy", "boys", "other", "others")


@dataclass(frozen=True)
class Moving:
    """Where tags go in a structure.

    1. What the structure has a slot of its own for goes there: `1girl` into Count, `masterpiece` into Quality, `@name`
       into Artist.
    2. A layer that it sets apart goes into that slot: `close up` into Camera.
    3. All else stays where it is; of a slot that the structure has not, it goes to the one that is nearest among the
       guides' seven, or else to the one for what fits nowhere.

    Args:
        start: The structure.
        layer_of: Knows the layers of texts.
    """

    start: StartingStructure
    layer_of: LayerOf
    _known: dict[str, str] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._known.update({term.text: str(term.slot) for term in terms_of(self._structure)})

    @property
    def _structure(self) -> Structure:
        return self.start.structure

    def moved(self, caption: Caption) -> Caption:
        """A caption with its tags in the slots of the structure; the very same one if all stand right."""
        slots: dict[str, list[Tag]] = {}
        for slot, tag in self._tags(caption):
            slots.setdefault(self.slot_of(slot, tag), []).append(tag)
        new = {slot: tuple(tags) for slot, tags in slots.items()}
        return (
            caption
            if new == {key: tags for key, tags in caption.slots.items() if tags}
            else replace(caption, slots=new)
        )

    def slot_of(self, slot: str, tag: Tag) -> str:
        """The slot that a tag goes into."""
        own = "" if tag.mark else self._own_slot(tag.text)
        if own:
            return own
        keys = self._structure.own_keys
        home = slot if slot in keys else BACK.get(slot, self._structure.catch_all)
        apart = {layer: there for (key, layer), there in self.start.takes.items() if key == home}
        there = apart.get(self.layer_of(home, tag.text), "") if apart and not tag.mark else ""
        return there or (home if home in keys else self._structure.catch_all)

    def _own_slot(self, text: str) -> str:
        """The slot that is there for such texts alone; empty for none."""
        keys = self._structure.own_keys
        if "artist" in keys and text.startswith(_WRITERS):
            return "artist"
        if "count" in keys and _is_count(text):
            return "count"
        if "quality" in keys and text.startswith("year ") and text[5:].isdigit():
            return "quality"
        return self._known.get(text.replace(" ", "_"), "") or self._known.get(text.replace("_", " "), "")

    def _tags(self, caption: Caption) -> Iterator[tuple[str, Tag]]:
        """All tags and marks, slot by slot as they stand; the globals are in none."""
        return ((slot, tag) for slot, tags in caption.slots.items() if slot != GLOBALS for tag in tags)


def _is_count(text: str) -> bool:
    """Whether a text is a count of persons, as Danbooru has them: `1girl`, `6+boys`."""
    digits = text.rstrip("abcdefghijklmnopqrstuvwxyz").rstrip("+")
    return digits.isdecimal() and text[len(digits) :].lstrip("+") in _HUMANS

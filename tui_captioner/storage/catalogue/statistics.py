"""What a catalogue is asked for statistics: counts over all images, or over those that fit a filter.

All of them are about first captions, which are what sidecars get. A tag that a caption repeats counts once, and globals
are no tags of an image.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from tui_captioner.domain.slot_states import STATES, state_of_slot
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.storage.catalogue.database import LAST_BIT, CatalogueDatabase
from tui_captioner.storage.catalogue.filters import Where

_TAGS = "tag INDEXED BY tag_text"
"""The table of tags as its index has it, in the order of the texts: nothing has to be sorted to count them."""


TextUse = tuple[int, str, int, int]
"""A text in a slot: its number, the key of the slot, how many images have it there, and their numbers added up.

Texts on the same images have the same sum. A plain tuple, since there are hundreds of thousands.
"""


class Words(NamedTuple):
    """A text.

    Args:
        text: The text.
        key: `match_key` of it.
        bare: `bare_key` of it.
    """

    text: str
    key: str
    bare: str


class Asking:
    """Asks about all images, or about those that fit a condition.

    Args:
        store: The catalogue.
        scope: The condition; None for all images.
    """

    def __init__(self, store: CatalogueDatabase, scope: Where | None = None) -> None:
        self._store = store
        self._image, self._of_image = "1", "1"
        if scope is not None:
            self._image = f"({scope.sql})"
            # With the sign SQLite goes over the index once, and does not look each text up for each of these images.
            self._of_image = f"+image IN (SELECT id FROM image WHERE {scope.sql})"
        self._values = () if scope is None else scope.values
        self._slots = {int(number): str(key) for number, key in store.rows("SELECT id, key FROM slot")}

    @property
    def _own(self) -> list[int]:
        return [number for number, key in self._slots.items() if key != GLOBALS]

    # --- images ---------------------------------------------------------------------------------------------------

    def states(self) -> dict[str, int]:
        """How many images are in each state that any is in."""
        return {STATES[state]: count for state, count in self._counted("state", "1").items()}

    def tokens(self) -> dict[int, int]:
        """How many captions have so many tokens; images without a caption are left out."""
        return self._counted("tokens", "NOT vacant")

    def tags(self) -> dict[int, int]:
        """How many captions have so many tags, globals among them; images without a caption are left out."""
        return self._counted("tags", "NOT vacant")

    def _counted(self, column: str, which: str) -> dict[int, int]:
        query = f"SELECT {column}, COUNT(*) FROM image WHERE {which} AND {self._image} GROUP BY {column}"
        return {int(value): int(count) for value, count in self._store.rows(query, *self._values)}

    def filled(self) -> dict[str, int]:
        """How many images have tags in each slot; a slot that is not used at all is left out."""
        bits = self._counted("filled", "filled")
        found: dict[str, int] = {}
        for number in self._own:
            images = sum(count for filled, count in bits.items() if number <= LAST_BIT and filled >> number & 1)
            if number > LAST_BIT:
                query = f"SELECT COUNT(DISTINCT image) FROM tag WHERE caption = 0 AND slot = ? AND {self._of_image}"
                images = int(self._store.rows(query, number, *self._values)[0][0])
            if images:
                found[self._slots[number]] = images
        return found

    def slot_states(self) -> dict[str, dict[str, int]]:
        """How many images are in each state, slot by slot; see `domain.slot_states.state_of_slot`."""
        query = f"SELECT state, filled, COUNT(*) FROM image WHERE {self._image} GROUP BY state, filled"
        follows = [(None, *row) for row in self._store.rows(query, *self._values)]
        query = (
            "SELECT slot_state.slot, slot_state.state, image.state, filled, COUNT(*) FROM slot_state JOIN image ON "
            f"image.id = slot_state.image WHERE {self._of_image} GROUP BY 1, 2, 3, 4"
        )
        given: dict[int, list[tuple[int, int, int, int]]] = {}
        for slot, *row in self._store.rows(query, *self._values):
            given.setdefault(slot, []).append((row[0], row[1], row[2], row[3]))
        found: dict[str, dict[str, int]] = {}
        for number in self._own:
            counts: dict[str, int] = {}
            # Those with a state of their own are counted as if it followed, then moved to where they belong.
            rows = [*follows, *given.get(number, ())]
            for own, state, filled, count in rows:
                has_tags = number <= LAST_BIT and bool(filled >> number & 1)
                followed = state_of_slot(STATES[state], None, has_tags=has_tags)
                if own is None:
                    counts[followed] = counts.get(followed, 0) + count
                else:
                    counts[followed] -= count
                    counts[STATES[own]] = counts.get(STATES[own], 0) + count
            found[self._slots[number]] = {state: count for state, count in counts.items() if count}
        return found

    # --- who set them ---------------------------------------------------------------------------------------------

    def set_by(self) -> dict[str, int]:
        """How many tags each author has set."""
        return self._authored("set_by")

    def proposed_by(self) -> dict[str, int]:
        """How many tags each model proposes that nobody confirmed."""
        return self._authored("proposed")

    def _authored(self, table: str) -> dict[str, int]:
        query = (
            f"SELECT key, SUM(tags) FROM {table} JOIN author ON author.id = author WHERE {self._of_image} GROUP BY key"
        )
        return {str(author): int(tags) for author, tags in self._store.rows(query, *self._values)}

    def names(self) -> set[str]:
        """The images that all of this is about, by name."""
        query = f"SELECT name FROM image WHERE {self._image}"
        return {str(row[0]) for row in self._store.rows(query, *self._values)}

    # --- tags -----------------------------------------------------------------------------------------------------

    def texts(self) -> list[TextUse]:
        """Every text with each slot that has it, in no order."""
        query = (
            f"SELECT text, slot, COUNT(*), SUM(image) FROM {_TAGS} WHERE rank IS NOT NULL AND {self._of_image} "
            "GROUP BY text, slot"
        )
        own = {number: self._slots[number] for number in self._own}
        rows = self._store.rows(query, *self._values)
        return [(text, own[slot], images, sum_) for text, slot, images, sum_ in rows if slot in own]

    def words(self) -> dict[int, Words]:
        """Every text there is, by number."""
        rows = self._store.rows("SELECT id, text, key, bare FROM text")
        return {number: Words(text, key, bare) for number, text, key, bare in rows}

    def images_of(self, texts: Collection[int]) -> dict[int, set[int]]:
        """The numbers of the images that have each of these texts."""
        query = (
            f"SELECT text, image FROM {_TAGS} WHERE text IN (SELECT value FROM json_each(?)) AND rank IS NOT NULL "
            f"AND slot IN ({_listed(self._own)}) AND {self._of_image}"
        )
        found: dict[int, set[int]] = {number: set() for number in texts}
        for number, image in self._store.rows(query, json.dumps(sorted(texts)), *self._values):
            found[number].add(image)
        return found

    def images_with_any(self, slot: str, groups: Mapping[str, Collection[int]]) -> dict[str, int]:
        """How many images have, in a slot, one of some texts.

        Args:
            slot: Key of the slot.
            groups: The texts, by a name for them.
        """
        pairs = json.dumps([[name, number] for name, numbers in groups.items() for number in sorted(numbers)])
        query = (
            "SELECT json_extract(pair.value, '$[0]'), COUNT(DISTINCT image) FROM json_each(?) AS pair CROSS JOIN "
            f"{_TAGS} ON tag.text = json_extract(pair.value, '$[1]') WHERE slot = (SELECT id FROM slot WHERE key = ?) "
            f"AND rank IS NOT NULL AND {self._of_image} GROUP BY 1"
        )
        return {str(name): int(images) for name, images in self._store.rows(query, pairs, slot, *self._values)}


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))

"""Lists of images: which ones fit a filter, in which order, and what is shown of some of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from tui_captioner.domain.checks.rule_names import NEAR_DUPLICATE, SAME_PICTURE
from tui_captioner.domain.query.expression import Filter
from tui_captioner.domain.slot_states import STATES
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.storage.catalogue.database import CatalogueDatabase
from tui_captioner.storage.catalogue.filters import Where, where
from tui_captioner.storage.catalogue.look_alikes import SAME_PICTURES, LookAlike, look_alikes_of
from tui_captioner.storage.catalogue.near_duplicates import near_duplicate_counts, near_duplicates_in
from tui_captioner.storage.catalogue.order import Order

ALIKE = "alike"
"""The order in which pictures that look alike stand beside each other."""
FINDINGS = "findings"
"""The order by how many findings an image has."""
_ORDERS = {
    "name": "position",
    "state": "state",
    "tags": "tags",
    "tokens": "tokens",
    FINDINGS: "",  # see `_by_findings`
    "caption": "(SELECT text FROM caption WHERE caption.image = image.id AND number = 0)",
    # Those that look like no other one come last, in the order of the dataset.
    ALIKE: "COALESCE((SELECT rank FROM look_alike WHERE look_alike.name = image.name), 4611686018427387904)",
}
ORDERS = tuple(_ORDERS)
"""By what images can be sorted, beside the slots: by how many tags they have there."""
_MANY = 500
"""Names that one statement is given."""

Item = TypeVar("Item")


@dataclass(slots=True)
class ListedImage:
    """What is shown of an image in a list.

    Args:
        name: Its name.
        state: Its state, a number in the order of the states.
        tags: How many tags its first caption has, globals among them.
        tokens: How many tokens.
        unsure: Whether any tag is unsure.
        problem: Why its captions can't be used; empty if they can.
        caption: The first caption as it is written.
        note: Its note.
        slots: How many tags the first caption has in each slot.
        findings: Rules of what checks found, how often each.
        alike: The pictures that look like its own; None for none, and where that was not looked for.
        flags: The slots that are flagged, each with its note.
    """

    name: str
    state: int
    tags: int
    tokens: int
    unsure: bool
    problem: str
    caption: str = ""
    note: str = ""
    slots: dict[str, int] = field(default_factory=dict)
    findings: dict[str, int] = field(default_factory=dict)
    alike: LookAlike | None = None
    flags: dict[str, str] = field(default_factory=dict)


def places_matching(
    store: CatalogueDatabase, asked: Filter, globals_: Sequence[str] = (), order: Order | None = None
) -> list[int]:
    """The places in the order of the dataset, from 0, of the images that fit a filter.

    Args:
        store: The catalogue.
        asked: The filter.
        globals_: The texts that stand in every caption.
        order: How they are sorted; as in the dataset if not given.
    """
    return [int(row[0]) for row in _matching(store, "position", asked, globals_, order)]


def names_matching(
    store: CatalogueDatabase, asked: Filter, globals_: Sequence[str] = (), order: Order | None = None
) -> list[str]:
    """The names of the images that fit a filter; see `places_matching`."""
    return [str(row[0]) for row in _matching(store, "name", asked, globals_, order)]


def _matching(
    store: CatalogueDatabase, column: str, asked: Filter, globals_: Sequence[str], order: Order | None
) -> list[tuple[Any, ...]]:
    condition, way, values = where(store, asked, globals_), order or Order(), []
    if way.by == FINDINGS:
        return _by_findings(store, column, condition, reverse=way.reverse)
    key = _ORDERS.get(way.by)
    if key is None:
        key = (
            "(SELECT COUNT(*) FROM tag WHERE tag.image = image.id AND caption = 0 AND slot = "
            "(SELECT id FROM slot WHERE key = ?))"
        )
        values = [way.by]
    direction = " DESC" if way.reverse else ""
    behind = "" if key == "position" else ", position"
    return store.rows(
        f"SELECT {column} FROM image WHERE {condition.sql} ORDER BY {key}{direction}{behind}",
        *condition.values,
        *values,
    )


def _by_findings(store: CatalogueDatabase, column: str, condition: Where, *, reverse: bool) -> list[tuple[Any, ...]]:
    """The images that fit, by how many findings each has; near-duplicates and look-alikes count, as they are listed.

    Counted for all images at once, each kind in its own table, which is far quicker than to ask for each image.
    """
    counts: Counter[int] = Counter()
    for number, times in store.rows("SELECT image, SUM(found) FROM finding GROUP BY image"):
        counts[number] += int(times)
    counts.update(near_duplicate_counts(store))
    counts.update(int(row[0]) for row in store.rows(SAME_PICTURES))
    query = f"SELECT id, {column} FROM image WHERE {condition.sql} ORDER BY position"
    rows = store.rows(query, *condition.values)
    sign = -1 if reverse else 1
    return [row[1:] for row in sorted(rows, key=lambda row: sign * counts[row[0]])]


def listed(store: CatalogueDatabase, names: Sequence[str]) -> dict[str, ListedImage]:
    """What is shown of these images; one that is not known is left out."""
    found: dict[int, ListedImage] = {}
    for part in _parts(names):
        marks = ", ".join("?" * len(part))
        query = f"SELECT id, name, state, tags, tokens, unsure, problem FROM image WHERE name IN ({marks})"
        for number, name, state, tags, tokens, unsure, problem in store.rows(query, *part):
            found[number] = ListedImage(name, state, tags, tokens, bool(unsure), problem)
    for some in _parts(tuple(found)):
        _add_texts(store, found, some)
    images = {image.name: image for image in found.values()}
    for part in _parts(tuple(images)):
        for name, alike in look_alikes_of(store, part).items():
            images[name].alike = alike
            if alike.differs:
                images[name].findings = {SAME_PICTURE: 1, **images[name].findings}
    return images


def _add_texts(store: CatalogueDatabase, found: dict[int, ListedImage], numbers: Sequence[int]) -> None:
    """Add to these images what stands in other tables."""
    these = f"image IN ({', '.join('?' * len(numbers))})"
    for number, text in store.rows(f"SELECT image, text FROM caption WHERE number = 0 AND {these}", *numbers):
        found[number].caption = str(text)
    for number, text in store.rows(f"SELECT image, text FROM note WHERE {these}", *numbers):
        found[number].note = str(text)
    counted = (
        "SELECT image, slot.key, COUNT(*) FROM tag JOIN slot ON slot.id = tag.slot "
        f"WHERE caption = 0 AND {these} GROUP BY image, tag.slot"
    )
    for number, slot, tags in store.rows(counted, *numbers):
        if slot != GLOBALS:
            found[number].slots[str(slot)] = int(tags)
    flagged = f"SELECT image, slot.key, note FROM slot_state JOIN slot ON slot.id = slot WHERE state = ? AND {these}"
    for number, slot, note in store.rows(flagged, STATES.index("flagged"), *numbers):
        found[number].flags[str(slot)] = str(note)
    joined = f"SELECT image, rule.key, found FROM finding JOIN rule ON rule.id = finding.rule WHERE found AND {these}"
    for number, rule, times in store.rows(joined, *numbers):
        found[number].findings[str(rule)] = int(times)
    for number, times in near_duplicates_in(store, numbers).items():
        found[number].findings[NEAR_DUPLICATE] = times


def tags_beginning(store: CatalogueDatabase, key: str, slot: str = "", limit: int = 9) -> list[tuple[str, int]]:
    """The most used tags whose key begins with `key`, with how often: for completion.

    Args:
        store: The catalogue.
        key: `match_key` of what was typed.
        slot: The slot that they stand in; any if empty.
        limit: How many at most.
    """
    in_slot = " AND slot = (SELECT id FROM slot WHERE key = ?)" if slot else ""
    query = (
        f"SELECT text.text, (SELECT COUNT(*) FROM tag WHERE tag.text = text.id{in_slot}) AS used "
        "FROM text WHERE substr(text.key, 1, ?) = ? AND used > 0 ORDER BY used DESC, text.text LIMIT ?"
    )
    found = store.rows(query, *([slot] if slot else []), len(key), key, limit)
    return [(str(text), int(used)) for text, used in found]


def _parts(items: Sequence[Item]) -> Iterable[Sequence[Item]]:
    return (items[at : at + _MANY] for at in range(0, len(items), _MANY))

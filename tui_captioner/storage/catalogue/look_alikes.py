"""Which pictures look alike, as it was found last: for sorting by it, filtering by it, and showing it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tui_captioner.storage.catalogue.database import CatalogueDatabase

_KEY = "look_alikes"
_MANY = 500
"""Names that one statement is given."""
_CAPTIONED = "NOT image.vacant AND image.problem = ''"
_DIFFER = (
    "SELECT look_alike.part FROM look_alike JOIN image ON image.name = look_alike.name "
    f"JOIN caption ON caption.image = image.id AND caption.number = 0 WHERE {_CAPTIONED}{{}} "
    "GROUP BY look_alike.part HAVING COUNT(DISTINCT caption.text) > 1"
)
"""The parts, pictures that are the same, whose captions differ; an image without a caption says nothing."""
SAME_PICTURES = (
    "SELECT image.id FROM look_alike JOIN image ON image.name = look_alike.name "
    f"WHERE {_CAPTIONED} AND look_alike.part IN ({_DIFFER.format('')})"
)
"""The ids of the images that have another caption than one which shows the same picture."""


class LookAlike(NamedTuple):
    """How a picture looks beside others.

    Args:
        number: The number of its group, from 1.
        size: Images in the group.
        same: How many of them, itself among them, show the same picture.
        differs: Whether an image that shows the same picture has another caption.
    """

    number: int
    size: int
    same: int
    differs: bool


def note_look_alikes(store: CatalogueDatabase, key: str, groups: Iterable[Sequence[Sequence[str]]]) -> None:
    """Put groups in place of those that are known.

    Args:
        store: The catalogue.
        key: By which it is told later whether these are the ones; see `noted_key`.
        groups: Each group as its parts, each of which holds the names of images that show the same picture.

    Raises:
        CatalogueError: If it can't be written.
    """
    rows: list[tuple[str, int, int, int]] = []
    part = 0
    for number, parts in enumerate(groups, 1):
        for names in parts:
            part += 1
            rows += [(name, number, part, len(rows) + at) for at, name in enumerate(names)]
    with store.transaction() as sql:
        sql.execute("DELETE FROM look_alike")
        sql.executemany("INSERT INTO look_alike VALUES (?, ?, ?, ?)", rows)
        sql.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_KEY, key))


def noted_key(store: CatalogueDatabase) -> str:
    """The key of the groups that are known; empty for none."""
    return store.meta(_KEY)


def look_alikes_of(store: CatalogueDatabase, names: Sequence[str]) -> dict[str, LookAlike]:
    """Of these images, at most some hundred, how those look that look like others."""
    marks = ", ".join("?" * len(names))
    found = store.rows(
        f"SELECT look_alike.name, number, part, COALESCE({_CAPTIONED}, 0), "
        "(SELECT COUNT(*) FROM look_alike AS other WHERE other.number = look_alike.number), "
        "(SELECT COUNT(*) FROM look_alike AS other WHERE other.part = look_alike.part) "
        f"FROM look_alike LEFT JOIN image ON image.name = look_alike.name WHERE look_alike.name IN ({marks})",
        *names,
    )
    parts = list({row[2] for row in found})
    these = f" AND look_alike.part IN ({', '.join('?' * len(parts))})"
    differing = {row[0] for row in store.rows(_DIFFER.format(these), *parts)} if parts else set()
    return {
        str(name): LookAlike(number, size, same, bool(captioned) and part in differing)
        for name, number, part, captioned, size, same in found
        if size > 1  # of a group of which the others were taken out one is left
    }


def group_count(store: CatalogueDatabase) -> int:
    """How many groups of look-alikes are known."""
    return int(store.rows("SELECT COALESCE(MAX(number), 0) FROM look_alike")[0][0])


def group_of(store: CatalogueDatabase, name: str) -> list[str]:
    """The images that look like this one, itself among them, in the order in which they are listed; none if none do."""
    query = "SELECT name FROM look_alike WHERE number = (SELECT number FROM look_alike WHERE name = ?) ORDER BY rank"
    found = [str(row[0]) for row in store.rows(query, name)]
    return found if len(found) > 1 else []


def first_captions_of(store: CatalogueDatabase, names: Sequence[str]) -> dict[str, str]:
    """The first captions, as they are written, of those of these images that have one which can be used."""
    found: dict[str, str] = {}
    for at in range(0, len(names), _MANY):
        query = (
            "SELECT image.name, caption.text FROM image JOIN caption ON caption.image = image.id "
            f"WHERE caption.number = 0 AND {_CAPTIONED} AND image.name IN (SELECT value FROM json_each(?))"
        )
        found.update(store.rows(query, json.dumps(names[at : at + _MANY])))
    return found

"""`tui-captioner tags DATASET`: all tags, the most used first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from tui_captioner.cli.meter import Meter
from tui_captioner.cli.output import json_line
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.text import visible
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.catalogue.tag_table import TagRow, TagTable
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.questions import texts_by_image


def tag_table(session: Session, meter: Meter) -> TagTable:
    """The tags of a dataset, counted.

    Raises:
        CatalogueError: If there can be no catalogue.
        CaptionerError: If another program holds it.
    """
    meter.follow(catalogue_of(session).fill())
    table = TagTable(session)
    if not table.load():
        raise CaptionerError("The tags can't be counted just now", "Another program fills the catalogue; try again")
    return table


def print_tags(session: Session, chosen: Sequence[str] | None, meter: Meter, *, json: bool) -> None:
    """Print every tag.

    Args:
        session: The open dataset.
        chosen: Only what these images have; None for all.
        meter: Shows how far it is.
        json: Whether it is for programs: an object per line.
    """
    table = tag_table(session, meter)
    if chosen is None:
        table.load_places()
        rows, places = table.rows, table.places
    else:
        rows, places = _counted(session, table, set(chosen))
    meter.clear()
    titles = session.structure.title
    for row in rows:
        first, last = (session.names[place] for place in places.get(row.text, (0, 0)))
        if json:
            print(json_line(_described(row, first, last)))
        else:
            several = len(row.slots) > 1
            slots = ", ".join(titles(slot) + (f" {count}" if several else "") for slot, count in row.slots)
            aliases = f"  = {', '.join(row.aliases)}" if row.aliases else ""
            span = first if first == last else f"{first} ... {last}"
            print(visible(f"{row.count:>6}  {row.text:<32}  {slots:<24}  {span}{aliases}"))


def _described(row: TagRow, first: str, last: str) -> dict[str, Any]:
    return {
        "tag": row.text,
        "images": row.count,
        "slot": row.slot,
        "slots": dict(row.slots),
        "aliases": list(row.aliases),
        "first": first,
        "last": last,
    }


def counted_in(session: Session, table: TagTable, chosen: set[str]) -> list[TagRow]:
    """The tags of some images, counted among these."""
    return _counted(session, table, chosen)[0]


def _counted(session: Session, table: TagTable, chosen: set[str]) -> tuple[list[TagRow], dict[str, tuple[int, int]]]:
    """The tags of some images: counted among these, with the places of the first and the last one."""
    counts: dict[str, dict[str, int]] = {}
    images: dict[str, int] = {}
    places: dict[str, tuple[int, int]] = {}
    after = -1
    while page := catalogue_of(session).ask(partial(texts_by_image, after=after)):
        for _, name, slots in page:
            if name in chosen:
                _count(slots, session.place(name), counts, images, places)
        after = page[-1][0]
    aliases = {row.text: row.aliases for row in table.rows}
    rows = [
        TagRow(text, images[text], tuple(sorted(found.items(), key=lambda it: (-it[1], it[0]))), aliases.get(text, ()))
        for text, found in counts.items()
    ]
    return sorted(rows, key=lambda row: (-row.count, row.text.casefold(), row.text)), places


def _count(
    slots: dict[str, list[str]],
    place: int,
    counts: dict[str, dict[str, int]],
    images: dict[str, int],
    places: dict[str, tuple[int, int]],
) -> None:
    """Count the tags of one image."""
    for slot, texts in slots.items():
        for text in dict.fromkeys(texts):
            own = counts.setdefault(text, {})
            own[slot] = own.get(slot, 0) + 1
    for text in {text for texts in slots.values() for text in texts}:
        images[text] = images.get(text, 0) + 1
        places[text] = (places.get(text, (place,))[0], place)

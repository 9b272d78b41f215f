"""A tag as a row of the list, its columns falling away from the right where the window is narrow."""

from __future__ import annotations

from rich.cells import cell_len

from tui_captioner.domain.structure import Structure
from tui_captioner.domain.text import visible
from tui_captioner.services.catalogue.near_duplicates import Sibling
from tui_captioner.services.catalogue.tag_table import TagRow
from tui_captioner.tui.widgets.lines import Line, cut

_COUNT = 7
_SLOT = 12
_TEXT = 30
_ALIASES = 24
_IMAGES = 25
_LEAST_TEXT = 20
_NAME = 11
_LEAST_SIBLING = 12
"""Cells from which the tag that it is a near-duplicate of stands in the same column."""


def padded(text: str, width: int) -> str:
    """A text on so many cells."""
    shown = cut(text, width)
    return shown + " " * (width - cell_len(shown))


def columns(width: int) -> tuple[int, int, int]:
    """The cells of text, aliases and first … last; nothing for a column that there is no room for."""
    room = width - 4 - _COUNT - 2 - _SLOT - 2
    images = _IMAGES if room >= _LEAST_TEXT + _ALIASES + _IMAGES else 0
    room -= images
    aliases = min(_ALIASES, room - _LEAST_TEXT) if room >= _LEAST_TEXT + 12 else 0
    return max(1, min(room - aliases, _TEXT if aliases else room)), aliases, images


def head_line(width: int, order: str) -> Line:
    """The names of the columns; a sign stands behind the one that orders them."""
    text, aliases, images = columns(width)
    sign = {order: "▼" if order == "count" else "▲"}
    count, slot, tag = (
        f"{title}{sign.get(name, '')}" for name, title in (("count", "count"), ("slot", "slot"), ("name", "tag"))
    )
    line = f"{'':4}{count.rjust(_COUNT)}  {slot.ljust(_SLOT)}  {tag.ljust(text)}"
    line += f"  {'aliases'.ljust(aliases - 2)}" if aliases else ""
    line += f"  {'first … last'}" if images else ""
    return ((line, "faint"),)


def tag_line(
    row: TagRow,
    structure: Structure,
    between: str,
    width: int,
    *,
    here: bool,
    chosen: bool,
    sibling: Sibling | None = None,
) -> Line:
    """A row.

    Args:
        row: The tag.
        structure: The slots of the dataset.
        between: Its first and its last image; empty where that is not known yet.
        width: Cells of the row.
        here: Whether the cursor is on it.
        chosen: Whether it is chosen.
        sibling: What it is a near-duplicate of.
    """
    text, aliases, images = columns(width)
    keys = structure.own_keys
    title = structure.title(row.slot) if row.slot in keys else row.slot
    pieces: list[tuple[str, str]] = [
        (">" if here else " ", "accent"),
        (" * " if chosen else "   ", "accent"),
        (f"{row.count:,}".rjust(_COUNT), ""),
        ("  ", ""),
        (padded(title, _SLOT), "dim"),
        ("~ " if sibling is not None else "! " if len(row.slots) > 1 else "  ", "warn"),
        (padded(visible(row.text), text), "strong" if here else ""),
    ]
    if aliases:
        beside = _beside(row, structure) if sibling is None else sibling_text(sibling)
        told = sibling is not None or len(row.slots) > 1
        pieces.append(("  " + padded(beside, aliases - 2), "warn" if told else "dim"))
    elif sibling is not None:
        room = text - cell_len(visible(row.text)) - 2
        if room > _LEAST_SIBLING:
            pieces[-1:] = [
                (visible(row.text), "strong" if here else ""),
                ("  " + cut(sibling_text(sibling), room), "warn"),
            ]
    if images:
        pieces.append(("  " + between, "faint"))
    return tuple(pieces)


def _beside(row: TagRow, structure: Structure) -> str:
    """What stands beside a tag: where else it stands, else its aliases."""
    if len(row.slots) > 1:
        others = (f"{structure.title_or_key(key)} {number:,}" for key, number in row.slots[1:])
        return f"elsewhere: {', '.join(others)}"
    return ", ".join(row.aliases)


def sibling_text(sibling: Sibling) -> str:
    """What a tag is a near-duplicate of: the tag and how many images have it."""
    tags = (f"{visible(text)} ({count:,})" for text, count in zip(sibling.texts, sibling.counts, strict=True))
    return f"~ {' or '.join(tags)}"


def between_text(first: str, last: str) -> str:
    """The first and the last image, by the ends of their names."""
    short = [_ending(name.rsplit("/", 1)[-1].rsplit(".", 1)[0]) for name in (first, last)]
    return short[0] if first == last else f"{short[0]} … {short[1]}"


def _ending(name: str) -> str:
    """A name, or its end where it is long."""
    shown = visible(name)
    return shown if len(shown) <= _NAME else "…" + shown[1 - _NAME :]

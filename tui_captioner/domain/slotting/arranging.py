"""A caption made of what was read and of where its tags go: as they were placed before, or all in one slot."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from tui_captioner.domain.caption import Caption, CaptionText, Tag, Tags
from tui_captioner.domain.structure import Structure


class Spot(NamedTuple):
    """Where a tag was put before.

    Args:
        slot: Key of a slot of the dataset.
        unsure: Whether that was only guessed.
    """

    slot: str
    unsure: bool


def place_as_before(
    text: CaptionText, structure: Structure, globals_: Collection[str], spots: Mapping[str, Sequence[Spot]]
) -> Caption | None:
    """Put the pieces of a caption where `placing.place` put them before, which costs next to nothing.

    Args:
        text: What the file holds.
        structure: The slots of this dataset.
        globals_: Texts of the project's globals; see `placing.place`.
        spots: By text, where the tags of this caption were put.

    Returns:
        What `placing.place` gave; None where that can't be told, since a tag is unknown or stood in two slots.
    """
    known: list[tuple[str, Tag]] = []
    for tag in without_globals(text.pieces, globals_)[1]:
        if tag.mark:
            continue
        found = spots.get(tag.text, ())
        if not found or (len(found) > 1 and any(spot != found[0] for spot in found)):
            return None
        if found[0].unsure:
            tag = Tag(tag.text, tag.sentence, unsure=True, mark=tag.mark, origin=tag.origin)
        known.append((found[0].slot, tag))
    return into_slots(text, structure, globals_, lambda _: known)


def unplaced(text: CaptionText, structure: Structure, globals_: Collection[str] = ()) -> Caption:
    """A caption whose slots don't matter: all tags stand in the catch-all slot, the rest is as by `placing.place`."""
    return into_slots(text, structure, globals_, lambda tags: ((structure.catch_all, tag) for tag in tags))


def into_slots(
    text: CaptionText,
    structure: Structure,
    globals_: Collection[str],
    where: Callable[[Sequence[Tag]], Iterable[tuple[str, Tag]]],
) -> Caption:
    """A caption of what was read.

    Args:
        text: What the file holds.
        structure: The slots of this dataset.
        globals_: Texts of the project's globals. A piece that is one of them is left out, but only once.
        where: Gives the slot of each tag, and the tag as it stands there; of all but the globals and the marks.
    """
    left_out, own = without_globals(text.pieces, globals_)
    found = iter(where([piece for piece in own if not piece.mark]))
    slots: dict[str, list[Tag]] = {}
    slot = structure.own_keys[0]
    for piece in own:
        tag = piece
        if not piece.mark:
            slot, tag = next(found)
        # A mark stands in the slot of the tag before it, where it can be seen and taken out.
        slots.setdefault(slot, []).append(tag)
    return Caption({key: tuple(tags) for key, tags in slots.items()}, text, left_out)


def without_globals(pieces: Tags, globals_: Collection[str]) -> tuple[frozenset[str], list[Tag]]:
    """The globals that are among the pieces, and the other pieces; one that stands twice is among them too."""
    if not globals_:
        return frozenset(), list(pieces)
    wanted, own = set(globals_), []
    for piece in pieces:
        if piece.text in wanted and not piece.mark:
            wanted.discard(piece.text)
        else:
            own.append(piece)
    return frozenset(globals_) - wanted, own

"""What some captions have that trainers' settings go by: several lines, braces, a mark."""

from __future__ import annotations

from typing import NamedTuple

from tui_captioner.storage.catalogue.database import CatalogueDatabase


class CaptionTraits(NamedTuple):
    """How many captions have something, as they are written.

    Args:
        broken: First captions with a line break in them.
        several: Images with more captions than the first.
        braces: Captions with `{`.
        marked: First captions with each of the marks that were asked for.
    """

    broken: int
    several: int
    braces: int
    marked: tuple[int, ...]


def caption_traits(store: CatalogueDatabase, marks: tuple[str, ...]) -> CaptionTraits:
    """Count them.

    Args:
        store: The catalogue.
        marks: Texts to look for.
    """
    broken, several, braces = store.rows(
        "SELECT COUNT(CASE WHEN number = 0 AND instr(text, char(10)) THEN 1 END), "
        "COUNT(DISTINCT CASE WHEN number > 0 THEN image END), COUNT(CASE WHEN instr(text, '{') THEN 1 END) "
        "FROM caption WHERE number >= 0"
    )[0]
    question = "SELECT COUNT(*) FROM caption WHERE number = 0 AND instr(text, ?)"
    return CaptionTraits(broken, several, braces, tuple(store.rows(question, mark)[0][0] for mark in marks))

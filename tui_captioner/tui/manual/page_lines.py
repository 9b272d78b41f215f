"""A page of the manual on lines of the screen, with where its headings and links are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO

from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.theme import Theme

from tui_captioner.domain.manual import Page
from tui_captioner.tui.manual.page_markdown import NAMES, PageMarkdown
from tui_captioner.tui.widgets.lines import Line, Piece

_PIECES = {
    **dict.fromkeys(NAMES, ""),
    **dict.fromkeys(("markdown.h1", "markdown.h2", "markdown.h3", "markdown.strong", "markdown.code"), "strong"),
    **dict.fromkeys(("markdown.table.header", "markdown.item.number"), "dim"),
    **dict.fromkeys(("markdown.table.border", "markdown.item.bullet"), "faint"),
    "markdown.link_url": "accent",
}
"""The style of `Lines` that a part of a page has."""
_THEME = Theme({name: Style(meta={"piece": piece}) for name, piece in _PIECES.items()})


@dataclass(frozen=True, slots=True)
class Link:
    """A link.

    Args:
        target: Where it leads, as it stands in the page.
        places: The row of each of its pieces, and the number of the piece there, both from 0.
    """

    target: str
    places: tuple[tuple[int, int], ...]

    @property
    def row(self) -> int:
        """The row that it begins in."""
        return self.places[0][0]


@dataclass(frozen=True, slots=True)
class PageLines:
    """A page, laid out.

    Args:
        lines: Its lines.
        links: Its links, from the top.
        headings: The row of each heading by its anchor, from the top.
    """

    lines: tuple[Line, ...]
    links: tuple[Link, ...]
    headings: Mapping[str, int]

    def marking(self, link: Link | None) -> list[Line]:
        """The lines with one of the links marked."""
        marked = frozenset(link.places if link else ())
        return [
            tuple((text, "marked" if (row, place) in marked else style) for place, (text, style) in enumerate(line))
            for row, line in enumerate(self.lines)
        ]


@lru_cache(maxsize=32)
def lay_out(page: Page, width: int) -> PageLines:
    """Lay a page out on lines of so many cells, without its title, which stands above it.

    Kept, since it takes a moment and pages are gone back to.
    """
    console = Console(file=StringIO(), width=width, theme=_THEME, force_terminal=True, legacy_windows=False)
    rows = console.render_lines(PageMarkdown(page.body), pad=False)
    links: list[Link] = []
    headings: dict[str, int] = {}
    for row, segments in enumerate(rows):
        for place, segment in enumerate(segments):
            if segment.style is None:
                continue
            if anchor := segment.style.meta.get("anchor"):
                headings.setdefault(anchor, row)
            if target := segment.style.link:
                _add(links, target, (row, place))
    return PageLines(tuple(tuple(map(_piece, segments)) for segments in rows), tuple(links), headings)


def _piece(segment: Segment) -> Piece:
    return segment.text, segment.style.meta.get("piece", "") if segment.style else ""


def _add(links: list[Link], target: str, place: tuple[int, int]) -> None:
    """Add a piece of a link: to the link before it goes on, if it is the same one in this row or the next."""
    last = links[-1] if links else None
    if last and last.target == target and _goes_on(last.places[-1], place):
        links[-1] = Link(target, (*last.places, place))
    else:
        links.append(Link(target, (place,)))


def _goes_on(before: tuple[int, int], place: tuple[int, int]) -> bool:
    return place == (before[0], before[1] + 1) or (place[0] == before[0] + 1 and place[1] <= 1)

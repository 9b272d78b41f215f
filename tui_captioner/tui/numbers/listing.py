"""Which rows are listed: all of a dataset's numbers under their titles, or those that a text fits. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tui_captioner.domain.row_filter import RowFilter
from tui_captioner.domain.statistics.figures import Statistics
from tui_captioner.domain.statistics.told import LISTED, Row, Section, sections
from tui_captioner.domain.structure import Structure


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the list.

    Args:
        section: What it belongs to.
        row: The figure; None for the title of the section.
        more: How many rows of the section stand in for by this one; 0 for any other.
    """

    section: Section
    row: Row | None = None
    more: int = 0

    @property
    def is_title(self) -> bool:
        """Whether the cursor passes over it."""
        return self.row is None and not self.more


class NumberListing:
    """The rows of the list.

    Args:
        structure: The slots of the dataset.
    """

    def __init__(self, structure: Structure) -> None:
        self._structure = structure
        self._figures: Statistics | None = None
        self._shown: Sequence[Section] = ()
        self._opened: set[str] = set()
        """Keys of the sections of which every row is listed."""
        self.filter = RowFilter("")
        self.items: Sequence[Item] = ()

    def set_figures(self, figures: Statistics) -> None:
        """Tell of these."""
        self._figures = figures
        self._lay_out()

    def set_filter(self, wanted: RowFilter) -> None:
        """List the rows alone whose label holds a text; sections that are cut are looked through to their end."""
        self.filter = wanted
        self._lay_out()

    @property
    def texts(self) -> Iterator[str]:
        """All texts that a filter is held against."""
        whole = () if self._figures is None else sections(self._figures, self._structure, 0)
        for section in whole:
            yield section.title
            yield from (row.label for row in section.rows)

    def open(self, key: str) -> None:
        """List every row of a section."""
        self._opened.add(key)
        self._lay_out()

    def _lay_out(self) -> None:
        if self._figures is None:
            return
        some = {section.key: section for section in sections(self._figures, self._structure, LISTED)}
        all_ = some
        if self.filter.text or self._opened:
            all_ = {section.key: section for section in sections(self._figures, self._structure, 0)}
        opened = set(all_) if self.filter.text else self._opened
        self._shown = [all_[key] if key in opened else section for key, section in some.items()]
        self.items = list(self._items())

    def _items(self) -> Iterator[Item]:
        wanted = self.filter
        for section in self._shown:
            rows = [row for row in section.rows if not wanted.text or wanted.holds(row.label, section.title)]
            if not rows:
                continue
            yield Item(section)
            yield from (Item(section, row) for row in rows)
            if section.more:
                yield Item(section, more=section.more)

    # --- where the cursor may be ----------------------------------------------------------------------------------

    def settled(self, at: int, step: int = 1) -> int:
        """The place of the row at a place, or of the next one in a direction where a title stands there."""
        last = len(self.items) - 1
        at = max(0, min(at, last))
        found = at
        while 0 <= found <= last and self.items[found].is_title:
            found += step
        if 0 <= found <= last:
            return found
        return at if step > 0 else self.settled(at, 1)

    def beside(self, at: int, step: int) -> int:
        """The place of the first row of the section after, or before (below zero), that of a place."""
        titles = [place for place, item in enumerate(self.items) if item.is_title]
        here = sum(place < at for place in titles) - 1
        wanted = max(0, min(here + step, len(titles) - 1))
        return self.settled(titles[wanted]) if titles else 0

    def place_of(self, section: str, label: str) -> int:
        """The place of a row, by the key of its section and its label; of the section where it is gone; else 0."""
        for place, item in enumerate(self.items):
            if item.section.key == section and item.row is not None and item.row.label == label:
                return place
        return next((place for place, item in enumerate(self.items) if item.section.key == section), 0)

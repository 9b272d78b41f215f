"""The tags that are listed, in which order, and which of them are chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tui_captioner.domain.row_filter import RowFilter
from tui_captioner.services.catalogue.tag_table import TagRow, TagTable

ORDERS: tuple[tuple[str, Callable[[TagRow], tuple[object, ...]]], ...] = (
    ("count", lambda row: (-row.count, row.text.casefold())),
    ("name", lambda row: (row.text.casefold(), row.text)),
    ("slot", lambda row: (row.slot, -row.count, row.text.casefold())),
)
"""Orders of the list: name, and the key of a row."""


class TagListing:
    """What is listed of the tags of a dataset.

    Args:
        table: All tags.
    """

    def __init__(self, table: TagTable) -> None:
        self.table = table
        self.listed: Sequence[TagRow] = ()
        self.chosen: dict[str, None] = {}
        self.filter = RowFilter("")
        self._order = 0

    @property
    def order(self) -> str:
        """The name of the order."""
        return ORDERS[self._order][0]

    def next_order(self) -> None:
        """List in the next order."""
        self._order = (self._order + 1) % len(ORDERS)
        self.lay_out()

    def set_filter(self, wanted: RowFilter) -> None:
        """List the tags alone that a filter fits, or an alias of theirs."""
        self.filter = wanted
        self.lay_out()

    def lay_out(self) -> None:
        """List anew what the table has now; chosen tags that are gone are chosen no more."""
        rows: Sequence[TagRow] = self.table.rows
        if self.filter.text:
            rows = [row for row in rows if self.filter.holds(row.text, *row.aliases)]
        self.listed = sorted(rows, key=ORDERS[self._order][1]) if self._order else rows

    def forget_gone(self) -> None:
        """Tags that are gone are chosen no more."""
        if self.chosen:
            there = {row.text for row in self.table.rows}
            self.chosen = {text: None for text in self.chosen if text in there}

    def toggle(self, text: str) -> None:
        """Choose a tag, or no more."""
        if text in self.chosen:
            del self.chosen[text]
        else:
            self.chosen[text] = None

    def place_of(self, text: str) -> int:
        """The row of a tag in the list; -1 if it is not listed."""
        return next((number for number, row in enumerate(self.listed) if row.text == text), -1)

    def completion(self, typed: str) -> str:
        """The rest of the most used tag that begins with what is typed; empty if there is none."""
        if not typed:
            return ""
        found = next((row.text for row in self.table.rows if row.text.startswith(typed)), "")
        return found[len(typed) :]

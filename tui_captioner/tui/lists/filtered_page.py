"""A list that a typed text narrows: by a plain text while it is typed, by an expression between slashes after Enter."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import ClassVar, TypeVar

from textual import work

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.row_filter import RowFilter, row_filter
from tui_captioner.storage.pattern_search import search
from tui_captioner.tui.lists.page import ListPage, Question
from tui_captioner.tui.lists.workplace import Workplace
from tui_captioner.tui.widgets.lines import Piece

Result = TypeVar("Result")


class FilteredPage(ListPage[Result]):
    """A list with a filter, which Esc drops before it leaves the list.

    Args:
        place: What it works on.
    """

    filter_words: ClassVar[str] = "Filter:"
    """What is asked in front of the line."""
    narrows_while_typing: ClassVar[bool] = True
    """Whether a plain text narrows the list with each letter, or after Enter alone."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self.typed = ""
        """The filter as it was typed."""

    # --- what a subclass gives ------------------------------------------------------------------------------------

    def filtered_texts(self) -> Iterable[str]:
        """Every text of the rows that a filter is held against."""
        raise NotImplementedError

    def narrow(self, wanted: RowFilter) -> None:
        """List the rows that fit a filter, all of them for an empty one."""
        raise NotImplementedError

    @property
    def total(self) -> int:
        """How many rows are listed now."""
        raise NotImplementedError

    def leave_list(self) -> None:
        """Go back, as no filter is left to be dropped."""
        self.dismiss(None)

    def redraw(self) -> None:
        """Draw as many rows as are listed."""
        if self.is_laid_out:
            self.rows.set_total(self.total)
        super().redraw()

    # --- the filter -----------------------------------------------------------------------------------------------

    @property
    def filter_piece(self) -> Piece:
        """The right end of the header: the filter, else where one came from."""
        return (f"/ {self.typed}", "accent") if self.typed else (self.place.origin, "dim")

    def ask_filter(self) -> None:
        """Ask for the text that rows are to hold."""
        question = Question(self.filter_words, self.set_filter, typed=self._follow, dropped=lambda: self.set_filter(""))
        self.ask(question, self.typed)

    def _follow(self, typed: str) -> None:
        if self.narrows_while_typing and not row_filter(typed).is_pattern:
            self.set_filter(typed)

    def set_filter(self, typed: str) -> None:
        """List the rows alone that fit what was typed."""
        self.typed, wanted = typed.strip(), row_filter(typed)
        self.workers.cancel_group(self, "filter")
        if wanted.is_pattern:
            self._look_for(wanted)
        else:
            self.narrow(wanted)

    def filter_again(self) -> None:
        """The rows are others: look for an expression anew; the cursor stays where it is."""
        wanted = row_filter(self.typed)
        if wanted.is_pattern:
            self._look_for(wanted, stays=True)

    @work(exclusive=True, group="filter")
    async def _look_for(self, wanted: RowFilter, *, stays: bool = False) -> None:
        """List the rows that an expression fits; a process of its own looks for it."""
        texts = list(dict.fromkeys(self.filtered_texts()))
        try:
            found = await asyncio.to_thread(search, wanted.text, texts)
        except CaptionerError as error:
            self.set_filter("")
            self.complain(error)
            return
        row = self.rows.cursor
        self.narrow(wanted.finding(texts[number] for number in found))
        if stays:
            self.rows.set_total(self.total)
            self.rows.go_to(row)
        self.redraw()

    def leave(self) -> None:
        """Drop the filter first; then back."""
        if self.typed:
            self.set_filter("")
        else:
            self.leave_list()

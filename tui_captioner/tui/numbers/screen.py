"""Numbers about all images, or about the filtered ones: counted behind the user's back; each row opens its images."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from textual import work
from textual.getters import query_one
from textual.widget import Widget

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.row_filter import RowFilter
from tui_captioner.domain.statistics.asked import both
from tui_captioner.domain.statistics.figures import Statistics
from tui_captioner.domain.text import visible
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.catalogue.scope import Asked
from tui_captioner.services.catalogue.statistics import StatisticsReader
from tui_captioner.tui.lists.filtered_page import FilteredPage
from tui_captioner.tui.lists.page import Handler
from tui_captioner.tui.lists.work import in_slices
from tui_captioner.tui.lists.workplace import Workplace
from tui_captioner.tui.numbers.actions import NUMBERS
from tui_captioner.tui.numbers.listing import Item, NumberListing
from tui_captioner.tui.numbers.plots import bars_of, plot_lines, prepare
from tui_captioner.tui.numbers.views import item_line
from tui_captioner.tui.widgets.lines import Line, Lines, Piece
from tui_captioner.tui.widgets.two_ended_lines import with_keys

_PLOT, _PLOT_NEEDS = 8, 20
"""Rows of the plot, and those of the window from which there is room for it."""
_REST = 0.15
"""Seconds until it is asked again where the catalogue is not ready."""


class NumbersScreen(FilteredPage[str]):
    """All numbers; answers what is to be said when it is left.

    Args:
        place: What it works on.
        asked: The images that they are about.
        show: Lists the images that fit a filter.
    """

    declared = NUMBERS
    hints = (
        ("count_anew", "anew"),
        ("list_filter", "filter"),
        ("next_section", "next kind"),
        ("list_leave", "back"),
        ("number_images", "its images"),
        ("list_help", "keys"),
    )

    plot = query_one("#plot", Lines)

    def __init__(self, place: Workplace, asked: Asked, show: Callable[[str], object]) -> None:
        super().__init__(place)
        self.asked_for = asked
        self.figures: Statistics | None = None
        self.listing = NumberListing(self.session.structure)
        self._show = show
        self._reader = StatisticsReader(self.session, asked.filter)
        self._counting = True
        self._plotted: tuple[str, int] | None = None

    def handlers(self) -> Mapping[str, Handler]:
        """The handler of each action, besides those of every list."""
        rows = self.rows
        return {
            **super().handlers(),
            "list_up": lambda _: self._go(rows.cursor - 1, -1),
            "list_down": lambda _: self._go(rows.cursor + 1, 1),
            "list_page_up": lambda _: self._go(rows.cursor - rows.page, -1),
            "list_page_down": lambda _: self._go(rows.cursor + rows.page, 1),
            "list_first": lambda _: self._go(0, 1),
            "list_last": lambda _: self._go(rows.total, -1),
            "number_images": lambda _: self._show_images(),
            "next_section": lambda _: self._go_to_section(1),
            "section_before": lambda _: self._go_to_section(-1),
            "count_anew": lambda _: self.changed(),
        }

    def _go(self, row: int, step: int) -> None:
        """Go to a row; over the titles, which stay in sight where one goes up to the first row below them."""
        at = self.listing.settled(row, step)
        self.rows.go_to(max(0, at - 1))
        self.rows.go_to(at)

    def _go_to_section(self, step: int) -> None:
        """Go to another kind of numbers, its title at the top."""
        at = self.listing.beside(self.rows.cursor, step)
        self.rows.go_to(self.rows.total)
        self._go(at, 1)

    # --- parts ----------------------------------------------------------------------------------------------------

    def widgets_below(self) -> Iterator[Widget]:
        """The plot of what the cursor is at."""
        yield Lines(id="plot")

    def on_mount(self) -> None:
        """Count."""
        self._arrange()
        self._count()

    def on_resize(self) -> None:
        """There may be room for the plot now."""
        self._arrange()

    def _arrange(self) -> None:
        self.give_room(self.plot, _PLOT, _PLOT_NEEDS)
        self._plotted = None

    # --- drawing --------------------------------------------------------------------------------------------------

    def title_pieces(self) -> tuple[Sequence[Piece], Sequence[Piece]]:
        """How many images, of which filter."""
        left: list[Piece] = [(self.folder, "strong"), ("  numbers  ", "accent")]
        if self.figures is not None:
            count = self.figures.images
            left.append((f"{count:,} image{'s' * (count != 1)}, {self.figures.captions:,} with a caption", ""))
        if self.asked_for.text:
            left.append((f"  {visible(self.asked_for.text)}", "accent"))
        if self._counting:
            left.append(("  counting", "dim"))
        return left, [self.filter_piece]

    def draw_row(self, row: int, width: int) -> Line:
        """A number, or the title of a kind of numbers."""
        return item_line(self.listing.items[row], width, here=row == self.rows.cursor)

    @property
    def total(self) -> int:
        """How many rows are listed now."""
        return len(self.listing.items)

    def redraw(self) -> None:
        """Draw the rows, and the plot of those that the cursor is among."""
        super().redraw()
        if self.is_laid_out:
            self._draw_plot()

    def _draw_plot(self) -> None:
        here, figures = self.here, self.figures
        wanted = (here.section.key if here is not None else "", self.size.width)
        if wanted == self._plotted or not self.plot.display:
            return
        self._plotted = wanted
        lines: list[Line] = []
        if here is not None and figures is not None:
            width = self.size.width - 2
            lines = plot_lines(bars_of(here.section, figures, width), width, _PLOT - 1)
            lines = [((f"{here.section.title}: images", "faint"),), *lines] if lines else []
        self.plot.show_lines(lines)

    def _status(self, width: int) -> Line:
        here = self.here
        if self.question is None and self.work is None and not self.message and here is not None and here.row:
            left: list[Piece] = [(visible(here.row.filter), "dim")]
            return with_keys(left, self.keymap.reminders(self.hints_now()), width, least=3)
        return super()._status(width)

    # --- what is counted ------------------------------------------------------------------------------------------

    @property
    def here(self) -> Item | None:
        """What the cursor is at."""
        items = self.listing.items
        return items[min(self.rows.cursor, len(items) - 1)] if items else None

    def changed(self) -> None:
        """Count anew; the cursor stays at its row."""
        self._count()

    @work(exclusive=True, group="count")
    async def _count(self) -> None:
        self._counting = True
        self.redraw()
        catalogue = catalogue_of(self.session)
        try:
            await asyncio.to_thread(prepare)
            found = None
            while found is None:
                await in_slices(catalogue.fill(at_once=True), waiting=lambda: catalogue.is_waiting)
                if self._reader.bring_in():
                    found = await asyncio.to_thread(self._reader.load)
                if found is None:
                    await asyncio.sleep(_REST)
        except CaptionerError as error:
            self._counting = False
            self.complain(error)
            return
        self._counting, self.figures = False, found
        self._lay_out(lambda: self.listing.set_figures(found))
        self.filter_again()
        self.redraw()

    def _lay_out(self, change: Callable[[], object]) -> None:
        """List other rows; the cursor stays at the one that it is at."""
        here = self.here
        change()
        self._plotted = None
        self.rows.set_total(len(self.listing.items))
        key, label = (here.section.key, here.row.label if here.row else "") if here is not None else ("", "")
        self._go(self.listing.place_of(key, label), 1)

    # --- keys -----------------------------------------------------------------------------------------------------

    def filtered_texts(self) -> Iterable[str]:
        """What is counted, and the titles of the kinds of numbers."""
        return self.listing.texts

    def narrow(self, wanted: RowFilter) -> None:
        """List the numbers that fit; the cursor stays at its row."""
        self._lay_out(lambda: self.listing.set_filter(wanted))

    def _show_images(self) -> None:
        here = self.here
        if here is None:
            return
        if here.more:
            self._lay_out(lambda: self.listing.open(here.section.key))
        elif here.row is None or not here.row.filter:
            self.say("There is no filter for these")
        elif not here.row.images:
            self.say("No image to show")
        else:
            self.dismiss(None)
            self.app.call_later(self._show, both(self.asked_for.text, here.row.filter))

"""Browse: all images in a list, those that fit a filter, the chosen ones; the hub of the second pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.getters import query_one

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.text import visible
from tui_captioner.services.bulk.proposal import Proposal
from tui_captioner.services.catalogue.scope import Asked
from tui_captioner.tui.action import Action
from tui_captioner.tui.browse import views
from tui_captioner.tui.browse.actions import BROWSE, EDIT_HINTS, EDITING
from tui_captioner.tui.browse.asking import ask
from tui_captioner.tui.browse.browsing import Browsing
from tui_captioner.tui.browse.details import Details
from tui_captioner.tui.browse.edits import EditQuestions
from tui_captioner.tui.browse.elsewhere import Elsewhere
from tui_captioner.tui.browse.filter_field import FilterField
from tui_captioner.tui.browse.findings_here import CheckedPage
from tui_captioner.tui.browse.order_question import columns_to_sort_by, order_question
from tui_captioner.tui.browse.sheet import Sheet
from tui_captioner.tui.lists.page import Handler, ListPage
from tui_captioner.tui.lists.row_list import RowList
from tui_captioner.tui.lists.work import in_slices
from tui_captioner.tui.lists.workplace import Workplace
from tui_captioner.tui.proposals.screen import ProposalScreen
from tui_captioner.tui.widgets.columns import Table
from tui_captioner.tui.widgets.frame_lines import Progress, bar, outside_word
from tui_captioner.tui.widgets.lines import Line, Lines, Piece, width_of
from tui_captioner.tui.widgets.two_ended_lines import with_keys

_LOW, _NARROW = 20, 70
"""Rows and columns of the window below which there is no room for the picture, and for the slots beside it."""
_FRAME = 2
"""Rows of the window that are no rows of the list."""
_BAR, _BAR_NEEDS = 16, 100
"""Cells of the bar of what is done, and the columns from which there is room for it."""
_READING = "reading the captions"
"""How what is said begins while the catalogue is brought up to date."""


class BrowseScreen(CheckedPage):
    """The list of all images.

    Args:
        place: What it works on.
        browsing: What the list is at; kept by who opens the screen.
        name: The image to begin at; empty to stay where one was.
        wanted: The filter whose images are to be listed; empty to leave it as it is.
    """

    CSS_PATH = [ListPage.CSS_PATH, Path(__file__).with_name("screen.tcss")]  # type: ignore[assignment]
    declared = BROWSE
    hints = (
        ("sheet", "sheet"),
        ("kept_filters", "kept"),
        ("order_by", "order"),
        ("browse_yes_no", "yes/no"),
        ("browse_sweep", "sweep"),
        ("edit_these", "edit"),
        ("list_filter", "filter"),
        ("choose", "choose"),
        ("compose", "compose"),
        ("help", "keys"),
    )

    details = query_one("#details", Details)
    sheet = query_one("#sheet", Sheet)

    def __init__(self, place: Workplace, browsing: Browsing, name: str = "", wanted: str = "") -> None:
        # Before the actions are asked for their handlers.
        self._edits = EditQuestions(self, browsing)
        self._elsewhere = Elsewhere(self, browsing)
        super().__init__(place, browsing)
        browsing.go_to_image(name)
        self._editing = False
        self._wanted = wanted
        self._name_width = max(map(len, self.session.names), default=0)
        self._laid_out: tuple[tuple[int, int], Table] = ((0, 0), Table(()))

    def compose(self) -> ComposeResult:
        """The parts of the screen; what is typed stands in place of the header, so that nothing moves."""
        yield Lines(id="header")
        with Horizontal(id="ask"):
            yield Lines(id="asked")
            yield FilterField(self._offer_key, self._on_text, id="answer")
        yield Lines(id="head")
        yield RowList(self.draw_row, id="rows")
        yield Sheet(self.place.pictures, id="sheet")
        yield Details(self.session, self.place.pictures, id="details")
        yield Lines(id="status")

    def handlers(self) -> Mapping[str, Handler]:
        """The handler of each action, besides those of every list."""
        return {
            **super().handlers(),
            **self._moves(),
            "compose": lambda _: self._compose_here(),
            "back_to_composer": lambda _: self.dismiss(None),
            "choose": lambda _: self.browsing.toggle(),
            "choose_all": lambda _: self.browsing.toggle_all(),
            "choose_range": lambda _: self.browsing.mark(),
            "order_by": lambda _: self._ask_order(),
            "all_images": lambda _: self.find(Asked(order=self.browsing.scope.asked.order)),
            "sheet": lambda _: self._turn_sheet(),
            "sheet_left": lambda _: self._move_in_sheet(-1),
            "sheet_right": lambda _: self._move_in_sheet(1),
            "edit_these": lambda _: self._edit_these(),
            "edit_none": lambda _: None,
            **self._edits.table(),
            **self._elsewhere.table(),
        }

    def _moves(self) -> Mapping[str, Handler]:
        browsing = self.browsing
        return {
            "list_up": lambda _: browsing.go_to(browsing.row - self._line),
            "list_down": lambda _: browsing.go_to(browsing.row + self._line),
            "list_page_up": lambda _: browsing.go_to(browsing.row - self._page),
            "list_page_down": lambda _: browsing.go_to(browsing.row + self._page),
            "list_first": lambda _: browsing.go_to(0),
            "list_last": lambda _: browsing.go_to(len(browsing.scope) - 1),
            "choose_up": lambda _: self._choose_and_go(-1),
            "choose_down": lambda _: self._choose_and_go(1),
        }

    @property
    def _line(self) -> int:
        """Images from one line to the next."""
        return self.sheet.shape.across if self.browsing.as_sheet else 1

    @property
    def _page(self) -> int:
        """Images that are in sight at once."""
        return self.sheet.shape.page if self.browsing.as_sheet else self.rows.page

    # --- the life of the screen -----------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Show what is known, and find out what is not."""
        self._arrange()
        self._look_up()
        self.recall_alike()
        if self._wanted:
            self.filter_by(self._wanted)

    def on_resize(self) -> None:
        """Another window."""
        self._arrange()
        super().on_resize()

    def _arrange(self) -> None:
        self.set_class(self.app.size.height < _LOW, "-low")
        self.set_class(self.app.size.width < _NARROW, "-narrow")
        self.set_class(self.browsing.as_sheet, "-sheet")
        if self.browsing.as_sheet:
            self._divide_sheet()

    @work(exclusive=True, group="sheet")
    async def _divide_sheet(self) -> None:
        await self.sheet.divide(self.app.size.width, self.app.size.height - _FRAME)
        self.call_after_refresh(self.redraw)

    def on_screen_resume(self) -> None:
        """Captions may be others now."""
        self.changed()
        super().on_screen_resume()

    def changed(self) -> None:
        """Captions were changed: the rows stay, those that fit no more are greyed."""
        self.details.forget()
        self._look_up()

    @work(exclusive=True, group="look-up")
    async def _look_up(self) -> None:
        """Bring the catalogue up to date, and see which of the listed images fit the filter still."""
        browsing = self.browsing
        try:
            if not browsing.catalogue.is_ready:
                fill = browsing.catalogue.fill(at_once=True)
                await in_slices(fill, progress=self._show_reading, waiting=lambda: browsing.catalogue.is_waiting)
                if self.message.startswith(_READING):
                    self.say("")
            if browsing.is_old and browsing.scope.is_filtered:
                browsing.is_old = False
                places = await ask(browsing.catalogue, browsing.scope, browsing.scope.asked)
                browsing.now_fit(places)
        except CaptionerError as error:
            self.complain(error)
        self.redraw()
        self.look_for_near_duplicates()

    def _show_reading(self, progress: object) -> None:
        if self.message and not self.message.startswith(_READING):
            return  # what was done is to be read; that captions are read behind it need not be
        done, total = getattr(progress, "done", 0), getattr(progress, "total", 0)
        self.say(f"{_READING} {done:,}/{total:,}" if total > 1 else _READING)
        self.redraw()

    # --- drawing --------------------------------------------------------------------------------------------------

    def title_pieces(self) -> tuple[Sequence[Piece], Sequence[Piece]]:
        """Dataset, how many images of how many, the filter; how many are done."""
        scope = self.browsing.scope
        left: list[Piece] = [*self._count_pieces(), ("   ", ""), (visible(scope.asked.text), "accent")]
        if scope.asked.order.by != "name" or scope.asked.order.reverse:
            left.append((f"  by {scope.asked.order.by}", "dim"))
        done, total = self.session.finished.count, len(self.session.names)
        outside = outside_word(self.session)
        right: list[Piece] = [(f"{outside}  " if outside else "", "warn"), (f"done {done:,}/{total:,}", "dim")]
        if self.size.width >= _BAR_NEEDS:
            right += [(" ", ""), *bar(Progress(done, total), _BAR)]
        return left, right

    def _count_pieces(self) -> list[Piece]:
        scope, total = self.browsing.scope, len(self.session.names)
        count = f"{len(scope):,} of {total:,}" if scope.is_filtered or len(scope) != total else f"{total:,} images"
        return [(self.folder, "strong"), ("  browse  ", "dim"), (count, "")]

    def head_lines(self) -> Sequence[Line]:
        """The titles of the columns."""
        if self.browsing.as_sheet:
            return ()
        order = self.browsing.scope.asked.order
        return [self._table_at(self.size.width - 2).head(order.by, reverse=order.reverse)]

    def _table_at(self, width: int) -> Table:
        names = self._name_width + (views.LONGEST_SIGN if self.by_alike else 0)
        if self._laid_out[0] != (width, names):
            self._laid_out = ((width, names), Table.fitted(views.columns(self.session.structure, names, width), width))
        return self._laid_out[1]

    def draw_row(self, row: int, width: int) -> Line:
        """An image; what is known of it is fetched with that of all rows in sight."""
        browsing, table = self.browsing, self._table_at(width)
        name = browsing.scope.name(row)
        if browsing.known(name) is None:
            browsing.fetch(self.rows.visible_rows)
        name_cells = next((cells for column, cells in table.columns if column.key == "name"), 0)
        cells = views.cells(browsing.known(name), name, self.session.structure, name_cells, numbered=self.by_alike)
        chosen, here = browsing.is_chosen(row), row == browsing.row
        cells["mark"] = [("*" if chosen else ">" if here else " ", "accent")]
        if here:
            return table.row(cells, "marked")
        return table.row(cells, None if browsing.fits_still(row) else "faint")

    def redraw(self) -> None:
        """Draw every line anew, and what is known of the image under the cursor."""
        if not self.is_laid_out:
            return
        self.rows.set_total(len(self.browsing.scope))
        self.rows.go_to(self.browsing.row)
        asking = self.question is not None
        self.header.display = not asking
        if asking:
            self._show_asked()
        super().redraw()
        if self.browsing.as_sheet:
            scope = self.browsing.scope
            self.sheet.show(
                self.browsing.row,
                len(scope),
                lambda row: self.session.image(scope.name(row)).path,
                self._below_thumbnail,
            )
        elif not self.has_class("-low"):
            self.details.tell(self.browsing.name, self.browsing.known(self.browsing.name))

    def _below_thumbnail(self, row: int, width: int) -> Line:
        browsing = self.browsing
        name = browsing.scope.name(row)
        if browsing.known(name) is None:
            shown = self.sheet.in_sight
            browsing.fetch(range(shown.start, min(shown.stop, len(browsing.scope))))
        here, chosen = row == browsing.row, browsing.is_chosen(row)
        style = "marked" if here else "" if browsing.fits_still(row) else "faint"
        mark: Piece = ("*" if chosen else ">" if here else " ", style)
        return views.thumbnail_line(browsing.known(name), name, mark, width, numbered=self.by_alike)

    def _show_asked(self) -> None:
        """The words before what is typed; before a filter how many images fit."""
        if self.question is None:
            return
        words = [*self._count_pieces(), ("  ", "")] if self.types_filter else []
        line: Line = (*words, (f"{self.question.words} ", "accent"))
        self.asked.styles.width = width_of(line)
        self.asked.show_lines([line])

    def _status(self, width: int) -> Line:
        if self._editing and not self.message:
            left: list[Piece] = [(f"edit {len(self.browsing.these):,} images:", "accent")]
            return with_keys(left, self.keymap.reminders(EDIT_HINTS), width, least=1)
        if self.offered and not self.message:
            return with_keys(self.offered, (), width)
        if self.question is None and self.work is None and not self.message and self._chosen_words:
            return with_keys([(self._chosen_words, "accent")], self.keymap.reminders(self.hints_now()), width, least=1)
        return super()._status(width)

    @property
    def _chosen_words(self) -> str:
        browsing = self.browsing
        if browsing.anchor is not None:
            return (
                f"{abs(browsing.anchor - browsing.row) + 1:,} in the range, {self.keymap.first('choose_range')} ends it"
            )
        if browsing.chosen:
            hidden = f", {browsing.hidden:,} of them not listed" if browsing.hidden else ""
            return f"{len(browsing.chosen):,} chosen{hidden}"
        if browsing.misfits:
            return f"{browsing.misfits:,} fit no more, {self.keymap.first('ask_anew')} asks anew"
        return self.alike_words if browsing.as_sheet else ""

    # --- going elsewhere ------------------------------------------------------------------------------------------

    @property
    def mode(self) -> str:
        """What the screen is at."""
        return EDITING if self._editing else super().mode

    async def run_action_of(self, action: Action, key: str = "") -> None:
        """Carry out an action; the next key after `e` says what to edit, and nothing else."""
        self._editing = False
        await super().run_action_of(action, key)

    def _edit_these(self) -> None:
        if not self.browsing.these:
            self.say("There is no image to edit")
        elif self.session.project.read_only:
            self.say(f"Read-only: {self.session.project.read_only}", warning=True)
        else:
            self._editing = True

    def leave(self) -> None:
        """Stop what is being done first, and let go what is chosen; then back to composing."""
        if not self.stop_looking() and not self.browsing.let_go():
            self.dismiss(None)

    def _compose_here(self) -> None:
        name = self.browsing.name
        if name:
            self.place.show_image(name)
            self.dismiss(None)

    def _turn_sheet(self) -> None:
        self.browsing.as_sheet = not self.browsing.as_sheet
        self.details.forget()
        self._arrange()

    def _move_in_sheet(self, step: int) -> None:
        if self.browsing.as_sheet:
            self.browsing.go_to(self.browsing.row + step)

    def _choose_and_go(self, step: int) -> None:
        self.browsing.choose()
        self.browsing.go_to(self.browsing.row + step)

    def filter_by(self, text: str) -> None:
        """List the images that fit a filter."""
        scope = self.browsing.scope
        self.find(scope.wish(text, scope.asked.order))

    def show_findings(self) -> None:
        """Show the findings of the listed images."""
        self._elsewhere.show_findings()

    def come_back(self, done: str | None) -> None:
        """Say what was done elsewhere; captions may be others now."""
        self.say(done or "")
        self.changed()

    def propose(self, proposal: Proposal, nothing: str) -> None:
        """Show a change of many captions, image by image; it is made if the user agrees."""
        scope = self.browsing.scope
        origin = f"from browse: {scope.asked.text}" if scope.asked.text else "from browse"
        screen = ProposalScreen(replace(self.place, origin=origin), proposal, nothing=nothing)
        self.app.push_screen(screen, self.come_back)

    # --- sorting --------------------------------------------------------------------------------------------------

    def _ask_order(self) -> None:
        self.say(", ".join(columns_to_sort_by(self.browsing)))
        self.ask(order_question(self.browsing, self.sort, lambda text: self.say(text, warning=True)))

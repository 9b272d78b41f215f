"""The steps of the project, newest first: what each did, back to one, forward again, also after a restart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from textual import work

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.row_filter import RowFilter
from tui_captioner.services.bulk.changed_outside import ChangedOutside
from tui_captioner.services.history.history import PAGE, History
from tui_captioner.services.session.jobs import Job
from tui_captioner.storage.project.steps import StepHeader
from tui_captioner.tui.history.actions import HISTORY
from tui_captioner.tui.history.step_screen import StepScreen
from tui_captioner.tui.history.views import step_line
from tui_captioner.tui.lists.filtered_page import FilteredPage
from tui_captioner.tui.lists.page import Handler
from tui_captioner.tui.lists.work import in_slices
from tui_captioner.tui.lists.workplace import Workplace
from tui_captioner.tui.widgets.lines import Line, Piece

_BEFORE = StepHeader(0, "", "as it was before all of this", False, 0)


class HistoryScreen(FilteredPage[str]):
    """All steps; answers what is to be said when it is left.

    Args:
        place: What it works on.
    """

    declared = HISTORY
    narrows_while_typing = False  # the names of the images of all steps are asked for
    hints = (
        ("step_part", "this image alone"),
        ("step_forward", "forward to here"),
        ("step_back", "back to here"),
        ("list_filter", "filter"),
        ("list_leave", "back"),
        ("step_open", "difference"),
        ("list_help", "keys"),
    )

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self.history = History(self.session)
        self.steps: list[StepHeader] = []
        self.listed: Sequence[StepHeader] = ()
        self._outside: Mapping[int, Sequence[str]] = {}
        self._filter = RowFilter("")
        self._reading = True
        self._now = datetime.now().astimezone()

    def handlers(self) -> Mapping[str, Handler]:
        """The handler of each action, besides those of every list."""
        return {
            **super().handlers(),
            "step_open": lambda _: self._open_step(),
            "step_back": lambda _: self._go_to(forward=False),
            "step_forward": lambda _: self._go_to(forward=True),
            "step_part": lambda _: self._take_back_part(),
        }

    def on_mount(self) -> None:
        """Read the steps."""
        self._read()

    # --- drawing --------------------------------------------------------------------------------------------------

    def title_pieces(self) -> tuple[Sequence[Piece], Sequence[Piece]]:
        """How many steps there are, and the filter."""
        count = len(self.steps)
        left: list[Piece] = [(self.folder, "strong"), ("  history  ", "accent")]
        left.append((f"{count:,} step{'' if count == 1 else 's'}", ""))
        if self.typed:
            left.append((f"  {len(self.listed):,} listed", "accent"))
        if self._reading:
            left.append(("  reading", "dim"))
        return left, [self.filter_piece if self.typed else ("/ by name, image, kind", "dim")]

    def draw_row(self, row: int, width: int) -> Line:
        """A step; below all of them, what was before."""
        step = self._step_at(row)
        here = row == self.rows.cursor
        if step.number == 0:
            return (("> " if here else "  ", "accent"), (step.title, "dim"))
        outside = () if step.undone else self._outside.get(step.number, ())
        number = min(6, max(2, len(str(self.steps[0].number)))) if width < 90 else 6
        is_now = step.number == self._last_done
        return step_line(step, self._now, width, here=here, is_now=is_now, outside=outside, number_width=number)

    @property
    def total(self) -> int:
        """How many steps are listed now; below all of them is a row for what was before."""
        return len(self.listed) + (bool(self.steps) and not self.typed and not self._reading)

    def _step_at(self, row: int) -> StepHeader:
        return self.listed[row] if row < len(self.listed) else _BEFORE

    @property
    def here(self) -> StepHeader | None:
        """The step under the cursor."""
        return self._step_at(self.rows.cursor) if self.rows.total else None

    @property
    def _last_done(self) -> int:
        return next((step.number for step in self.steps if not step.undone), 0)

    # --- reading --------------------------------------------------------------------------------------------------

    def changed(self) -> None:
        """Read anew."""
        self._read()

    @work(exclusive=True, group="read")
    async def _read(self) -> None:
        self._reading = True
        found: list[StepHeader] = []
        try:
            await in_slices(self._pages(found))
            self.steps = found
            self._now = datetime.now().astimezone()
            self._lay_out()
            self.filter_again()
            self._reading = False
            self.redraw()
            outside = ChangedOutside(self.session)
            await in_slices(outside.look_through())
            self._outside = self.history.steps_of(outside.names)
        except CaptionerError as error:
            self._reading = False
            self.complain(error)
        self.redraw()

    def _pages(self, found: list[StepHeader]) -> Iterator[None]:
        while page := self.history.page(PAGE, before=found[-1].number if found else None):
            found.extend(page)
            if not self.steps:
                self.listed = found
                self.redraw()
            yield

    # --- filtering ------------------------------------------------------------------------------------------------

    def filtered_texts(self) -> Iterable[str]:
        """What was done."""
        return (step.title for step in self.steps)

    def narrow(self, wanted: RowFilter) -> None:
        """List the steps that fit by what was done, or by the name of an image; from the first one."""
        self._filter = wanted
        self._lay_out()
        self.rows.go_to(0)

    def _lay_out(self) -> None:
        wanted = self._filter
        if not wanted.text:
            self.listed = self.steps
            return
        images = set() if wanted.is_pattern else self.history.with_image(wanted.text)
        self.listed = [step for step in self.steps if step.number in images or wanted.holds(step.title)]

    # --- back and forth -------------------------------------------------------------------------------------------

    def _go_to(self, *, forward: bool) -> None:
        step = self.here
        if step is None:
            self.say("There is no step yet")
            return
        if forward != step.undone:
            key = self.keymap.first("step_back" if forward else "step_forward")
            self.say(f"This step {'stands' if forward else 'is taken back'}; {key} goes there")
            return
        if step.number == self._last_done:
            self.say("All is as it was after this step already")
            return

        def make() -> Job:
            return self.history.go_to(step.number)

        self.begin(make, "Doing again" if forward else "Taking back", lambda: self._turned(step))

    def _turned(self, step: StepHeader) -> None:
        count, left_out = len(self.history.turned), self.history.left_out
        steps = f"{count} step{'' if count == 1 else 's'}"
        done = f"{steps} {'taken back' if not step.undone else 'done again'}"
        self.say(done)
        if left_out:
            names = ", ".join(dict.fromkeys(each.name for each in left_out))
            self.say(f"{done}; left as they are: {names}: {left_out[0].why}", warning=True)
        self.changed()

    def _take_back_part(self) -> None:
        step = self.here
        if step is None or step.number == 0:
            return
        names = self.history.images(step.number)
        if len(names) != 1:
            self._open_step()
            return
        self.history.undo_part(step.number, names[0])
        self.changed()
        self.say(f"Taken back for {names[0]}, as a step of its own")

    def _open_step(self) -> None:
        step = self.here
        if step is None or step.number == 0:
            return

        def closed(done: str | None) -> None:
            if done:
                self.dismiss(done)
            else:
                self.changed()

        self.app.push_screen(StepScreen(self.place, step), closed)

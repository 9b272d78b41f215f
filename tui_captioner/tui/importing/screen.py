"""The import screen: what is imported and how is chosen; what each image would get is shown before it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tui_captioner.services.importing.import_options import ImportOptions
from tui_captioner.services.importing.import_plan import ImportPlan
from tui_captioner.services.importing.import_proposal import ImportProposal
from tui_captioner.services.importing.import_remarks import remarks
from tui_captioner.services.importing.importing import import_title, planning, reading
from tui_captioner.services.session.jobs import Steps
from tui_captioner.storage.files.path_completion import PathCompletion
from tui_captioner.tui.importing.actions import IMPORTING
from tui_captioner.tui.importing.form import FILE, Row, checked, rows
from tui_captioner.tui.importing.views import row_line
from tui_captioner.tui.lists.page import Handler, ListPage, Question
from tui_captioner.tui.lists.workplace import Workplace
from tui_captioner.tui.proposals.screen import OUT_OF_DATE, ProposalScreen
from tui_captioner.tui.widgets.lines import Line, Piece, wrap


class ImportScreen(ListPage[str]):
    """What is imported, and how; answers what is to be said when it is left.

    Args:
        place: What it works on.
        names: The images that captions are imported for; all without it.
    """

    declared = IMPORTING
    hints = (
        ("list_help", "keys"),
        ("import_file", "file"),
        ("import_next", "next choice, or type"),
        ("list_leave", "back"),
        ("import_read", "read and show"),
    )

    def __init__(self, place: Workplace, names: Sequence[str] | None = None) -> None:
        super().__init__(place)
        self.options = ImportOptions()
        self._names = names
        self._paths = PathCompletion()
        self._stopped = False
        self._nothing: Sequence[str] = ()
        """Why the last reading would have changed nothing."""

    def handlers(self) -> Mapping[str, Handler]:
        """The handler of each action, besides those of every list."""
        return {
            **super().handlers(),
            "import_read": lambda _: self._read(),
            "import_file": lambda _: self._type(self._rows[0]),
            "import_next": lambda _: self._turn_row(1),
            "import_before": lambda _: self._turn_row(-1),
        }

    def on_mount(self) -> None:
        """Ask for the file."""
        self.call_after_refresh(lambda: self._type(self._rows[0]))

    # --- drawing --------------------------------------------------------------------------------------------------

    @property
    def _rows(self) -> Sequence[Row]:
        return rows(self.options)

    def title_pieces(self) -> tuple[Sequence[Piece], Sequence[Piece]]:
        """That something is imported, and for how many images."""
        left: list[Piece] = [(self.folder, "strong"), ("  import captions", "accent")]
        if self._names is not None:
            left.append((f"  for {len(self._names):,} image{'s' * (len(self._names) != 1)}", "warn"))
        return left, [(self.place.origin, "dim")]

    def head_lines(self) -> Sequence[Line]:
        """What follows; why nothing would change, where that was found."""
        if not self._nothing:
            return [(("Nothing is written before what each image would get was shown.", "dim"),)]
        told = [f"Nothing would change. {self._nothing[0]}", *self._nothing[1:]]
        width = max(20, self.size.width - 2)
        return [line for at, text in enumerate(told) for line in wrap(((text, "dim" if at else "warn"),), width)]

    def draw_row(self, row: int, width: int) -> Line:
        """What is chosen."""
        return row_line(self._rows[row], self.options, width, here=row == self.rows.cursor)

    def redraw(self) -> None:
        """As many rows as there is to choose."""
        if self.is_laid_out:
            self.rows.set_total(len(self._rows))
        super().redraw()

    # --- choosing -------------------------------------------------------------------------------------------------

    def _turn_row(self, step: int) -> None:
        row = self._rows[self.rows.cursor]
        if row.choices is None:
            self._type(row)
        else:
            self.options = row.turned(self.options, step)

    def _type(self, row: Row) -> None:
        def answered(text: str) -> None:
            self.options = row.typed(self.options, text)

        empty = f" (empty: {row.empty})" if row.empty else ""
        ends = self._paths.rest if row.key == FILE else lambda _: ""
        self.ask(Question(f"{row.title}{empty}:", answered, ends=ends), row.text(self.options))

    # --- reading --------------------------------------------------------------------------------------------------

    def _read(self, why: str = "", *, failed: bool = False) -> None:
        """Read, and show what it comes to.

        Args:
            why: What is said where that is done once more.
            failed: Whether that is what hindered it.
        """
        options = checked(self.options)
        if self.session.project.read_only:
            self.say(f"Read-only: {self.session.project.read_only}", warning=True)
            return
        plans: list[ImportPlan] = []
        self._stopped, self._nothing = False, ()

        def stop() -> bool:
            self._stopped = True
            return True

        def then() -> None:
            if plans:
                self._show(plans[0], options).say(why, warning=failed)
            else:
                self.say("Stopped: nothing was imported")

        self.begin(lambda: self.session.own(self._stoppable(options, plans)), "Reading", then, stop)

    def _stoppable(self, options: ImportOptions, plans: list[ImportPlan]) -> Steps:
        """Work the plan out, unless that is stopped."""
        for progress in self._planned(options, plans):
            if self._stopped:
                plans.clear()
                return
            yield progress

    def _planned(self, options: ImportOptions, plans: list[ImportPlan]) -> Steps:
        source = yield from reading(self.session, options)
        plans.append((yield from planning(self.session, source, options)))

    def _show(self, plan: ImportPlan, options: ImportOptions) -> ListPage[str]:
        """Show what it comes to; where that is nothing, here. Gives the screen that shows it."""
        proposal = ImportProposal(self.session, import_title(plan, options), plan.changes, plan.globals, plan.outside)
        said = remarks(plan)
        if self._names is not None and not proposal.changes_globals:
            proposal = proposal.narrowed(self._names)
        proposal.difference.advice = "\n".join(said)
        if not proposal.names:
            self._nothing = said or ["There is no caption for these images."]
            return self

        def closed(done: str | None) -> None:
            if done is not None and done.startswith("Done"):
                self.dismiss(done)
            elif done == OUT_OF_DATE:
                # What hindered it comes first: that it was worked out anew is seen.
                why = screen.message if screen.warning else OUT_OF_DATE
                self.guarded(lambda: self._read(why, failed=screen.warning))
            else:
                self.say(done or "")
                self.redraw()

        origin = f"from {'files beside the images' if options.file is None else options.file.name}"
        screen = ProposalScreen(replace(self.place, origin=origin), proposal)
        self.app.push_screen(screen, closed)
        return screen

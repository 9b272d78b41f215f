"""A screen with a list: header, rows, a line to type into, and a last line with the keys that help now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.getters import query_one
from textual.widget import Widget

from tui_captioner.domain.errors import WrongUseError
from tui_captioner.tui.action import Action, ScreenActions
from tui_captioner.tui.dialogs.help import HelpScreen
from tui_captioner.tui.lists.keys import asking_mode, working_mode
from tui_captioner.tui.lists.row_list import RowList
from tui_captioner.tui.lists.work_page import WorkPage
from tui_captioner.tui.lists.workplace import Workplace
from tui_captioner.tui.palette import ActionProvider
from tui_captioner.tui.terminal.passing_on import passed_on
from tui_captioner.tui.widgets.lines import Line, Lines, Piece, width_of
from tui_captioner.tui.widgets.tag_input import TagInput
from tui_captioner.tui.widgets.two_ended_lines import spread, with_keys

Result = TypeVar("Result")
Handler = Callable[[str], object]
"""Takes the key that was pressed, empty from the palette."""
_ASKING = (("answer_take", "greyed"), ("answer_drop", "back"), ("answer_keep", "go on"))


@dataclass(frozen=True)
class Question:
    """A text that is asked for.

    Args:
        words: What is asked, in front of the line.
        answered: Takes the text.
        ends: Gives the greyed rest of what is typed, empty for none.
        typed: Told of the text while it is typed.
        at_once: Whether what is typed is the answer already, without Enter.
        dropped: Done if there is no answer.
    """

    words: str
    answered: Callable[[str], object]
    ends: Callable[[str], str] = lambda _: ""
    typed: Callable[[str], object] = lambda _: None
    dropped: Callable[[], object] = lambda: None
    at_once: Callable[[str], bool] = lambda _: False


class ListPage(WorkPage[Result]):
    """A screen with a list, left with Esc.

    A subclass declares `declared` and `hints`, and draws its rows.

    Args:
        place: What it works on.
    """

    CSS_PATH = Path(__file__).with_name("page.tcss")  # found from the folders of its subclasses too
    AUTO_FOCUS = ""
    COMMANDS = {ActionProvider}
    declared: ClassVar[ScreenActions]
    """Its actions; the mode that its keys count in has the same name as the screen."""
    hints: ClassVar[Sequence[tuple[str, str]]] = ()
    """Ids of actions with a word each, for the last line; the last one is the last to go."""

    header = query_one("#header", Lines)
    head = query_one("#head", Lines)
    rows = query_one("#rows", RowList)
    status = query_one("#status", Lines)
    answer = query_one("#answer", TagInput)
    asked = query_one("#asked", Lines)

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self.question: Question | None = None
        self._offered: events.Key | None = None
        """The key that was looked up last: one that the line has no use for comes by here a second time."""

    @cached_property
    def _handlers(self) -> Mapping[str, Handler]:
        return self.handlers()

    # --- what a subclass gives ------------------------------------------------------------------------------------

    def handlers(self) -> Mapping[str, Handler]:
        """The handler of each action, by its id."""
        return {
            "list_leave": lambda _: self.leave(),
            "list_up": lambda _: self.rows.move(-1),
            "list_down": lambda _: self.rows.move(1),
            "list_page_up": lambda _: self.rows.move(-self.rows.page),
            "list_page_down": lambda _: self.rows.move(self.rows.page),
            "list_first": lambda _: self.rows.go_to(0),
            "list_last": lambda _: self.rows.go_to(self.rows.total),
            "list_filter": lambda _: self.ask_filter(),
            "list_help": lambda _: self.show_help(),
            "answer_keep": lambda _: self._answered(),
            "answer_take": lambda _: self._take_greyed(),
            "answer_drop": lambda _: self._dropped(),
            "work_stop": lambda _: self._stop(),
            "undo": lambda _: self._turn(self.session.undo_title(), self.session.undo, "Undone", "Nothing to undo"),
            "redo": lambda _: self._turn(self.session.redo_title(), self.session.redo, "Done again", "Nothing to redo"),
            "palette": lambda _: self.app.action_command_palette(),
            "help": lambda _: self.show_help(),
            "quit": lambda _: self.app.exit(),
        }

    def title_pieces(self) -> tuple[Sequence[Piece], Sequence[Piece]]:
        """What stands in the header, to the left and to the right."""
        raise NotImplementedError

    def hints_now(self) -> Sequence[tuple[str, str]]:
        """The hints of the last line, as things stand."""
        return self.hints

    def head_lines(self) -> Sequence[Line]:
        """What stands between the header and the rows: names of columns, remarks."""
        return ()

    def draw_row(self, row: int, width: int) -> Line:
        """A row, on so many cells."""
        raise NotImplementedError

    def widgets_below(self) -> Iterator[Widget]:
        """What stands below the rows."""
        yield from ()

    def ask_filter(self) -> None:
        """Ask for the text that rows are to hold."""
        self.say("This list has no filter")

    def give_room(self, below: Widget, rows: int, needs: int) -> None:
        """Give what stands below the list its rows, where the window has room for it.

        Args:
            below: What stands there.
            rows: Its rows.
            needs: Rows of the window from which there is room.
        """
        below.display = self.app.size.height >= needs
        below.styles.height = rows
        below.styles.padding = (0, 1)

    def leave(self) -> None:
        """Go back to where one came from."""
        self.dismiss(None)

    # --- drawing --------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The parts of the screen."""
        yield Lines(id="header")
        yield Lines(id="head")
        yield RowList(self.draw_row, id="rows")
        yield from self.widgets_below()
        with Horizontal(id="ask"):
            yield Lines(id="asked")
            yield TagInput(self._offer_key, self._on_text, id="answer")
        yield Lines(id="status")

    @property
    def folder(self) -> str:
        """The name of the dataset, for the header."""
        return self.session.project.root.resolve().name

    @on(RowList.Resized)
    def _resized(self) -> None:
        self.redraw()

    @property
    def is_laid_out(self) -> bool:
        """Whether there is something to draw on: not before the first layout, nor once the screen was left."""
        return self.is_mounted and self.size.width > 0 and bool(self.query("#rows"))

    def redraw(self) -> None:
        """Draw every line anew; only the cells that changed are sent."""
        if not self.is_laid_out:
            return
        width = self.size.width - 2
        self.header.show_lines([spread(*self.title_pieces(), width)])
        head = list(self.head_lines())
        if (self.head.styles.height is None) or self.head.styles.height.value != len(head):
            self.head.styles.height = len(head)
        self.head.show_lines(head)
        self.rows.redraw()
        self.status.show_lines([self._status(width)])

    def _status(self, width: int) -> Line:
        if self.work is not None:
            return self.progress_line(self.work, width)
        if self.question is not None:
            shown: Sequence[tuple[str, str]] = _ASKING
        else:
            shown = self.hints_now()
        left: list[Piece] = [(self.message, "error" if self.warning else "accent")] if self.message else []
        return with_keys(left, self.keymap.reminders(shown), width, least=1)

    # --- keys -----------------------------------------------------------------------------------------------------

    @property
    def mode(self) -> str:
        """What the screen is at."""
        if self.question is not None:
            return asking_mode(self.declared.screen)
        return working_mode(self.declared.screen) if self.work is not None else self.declared.screen

    @property
    def commands(self) -> Sequence[Action]:
        """What the palette offers here."""
        return self.declared.actions

    def on_mount(self) -> None:
        """Draw the first rows."""
        self.query_one("#ask").display = False
        self.call_after_refresh(self.redraw)

    def on_resize(self) -> None:
        """Another window."""
        self.call_after_refresh(self.redraw)

    def on_screen_resume(self) -> None:
        """Another screen was over this one."""
        self.call_after_refresh(self.redraw)

    async def on_key(self, event: events.Key) -> None:
        """Every key is this screen's."""
        if passed_on(event, self):
            return
        event.stop()
        event.prevent_default()
        if self.question is None:
            await self._offer_key(event)
        elif event is not self._offered:
            # It came behind the key that asked, and before the line had the keyboard.
            self.answer.post_message(events.Key(event.key, event.character))

    async def _offer_key(self, event: events.Key) -> bool:
        self._offered = event
        action = self.keymap.lookup(event.key, self.mode)
        if action is None:
            return False
        await self.run_action_of(action, event.key)
        return True

    async def run_action_of(self, action: Action, key: str = "") -> None:
        """Carry out an action of the registry; its errors are shown and lose nothing."""
        if action.id not in ("list_up", "list_down"):
            self.say("")
        if self.work is not None and self.mode not in self.declared.contexts[action.context] and not action.everywhere:
            self.say(f"{self.work.doing}: not before that is done", warning=True)
            self.redraw()
            return
        self.guarded(lambda: self._handlers[action.id](key))

    def show_help(self) -> None:
        """Show the keys."""
        self.app.push_screen(HelpScreen(self.keymap, self.declared))

    # --- asking ---------------------------------------------------------------------------------------------------

    def ask(self, question: Question, text: str = "") -> None:
        """Ask for a text below the list.

        Args:
            question: What is asked.
            text: What stands in the line at first.
        """
        self.question = question
        words: Line = ((f"{question.words} ", "accent"),)
        self.asked.styles.width = width_of(words)
        self.asked.show_lines([words])
        self.query_one("#ask").display = True
        self.answer.set_text("", "")
        self.answer.set_text(text, "")
        self.answer.cursor_position = len(text)
        self.answer.focus()

    def _on_text(self, text: str) -> None:
        if self.question is not None:
            if self.question.at_once(text):
                self.guarded(self._answered)
                return
            self.question.typed(text)
            self.answer.set_ghost(self.question.ends(text))
            self.redraw()

    def _take_greyed(self) -> None:
        if self.question is not None:
            text = self.answer.value + self.question.ends(self.answer.value)
            self.answer.set_text(text, "")
            self._on_text(text)

    def _close_question(self) -> Question | None:
        question, self.question = self.question, None
        self.query_one("#ask").display = False
        self.set_focus(None)
        return question

    def _answered(self) -> None:
        text = self.answer.value
        question = self._close_question()
        if question is None:
            return
        try:
            question.answered(text)
        except WrongUseError:
            if self.question is None:
                # What is no answer is said, and asked for once more: what was answered before it is not lost.
                self.ask(question, "" if question.at_once(text) else text)
            raise

    def _dropped(self) -> None:
        question = self._close_question()
        if question is not None:
            question.dropped()

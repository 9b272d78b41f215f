"""The slot sweep: one slot over many images, often a key or two for each."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence

from textual import events, work
from textual.containers import Horizontal
from textual.getters import query_one
from textual.widget import Widget

from tui_captioner.services.catalogue.completion import Completer
from tui_captioner.services.session.jobs import Job, finish
from tui_captioner.storage.catalogue.sweep_questions import slot_tags
from tui_captioner.tui.action import Action
from tui_captioner.tui.lists.workplace import Workplace
from tui_captioner.tui.sweep import sweep_views as views
from tui_captioner.tui.sweep.actions import SWEEP, SWEEP_MODES
from tui_captioner.tui.sweep.page import Handler, SweepPage
from tui_captioner.tui.sweep.sweeping import Sweeping
from tui_captioner.tui.tagging.predictions import ROWS
from tui_captioner.tui.widgets.lines import Line, Lines, width_of
from tui_captioner.tui.widgets.tag_input import TagInput
from tui_captioner.tui.widgets.text_field import typed_by

_AHEAD = (1, 2, 3, -1)
"""Pictures that are got ready, by how far off they are."""
_REST = 0.4
"""Seconds of rest after which half-typed text is put on disk."""
_FIXED = 11
"""Rows of the window that are neither the slot's tags nor numbered ones."""


class SlotSweepScreen(SweepPage):
    """Goes over images for one slot.

    Args:
        place: What it works on.
        slot: Key of the slot.
        names: The images, at least one.
        name: The one to begin with.
    """

    AUTO_FOCUS = "#input"
    declared = SWEEP

    tags = query_one("#tags", Lines)
    prompt = query_one("#prompt", Lines)
    input = query_one("#input", TagInput)
    numbered = query_one("#numbered", Lines)

    def __init__(self, place: Workplace, slot: str, names: Sequence[str], name: str = "") -> None:
        super().__init__(place)
        completer = place.completer if place.completer is not None else Completer(place.session)
        self.state = Sweeping(place.session, completer, slot, names, name)

    def widgets_beside(self) -> Iterator[Widget]:
        """The tags of the slot, the line to type into, the numbered tags."""
        yield Lines(id="tags")
        with Horizontal(id="line"):
            yield Lines(id="prompt")
            yield TagInput(self._offer_key, self._on_text, id="input")
        yield Lines(id="numbered")

    def own_handlers(self) -> Mapping[str, Handler]:
        """The handler of each action, besides those of both sweeps."""
        state, number = self.state, self.keymap.number
        return {
            "sweep_pick": lambda key: state.digits.press(key, number("sweep_pick", key)),
            "sweep_more": state.turn,
            "sweep_next": lambda _: state.next(),
            "sweep_before": lambda _: state.skip(-1),
            "sweep_skip": lambda _: state.skip(1),
            "sweep_keep": lambda _: self._carry_out(state.accept_typed()),
            "sweep_end_tag": lambda _: self._end_tag(),
            "sweep_take": lambda _: self._carry_out(state.take()),
            "sweep_ghost": lambda _: state.typed(state.text + state.ghost_part(word=False)),
            "sweep_ghost_word": lambda _: state.typed(state.text + state.ghost_part(word=True)),
            "sweep_row_down": lambda _: state.choose_next(),
            "sweep_row_up": lambda _: state.choose_previous(),
            "sweep_back": lambda _: self._carry_out(state.take_back()),
            "sweep_drop": lambda _: state.let_go(),
            "sweep_help": lambda _: self.show_help(),
            "sweep_leave": lambda _: self._leave(),
            "undo": lambda _: self._turn_step(undone=True),
            "redo": lambda _: self._turn_step(undone=False),
        }

    # --- the life of the screen -----------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Count the tags of the slot."""
        super().on_mount()
        self._count()

    def on_unmount(self) -> None:
        """Keep the half-typed text, whatever ended the program."""
        self.state.keep_draft()

    @work(exclusive=True, group="count")
    async def _count(self) -> None:
        slot = self.state.slot
        found = await self.asked(lambda store: slot_tags(store, slot))
        self.state.hold(found or ())
        self.redraw()

    # --- where one is ---------------------------------------------------------------------------------------------

    @property
    def name_at(self) -> str:
        """The image that one is at."""
        return self.state.name

    @property
    def nothing(self) -> str:
        """There is always an image."""
        return ""

    def near(self) -> Sequence[str]:
        """The images that are likely to come next."""
        return [self.state.neighbour(step) for step in _AHEAD]

    @property
    def mode(self) -> str:
        """What the screen is at."""
        return SWEEP_MODES[self.state.mode]

    # --- drawing --------------------------------------------------------------------------------------------------

    def draw(self, width: int, beside: int) -> None:
        """Draw all lines but the last one."""
        state = self.state
        self.header.tell(*views.header(state, self.folder, width))
        self.fill(self.tags, views.slot_lines(state, beside))
        filled = f", {state.template}" if state.template else ""
        prompt: Line = ((f"{state.session.structure.title(state.slot)}{filled}: ", "accent"),)
        self.prompt.styles.width = width_of(prompt)
        self.prompt.show_lines([prompt])
        state.line_room = beside - width_of(prompt) - 1
        self.input.set_text(state.text, state.ghost)
        self.input.set_run("", state.session.structure.slot(state.slot).hint if state.mode == "empty" else "")
        state.room = max(1, min(ROWS, self.size.height - _FIXED))
        more = views.more_line(state, self.keymap.first("sweep_more"), beside)
        self.fill(self.numbered, [*views.row_lines(state, beside, state.room), more])
        self.caption.show_lines(views.caption_lines(state, width, self.caption_rows))
        if state.message and not self.message:
            self.say(state.message, warning=state.warning)

    def hints(self) -> Sequence[tuple[str, str]]:
        """What helps now."""
        if self.state.mode == "typing":
            return (("sweep_take", "take"), ("sweep_keep", "keep as typed"), ("sweep_drop", "drop"), ("help", "keys"))
        return (
            *(("sweep_pick", "take or take back"), ("sweep_next", "next"), ("sweep_leave", "back")),
            *(("sweep_before", "before"), ("sweep_skip", "skip"), ("undo", "undo"), ("help", "keys")),
        )

    def follow(self) -> None:
        """Show the image that one is at; what its slot holds by now counts."""
        self.state.note()
        super().follow()

    # --- keys -----------------------------------------------------------------------------------------------------

    async def _offer_key(self, event: events.Key) -> bool:
        state, key = self.state, "backspace" if event.key == "ctrl+h" else event.key
        if self.work is None and self._goes_on(event):
            return True
        action = self.keymap.lookup(key, self.mode)
        if action is None or (action.id in ("sweep_pick", "sweep_more") and not state.rows and state.counted):
            # Where nothing is numbered, a digit is text; while something is being done, nothing is.
            state.say("")
            self.say("")
            return self.work is not None
        if action.id in ("sweep_ghost", "sweep_ghost_word") and not (self.input.cursor_at_end and state.ghost):
            return False
        await self.run_action_of(action, key)
        return True

    def _goes_on(self, event: events.Key) -> bool:
        """Whether the key goes on with digits that were pressed just before: then they were text."""
        state, done = self.state, False

        def act() -> None:
            nonlocal done
            action = self.keymap.lookup(event.key, self.mode)
            if action is not None and action.id in ("sweep_keep", "sweep_end_tag"):
                state.digits.enter()
            else:
                done = state.digits.goes_on(typed_by(event))
            state.note()

        self.guarded(act)
        return done

    async def run_action_of(self, action: Action, key: str = "") -> None:
        """Carry out an action of the registry; its errors are shown and lose nothing."""
        self.state.say("")
        if self.work is not None and not action.everywhere:
            self.say(f"{self.work.doing}: not before that is done", warning=True)
            self.redraw()
            return
        await super().run_action_of(action, key)

    def _carry_out(self, job: Job | None) -> None:
        """Finish what is left to do: it is about this image alone."""
        if job is not None:
            finish(job)

    def _end_tag(self) -> None:
        self.state.choice = None
        self._carry_out(self.state.accept_typed())

    def _turn_step(self, *, undone: bool) -> None:
        job = self.state.turn_step(undone=undone)
        if job is not None:
            self.begin(lambda: job, "Taking back" if undone else "Doing again", self.follow)

    def _on_text(self, text: str) -> None:
        self.state.typed(text)
        if not (self.input.message_queue_size or self.app.message_queue_size):
            self.redraw()
        else:
            self.call_later(self.redraw)
        self._save_draft()

    @work(exclusive=True, group="draft")
    async def _save_draft(self) -> None:
        """Put the half-typed text on disk once the keys rest."""
        await asyncio.sleep(_REST)
        self.state.keep_draft()
        self.guarded(self.session.save_place)

    def _leave(self) -> None:
        """Back to the list, with what was done."""
        state = self.state
        title = state.session.structure.title(state.slot)
        done = len(state.done)
        self.dismiss(f"{title}: {done:,} of {len(state.names):,} images gone over" if done else "")

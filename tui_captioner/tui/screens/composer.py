"""The composer: picture, slots, input with suggestions, and the caption as the trainer will read it.

This screen only carries messages: a key becomes an action of the registry, the action changes the state in
`Composing`, which asks the session for edits; then every line is drawn anew from that state.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.getters import query_one
from textual.screen import Screen
from textual.worker import Worker

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.text import visible
from tui_captioner.services.completion import Completer
from tui_captioner.services.jobs import Job
from tui_captioner.services.sidecars import SidecarChangedError
from tui_captioner.services.term_lists import load_lists
from tui_captioner.tui import views
from tui_captioner.tui.actions import Action, Keymap, Mode
from tui_captioner.tui.composing import Composing
from tui_captioner.tui.graphics.protocol import ProtocolChoice
from tui_captioner.tui.layout import Layout, plan
from tui_captioner.tui.screens.conflict import ConflictScreen
from tui_captioner.tui.screens.find import FindScreen
from tui_captioner.tui.screens.help import HelpScreen
from tui_captioner.tui.screens.picture import PictureScreen
from tui_captioner.tui.screens.progress import ProgressScreen
from tui_captioner.tui.terminal_replies import TerminalCaps
from tui_captioner.tui.widgets.image_preview import ImagePreview
from tui_captioner.tui.widgets.lines import Lines, width_of
from tui_captioner.tui.widgets.tag_input import TagInput

_PATIENCE = 0.1
"""Seconds a long job may take before a progress bar comes up."""
_SLICE = 0.008
"""Seconds of background work between two looks at the keyboard."""
_DRAFT_DELAY = 0.4
"""Seconds of rest after which half-typed text is put on disk."""

_PICTURE_PATIENCE = 1.0
"""Seconds after which the dataset's captions are read even if the first picture is not there yet."""
_HINTS: Mapping[Mode, Sequence[tuple[str, str]]] = {
    "empty": (("next_slot", "next slot"), ("next_image", "next image"), ("help", "keys")),
    "typing": (("take", "take"), ("keep", "keep as typed"), ("help", "keys")),
    "tags": (("edit_tag", "edit"), ("delete_tag", "delete"), ("move_to_slot", "to slot"), ("leave_tags", "back")),
}
"""The keys that the status line reminds of."""

Handler = Callable[[str], Job | None]


class ComposerScreen(Screen[None]):
    """The main screen.

    Args:
        completer: Suggestions for the open dataset.
        keymap: Which key does what.
        caps: What the terminal can do.
        choice: How pictures are drawn.
    """

    CSS_PATH = "composer.tcss"
    AUTO_FOCUS = "#input"

    header = query_one("#header", Lines)
    slots = query_one("#slots", Lines)
    suggestions = query_one("#suggestions", Lines)
    caption = query_one("#caption", Lines)
    status = query_one("#status", Lines)
    prompt = query_one("#prompt", Lines)
    input = query_one("#input", TagInput)
    picture = query_one("#picture", ImagePreview)

    def __init__(self, completer: Completer, keymap: Keymap, caps: TerminalCaps, choice: ProtocolChoice) -> None:
        super().__init__()
        self.session = session = completer.session
        self.keymap = keymap
        self._caps, self._choice = caps, choice
        self.completer = completer
        self.state = Composing(session, completer)
        self._plan: Layout = plan(80, 24, len(session.structure.slots))
        self._with_picture = True
        self._awaiting_slot = self._drawing_due = False
        self._long_job: Worker[None] | None = None
        self._surveyed = False
        self._pixels: dict[str, str] = {}
        self._handlers = self._make_handlers()
        self._hints = {mode: _hint(keymap, shown) for mode, shown in _HINTS.items()}

    def compose(self) -> ComposeResult:
        """The parts of the screen."""
        yield Lines(id="header")
        with Horizontal(id="body"):
            yield ImagePreview(self._caps, self._choice, id="picture")
            with Vertical(id="right"):
                yield Lines(id="slots")
                with Horizontal(id="line"):
                    yield Lines(id="prompt")
                    yield TagInput(self._offer_key, self._on_text, id="input")
                yield Lines(id="suggestions")
        yield Lines(id="caption")
        yield Lines(id="status")

    def on_mount(self) -> None:
        """Show the first image and read the dataset's captions behind the user's back."""
        self.state.suggest()
        self._show_notices(at_start=True)
        self._set_up_image()
        self._apply_layout(self.app.size.width, self.app.size.height)
        self._load_lists()
        self.set_timer(_PICTURE_PATIENCE, self._picture_settled)

    # --- drawing --------------------------------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """Divide the window anew."""
        self._apply_layout(event.size.width, event.size.height)

    def _apply_layout(self, width: int, height: int) -> None:
        count = len(self.session.structure.slots)
        self._plan = plan(width, height, count, picture=self._with_picture)
        self.set_class(self._plan.picture == 0, "-no-picture")
        self.picture.styles.width = max(1, self._plan.picture)
        self.slots.styles.height = self._plan.slots
        self.query_one("#line").styles.margin = (self._plan.gap, 0)
        self.suggestions.styles.height = self._plan.suggestions
        self.state.room = self._plan.suggestions
        self.query_one("#body").styles.margin = (self._plan.margin, 0)
        self.caption.styles.height = self._plan.caption
        self.call_after_refresh(self.redraw)

    def redraw(self) -> None:
        """Draw every line from the state; only cells that changed are sent."""
        self._drawing_due = False
        state, room = self.state, self._plan
        width, right = self.size.width - 2, self.size.width - room.picture - 2
        folder = self.session.project.root.resolve().name
        self.header.show_lines([views.header(state, folder, self._pixels.get(state.name, ""), width)])
        self.slots.show_lines(views.slot_lines(state, right, room.slots))
        self.suggestions.show_lines(views.suggestion_lines(state, right, room.suggestions))
        self.caption.show_lines(views.caption_lines(state, width, room.caption))
        self.status.show_lines([views.status(state, self._hints[state.mode], width)])
        prompt = views.prompt(state)
        columns = width_of((prompt,))
        if self.prompt.styles.width is None or self.prompt.styles.width.value != columns:
            self.prompt.styles.width = columns
        self.prompt.show_lines([(prompt,)])
        self.input.set_text(state.text, state.ghost)
        self.input.set_run(views.run_text(state))

    # --- keys -----------------------------------------------------------------------------------------------------

    async def _offer_key(self, event: events.Key) -> bool:
        state, key = self.state, event.key
        if self._long_job is not None:
            # Keys that were under way to the input already: they are about the state after the job.
            await self._long_job.wait()
        if self._awaiting_slot:
            self._awaiting_slot = False
            state.say("")
            if key.isdigit():
                state.go_to_slot(int(key))
            if key.isdigit() or key == "escape":
                self.redraw()
                return True
        action = self.keymap.lookup(key, state.mode)
        if action is None:
            return self._other_key(event)
        if action.id in ("ghost", "ghost_word") and not (self.input.cursor_at_end and state.ghost):
            return False
        return await self.run_action_of(action, key)

    def _other_key(self, event: events.Key) -> bool:
        """A key without an action types; from the tag cursor a letter goes back to typing first."""
        self.state.say("")
        if self.state.mode == "tags":
            if not event.is_printable:
                return True
            self.state.leave_tags()
            self.redraw()
        return False

    async def run_action_of(self, action: Action, key: str = "") -> bool:
        """Carry out an action of the registry; its errors are shown and lose nothing."""
        state = self.state
        state.say("")
        if not state.name and action.id not in ("quit", "help", "help_empty", "palette", "notices"):
            return True
        before = state.name
        try:
            job = self._handlers[action.id](key)
            if job is not None:
                await self._run_job(job)
                state.settle_cursor()
                state.suggest()
        except SidecarChangedError as error:
            self._ask_about(error)
        except CaptionerError as error:
            self._complain(error)
        if state.name != before:
            self._set_up_image()
        self.redraw()
        return True

    def _make_handlers(self) -> Mapping[str, Handler]:
        state = self.state

        def plain(function: Callable[[], object]) -> Handler:
            def handler(_: str) -> Job | None:
                function()
                return None

            return handler

        def job(function: Callable[[], Job | None]) -> Handler:
            return lambda _: function()

        return {
            "take": job(self._take),
            "keep": job(state.keep),
            "end_tag": self._end_tag,
            "pick": lambda key: state.pick(self.keymap.number("pick", key)),
            "choose_next": plain(state.choose_next),
            "choose_previous": plain(state.choose_previous),
            "ghost": plain(lambda: self._take_ghost(word=False)),
            "ghost_word": plain(lambda: self._take_ghost(word=True)),
            "take_run": plain(state.take_run),
            "take_back": job(state.take_back),
            "sentence": plain(self._sentence),
            "let_go": plain(state.let_go),
            "next_slot": job(self._next_slot),
            "previous_slot": plain(state.previous_slot),
            "slot": plain_key(lambda key: state.go_to_slot(self.keymap.number("slot", key))),
            "slot_by_number": plain(self._await_slot),
            "tag_cursor": plain(state.tag_cursor),
            "tag_left": plain(lambda: state.walk(-1)),
            "tag_right": plain(lambda: state.walk(1)),
            "tag_up": plain(lambda: state.walk_slot(-1)),
            "tag_down": plain(lambda: state.walk_slot(1)),
            "edit_tag": plain(state.edit_tag),
            "delete_tag": job(state.delete_tag),
            "move_left": job(lambda: state.move(-1)),
            "move_right": job(lambda: state.move(1)),
            "move_to_slot": lambda key: state.move_to_slot(self.keymap.number("move_to_slot", key)),
            "leave_tags": plain(state.leave_tags),
            "next_image": plain(lambda: state.step_image(1)),
            "previous_image": plain(lambda: state.step_image(-1)),
            "first_image": plain(lambda: state.show(self.session.names[0])),
            "last_image": plain(lambda: state.show(self.session.names[-1])),
            "next_unfinished": plain(state.next_unfinished),
            "find_image": plain(self._find),
            "done": plain(state.toggle_done),
            "take_slot": plain(lambda: state.take_from_previous([state.slot])),
            "take_all": plain(lambda: state.take_from_previous(self.session.structure.own_keys)),
            "undo": job(self._undo),
            "redo": job(self._redo),
            "picture": plain(self._whole_picture),
            "toggle_picture": plain(self._toggle_picture),
            "notices": plain(lambda: self._show_notices(at_start=False)),
            "apply_globals": job(self.session.apply_globals),
            "palette": plain(self.app.action_command_palette),
            "help": plain(self._help),
            "help_empty": plain(self._help),
            "quit": plain(self.app.exit),
        }

    # --- what keys do beyond the state ----------------------------------------------------------------------------

    def _take(self) -> Job | None:
        state = self.state
        if state.sentence and state.ghost:
            self._take_ghost(word=False)
            return None
        return state.take()

    def _next_slot(self) -> Job | None:
        state = self.state
        if state.choice is not None:
            return state.take()
        state.next_slot()
        return None

    def _end_tag(self, _: str) -> Job | None:
        if self.state.sentence:
            self.input.insert_text_at_cursor(",")
            return None
        self.state.choice = None
        return self.state.keep()

    def _take_ghost(self, *, word: bool) -> None:
        self.state.typed(self.state.text + self.state.ghost_part(word=word))

    def _sentence(self) -> None:
        self.state.sentence = not self.state.sentence

    def _await_slot(self) -> None:
        self._awaiting_slot = True
        self.state.say(f"Slot 1-{len(self.session.structure.slots)}?")

    def _undo(self) -> Job | None:
        return self._turn(self.session.undo_title(), self.session.undo, "Undone", "Nothing to undo")

    def _redo(self) -> Job | None:
        return self._turn(self.session.redo_title(), self.session.redo, "Done again", "Nothing to redo")

    def _turn(self, title: str, make: Callable[[], Job], word: str, nothing: str) -> Job | None:
        self.state.say(f"{word}: {title}" if title else nothing)
        return make() if title else None

    # --- screens over this one ------------------------------------------------------------------------------------

    def _help(self) -> None:
        self.app.push_screen(HelpScreen(self.keymap))

    def _find(self) -> None:
        def found(name: str | None) -> None:
            if name:
                self.state.show(name)
                self._set_up_image()
                self.redraw()

        self.app.push_screen(FindScreen(self.session.names), found)

    def _whole_picture(self) -> None:
        self.app.push_screen(PictureScreen(self.session.image(self.state.name).path, self._caps, self._choice))

    def _toggle_picture(self) -> None:
        self._with_picture = not self._with_picture
        self._apply_layout(self.size.width, self.size.height)

    def _ask_about(self, error: SidecarChangedError) -> None:
        conflict = error.conflict

        def chosen(answer: str | None) -> None:
            try:
                if answer == "ours":
                    self.session.keep_ours(conflict.name)
                elif answer == "theirs":
                    self.session.take_theirs(conflict.name)
            except CaptionerError as problem:
                self._complain(problem)
            self.state.settle_cursor()
            self.state.suggest()
            self.redraw()

        self.app.push_screen(ConflictScreen(conflict), chosen)

    def _complain(self, error: CaptionerError) -> None:
        self.state.say(error.message, warning=True)
        self.notify(visible(str(error)), severity="error", timeout=10, markup=False)

    def _show_notices(self, *, at_start: bool) -> None:
        notices = [notice.message for notice in self.session.notices]
        if self.session.project.read_only:
            notices.insert(0, f"Read-only: {self.session.project.read_only}. Nothing can be changed")
        if self.session.globals_edited_by_hand:
            notices.insert(
                0, "The globals were edited by hand: 'Apply globals' in the palette writes them to all captions"
            )
        for message in notices:
            self.notify(visible(message), severity="warning", timeout=6, markup=False)
        if not notices and not at_start:
            self.state.say("The scan of the folder found nothing odd")

    # --- images ---------------------------------------------------------------------------------------------------

    def _set_up_image(self) -> None:
        """Show the picture of the image the state is at, and say what is wrong with its sidecar."""
        state = self.state
        if not state.name:
            self.picture.message("There is no image in this folder")
            return
        self.picture.show(self.session.image(state.name).path)
        near = [self.session.neighbour(state.name, step) for step in (1, 2, -1)]
        self.picture.prefetch([self.session.image(name).path for name in near if name])
        problem = self.session.problem(state.name)
        if problem:
            state.say(f"Read-only: {problem}", warning=True)
        conflict = self.session.conflict(state.name)
        if conflict is not None and not self.session.project.read_only:
            self._ask_about(SidecarChangedError(conflict))

    @on(ImagePreview.Shown)
    @on(ImagePreview.Failed)
    def _picture_settled(self) -> None:
        """The first picture is there: now there is time to read the dataset's captions."""
        if not self._surveyed:
            self._surveyed = True
            self._survey()

    @on(ImagePreview.Shown)
    def _picture_shown(self, message: ImagePreview.Shown) -> None:
        width, height = message.source_size
        frames = f"  first of {message.frames} frames" if message.frames > 1 else ""
        if message.path == self.session.image(self.state.name).path:
            self._pixels[self.state.name] = f"{width}x{height}{frames}"
            self.redraw()

    # --- typing and idle work -------------------------------------------------------------------------------------

    def _on_text(self, text: str) -> None:
        self.state.typed(text)
        self._draw_soon()
        self._save_draft()

    def _draw_soon(self) -> None:
        """Draw once the keys that are waiting have been typed: no suggestion is worked out that nobody would see."""
        if not (self.input.message_queue_size or self.app.message_queue_size):
            self.redraw()
        elif not self._drawing_due:
            self._drawing_due = True
            self.call_later(self.redraw)

    @work(exclusive=True, group="draft")
    async def _save_draft(self) -> None:
        await asyncio.sleep(_DRAFT_DELAY)
        self.state.keep_draft()
        self._save_place()

    def _save_place(self) -> None:
        try:
            self.session.save_place()
        except CaptionerError as error:
            self._complain(error)

    def type_ahead(self, text: str) -> None:
        """Take over text that was typed before the composer was there."""
        if text:
            self.state.typed(self.state.text + text)

    def on_unmount(self) -> None:
        """Keep the half-typed text, whatever ended the program."""
        self.leave()

    def leave(self) -> None:
        """Keep the half-typed text before the program ends."""
        self.state.keep_draft()

    async def _run_job(self, job: Job) -> None:
        """Carry a job out; if it takes long, with a progress bar over the screen, which also holds back the keys."""
        started = time.monotonic()
        for progress in job:
            if time.monotonic() - started > _PATIENCE and progress.done < progress.total:
                await self.app.push_screen(ProgressScreen(progress.total, progress.done))
                self._long_job = self._finish_job(job)
                return

    @work(exclusive=True, group="job")
    async def _finish_job(self, job: Job) -> None:
        screen = self.app.screen
        started = time.monotonic()
        try:
            for progress in job:
                if time.monotonic() - started > _SLICE:
                    if isinstance(screen, ProgressScreen):
                        screen.advance(progress.done, progress.total)
                    await asyncio.sleep(0)
                    started = time.monotonic()
        except CaptionerError as error:
            self._complain(error)
        finally:
            self._long_job = None
            if isinstance(screen, ProgressScreen):
                screen.dismiss()
                for key in screen.held:
                    self.app.post_message(events.Key(key.key, key.character))
        self.state.settle_cursor()
        self.state.suggest()
        self.redraw()

    @work(exclusive=True, group="lists")
    async def _load_lists(self) -> None:
        """Open the imported lists in a thread, so that typing works meanwhile."""
        try:
            indexes = await asyncio.to_thread(load_lists, self.session.project)
        except CaptionerError as error:
            self._complain(error)
            return
        if indexes:
            self.completer.add_lists(indexes)
            self.state.suggest()
            self.redraw()

    @work(exclusive=True, group="survey")
    async def _survey(self) -> None:
        """Finish what an earlier session could not write, then learn the captions of the dataset, in small slices."""
        started = time.monotonic()
        try:
            for _ in self.session.finish_interrupted():
                if time.monotonic() - started > _SLICE:
                    await asyncio.sleep(0)
                    started = time.monotonic()
        except CaptionerError as error:
            self._complain(error)
        for learned in self.completer.survey():
            if learned.name != self.state.name:
                self.completer.learn(learned)
            if time.monotonic() - started > _SLICE:
                await asyncio.sleep(0)
                started = time.monotonic()
        self.state.suggest()
        self.redraw()


def _hint(keymap: Keymap, shown: Sequence[tuple[str, str]]) -> str:
    return "  ".join(f"{keymap.shown(action).split(', ')[0]} {word}" for action, word in shown)


def plain_key(function: Callable[[str], object]) -> Handler:
    """A handler of a function that takes the key and edits nothing by itself."""

    def handler(key: str) -> Job | None:
        function(key)
        return None

    return handler

"""The composer: picture, slots, input with suggestions, and the caption as the trainer will read it.

This screen only carries messages: a key becomes an action of the registry, the action changes the state in
`Composing`, which asks the session for edits; then every line is drawn anew from that state.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.getters import query_one

from tui_captioner.services.catalogue.completion import Completer
from tui_captioner.services.session.own_pace import own_pace
from tui_captioner.services.session.sidecars import SidecarChangedError
from tui_captioner.storage.user_settings import user_settings_path
from tui_captioner.storage.user_state import is_newcomer, note_first_image
from tui_captioner.tui.action import Action
from tui_captioner.tui.composer import slot_views, views
from tui_captioner.tui.composer.actions import COMPOSER
from tui_captioner.tui.composer.composing import Composing
from tui_captioner.tui.composer.handlers import Handlers
from tui_captioner.tui.composer.hints import HINTS
from tui_captioner.tui.composer.layout import Layout, plan
from tui_captioner.tui.composer.pace import Pace
from tui_captioner.tui.composer.seeing import SeeingScreen
from tui_captioner.tui.composer.sentence_view import SentenceView
from tui_captioner.tui.keymap import ScreenKeymap
from tui_captioner.tui.palette import ActionProvider
from tui_captioner.tui.pictures import Pictures
from tui_captioner.tui.tagging.typed_text import COMMAS
from tui_captioner.tui.themes import other_theme
from tui_captioner.tui.widgets.image_preview import ImagePreview
from tui_captioner.tui.widgets.lines import Lines, width_of
from tui_captioner.tui.widgets.pane_place import Place
from tui_captioner.tui.widgets.tag_input import TagInput
from tui_captioner.tui.widgets.text_field import typed_by

_PICTURE_PATIENCE = 1.0
"""Seconds after which the dataset's captions are read even if the first picture is not there yet."""
_WITHOUT_IMAGE = ("quit", "suspend", "help", "help_empty", "palette", "notices", "edit_here", "open_again")
"""Actions of an empty folder."""


class ComposerScreen(SeeingScreen):
    """The main screen.

    Args:
        completer: Suggestions for the open dataset.
        keymap: Which key does what.
        pictures: How pictures are shown.
        remarks: What is said at the start beside what the scan of the folder found.
    """

    CSS_PATH = "screen.tcss"
    AUTO_FOCUS = "#input"
    COMMANDS = {ActionProvider}
    commands = COMPOSER.actions

    header = query_one("#header", Lines)
    slots = query_one("#slots", Lines)
    suggestions = query_one("#suggestions", Lines)
    caption_below = query_one("#caption", Lines)
    caption_beside = query_one("#caption-beside", Lines)
    status = query_one("#status", Lines)
    guide = query_one("#guide", Lines)
    prompt = query_one("#prompt", Lines)
    input = query_one("#input", TagInput)
    picture = query_one("#picture", ImagePreview)

    def __init__(
        self, completer: Completer, keymap: ScreenKeymap, pictures: Pictures, remarks: Sequence[str] = ()
    ) -> None:
        super().__init__(Composing(completer.session, completer), keymap, pictures, remarks)
        self.sentence = SentenceView(self.state)
        self._plan: Layout = plan(80, 24, len(self.session.structure.slots))
        self._with_picture = True
        self._awaiting_slot = self._drawing_due = False
        self._survey_began = False
        self._newcomer, self._finished_before = is_newcomer(), self.session.finished.count
        self._pace = Pace(before=lambda: own_pace(self.session))
        self._name_shown = ""
        self._pixels: dict[str, str] = {}
        self._handlers = Handlers(self).table()
        self._told_keys = [keymap.first(action) for action in ("take_used", "caption_findings", "proposed")]
        self._hints = {mode: keymap.hints(shown) for mode, shown in HINTS.items()}

    def compose(self) -> ComposeResult:
        """The parts of the screen."""
        yield Lines(id="header")
        with Horizontal(id="body"):
            yield self._pictures.preview(id="picture")
            with Vertical(id="right"):
                yield Lines(id="slots")
                yield Lines(id="guide")
                with Horizontal(id="line"):
                    yield Lines(id="prompt")
                    yield TagInput(self._offer_key, self._on_text, self._line_break, self._offer_paste, id="input")
                yield Lines(id="suggestions")
                yield Lines(id="caption-beside")
        yield Lines(id="caption")
        yield Lines(id="status")

    def on_mount(self) -> None:
        """Show the first image and read the dataset's captions behind the user's back."""
        self.state.suggest()
        self.show_notices(at_start=True)
        self._set_up_image()
        if not self.state.message:
            self.state.say(self._pictures.choice.remedy)
        self._apply_layout(self.app.size.width, self.app.size.height)
        self.load_lists()
        self.set_timer(_PICTURE_PATIENCE, self._picture_settled)

    # --- drawing --------------------------------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """Divide the window anew."""
        self._apply_layout(event.size.width, event.size.height)

    def _apply_layout(self, width: int, height: int) -> None:
        self._plan = self._plan_for(width, height)
        self.set_class(self._plan.picture == 0, "-no-picture")
        self.picture.styles.width = max(1, self._plan.picture - 1)  # and its margin
        self.slots.styles.height = self._plan.slots
        # The guide takes a blank row, so that nothing moves when it goes.
        guided = self._newcomer and self._plan.gap > 0
        self.guide.display = guided
        self.query_one("#line").styles.margin = (self._plan.gap - guided, 0, self._plan.gap, 0)
        self.suggestions.styles.height = self._plan.suggestions
        self.state.room = self._plan.suggestions * self._plan.columns
        beside = self._plan.caption_beside
        self.query_one("#body").styles.margin = (self._plan.margin, 0, 0 if beside else self._plan.margin, 0)
        self.caption_below.display, self.caption_beside.display = not beside, beside
        self.caption.styles.height = self._plan.caption
        self.call_after_refresh(self.redraw)

    def _plan_for(self, width: int, height: int) -> Layout:
        return plan(width, height, len(self.session.structure.slots), picture=self._with_picture)

    def room_beside(self) -> Place | None:
        """Where a dialog leaves the picture standing; none where there is no picture."""
        # The window may have changed already, and this screen be told after the one in front.
        room = self._plan_for(*self.app.size)
        if not room.picture:
            return None
        below = 0 if room.caption_beside else room.caption + room.margin
        return Place(room.picture, 1 + room.margin, 1 + below)

    @property
    def caption(self) -> Lines:
        """The caption, below the picture or beside it."""
        return self.caption_beside if self._plan.caption_beside else self.caption_below

    def toggle_picture(self) -> None:
        """Hide or show the picture."""
        self._with_picture = not self._with_picture
        self._apply_layout(self.size.width, self.size.height)

    def tell_pace(self) -> None:
        """Say how many images are to go, and how long that takes."""
        self.state.say(self._pace_told())

    def _pace_told(self) -> str:
        done = self.session.finished.count
        self._pace.note(done)
        return self._pace.told(done, len(self.session.names))

    def switch_theme(self) -> None:
        """Go from dark to light, or back, and say how to keep it."""
        self.app.theme = other_theme(self.app.theme)
        self.state.say(f'To keep it: theme = "{self.app.theme}" in {user_settings_path()}')

    def redraw(self) -> None:
        """Draw every line from the state; only cells that changed are sent."""
        self._drawing_due = False
        if not self.query("#header"):
            # The app is being left, and something in the background came to its end.
            return
        state, room = self.state, self._plan
        width, right = self.size.width - 2, self.size.width - room.picture - 2
        folder = self.session.project.root.resolve().name
        self.header.show_lines([views.header(state, folder, self._pixels.get(state.name, ""), width)])
        self.header.tooltip = self._pace_told()
        self.slots.show_lines(slot_views.slot_lines(state, right, room.slots))
        self.suggestions.show_lines(views.suggestion_lines(state, right, room.suggestions, room.columns))
        columns = right if room.caption_beside else width
        self.caption.show_lines(self.sentence.lines(columns, room.caption))
        self.status.show_lines([views.status(state, self._hints[state.hinted], width, *self._told_keys)])
        prompt = views.prompt(state)
        columns = width_of((prompt,))
        if self.prompt.styles.width is None or self.prompt.styles.width.value != columns:
            self.prompt.styles.width = columns
        self.prompt.show_lines([(prompt,)])
        # The last cell is the cursor's.
        state.line_room = right - columns - 1
        self.input.set_text(state.text, state.ghost)
        self.input.set_run(views.run_text(state), views.slot_hint(state))
        self._guide(right)

    def _guide(self, width: int) -> None:
        """Say to somebody new what there is to know, until an image is finished for the first time."""
        if self._newcomer and self.session.finished.count > self._finished_before:
            self._newcomer = False
            note_first_image()
            self._apply_layout(self.size.width, self.size.height)
        self.guide.show_lines([views.guide(self.keymap.first, width)] if self._newcomer else [])

    # --- keys -----------------------------------------------------------------------------------------------------

    async def _offer_key(self, event: events.Key) -> bool:
        # Backspace of some terminals.
        state, key = self.state, "backspace" if event.key == "ctrl+h" else event.key
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
        if await self._goes_on(event):
            return True
        action = self.keymap.lookup(key, state.mode)
        if action is None or (action.id in ("pick", "more") and not state.rows):
            # Where nothing is numbered, a digit is text.
            return self._other_key(event)
        if action.id in ("ghost", "ghost_word") and not (self.input.cursor_at_end and state.ghost):
            return False
        return await self.run_action_of(action, key)

    async def _goes_on(self, event: events.Key) -> bool:
        """Whether the key goes on with digits that were pressed just before: then they were text."""
        state, done = self.state, False

        def act() -> None:
            nonlocal done
            action = self.keymap.lookup(event.key, state.mode)
            if action is not None and action.id in ("keep", "end_tag"):
                state.digits.enter()
            else:
                done = state.digits.goes_on(typed_by(event))

        await self.carry_out(act)
        if done:
            self.redraw()
            self.save_draft()
        return done

    def _other_key(self, event: events.Key) -> bool:
        """A key without an action types; from the tag cursor a letter goes back to typing first."""
        self.state.say("")
        if self.state.mode == "marking":
            self.state.marking = False
            self.redraw()
            return True
        if self.state.mode == "proposed":
            self.redraw()
            return True
        if self.state.mode == "pasted":
            self._say_pasted()
            self.redraw()
            return True
        if self.state.mode == "tags":
            if typed_by(event) in ("", *COMMAS):
                return True
            self.state.leave_tags()
            self.redraw()
        return False

    def _offer_paste(self, text: str) -> bool:
        """Whether what was pasted is a caption, which is offered for its slots then."""
        self.state.say("")
        if is_caption := self.state.paste(text):
            self._say_pasted()
        elif self.state.may_be_line(text):
            self.state.say(f"{self.keymap.first('line')} cuts words without commas into tags")
        self.redraw()
        return is_caption

    def _say_pasted(self) -> None:
        count = len(self.state.pasted.tags) if self.state.pasted is not None else 0
        lay, text = (self.keymap.first(action) for action in ("lay_pasted", "pasted_text"))
        self.state.say(f"{count} tags pasted: {lay} lays them into their slots, {text} makes them text")

    def insert_pasted(self) -> None:
        """Put the pasted caption into the input as text."""
        pasted, self.state.pasted = self.state.pasted, None
        if pasted is not None:
            self.redraw()
            self.input.insert_text_at_cursor(pasted.text)

    def _line_break(self) -> str:
        return " " if self.state.one_piece else ", "

    def await_slot(self) -> None:
        """Take the next digit as the number of a slot."""
        self._awaiting_slot = True
        self.state.say(f"Slot 1-{len(self.session.structure.slots)}?")

    async def run_action_of(self, action: Action, key: str = "") -> bool:
        """Carry out an action of the registry; its errors are shown and lose nothing."""
        state = self.state
        state.say("")
        if not state.name and action.id not in _WITHOUT_IMAGE:
            return True
        await self.carry_out(lambda: self._handlers[action.id](key))
        if state.name != self._name_shown:
            self._set_up_image()
        self.redraw()
        return True

    def follow(self) -> None:
        """Draw the state anew, and its picture if it is at another image."""
        if self.state.name != self._name_shown:
            self._set_up_image()
        super().follow()

    # --- the mouse, where it is on ----------------------------------------------------------------------------------

    @on(Lines.Pressed, "#slots")
    def _slot_pressed(self, message: Lines.Pressed) -> None:
        """Go to the slot, or put the tag cursor onto the tag."""
        width = self.size.width - self._plan.picture - 2
        found = slot_views.slot_at(self.state, width, self._plan.slots, message.row, message.column)
        self.state.say("")
        if found is not None and self.state.name and self.state.pasted is None:
            self.state.point_at(*found)
        self.redraw()

    @on(Lines.Pressed, "#suggestions")
    async def _suggestion_pressed(self, message: Lines.Pressed) -> None:
        """Take the suggestion; a prediction that is taken already is given back."""
        width, plan_ = self.size.width - self._plan.picture - 2, self._plan
        place = views.suggestion_at(self.state, width, plan_.suggestions, plan_.columns, message.row, message.column)
        self.state.say("")
        if place is not None and self.state.mode in ("empty", "typing"):
            await self.carry_out(lambda: self.state.take_row(place))
        self.redraw()

    # --- images ---------------------------------------------------------------------------------------------------

    def _set_up_image(self) -> None:
        """Show the picture of the image the state is at, and say what is wrong with its sidecar."""
        state = self.state
        self._name_shown = state.name
        if not state.name:
            self.picture.message("There is no image in this folder")
            return
        self.image_came()
        self.picture.show(self.session.image(state.name).path)
        near = [state.scope.neighbour(state.name, step) for step in (1, 2, -1)]
        self.picture.prefetch([self.session.image(name).path for name in near if name])
        problem = self.session.problem(state.name) or self.session.lock(state.name)
        if problem:
            state.say(f"Read-only: {problem}", warning=True)
        conflict = self.session.conflict(state.name)
        if conflict is not None and not self.session.project.read_only:
            self.ask_about(SidecarChangedError(conflict))

    @on(ImagePreview.Shown)
    @on(ImagePreview.Failed)
    def _picture_settled(self) -> None:
        """The first picture is there: now there is time to read the dataset's captions."""
        if not self._survey_began:
            self._survey_began = True
            self.read_dataset()

    @on(ImagePreview.Shown)
    def _picture_shown(self, message: ImagePreview.Shown) -> None:
        width, height = message.source_size
        image = self.session.image(self.state.name)
        kind = "sheet of a video with" if image.is_video else "first of"
        frames = f"  {kind} {message.frames} frames" if message.frames > 1 else ""
        if message.path == image.path:
            self._pixels[self.state.name] = f"{width}x{height}{frames}"
            self.redraw()

    # --- typing and idle work -------------------------------------------------------------------------------------

    def _on_text(self, text: str) -> None:
        self.state.typed(text)
        self._draw_soon()
        self.look_for_near()
        self.save_draft()

    def _draw_soon(self) -> None:
        """Draw once the keys that are waiting have been typed: no suggestion is worked out that nobody would see."""
        if not (self.input.message_queue_size or self.app.message_queue_size):
            self.redraw()
        elif not self._drawing_due:
            self._drawing_due = True
            self.call_later(self.redraw)

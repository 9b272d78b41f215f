"""The app: theme, signals, and the composer over one session."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar, cast

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.screen import Screen

from tui_captioner.services.catalogue.completion import Completer
from tui_captioner.services.session.session import Session
from tui_captioner.storage.images.pictures import PictureStore
from tui_captioner.tui.composer.collecting import INTERVAL, IdleCollector
from tui_captioner.tui.composer.screen import ComposerScreen
from tui_captioner.tui.dialogs.unasked import Typed, unasked_of
from tui_captioner.tui.graphics.link import link_of
from tui_captioner.tui.graphics.protocol import ProtocolChoice
from tui_captioner.tui.keymap import ScreenKeymap
from tui_captioner.tui.palette import Palette
from tui_captioner.tui.pictures import Pictures
from tui_captioner.tui.terminal.gate import mend_drawing, mend_last_words
from tui_captioner.tui.terminal.key_table import keys_in, mend_key_table
from tui_captioner.tui.terminal.pasting import mend_pasting
from tui_captioner.tui.terminal.terminal import has_terminal
from tui_captioner.tui.terminal.terminal_replies import TerminalCaps
from tui_captioner.tui.terminal.textual_parts import driver_for, send_all_cells, share_styles
from tui_captioner.tui.themes import DARK_THEME, LIGHT_THEME, choose_theme

_LOOKS_FOR_TERMINAL = 1.0
"""Seconds between two looks whether the terminal is still there."""
_PATIENCE = 3.0
"""Seconds that keys wait for a screen that was left: then their order is less than that they come at all."""


class CaptionerApp(App[None], inherit_bindings=False):
    """The composer over an open session.

    Args:
        session: The open dataset; the caller closes it.
        keymap: Which key does what.
        caps: What the terminal can do.
        choice: How pictures are drawn.
        typed_ahead: What was typed while the terminal was being asked.
        completer: Suggestions for the session; made here if it is not given.
        store: Loads pictures; the caller closes it. If it is not given, they are decoded here and not kept.
        theme: What the settings say, one of `THEMES`.
        remarks: What the user should know of the settings; shown at the start.
        asks_project: Whether trigger word and profile are asked for, unless somebody types already.
    """

    TITLE = "tui-captioner"
    # Each screen has its own.
    COMMANDS = set()
    # Textual's own keys for quit and palette would win over what the settings say.
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "help_quit", show=False, system=True)]
    COMMAND_PALETTE_BINDING: ClassVar[str] = ""
    CSS = "Toast { max-width: 90%; width: 76; }"

    def __init__(
        self,
        session: Session,
        keymap: ScreenKeymap,
        caps: TerminalCaps,
        choice: ProtocolChoice,
        typed_ahead: str = "",
        completer: Completer | None = None,
        store: PictureStore | None = None,
        theme: str = "auto",
        remarks: Sequence[str] = (),
        *,
        asks_project: bool = False,
    ) -> None:
        mend_key_table()
        mend_pasting()
        mend_drawing()
        share_styles()
        super().__init__(driver_class=driver_for(caps.name))
        mend_last_words(self)
        # Until the composer can take them.
        self._waiting: list[events.Event] | None = [*keys_in(typed_ahead)]
        self._unasked: Screen[object] | None = None
        """The screen that came up unasked and keeps keys that are not for it."""
        self._held: list[Typed] = []
        """Keys that came behind those."""
        self._front: Screen[Any] | None = None
        """The screen that was in front last."""
        self._passing = 0
        """How many parts of a screen that was left may still hold keys that are for the one in front."""
        self._holds = 0
        """How often that was waited for."""
        self.session = session
        self._keymap_of_actions = keymap
        self._pictures = Pictures(caps, choice, store or PictureStore(isolate=False))
        self._completer = completer or Completer(session)
        self._remarks = remarks
        self._asks_project = asks_project
        self._cleanup: Callable[[], str] = str
        self._collector = IdleCollector()
        self.register_theme(DARK_THEME)
        self.register_theme(LIGHT_THEME)
        self.theme = choose_theme(theme, caps)

    def on_mount(self) -> None:
        """Show the composer; a dropped line or a kill ends it as Ctrl+Q does, with everything kept."""
        self.composer = ComposerScreen(self._completer, self._keymap_of_actions, self._pictures, self._remarks)
        self.push_screen(self.composer)
        self._front = self.composer
        self.screen_change_signal.subscribe(self, self._hold_for, immediate=True)
        loop = asyncio.get_running_loop()
        self.call_after_refresh(self._settle)
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, self._hang_up)
        if not self.is_headless and has_terminal():
            self.set_interval(_LOOKS_FOR_TERMINAL, self._end_without_terminal)

    async def _settle(self) -> None:
        """Hand on what was typed so far. What start-up made stays: keep the collector from going over it again."""
        if self._asks_project and not self._waiting:
            self.composer.ask_project(new=True)
        await self._take_waiting()
        self._cleanup = self.composer.picture.cleanup_sequence
        self._collector.start()
        self.set_interval(INTERVAL, self._collector.look)

    def _hold_for(self, screen: Screen[Any]) -> None:
        """Have keys wait until the screen that is left has passed on those that were sent to it and typed before."""
        before, self._front = self._front, screen
        if before is None or before is screen or getattr(screen, "takes_keys_at_once", False):
            return
        holding = {before, before.focused or before}
        self._passing += sum(part.call_later(self.call_later, self._passed) for part in holding)
        if self._passing and self._waiting is None:
            self._waiting = []
        self._holds += 1
        self.set_timer(_PATIENCE, partial(self._give_up, self._holds))

    async def _give_up(self, hold: int) -> None:
        """Wait no longer for a part that is busy for so long, or gone: the keyboard is never held for good."""
        if self._passing and hold == self._holds:
            self._passing = 0
            await self._take_waiting()

    async def _passed(self) -> None:
        """A part of the screen that was left is through with its keys."""
        if not self._passing:
            return  # it was given up
        self._passing -= 1
        self._waiting = sorted(self._waiting or (), key=lambda event: event.time)
        await self._take_waiting()

    async def _take_waiting(self) -> None:
        """Have what waited come to the screen in front, unless more of it is on its way."""
        if self._passing:
            return
        waiting, self._waiting = self._waiting or [], None
        for event in waiting:
            await self.on_event(event)

    def _is_held(self, typed: Typed) -> bool:
        """Whether this is not for the screen in front, which came up unasked; it is handed on once that is gone."""
        if self._unasked is not None and self._unasked not in self.screen_stack:
            # That screen was just left, and what it kept is on its way.
            self._held.append(typed)
            return True
        unasked = unasked_of(self.screen)
        if unasked is None or not unasked.holds(typed):
            return False
        self._unasked = self.screen
        if unasked.withdraws:
            self.screen.dismiss(None)
        return True

    def hand_on(self, typed: Sequence[Typed]) -> None:
        """Have what was typed come to the screen in front, before any other key."""
        waiting = [*typed, *self._held, *(self._waiting or ())]
        # What was sent to another screen came here later than what was typed behind it.
        self._waiting = sorted(waiting, key=lambda event: event.time)
        self._unasked, self._held = None, []
        self.call_next(self._take_waiting)

    def on_unmount(self) -> None:
        """What follows is not the app's; in a test it is the next app."""
        self._collector.stop()

    async def on_event(self, event: events.Event) -> None:
        """Note that somebody types; while there is nothing to type into, keep it."""
        if isinstance(event, events.Key):
            self._collector.note_key()
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            if self._waiting is not None:
                self._waiting.append(event)
                return
            if self._is_held(event):
                return
        await super().on_event(event)

    def on_cursor_position(self, event: events.CursorPosition) -> None:
        """The terminal has drawn what it was sent: pictures are paced by that."""
        link_of(self).acknowledge(event.time)

    def on_resize(self, _: events.Resize) -> None:
        """The terminal has moved, cut or emptied its rows."""
        send_all_cells(self)

    def action_command_palette(self) -> None:
        """Show what the screen in front offers; beside the picture, in the composer."""
        if not CommandPalette.is_open(cast(App[object], self)):
            beside = self.composer.room_beside() if self.screen is self.composer else None
            self.push_screen(Palette(beside))

    def action_help_quit(self) -> None:
        """Ctrl+C copies; say how to leave."""
        keys = self._keymap_of_actions.shown("quit")
        self.notify(f"{keys} quits" if keys else "Quit is in the command palette", markup=False)

    def _hang_up(self) -> None:
        self.keep()
        self.exit()

    def _end_without_terminal(self) -> None:
        """Not everybody is told by a signal that the line is gone: nobody under `nohup`, or without a session."""
        if not has_terminal():
            self._hang_up()

    def keep(self) -> None:
        """Put the half-typed text and the place on disk."""
        self.composer.leave()
        self.session.save_place()

    def cleanup_sequence(self) -> str:
        """What to send to the terminal after the app has ended, so that no picture stays in its memory."""
        return self._cleanup()

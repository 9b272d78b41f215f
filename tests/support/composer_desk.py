"""The composer's screen under test: keys go in, lines come out."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from math import inf
from pathlib import Path
from typing import Any

from textual import events
from textual.pilot import Pilot
from textual.screen import Screen

from tests.support.tui_material import FixedCompleter, open_session, texts
from tests.support.waiting import PATIENCE
from tui_captioner.services.session.session import Session
from tui_captioner.tui.actions import Keymap
from tui_captioner.tui.app import CaptionerApp
from tui_captioner.tui.composer.actions import Mode
from tui_captioner.tui.composer.composing import Composing
from tui_captioner.tui.composer.screen import ComposerScreen
from tui_captioner.tui.dialogs.unasked import unasked_of
from tui_captioner.tui.graphics.protocol import Protocol, ProtocolChoice
from tui_captioner.tui.terminal.terminal_replies import TerminalCaps

ACTION = "alt+3"
SIGNS = {"\t": "tab", "\r": "enter", "\x7f": "backspace", ",": "comma", " ": "space", "[": "left_square_bracket"}
SIGNS |= {"*": "asterisk", "/": "slash", "%": "percent_sign", "→": "right", "\x11": "ctrl+q"}
CHARACTERS = {
    "comma": ",",
    "asterisk": "*",
    "space": " ",
    "question_mark": "?",
    "less_than_sign": "<",
    "greater_than_sign": ">",
}
SCREENS = frozenset({"f1", "question_mark", "ctrl+f", "ctrl+p", "ctrl+o", "f8", "escape", "enter", "delete", *"otq"})
"""Keys that may open or close a screen: a person sees what they did before going on."""


class Desk:
    """An app under test, with what is looked at most."""

    def __init__(self, app: CaptionerApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def composer(self) -> ComposerScreen:
        return self.app.composer

    @property
    def state(self) -> Composing:
        return self.composer.state

    @property
    def session(self) -> Session:
        return self.app.session

    @property
    def top(self) -> Screen[object]:
        return self.app.screen

    def shows(self, kind: type[Screen[Any]]) -> bool:
        """Whether a screen of this kind is on top."""
        return type(self.app.screen) is kind

    def in_mode(self, mode: Mode) -> bool:
        return self.state.mode == mode

    def tags(self, slot: str = "") -> list[str]:
        return texts(self.state, slot)

    def send(self, key: str) -> None:
        """Have a key arrive, by its name or its character, and wait for nothing."""
        key = SIGNS.get(key, key)
        character = next((char for char, name in SIGNS.items() if name == key and char.isascii()), None)
        character = CHARACTERS.get(key, key if len(key) == 1 else character)
        self.app.post_message(events.Key(key, character if key != "right" else None))

    async def press(self, *keys: str) -> None:
        """Press keys as a person does who types fast and looks at every screen that comes up."""
        for key in keys:
            self.send(key)
            if key in SCREENS:
                await self.seen()
        await self.seen()

    async def seen(self) -> None:
        """Wait until keys have come to the screen that they are for, and until what that brought up is seen."""
        await self._arrived()
        while (unasked := unasked_of(self.top)) is not None and unasked._seen_at == inf:
            await self.pilot.pause()

    async def _arrived(self) -> None:
        await self.pilot.pause()
        while self.app._waiting is not None:  # a screen that was left may still hold some
            await self.pilot.pause()
            await self.pilot.pause()

    async def burst(self, typed: str) -> None:
        """Send these characters as fast as a terminal does, without waiting between them."""
        for char in typed:
            self.send(char)
        await self._arrived()

    async def paste(self, text: str) -> None:
        self.app.post_message(events.Paste(text))
        await self.pilot.pause()

    async def until(self, met: Callable[[], object]) -> None:
        """Wait for a state, as long as a busy machine takes; for what background work or a later frame brings."""
        deadline = time.monotonic() + PATIENCE
        while not met():
            assert time.monotonic() < deadline, "\n".join(self.drawn())
            await self.pilot.pause(0.01)

    async def until_drawn(self, text: str) -> None:
        """Wait until some row shows this text."""
        await self.until(lambda: any(text in row for row in self.drawn()))

    def drawn(self) -> list[str]:
        """Every row of the window, as it is sent."""
        return ["".join(segment.text for segment in strip) for strip in self.top._compositor.render_strips()]


@asynccontextmanager
async def open_desk(
    dataset: Path,
    *,
    size: tuple[int, int] = (100, 30),
    keymap: Keymap | None = None,
    writable: bool = True,
    protocol: Protocol = Protocol.OFF,
    typed_ahead: str = "",
    remedy: str = "",
    session: Session | None = None,
    remarks: Sequence[str] = (),
) -> AsyncIterator[Desk]:
    opened = session or open_session(dataset, writable=writable)
    app = CaptionerApp(
        opened,
        keymap or Keymap(),
        TerminalCaps(),
        ProtocolChoice(protocol, "test", remedy=remedy),
        typed_ahead=typed_ahead,
        completer=FixedCompleter(opened),
        remarks=remarks,
    )
    try:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield Desk(app, pilot)
    finally:
        opened.close()

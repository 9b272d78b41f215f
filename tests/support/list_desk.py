"""Screens with a list under test: an app that shows one of them, and what it draws."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual import events
from textual.app import App
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot

from tests.conftest import PNG
from tests.support.waiting import PATIENCE
from tui_captioner.services.session.session import Session
from tui_captioner.tui.actions import Keymap
from tui_captioner.tui.graphics.protocol import Protocol, ProtocolChoice
from tui_captioner.tui.lists.page import ListPage
from tui_captioner.tui.lists.workplace import Workplace
from tui_captioner.tui.pictures import Pictures
from tui_captioner.tui.terminal.terminal_replies import TerminalCaps
from tui_captioner.tui.terminal.textual_parts import share_styles


class ListApp(App[None]):
    """Shows one screen, and keeps what it answers."""

    def __init__(self, make: Callable[[Workplace], ListPage[Any]], session: Session, keymap: Keymap | None) -> None:
        share_styles()
        super().__init__()
        self.went_to: list[str] = []
        pictures = Pictures(TerminalCaps(), ProtocolChoice(Protocol.OFF, "test"))
        place = Workplace(session, keymap or Keymap(), pictures, self.went_to.append)
        self.page = make(place)
        self.answers: list[Any] = []

    def on_mount(self) -> None:
        self.push_screen(self.page, self.answers.append)


class ListDesk:
    """An app under test."""

    def __init__(self, app: ListApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def page(self) -> Any:
        return self.app.page

    @property
    def answers(self) -> list[Any]:
        return self.app.answers

    async def press(self, *keys: str) -> None:
        """Press keys as a person does who looks behind each; the pilot waits three times as long for the same."""
        for key in keys:
            self.app.post_message(_key_event(key))
            await self.pilot.pause()

    async def type(self, text: str) -> None:
        names = {" ": "space", "/": "slash", ",": "comma", "(": "left_parenthesis", ")": "right_parenthesis"}
        await self.press(*(names.get(char, char) for char in text))

    async def until(self, met: Callable[[], object]) -> None:
        """Wait for what background work brings."""
        deadline = time.monotonic() + PATIENCE
        while not met():
            assert time.monotonic() < deadline, "\n".join(self.drawn())
            await self.pilot.pause(0.01)

    async def at_rest(self) -> None:
        """Wait until nothing is being done."""
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    def drawn(self) -> list[str]:
        """Every row of the window, without the blanks at its end."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    def shows(self, text: str) -> bool:
        return any(text in row for row in self.drawn())


def _key_event(key: str) -> events.Key:
    """What arrives when a key is pressed, given by its name or its character."""
    name = key if len(key) > 1 or key.isalnum() else _character_to_key(key)
    character: str | None
    try:
        character = unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(name, name)))
    except KeyError:
        character = key if len(key) == 1 else None
    return events.Key(name, character)


@asynccontextmanager
async def open_list(
    session: Session,
    make: Callable[[Workplace], ListPage[Any]],
    *,
    size: tuple[int, int] = (80, 24),
    keymap: Keymap | None = None,
) -> AsyncIterator[ListDesk]:
    """A screen over an open session, which the caller closes."""
    app = ListApp(make, session, keymap)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield ListDesk(app, pilot)


def captions(root: Path) -> dict[str, bytes]:
    """What the sidecars hold, by stem."""
    return {path.stem: path.read_bytes() for path in root.glob("*.txt")}


def make_captions(root: Path, texts: dict[str, bytes]) -> None:
    """Images with these captions."""
    for name, text in texts.items():
        (root / f"{name}.png").write_bytes(PNG)
        (root / f"{name}.txt").write_bytes(text)

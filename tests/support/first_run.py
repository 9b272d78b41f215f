"""The app as the program starts it on a dataset: one that is new is asked about."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.support.composer_desk import Desk
from tests.support.tui_material import FixedCompleter, open_session
from tui_captioner.services.bulk.new_project import is_new
from tui_captioner.tui.actions import Keymap
from tui_captioner.tui.app import CaptionerApp
from tui_captioner.tui.graphics.protocol import Protocol, ProtocolChoice
from tui_captioner.tui.terminal.terminal_replies import TerminalCaps


@asynccontextmanager
async def opened(root: Path, typed_ahead: str = "", size: tuple[int, int] = (80, 24)) -> AsyncIterator[Desk]:
    """The app as the program starts it."""
    session = open_session(root)
    app = CaptionerApp(
        session,
        Keymap(),
        TerminalCaps(),
        ProtocolChoice(Protocol.OFF, "test"),
        typed_ahead=typed_ahead,
        completer=FixedCompleter(session),
        asks_project=is_new(session),
    )
    try:
        async with app.run_test(size=size) as pilot:
            desk = Desk(app, pilot)
            await desk.seen()
            yield desk
    finally:
        session.close()

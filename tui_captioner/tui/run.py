"""Starting the composer: settings, what the terminal can do, then the app."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Callable
from typing import Generic, TypeVar, cast

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.completion import Completer
from tui_captioner.services.session import Session
from tui_captioner.storage.light_imports import import_pillow
from tui_captioner.storage.user_settings import load_user_settings
from tui_captioner.tui.actions import Keymap
from tui_captioner.tui.graphics.protocol import OVERRIDES, ProtocolChoice, choose_protocol
from tui_captioner.tui.terminal import TerminalCaps, export_colours, probe

Result = TypeVar("Result")


class _Background(Generic[Result]):
    """A function that runs in a thread while we do something else; its result or its error comes when asked for."""

    def __init__(self, function: Callable[[], Result]) -> None:
        self._function = function
        self._outcome: Result | None = None
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._outcome = self._function()
        except BaseException as error:
            self._error = error

    def result(self) -> Result:
        """Wait for the outcome."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        return cast(Result, self._outcome)


def look_at_terminal(preview: str) -> tuple[TerminalCaps, ProtocolChoice]:
    """Ask the terminal what it can do and decide how pictures are drawn.

    Args:
        preview: What the command line asks for; `auto` leaves it to the user's settings, then to the terminal.

    Raises:
        CaptionerError: If `preview` is not a known way.
    """
    wanted = load_user_settings().preview if preview == "auto" else preview
    if wanted not in OVERRIDES:
        raise CaptionerError(f"{wanted!r} is no way to draw pictures", f"Take one of {', '.join(OVERRIDES)}")
    caps = probe()
    return caps, choose_protocol(caps, wanted)


def run_composer(session: Session, preview: str) -> int:
    """Run the app over an open session until the user quits.

    Raises:
        CaptionerError: If the settings can't be used.
    """
    keymap = Keymap(load_user_settings().keys)
    # Nothing that start-up makes is garbage; the app takes up collecting when it is on the screen.
    gc.disable()
    asked = _Background(lambda: look_at_terminal(preview))
    completer = Completer(session)
    import_pillow()
    caps, choice = asked.result()
    export_colours(caps, os.environ)
    # Textual draws at most this often; at its own 60 a key waits up to 17 ms for its echo.
    os.environ.setdefault("TEXTUAL_FPS", "120")

    from tui_captioner.tui.app import CaptionerApp

    typed_ahead = caps.leftover.decode("utf-8", "ignore")
    app = CaptionerApp(session, keymap, caps, choice, typed_ahead=typed_ahead, completer=completer)
    try:
        app.run(mouse=False)
    finally:
        sys.stdout.write(app.cleanup_sequence())
        sys.stdout.flush()
    return app.return_code or 0

"""Starting the composer: settings, what the terminal can do, then the app."""

from __future__ import annotations

import os
import sys

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.session import Session
from tui_captioner.storage.user_settings import load_user_settings
from tui_captioner.tui.actions import Keymap
from tui_captioner.tui.graphics.protocol import OVERRIDES, ProtocolChoice, choose_protocol
from tui_captioner.tui.terminal import TerminalCaps, export_colours, probe


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
    caps, choice = look_at_terminal(preview)
    export_colours(caps, os.environ)

    from tui_captioner.tui.app import CaptionerApp

    app = CaptionerApp(session, keymap, caps, choice, typed_ahead=caps.leftover.decode("utf-8", "ignore"))
    try:
        app.run()
    finally:
        sys.stdout.write(app.cleanup_sequence())
        sys.stdout.flush()
    return app.return_code or 0

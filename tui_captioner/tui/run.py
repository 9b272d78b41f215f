"""Starting the composer: settings, what the terminal can do, then the app."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Sequence

from tui_captioner.domain.errors import CaptionerError, WrongUseError
from tui_captioner.domain.nearest import nearest
from tui_captioner.services.bulk.new_project import is_new
from tui_captioner.services.catalogue.completion import Completer
from tui_captioner.services.session.aside import Aside
from tui_captioner.services.session.session import Session
from tui_captioner.storage.gated_stream import write_codes
from tui_captioner.storage.images.pictures import PictureStore
from tui_captioner.storage.images.thumbnails import Thumbnails
from tui_captioner.storage.light_imports import import_asyncio
from tui_captioner.storage.user_log import dataset_name, note, note_crash
from tui_captioner.storage.user_settings import load_user_settings, user_settings_path
from tui_captioner.tui.actions import Keymap
from tui_captioner.tui.graphics.protocol import OVERRIDES, ProtocolChoice, choose_protocol
from tui_captioner.tui.graphics.quality import QUALITIES, Quality
from tui_captioner.tui.terminal.terminal import TerminalCaps, export_colours, probe
from tui_captioner.tui.theme_names import THEMES


def look_at_terminal(preview: str, quality: str = "") -> tuple[TerminalCaps, ProtocolChoice]:
    """Ask the terminal what it can do and decide how pictures are drawn.

    Args:
        preview: What the command line asks for; `auto` leaves it to the user's settings, then to the terminal.
        quality: What the command line asks for; empty leaves it to the user's settings.

    Raises:
        CaptionerError: If one of them, here or in the settings, is none of the known values; says which there are.
    """
    settings = load_user_settings()
    asked = "" if preview == "auto" else preview
    wanted = _one_of(OVERRIDES, "way to draw pictures", asked, "preview", settings.preview)
    good = _one_of(QUALITIES, "picture quality", quality, "picture_quality", settings.picture_quality or Quality.NORMAL)
    caps = probe()
    return caps, choose_protocol(caps, wanted, Quality(good))


def _one_of(known: Sequence[str], what: str, asked: str, field: str, setting: str) -> str:
    """What the command line asks for, or else what the settings say, if it is one of the known values.

    Raises:
        CaptionerError: If it is not; says where it stands.
    """
    value, where = (asked, "") if asked else (setting, f"{user_settings_path()}: {field} = ")
    if value not in known:
        kind = WrongUseError if asked else CaptionerError
        near = nearest(value, known)
        meant = f". Did you mean {near}?" if near else ""
        raise kind(f"{where}{value!r} is no {what}", f"Take one of {', '.join(known)}{meant}")
    return value


def run_composer(session: Session, preview: str, quality: str = "", *, again: bool = False) -> int:
    """Run the app over an open session until the user quits.

    Args:
        session: The open dataset.
        preview: How pictures are drawn, as in `look_at_terminal`.
        quality: How good they are, as there.
        again: Whether the folder was open just now: what a new project is asked was asked then.

    Raises:
        CaptionerError: If the settings can't be used.
    """
    settings = load_user_settings()
    keymap = Keymap(settings.keys)
    theme = _one_of(THEMES, "theme", "", "theme", settings.theme)
    store = PictureStore(Thumbnails(), max_megapixels=settings.picture_megapixels)
    Aside(store.warm)
    asked = Aside(lambda: look_at_terminal(preview, quality))
    completer = Completer(session)
    import_asyncio()
    caps, choice = asked.wait()
    export_colours(caps, os.environ)
    # Textual draws at most this often; at its own 60 a key waits up to 17 ms for its echo.
    os.environ.setdefault("TEXTUAL_FPS", "120")

    from tui_captioner.tui.app import CaptionerApp
    from tui_captioner.tui.terminal.textual_parts import tell_of_crashes

    typed_ahead = caps.leftover.decode("utf-8", "ignore")
    app = CaptionerApp(
        session,
        keymap,
        caps,
        choice,
        typed_ahead=typed_ahead,
        completer=completer,
        store=store,
        theme=theme,
        remarks=settings.unknown,
        asks_project=not again and is_new(session),
    )
    tell_of_crashes(app, note_crash)
    threading.excepthook = _note_thread
    note(
        "composer",
        images=len(session.names),
        dataset=dataset_name(session.project.root),
        terminal=caps.name,
        pictures=choice.protocol.value,
        reads_only=str(bool(session.project.read_only)).lower(),
    )
    try:
        app.run(mouse=settings.mouse)
    finally:
        store.close()
        write_codes(sys.stdout, app.cleanup_sequence())
    note("composer ended", status=app.return_code or 0)
    return app.return_code or 0


def _note_thread(ended: threading.ExceptHookArgs) -> None:
    """Note what ended a thread: printed, it would lie over the composer."""
    if ended.exc_value is not None:
        note_crash(ended.exc_value)

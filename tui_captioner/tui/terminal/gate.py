"""The gate between text and the terminal: whatever a widget draws, no control code of somebody's text comes through.

Captions, file names, word lists and settings are user text; so are errors that quote them. Two places, each the
narrowest that all of Textual's drawing passes:

- `Content`, of which its own widgets (notices, palette, labels) are made, writes out what is not to be drawn, as the
  composer's `Lines` and `TextField` do. So it is seen, and takes the room that it needs.
- `Strip.render`, where text becomes what is sent, replaces what has come so far all the same, cell for cell.

Escape sequences of our own (pictures) are written by `graphics.link`, never as text of a strip.
"""

from __future__ import annotations

import sys
from typing import IO, Any, cast

from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from textual.app import App
from textual.strip import Strip

from tui_captioner.domain.text import visible_lines, without_controls
from tui_captioner.storage.gated_stream import GatedStream
from tui_captioner.tui.terminal.textual_parts import clean_contents_with, keep_rendered, rendered_before

_SUBSTITUTE = "\ufffd"
_render = Strip.render


def mend_drawing() -> None:
    """Have everything that Textual draws pass the gate, in all apps of this process."""
    Strip.render = _render_gated  # type: ignore[method-assign, assignment]
    clean_contents_with(visible_lines)


def mend_last_words(app: App[Any]) -> None:
    """Have what an app says after a crash, which quotes the program's state, pass the gate.

    It goes there as plain text: colours would be written out.
    """
    if sys.__stderr__ is not None:
        stderr = cast(IO[str], GatedStream(sys.__stderr__))
        app.error_console = Console(file=stderr, markup=False, highlight=False, color_system=None)


def _render_gated(strip: Strip, console: Console) -> str:
    if rendered_before(strip) is None and any(_gated(text) != text for text, _, _ in strip):
        safe = [Segment(_gated(text), style) for text, style, _ in strip]
        keep_rendered(strip, _render(Strip(safe), console))
    return _render(strip, console)


def _gated(text: str) -> str:
    """Text of as many cells, and none of it a control code."""
    if without_controls(text, "") == text:
        return text
    return "".join(without_controls(char, _SUBSTITUTE * cell_len(char)) for char in text)

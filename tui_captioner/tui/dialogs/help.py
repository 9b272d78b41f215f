"""The help screen: every key, from the registry."""

from __future__ import annotations

from collections.abc import Mapping

from tui_captioner.tui.action import by_heading
from tui_captioner.tui.dialogs.dialog import Handler, TextDialog
from tui_captioner.tui.keymap import ScreenKeymap
from tui_captioner.tui.widgets.lines import Line, wrap

_COLUMN = 20
"""Cells that a sentence needs beside its key; with fewer it goes below."""


def help_lines(keymap: ScreenKeymap, hint: str = "") -> list[Line]:
    """The keys by heading, each with its sentence.

    Args:
        keymap: Which key does what.
        hint: How the list is gone through.
    """
    lines: list[Line] = [((f"Every accepted tag is on disk at once. {hint}".rstrip(), "dim"),), ()]
    for heading, actions in by_heading(keymap.actions).items():
        lines.append(((heading, "strong"),))
        lines.extend(
            ((f"  {keymap.shown(action.id):<20}", "accent"), (action.help, ""))
            for action in actions
            if keymap.keys[action.id] and action.id != "help_empty"
        )
        lines.append(())
    return lines


class HelpScreen(TextDialog[None]):
    """All keys; any of F1, Esc, q closes it."""

    mode = "help"

    def handlers(self) -> Mapping[str, Handler]:
        """Keys that close it, besides those of every dialog of text."""
        return {**super().handlers(), "close_help": lambda _: self.dismiss(None)}

    def lines_at(self, width: int) -> list[Line]:
        """The keys, the sentences wrapped under themselves."""
        hint = self.reminder((("scroll_up", "scroll_down"), "scroll"), (("leave_dialog",), "goes back"))
        return [row for line in help_lines(self.keymap, hint) for row in _hang(line, width)]


def _hang(line: Line, width: int) -> list[Line]:
    """A line of key and sentence on several, the sentence under itself."""
    if len(line) < 2:
        return wrap(line, width)
    (key, style), *rest = line
    if width - len(key) < _COLUMN:
        return [((key.rstrip(), style),), *((("    ", ""), *row) for row in wrap(tuple(rest), width - 4))]
    rows = wrap(tuple(rest), width - len(key))
    return [((key, style), *rows[0]), *(((" " * len(key), ""), *row) for row in rows[1:])]

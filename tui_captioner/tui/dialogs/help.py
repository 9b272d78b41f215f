"""The help screen: every key, from the registry."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from tui_captioner.tui.actions import Keymap, groups
from tui_captioner.tui.dialogs.dialog import TextDialog
from tui_captioner.tui.widgets.lines import Line, wrap

_COLUMN = 20
"""Cells that a sentence needs beside its key; with fewer it goes below."""


def help_lines(keymap: Keymap) -> list[Line]:
    """The keys by heading, each with its sentence."""
    lines: list[Line] = [(("Every accepted tag is on disk at once. Up and Down scroll, Esc goes back.", "dim"),), ()]
    for heading, actions in groups().items():
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

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f1,q,question_mark,enter", "leave", "Back", show=False)]

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self._keymap = keymap

    def lines_at(self, width: int) -> list[Line]:
        """The keys, the sentences wrapped under themselves."""
        return [row for line in help_lines(self._keymap) for row in _hang(line, width)]


def _hang(line: Line, width: int) -> list[Line]:
    """A line of key and sentence on several, the sentence under itself."""
    if len(line) < 2:
        return wrap(line, width)
    (key, style), *rest = line
    if width - len(key) < _COLUMN:
        return [((key.rstrip(), style),), *((("    ", ""), *row) for row in wrap(tuple(rest), width - 4))]
    rows = wrap(tuple(rest), width - len(key))
    return [((key, style), *rows[0]), *(((" " * len(key), ""), *row) for row in rows[1:])]

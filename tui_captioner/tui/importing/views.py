"""What is chosen for an import, as a line. Pure: no terminal is needed."""

from __future__ import annotations

from rich.cells import cell_len

from tui_captioner.domain.text import visible
from tui_captioner.services.importing.import_options import ImportOptions
from tui_captioner.tui.importing.form import Row
from tui_captioner.tui.widgets.lines import Line, Piece, cut

_TITLE = 12
_FEW = 4
"""Choices up to which all are shown, where there is room."""


def row_line(row: Row, options: ImportOptions, width: int, *, here: bool) -> Line:
    """A row: what is chosen, beside what else there is.

    Args:
        row: What is chosen or typed.
        options: The choices.
        width: Cells of the line.
        here: Whether the cursor is on it.
    """
    title: Line = (("> " if here else "  ", "accent"), (row.title.ljust(_TITLE), "accent" if here else "dim"))
    room = width - _TITLE - 2
    value = row.value(options)
    if row.choices is None:
        text = row.text(options)
        return (*title, (cut(visible(text), room), "strong") if text else (cut(f"({row.empty})", room), "faint"))
    if len(row.choices) <= _FEW:
        pieces: list[Piece] = []
        for choice, words in row.choices.items():
            chosen = choice == value
            name = choice if isinstance(choice, str) else words
            if chosen and name != words:
                name = f"{name}: {words}"
            style = ("marked" if here else "strong") if chosen else ""
            pieces += [(f"({'•' if chosen else ' '}) {name}", style), ("  ", "")]
        if sum(cell_len(text) for text, _ in pieces) <= room:
            return (*title, *pieces)
    at = list(row.choices).index(value) + 1
    name = cut(f"{value}  ", room) if isinstance(value, str) else ""
    words = cut(f"{row.choices[value]}  {at}/{len(row.choices)}", max(0, room - cell_len(name)))
    return (*title, (name, "marked" if here else "strong"), (words, "dim"))

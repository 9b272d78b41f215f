"""Alt with a digit, as terminals send it: an escape and the digit.

Textual takes these for the characters that Option with a digit types in one terminal on macOS (`ESC 3` for `£`), in
every terminal. They are taken off its table, so that they arrive as `alt+1` to `alt+9`, as from terminals that speak
kitty's keyboard protocol.
"""

from __future__ import annotations

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS


def free_alt_digits() -> None:
    """Have Alt+1 to Alt+9 arrive under their names; harmless if Textual does so by itself one day."""
    table = ANSI_SEQUENCES_KEYS
    if isinstance(table, dict):
        for digit in "0123456789":
            table.pop(f"\x1b{digit}", None)

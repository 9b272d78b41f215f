"""What terminals send for keys, where Textual's own table does not serve.

Alt with a digit comes as an escape and the digit from most terminals. Textual takes these for the characters that
Option with a digit types in one terminal on macOS (`ESC 3` for `£`), in every terminal. Here they are put into its
table under their names, as they arrive from terminals that speak kitty's keyboard protocol. Only taking them out would
not do: the parser would wait for more, and what the terminal happens to answer meanwhile would turn them into typed
text.

Enter arrives as a line feed if it was pressed before the program had the terminal to itself. Backspace of some
terminals is Ctrl+H.
"""

from __future__ import annotations

from enum import Enum

from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.keys import Keys


class _AltDigit(Enum):
    """Keys under the names that Textual gives them elsewhere."""

    ALT_1 = "alt+1"
    ALT_2 = "alt+2"
    ALT_3 = "alt+3"
    ALT_4 = "alt+4"
    ALT_5 = "alt+5"
    ALT_6 = "alt+6"
    ALT_7 = "alt+7"
    ALT_8 = "alt+8"
    ALT_9 = "alt+9"


def mend_key_table() -> None:
    """Have Alt+1 to Alt+9 arrive under their names, a line feed as Enter, and Ctrl+H as Backspace."""
    table = ANSI_SEQUENCES_KEYS
    if isinstance(table, dict):
        table.update({f"\x1b{key.value[-1]}": (key,) for key in _AltDigit})
        table["\n"] = (Keys.Enter,)
        table["\x08"] = (Keys.Backspace,)


def keys_in(text: str) -> list[events.Key]:
    """The keys that a terminal sent this for; half a sequence at its end is none."""
    return [event for event in XTermParser().feed(text) if isinstance(event, events.Key)]

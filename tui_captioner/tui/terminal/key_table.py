"""What terminals send for keys, where Textual's own table does not serve.

Alt with a digit comes as an escape and the digit from most terminals. Textual takes these for the characters that
Option with a digit types in one terminal on macOS (`ESC 3` for `£`), in every terminal. Here they are put into its
table under their names, as they arrive from terminals that speak kitty's keyboard protocol. Only taking them out would
not do: the parser would wait for more, and what the terminal happens to answer meanwhile would turn them into typed
text.

Alt with a letter would be known only once nothing has followed for a while: what follows at once made typed text of it.

Enter arrives as a line feed if it was pressed before the program had the terminal to itself. Backspace of some
terminals is Ctrl+H.
"""

from __future__ import annotations

from string import ascii_lowercase, ascii_uppercase, digits
from typing import NamedTuple

from textual import events
from textual.keys import Keys

from tui_captioner.tui.terminal.textual_parts import InputParser, key_sequences

_SIGNS = {
    ".": "full_stop",
    ",": "comma",
    "/": "slash",
    ";": "semicolon",
    "'": "apostrophe",
    "-": "minus",
    "=": "equals_sign",
}
_BEGIN_SEQUENCES = frozenset("NOPX")
"""Letters that begin longer sequences behind an escape (SS2, SS3, DCS, SOS)."""


class _Named(NamedTuple):
    """A key as Textual's table holds it: what counts is its name."""

    value: str


def _alt_keys() -> dict[str, _Named]:
    """What Alt with a character sends, and the name that Textual gives it elsewhere."""
    names = {char: f"alt+{char}" for char in (*digits, *ascii_lowercase)}
    names |= {char: f"alt+shift+{char.lower()}" for char in ascii_uppercase if char not in _BEGIN_SEQUENCES}
    names |= {char: f"alt+{name}" for char, name in _SIGNS.items()}
    return {f"\x1b{char}": _Named(name) for char, name in names.items()}


def mend_key_table() -> None:
    """Have Alt with a character arrive under its name, a line feed as Enter, and Ctrl+H as Backspace.

    Escape with a control key behind it, in one piece as a slow line brings them, is both: Textual would type `^`.
    """
    table = key_sequences()
    alt = {sequence: (key,) for sequence, key in _alt_keys().items()}
    # Alt with B and F walk over words: those stay, what stands for characters of one terminal goes.
    table.update({sequence: key for sequence, key in alt.items() if not isinstance(table.get(sequence), tuple)})
    table["\n"] = (Keys.Enter,)
    table["\x08"] = (Keys.Backspace,)
    for control in map(chr, range(1, 32)):
        key = table.get(control)
        if f"\x1b{control}" not in table and isinstance(key, tuple):
            table[f"\x1b{control}"] = (Keys.Escape, *key)


def keys_in(text: str) -> list[events.Key]:
    """The keys that a terminal sent this for; half a sequence at its end is none."""
    return [event for event in InputParser().feed(text) if isinstance(event, events.Key)]

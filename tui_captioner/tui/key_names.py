"""Names of keys: as settings and tables write them, and as they arrive.

Keys that terminals and multiplexers swallow can't be used: Ctrl+A and Ctrl+B (tmux, screen), Ctrl+S (flow control),
Ctrl+H, I, J, M and [ (backspace, tab, enter, escape), Ctrl+Enter (never arrives).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from tui_captioner.domain.errors import CaptionerError

SWALLOWED = frozenset(
    {
        *("ctrl+a", "ctrl+b", "ctrl+s", "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+left_square_bracket"),
        "ctrl+enter",
    }
)
"""Keys that never arrive, or not as themselves, in tmux, screen and many terminals."""

_NAMES = {
    "comma": ",",
    "fullwidth_comma": "，",
    "ideographic_comma": "、",
    "question_mark": "?",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "asterisk": "*",
    "plus": "+",
    "slash": "/",
    "tilde": "~",
    "minus": "-",
    "equals_sign": "=",
    "pagedown": "PageDown",
    "pageup": "PageUp",
    "escape": "Esc",
}
_SIGNS = {"+": "plus", "/": "slash", "\\": "backslash", "@": "at", "-": "minus", "_": "underscore"}
_KNOWN_KEYS = frozenset(
    [
        *("tab", "enter", "escape", "backspace", "delete", "insert", "space"),
        *("up", "down", "left", "right", "home", "end", "pageup", "pagedown"),
    ]
) | frozenset(f"f{number}" for number in range(1, 25))


class KeymapError(CaptionerError):
    """The keys in the settings can't be used."""


def check_key(action: str, key: str) -> None:
    """Look at a key that the settings give to an action.

    Raises:
        KeymapError: If it is no key name, or a key that terminals swallow.
    """
    *modifiers, base = key.split("+")
    if as_it_arrives(key) in SWALLOWED:
        raise KeymapError(
            f"keys: {key_name(key)} for '{action}' never arrives in tmux or many terminals", "Take another"
        )
    right = all(modifier in ("ctrl", "alt", "shift") for modifier in modifiers)
    if not right or not (base in _KNOWN_KEYS or base in _NAMES or len(base) == 1):
        raise KeymapError(
            f"keys: {key!r} for '{action}' is no key name", "Write for instance ctrl+n, alt+1, f5, pagedown"
        )


def as_it_arrives(key: str) -> str:
    """A key as Textual names it: signs by their Unicode name, and `ctrl+n` for `ctrl+N`."""
    modifiers, plus, base = ("", "", key) if key == "+" else key.rpartition("+")
    if len(base) == 1 and not base.isalnum():
        base = _SIGNS.get(base) or unicodedata.name(base, base).lower().replace("-", "_").replace(" ", "_")
    return f"{modifiers}{plus}{base.lower() if modifiers and len(base) == 1 else base}"


def key_name(key: str) -> str:
    """A key as a person reads it: `Ctrl+Right`, `PageDown`, `?`."""
    parts = key.split("+")
    return "+".join(
        _NAMES.get(part) or (_letter(part, parts) if len(part) == 1 else part.capitalize()) for part in parts
    )


def _letter(letter: str, parts: Sequence[str]) -> str:
    """A letter is typed as it is shown, but `Ctrl+N` is written so everywhere."""
    return letter.upper() if len(parts) > 1 else letter

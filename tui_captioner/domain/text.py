"""User text on its way to a screen."""

from __future__ import annotations

from tui_captioner.domain.caption import is_drawable


def visible(text: str) -> str:
    """Text that is safe to draw: control characters, which could steer the terminal, are written as `\\xNN`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        char if is_drawable(char) else char.encode("unicode_escape", "backslashreplace").decode("ascii")
        for char in text
    )

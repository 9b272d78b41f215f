"""Which terminals show pictures, and in which way: what they say of themselves, and what is known of them."""

from __future__ import annotations

from collections.abc import Mapping

from tui_captioner.tui.terminal.terminal_replies import TerminalCaps

PLACES_AMONG_TEXT: Mapping[str, tuple[int, ...]] = {"kitty": (0, 28), "ghostty": (1, 0)}
"""Terminals with Unicode placeholders, by the first version that has them.

Answering a graphics query proves nothing: Konsole answers and then draws the placeholders as letters.
"""
PLACES_AT_CURSOR: Mapping[str, tuple[int, ...]] = {
    "kitty": (0, 20),
    "ghostty": (1, 0),
    "wezterm": (),
    "konsole": (22,),
}
"""Terminals that draw a PNG by kitty's protocol at the cursor, by the first version that does.

Others answer the query as well (iTerm2, xterm.js), but have a protocol of their own that they draw more surely.
"""
_SHOWS_ITERM2 = ("iterm2", "wezterm", "konsole", "mintty", "mlterm")
"""Terminals that show iTerm2's inline images. In iTerm2 that is the best way; the others have a better one."""


def draws_placeholders(caps: TerminalCaps) -> bool:
    """Whether kitty's placeholders can be used, also through a tmux that hands commands on."""
    if not caps.kitty_graphics or caps.multiplexer not in ("", "tmux"):
        return False
    passes = caps.multiplexer != "tmux" or caps.passthrough is not False
    return passes and is_recent(caps, PLACES_AMONG_TEXT)


def draws_at_cursor(caps: TerminalCaps) -> bool:
    """Whether kitty's protocol draws at the cursor; multiplexers keep the cursor elsewhere."""
    return bool(caps.kitty_graphics) and not caps.multiplexer and is_recent(caps, PLACES_AT_CURSOR)


def shows_sixel(caps: TerminalCaps) -> bool:
    """Whether Sixel graphics arrive; multiplexers that draw them say so, screen hands nothing on."""
    return caps.sixel and caps.multiplexer != "screen"


def is_recent(caps: TerminalCaps, since: Mapping[str, tuple[int, ...]]) -> bool:
    """Whether the terminal is listed, and of a version that counts."""
    return caps.name in since and caps.version_numbers >= since[caps.name]


def is_worth_asking(name: str, multiplexer: str) -> bool:
    """Whether a terminal is worth a query for kitty's graphics: others may print it, or keep the caller waiting.

    Args:
        name: The terminal's name.
        multiplexer: What is in between; there only pictures among text keep their place.
    """
    return name in (PLACES_AMONG_TEXT if multiplexer else PLACES_AT_CURSOR)


def shows_iterm2_images(caps: TerminalCaps) -> bool:
    """Whether it is known to show iTerm2's inline images; through tmux they land where the outer cursor happens to be.

    xterm.js has them together with Sixel graphics, which it reports, or not at all.
    """
    listed = caps.name in _SHOWS_ITERM2 or (caps.name in ("xterm.js", "vscode") and caps.sixel)
    return listed and caps.answered and not caps.multiplexer

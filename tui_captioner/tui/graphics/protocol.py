"""Which way pictures are shown, and the sentence that says why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tui_captioner.tui.terminal_replies import TRUECOLOR, TerminalCaps


class Protocol(StrEnum):
    """The ways of showing a picture; the values are what a user writes in the settings."""

    KITTY = "kitty"
    BLOCKS_TRUECOLOR = "blocks"
    BLOCKS_256 = "blocks-256"
    BLOCKS_16 = "blocks-16"
    OFF = "off"


OVERRIDES = ("auto", *(protocol.value for protocol in Protocol))
"""What a user may ask for."""

_PLACES_AMONG_TEXT = {"kitty": (0, 28), "ghostty": (1, 0)}
"""Terminals with Unicode placeholders, by the first version that has them.

Answering a graphics query proves nothing: Konsole answers and then draws the placeholders as letters.
"""
_BLOCKS = {TRUECOLOR: Protocol.BLOCKS_TRUECOLOR, 256: Protocol.BLOCKS_256, 16: Protocol.BLOCKS_16}
_BLOCK_NAMES = {
    Protocol.BLOCKS_TRUECOLOR: "drawn in half blocks of 24-bit colour",
    Protocol.BLOCKS_256: "drawn in half blocks of 256 colours",
    Protocol.BLOCKS_16: "drawn in half blocks of 16 colours",
}


@dataclass(frozen=True)
class ProtocolChoice:
    """What was decided.

    Attributes:
        protocol: The way.
        reason: One sentence for the user.
        through_tmux: Whether graphics commands have to be wrapped for tmux to hand them on.
    """

    protocol: Protocol
    reason: str
    through_tmux: bool = False


def choose_protocol(caps: TerminalCaps, override: str = "auto") -> ProtocolChoice:
    """Decide how pictures are shown.

    Args:
        caps: What is known about the terminal.
        override: What the user asks for, one of `OVERRIDES`.

    Raises:
        ValueError: If the override is none of them.
    """
    if override not in OVERRIDES:
        raise ValueError(f"unknown way to show pictures: {override!r} (one of {', '.join(OVERRIDES)})")
    through_tmux = caps.multiplexer == "tmux"
    if override != "auto":
        chosen = Protocol(override)
        return ProtocolChoice(chosen, f"{chosen.value} was asked for", chosen is Protocol.KITTY and through_tmux)
    if not caps.tty:
        return ProtocolChoice(Protocol.OFF, "there is no terminal")
    if not caps.colours:
        return ProtocolChoice(Protocol.OFF, f"TERM is {caps.term or 'not set'}, a terminal without colours")
    obstacle = _obstacle(caps)
    if not obstacle:
        way = f"{_called(caps)} places pictures among text"
        return ProtocolChoice(Protocol.KITTY, f"{way}, through tmux" if through_tmux else way, through_tmux)
    if caps.no_color:
        return ProtocolChoice(Protocol.OFF, f"{obstacle}, and NO_COLOR forbids coloured blocks")
    blocks = _BLOCKS[caps.colours]
    return ProtocolChoice(blocks, f"{obstacle}; pictures are {_BLOCK_NAMES[blocks]}")


def _obstacle(caps: TerminalCaps) -> str:
    """Why kitty's placeholders can't be used; empty if they can."""
    minimum = _PLACES_AMONG_TEXT.get(caps.name)
    if caps.multiplexer in ("screen", "zellij"):
        return f"{caps.multiplexer} hands no pictures on"
    if caps.multiplexer == "tmux" and caps.passthrough is False:
        return f'{_called(caps)} is reached through tmux, whose passthrough is off: "set -g allow-passthrough on"'
    if not caps.asked:
        return f"TERM is {caps.term}, a terminal without pictures"
    if not caps.answered:
        return "the terminal did not answer when asked"
    if minimum is None:
        return f"{_called(caps)} is not known to place pictures among text"
    if caps.version_numbers < minimum:
        return f"{_called(caps)} is too old to place pictures among text ({'.'.join(map(str, minimum))} does)"
    return "" if caps.kitty_graphics else f"{_called(caps)} does not answer graphics queries"


def _called(caps: TerminalCaps) -> str:
    """The terminal by name and version."""
    return f"{caps.name} {caps.version}".strip() or "the terminal"


def places_among_text(name: str) -> bool:
    """Whether a terminal of this name is worth a graphics query."""
    return name in _PLACES_AMONG_TEXT

"""Which way pictures are shown, and the sentence that says why."""

from __future__ import annotations

from enum import StrEnum
from importlib.util import find_spec
from typing import NamedTuple

from tui_captioner.tui.graphics.quality import Quality
from tui_captioner.tui.terminal.picture_support import (
    PLACES_AMONG_TEXT,
    PLACES_AT_CURSOR,
    draws_at_cursor,
    draws_placeholders,
    is_recent,
    shows_iterm2_images,
    shows_sixel,
)
from tui_captioner.tui.terminal.terminal_replies import TRUECOLOR, TerminalCaps


class Protocol(StrEnum):
    """The ways of showing a picture; the values are what a user writes in the settings.

    Attributes:
        KITTY: Kitty's graphics, placed by Unicode placeholders: cells of text that dialogs cover.
        KITTY_DIRECT: Kitty's graphics, placed at the cursor, for terminals that have the one and not the other.
        ITERM2: iTerm2's inline images.
        SIXEL: Sixel graphics.
        QUADRANTS: Quarter blocks in 24-bit colour: four pixels to a cell, of two colours.
        BLOCKS_TRUECOLOR: Half blocks in 24-bit colour: two pixels to a cell.
        TERM_IMAGE: The same half blocks as term-image makes them, where it is installed.
        BLOCKS_256: Half blocks of 256 colours.
        BLOCKS_16: Half blocks of 16 colours.
        TEXT: Plain characters by brightness.
        OFF: No pictures.
    """

    KITTY = "kitty"
    KITTY_DIRECT = "kitty-direct"
    ITERM2 = "iterm2"
    SIXEL = "sixel"
    QUADRANTS = "quadrants"
    BLOCKS_TRUECOLOR = "blocks"
    TERM_IMAGE = "term-image"
    BLOCKS_256 = "blocks-256"
    BLOCKS_16 = "blocks-16"
    TEXT = "text"
    OFF = "off"


OVERRIDES = ("auto", *(protocol.value for protocol in Protocol))
"""What a user may ask for."""

_WRAPPED_IN_TMUX = (Protocol.KITTY, Protocol.KITTY_DIRECT, Protocol.ITERM2)
"""Protocols that tmux does not know itself and hands on; Sixel graphics it draws or it does not."""
_BLOCKS = {TRUECOLOR: Protocol.BLOCKS_TRUECOLOR, 256: Protocol.BLOCKS_256, 16: Protocol.BLOCKS_16}
_TEXT_NAMES = {
    Protocol.QUADRANTS: "drawn in quarter blocks of 24-bit colour",
    Protocol.BLOCKS_TRUECOLOR: "drawn in half blocks of 24-bit colour",
    Protocol.TERM_IMAGE: "drawn in half blocks by term-image",
    Protocol.BLOCKS_256: "drawn in half blocks of 256 colours",
    Protocol.BLOCKS_16: "drawn in half blocks of 16 colours",
    Protocol.TEXT: "drawn in plain characters",
}
_NEEDED_COLOURS = {
    Protocol.QUADRANTS: TRUECOLOR,
    Protocol.BLOCKS_TRUECOLOR: TRUECOLOR,
    Protocol.TERM_IMAGE: TRUECOLOR,
    Protocol.BLOCKS_256: 256,
    Protocol.BLOCKS_16: 16,
}
_REMEDIES = {
    "xterm": 'start it as "xterm -ti vt340" or set "XTerm*decTerminalID: vt340"',
    "xterm.js": 'turn "terminal.integrated.enableImages" on in VS Code',
    "vscode": 'turn "terminal.integrated.enableImages" on in VS Code',
    "wezterm": 'set "enable_kitty_graphics = true" in WezTerm',
}
"""What a user can do in terminals that could show pictures but, as they are set, do not."""
_SHARPER = "sharper pictures"
"""What the remedies are for; they stand in the status line by themselves."""
_PASSTHROUGH = '"set -g allow-passthrough on"'
"""The line for the settings of tmux."""


class ProtocolChoice(NamedTuple):
    """What was decided.

    Attributes:
        protocol: The way.
        reason: One sentence for the user.
        through_tmux: Whether graphics commands have to be wrapped for tmux to hand them on.
        quality: How good the pictures are that are sent.
        remedy: What the user can do to see pictures instead of text cells; empty if there is nothing.
    """

    protocol: Protocol
    reason: str
    through_tmux: bool = False
    quality: Quality = Quality.NORMAL
    remedy: str = ""


def choose_protocol(caps: TerminalCaps, override: str = "auto", quality: Quality = Quality.NORMAL) -> ProtocolChoice:
    """Decide how pictures are shown.

    Args:
        caps: What is known about the terminal.
        override: What the user asks for, one of `OVERRIDES`.
        quality: What the user asks for.

    Raises:
        ValueError: If the override is none of them.
    """
    if override not in OVERRIDES:
        raise ValueError(f"unknown way to show pictures: {override!r} (one of {', '.join(OVERRIDES)})")
    remedy = ""
    if override == "auto":
        chosen, reason = _best(caps)
        remedy = _remedy(caps) if chosen in _TEXT_NAMES else ""
    else:
        chosen = Protocol(override)
        reason = f"{chosen.value} was asked for{_reservation(chosen, caps)}"
    return ProtocolChoice(chosen, reason, caps.multiplexer == "tmux" and chosen in _WRAPPED_IN_TMUX, quality, remedy)


def _best(caps: TerminalCaps) -> tuple[Protocol, str]:
    """The best way that the terminal has, and why it is this one."""
    if not caps.tty:
        return Protocol.OFF, "there is no terminal"
    through = f", through {caps.multiplexer}" if caps.multiplexer else ""
    if draws_placeholders(caps):
        return Protocol.KITTY, f"{_called(caps)} places pictures among text{through}"
    if caps.name == "iterm2" and shows_iterm2_images(caps):
        return Protocol.ITERM2, f"{_called(caps)} shows inline images{_by_evidence(caps)}"
    if draws_at_cursor(caps):
        return Protocol.KITTY_DIRECT, f"{_called(caps)} shows pictures by kitty's protocol, though not among text"
    if shows_sixel(caps):
        return Protocol.SIXEL, f"{_called(caps)} says that it shows Sixel graphics{through}"
    return _best_text(caps)


def _best_text(caps: TerminalCaps) -> tuple[Protocol, str]:
    """Text cells, and what stands in the way of anything better."""
    obstacle = _obstacle(caps)
    if not caps.colours:
        why = f"TERM is {caps.term or 'not set'}, a terminal without colours"
        return Protocol.TEXT, f"{why}; pictures are {_TEXT_NAMES[Protocol.TEXT]}"
    if caps.no_color:
        why = f"{obstacle}, and NO_COLOR forbids coloured blocks"
        return Protocol.TEXT, f"{why}; pictures are {_TEXT_NAMES[Protocol.TEXT]}"
    # Half blocks are what term-image draws; quarter blocks are sharper at as many bytes, for those who ask for them.
    blocks = _BLOCKS[caps.colours]
    return blocks, f"{obstacle}; pictures are {_TEXT_NAMES[blocks]}"


def _reservation(chosen: Protocol, caps: TerminalCaps) -> str:
    """What a user should know who asks for a way that the terminal does not claim to have."""
    if not caps.tty:
        return "" if chosen is Protocol.OFF else ", though there is no terminal"
    if chosen is Protocol.TERM_IMAGE and find_spec("term_image") is None:
        return ", though it is not installed: blocks stand in for it"
    claims = {
        Protocol.KITTY: draws_placeholders(caps),
        Protocol.KITTY_DIRECT: bool(caps.kitty_graphics) and not caps.multiplexer,
        Protocol.ITERM2: shows_iterm2_images(caps),
        Protocol.SIXEL: shows_sixel(caps),
    }
    claimed = claims.get(chosen, caps.colours >= _NEEDED_COLOURS.get(chosen, 0))
    called = f"{_called(caps)} inside {caps.multiplexer}" if caps.multiplexer else _called(caps)
    return "" if claimed else f", though {called} does not claim to have it"


def _obstacle(caps: TerminalCaps) -> str:
    """Why only text cells are left, in a clause; with what to do about it, if there is something."""
    if caps.multiplexer == "tmux":
        return _tmux_obstacle(caps)
    if caps.multiplexer:
        return f"{caps.multiplexer} hands no pictures on"
    if not caps.asked:
        return f"TERM is {caps.term}, a terminal without pictures"
    if not caps.answered:
        return "the terminal did not answer when asked"
    if caps.name in PLACES_AT_CURSOR and not caps.kitty_graphics:
        why = f"{_called(caps)} does not answer graphics queries"
    elif caps.name in PLACES_AT_CURSOR:
        why = f"{_called(caps)} is too old to show pictures"
    else:
        why = f"{_called(caps)} does not say that it shows pictures"
    remedy = _REMEDIES.get(caps.name)
    return f"{why} ({remedy})" if remedy else why


def _remedy(caps: TerminalCaps) -> str:
    """What a user can do who sees text cells."""
    if caps.multiplexer == "tmux":
        is_old = caps.name in PLACES_AMONG_TEXT and not is_recent(caps, PLACES_AMONG_TEXT)
        return f"{_SHARPER} in tmux: {_PASSTHROUGH}" if _lacks_passthrough(caps) and not is_old else ""
    if caps.multiplexer or not caps.answered or caps.name not in _REMEDIES:
        return ""
    return f"{_SHARPER}: {_REMEDIES[caps.name]}"


def _lacks_passthrough(caps: TerminalCaps) -> bool:
    """Whether tmux is all that is in the way, as far as is known."""
    return caps.passthrough is False and (caps.name in PLACES_AMONG_TEXT or not caps.name)


def _tmux_obstacle(caps: TerminalCaps) -> str:
    """Why no pictures come through tmux."""
    minimum = PLACES_AMONG_TEXT.get(caps.name)
    if minimum and not is_recent(caps, PLACES_AMONG_TEXT):
        first = ".".join(map(str, minimum))
        return f"{_called(caps)} is too old to place pictures among text ({first} does), as it must through tmux"
    if _lacks_passthrough(caps):
        return f"{_called(caps)} is reached through tmux, whose passthrough is off: {_PASSTHROUGH}"
    if minimum:
        return f"{_called(caps)} does not answer graphics queries through tmux"
    if caps.name:
        return f"tmux has no Sixel graphics for {_called(caps)}, and other pictures lose their place in it"
    return "tmux does not say that the terminal shows pictures"


def _by_evidence(caps: TerminalCaps) -> str:
    """How it is known, where the terminal did not say so itself."""
    return "" if caps.named_by in ("XTVERSION", "") else f" ({caps.named_by} says what it is)"


def _called(caps: TerminalCaps) -> str:
    """The terminal by name and version."""
    return f"{caps.name} {caps.version}".strip() or "the terminal"

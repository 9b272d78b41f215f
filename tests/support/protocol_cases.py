"""Terminals by what they answer, and the way to draw pictures that each must get."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tui_captioner.tui.graphics.protocol import Protocol
from tui_captioner.tui.terminal.terminal import TerminalCaps, parse_replies

GRAPHICS = b"\x1b_Gi=4207;OK\x1b\\"
NO_GRAPHICS = b"\x1b_Gi=4207;ENOTSUPPORTED:no\x1b\\"
COLOUR = b"\x1bP1$r0;48:2:1:2:3m\x1b\\"


def name(text: str) -> bytes:
    """A terminal's answer when asked for its name."""
    return f"\x1bP>|{text}\x1b\\".encode()


@dataclass(frozen=True)
class Case:
    """A terminal.

    Args:
        title: What it is.
        data: Everything it sent back.
        protocol: What is to be chosen.
        reason: A part of the reason.
        env: Its environment, beyond TERM.
        term: TERM.
        passthrough: Whether tmux hands commands on.
        tmux_sixel: Whether the terminal around tmux shows Sixel graphics; tmux says so when asked.
    """

    title: str
    data: bytes
    protocol: Protocol
    reason: str
    env: Mapping[str, str] = field(default_factory=dict)
    term: str = "xterm-256color"
    passthrough: bool | None = None
    tmux_sixel: bool = False

    def caps(self) -> TerminalCaps:
        """What is known of it in the end."""
        caps = parse_replies(self.data, {"TERM": self.term, **self.env})
        if caps.multiplexer == "tmux":
            return caps._replace(passthrough=self.passthrough, sixel=caps.sixel and self.tmux_sixel)
        return caps


TMUX_33 = name("tmux 3.3a") + b"\x1b[?1;2c"
TMUX_SIXEL = name("tmux 3.5a") + b"\x1b[?1;2;4c"
IN_TMUX = {"TMUX": "/tmp/tmux-0/default,1,0"}
ITERM2_ENV = {"LC_TERMINAL": "iTerm2", "LC_TERMINAL_VERSION": "3.4.23"}
XTERM = name("XTerm(379)") + COLOUR + b"\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c"
CASES = [
    Case(
        "kitty 0.41",
        name("kitty(0.41.1)") + b"\x1b[?62;c" + COLOUR + GRAPHICS,
        Protocol.KITTY,
        "kitty 0.41.1 places pictures among text",
        term="xterm-kitty",
    ),
    Case(
        "kitty 0.26",
        name("kitty(0.26.5)") + b"\x1b[?62;c" + COLOUR + GRAPHICS,
        Protocol.KITTY_DIRECT,
        "kitty 0.26.5 shows pictures by kitty's protocol, though not among text",
    ),
    Case(
        "kitty 0.41, which did not answer the graphics query",
        name("kitty(0.41.1)") + b"\x1b[?62;c",
        Protocol.BLOCKS_TRUECOLOR,
        "kitty 0.41.1 does not answer graphics queries",
    ),
    Case(
        "Ghostty",
        name("ghostty 1.1.3") + b"\x1b[?62;22;52c" + GRAPHICS,
        Protocol.KITTY,
        "ghostty 1.1.3 places pictures among text",
        term="xterm-ghostty",
    ),
    Case(
        "WezTerm",
        name("WezTerm 20240203-110809-5046fc22") + b"\x1b[?65;4;6;18;22c" + GRAPHICS,
        Protocol.KITTY_DIRECT,
        "wezterm 20240203-110809-5046fc22 shows pictures by kitty's protocol",
    ),
    Case(
        "WezTerm with kitty's graphics turned off",
        name("WezTerm 20240203-110809-5046fc22") + b"\x1b[?65;4;6;18;22c",
        Protocol.SIXEL,
        "says that it shows Sixel graphics",
    ),
    Case(
        "Konsole",
        name("Konsole 25.04.2") + b"\x1b[?62;1;4c" + GRAPHICS,
        Protocol.KITTY_DIRECT,
        "konsole 25.04.2 shows pictures by kitty's protocol, though not among text",
    ),
    Case(
        "Konsole that gives no name",
        b"\x1b[?62;1;4c" + GRAPHICS,
        Protocol.KITTY_DIRECT,
        "konsole 22.04.2",
        {"KONSOLE_VERSION": "220402"},
    ),
    Case(
        "iTerm2",
        name("iTerm2 3.5.10") + b"\x1b[?64;1;2;4;6;17;18;21;22c",
        Protocol.ITERM2,
        "iterm2 3.5.10 shows inline images",
    ),
    Case(
        "iTerm2 that gives no name, by ssh",
        b"\x1b[?62;4c",
        Protocol.ITERM2,
        "iterm2 3.4.23 shows inline images (LC_TERMINAL says what it is)",
        ITERM2_ENV,
    ),
    Case(
        "xterm started from iTerm2",
        XTERM,
        Protocol.BLOCKS_TRUECOLOR,
        "xterm 379 does not say that it shows pictures",
        ITERM2_ENV,
    ),
    Case(
        "alacritty started from iTerm2",
        b"\x1b[?6c",
        Protocol.BLOCKS_256,
        "the terminal does not say",
        {**ITERM2_ENV},
        "alacritty-256color",
    ),
    Case(
        "VS Code with images",
        name("xterm.js(6.0.0)") + b"\x1b[?62;4;9;22c",
        Protocol.SIXEL,
        "xterm.js 6.0.0 says that it shows Sixel graphics",
        {"TERM_PROGRAM": "vscode"},
    ),
    Case(
        "VS Code without images",
        name("xterm.js(6.0.0)") + COLOUR + b"\x1b[?1;2c",
        Protocol.BLOCKS_TRUECOLOR,
        '"terminal.integrated.enableImages"',
        {"TERM_PROGRAM": "vscode"},
    ),
    Case(
        "VS Code of last year without images",
        b"\x1b[?1;2c",
        Protocol.BLOCKS_TRUECOLOR,
        '"terminal.integrated.enableImages"',
        {"TERM_PROGRAM": "vscode"},
    ),
    Case("foot", name("foot(1.21.0)") + b"\x1b[?62;4;22;28;29c", Protocol.SIXEL, "foot 1.21.0 says", term="foot"),
    Case(
        "mlterm, which gives no name",
        b"\x1b[?63;1;2;3;4;6;7;15;18;22;29c\x1b[?1;0;1024S\x1b[?1;3;0S",
        Protocol.SIXEL,
        "the terminal says that it shows Sixel graphics",
    ),
    Case(
        "xterm as VT340",
        name("XTerm(379)") + COLOUR + b"\x1b[?63;1;2;4;6;9;15;16;22;28c\x1b[?1;0;1024S\x1b[?2;0;1000;1000S",
        Protocol.SIXEL,
        "xterm 379 says that it shows Sixel graphics",
    ),
    Case(
        "xterm as it comes", XTERM, Protocol.BLOCKS_TRUECOLOR, '"xterm -ti vt340" or set "XTerm*decTerminalID: vt340"'
    ),
    Case("Windows Terminal", b"\x1b[?61;4;6;7;14;21;22;23;24;28;32;42c", Protocol.SIXEL, "Sixel graphics"),
    Case("Windows Terminal of old", b"\x1b[?61;6;7;22;23;24;28;32;42c", Protocol.BLOCKS_256, "does not say"),
    Case(
        "tmux in kitty, passthrough on",
        TMUX_33 + name("kitty(0.41.1)") + GRAPHICS,
        Protocol.KITTY,
        "kitty 0.41.1 places pictures among text, through tmux",
        IN_TMUX,
        passthrough=True,
    ),
    Case(
        "tmux in kitty, passthrough off",
        TMUX_33 + name("kitty(0.41.1)"),
        Protocol.BLOCKS_256,
        "set -g allow-passthrough on",
        IN_TMUX,
        passthrough=False,
    ),
    Case(
        "tmux in an unknown terminal, passthrough off",
        TMUX_33,
        Protocol.BLOCKS_256,
        "set -g allow-passthrough on",
        IN_TMUX,
        passthrough=False,
    ),
    Case(
        "tmux in kitty 0.26, whose pictures would lose their place",
        TMUX_33 + name("kitty(0.26.5)") + GRAPHICS,
        Protocol.BLOCKS_256,
        "kitty 0.26.5 is too old to place pictures among text (0.28 does)",
        IN_TMUX,
        passthrough=True,
    ),
    Case(
        "tmux in kitty 0.26, passthrough off, which would not help",
        TMUX_33 + name("kitty(0.26.5)"),
        Protocol.BLOCKS_256,
        "kitty 0.26.5 is too old to place pictures among text (0.28 does)",
        IN_TMUX,
        passthrough=False,
    ),
    Case(
        "tmux in WezTerm, whose pictures would lose their place",
        TMUX_33 + name("WezTerm 20240203") + GRAPHICS,
        Protocol.BLOCKS_256,
        "other pictures lose their place",
        IN_TMUX,
        passthrough=True,
    ),
    Case(
        "tmux in iTerm2, whose pictures would lose their place",
        TMUX_33 + name("iTerm2 3.5.10"),
        Protocol.BLOCKS_256,
        "tmux has no Sixel graphics for iterm2 3.5.10",
        {**IN_TMUX, **ITERM2_ENV},
        passthrough=True,
    ),
    Case(
        "tmux with Sixel graphics in a terminal with them",
        TMUX_SIXEL + name("XTerm(379)"),
        Protocol.SIXEL,
        "Sixel graphics, through tmux",
        IN_TMUX,
        passthrough=False,
        tmux_sixel=True,
    ),
    Case(
        "tmux with Sixel graphics in a terminal without",
        TMUX_SIXEL + name("XTerm(379)"),
        Protocol.BLOCKS_256,
        "tmux has no Sixel graphics for xterm 379",
        IN_TMUX,
        passthrough=False,
    ),
    Case(
        "tmux with Sixel graphics in kitty",
        TMUX_SIXEL + name("kitty(0.41.1)") + GRAPHICS,
        Protocol.KITTY,
        "through tmux",
        IN_TMUX,
        passthrough=True,
    ),
    Case(
        "tmux on the user's side of ssh",
        TMUX_33 + name("kitty(0.41.1)") + GRAPHICS,
        Protocol.KITTY,
        "through tmux",
        term="tmux-256color",
        passthrough=True,
    ),
    Case("screen", b"\x1b[?1;2c", Protocol.BLOCKS_256, "screen hands no pictures on", {"STY": "1"}, "screen"),
    Case("zellij", b"\x1b[?6c", Protocol.BLOCKS_256, "zellij hands no pictures on", {"ZELLIJ": "0"}),
    Case(
        "zellij in kitty, asked for nothing",
        b"\x1b[?6c" + GRAPHICS,
        Protocol.BLOCKS_256,
        "zellij",
        {"ZELLIJ": "0", "KITTY_WINDOW_ID": "1"},
    ),
    Case("zellij with Sixel", b"\x1b[?62;4c", Protocol.SIXEL, "Sixel graphics, through zellij", {"ZELLIJ": "0"}),
    Case("a mute terminal", b"", Protocol.BLOCKS_256, "the terminal did not answer when asked"),
    Case("one without colours", b"\x1b[?62c", Protocol.TEXT, "TERM is vt320, a terminal without", term="vt320"),
    Case(
        "NO_COLOR in xterm",
        XTERM,
        Protocol.TEXT,
        "NO_COLOR forbids coloured blocks; pictures are drawn in plain characters",
        {"NO_COLOR": "1"},
    ),
    Case(
        "NO_COLOR in kitty: pictures are no coloured text",
        name("kitty(0.41.1)") + b"\x1b[?62;c" + GRAPHICS,
        Protocol.KITTY,
        "places pictures among text",
        {"NO_COLOR": "1"},
    ),
]

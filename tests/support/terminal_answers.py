"""What terminals answer when they are asked."""

from __future__ import annotations

KITTY = (
    b"\x1bP>|kitty(0.41.1)\x1b\\\x1b[6;20;10t\x1b[4;800;1000t\x1b[?2026;2$y\x1bP1$r0;48:2:1:2:3m\x1b\\\x1b[?62;c"
    b"\x1b_Gi=4207;OK\x1b\\\x1b[?62;c"
)


XTERM = b"\x1bP>|XTerm(379)\x1b\\\x1b[6;17;8t\x1b[4;816;1200t\x1b[?2026;0$y\x1bP1$r0;48:2::1:2:3m\x1b\\\x1b[?64;1;2;6c"
XTERM_SIXEL = XTERM.replace(b"\x1b[?64;1;2;6c", b"\x1b[?63;1;2;4;6;9;15;22c")
TMUX = b"\x1bP>|tmux 3.5a\x1b\\\x1b[?1;2;4c"
SSH = {"TERM": "xterm-256color"}

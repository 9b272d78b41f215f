"""Lines of any text, and what a terminal must not get."""

from __future__ import annotations

from hypothesis import strategies as st

from tui_captioner.tui.widgets.lines import Line, Piece

CHARS = st.one_of(
    st.sampled_from("ab ,.[]/\\日本語각👩🚀❤é…·"),
    st.sampled_from(["\x1b", "\x00", "\x07", "\x9b", "\u202e", "\u200d", "\ufe0f", "\u0301", "\t", "\n"]),
    st.characters(codec="utf-8"),
)


TEXTS = st.text(CHARS, max_size=40)


def plain(line: Line | list[Piece]) -> str:
    return "".join(text for text, _ in line)


def has_control(text: str) -> bool:
    return any(ord(char) < 32 or 127 <= ord(char) < 160 or char in "\u202a\u202b\u202d\u202e\u2066" for char in text)

"""A caption's text as pieces, one per tag, so that single tags can stand out in it."""

from __future__ import annotations

from collections.abc import Callable

from tui_captioner.domain.caption import CaptionText, Tag
from tui_captioner.domain.drafting.drafted import DraftedTag
from tui_captioner.tui.widgets.lines import Line, Piece

LINE_BREAK = "↵"
"""How the break between two lines of a caption is shown."""


def text_pieces(written: CaptionText, style_of: Callable[[str], str]) -> Line:
    """Cut a caption at its tags.

    Args:
        written: The caption as it is written.
        style_of: Gives the style of a tag by its text; what stands between tags is dim, marks too.
    """
    pieces: list[Piece] = []
    for gap, piece in zip(written.gaps, written.pieces, strict=False):
        pieces.append((gap, "dim"))
        pieces.append(
            (LINE_BREAK if piece.is_line_break else piece.text, "dim" if piece.mark else style_of(piece.text))
        )
    return tuple(piece for piece in (*pieces, (written.gaps[-1], "dim")) if piece[0])


def tag_text(tag: Tag) -> str:
    """A tag as it is shown in its slot: the break between two lines can be seen; what is not written is in brackets."""
    text = LINE_BREAK if tag.is_line_break else tag.text
    return f"({text})" if tag.is_left_out else text


def machine_text(one: DraftedTag) -> str:
    """A machine tag: in brackets of its own, so that it is told from others without colour; `*`: a new word."""
    return f"‹{one.text}{'' if one.known else '*'}›"

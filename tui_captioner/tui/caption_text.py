"""A caption's text as pieces, one per tag, so that single tags can stand out in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tui_captioner.domain.caption import OutputRules, Tag
from tui_captioner.tui.widgets.lines import Line, Piece


def text_pieces(text: str, tags: Sequence[Tag], rules: OutputRules, style_of: Callable[[str], str]) -> Line:
    """Cut a caption at its tags.

    Args:
        text: The caption as it is written.
        tags: Its tags in the order of the text.
        rules: How it was written.
        style_of: Gives the style of a tag by its text; what stands between tags is dim.
    """
    pieces: list[Piece] = []
    place = 0
    gaps = (rules.separator, " ", f" {rules.head_separator} ")
    for tag in tags:
        start = next((place + len(gap) for gap in gaps if place and text.startswith(gap + tag.text, place)), place)
        pieces.append((text[place:start], "dim"))
        pieces.append((tag.text, style_of(tag.text)))
        place = start + len(tag.text)
    return tuple(piece for piece in pieces if piece[0])

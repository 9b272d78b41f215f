"""Laying a picture or a text out in the middle of an area; strips in, strips out."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from textual.content import Content
from textual.strip import Strip
from textual.style import Style as ContentStyle

from tui_captioner.domain.text import visible


def centre(body: Sequence[Strip], size: tuple[int, int], background: Style) -> list[Strip]:
    """Strips of one width in the middle of an area, cut at its edges if they are larger."""
    width, height = size
    body = _middle_rows(body, height)
    above = (height - len(body)) // 2
    blank = Strip.blank(width, background)
    rows = [_centre_row(strip, width, background) for strip in body]
    return [blank] * above + rows + [blank] * (height - above - len(rows))


def text_card(text: str, size: tuple[int, int], style: ContentStyle) -> list[Strip]:
    """Text in the middle of an area, wrapped. It is never markup, and control characters are made visible."""
    width, height = size
    room = max(2, width - 2)
    lines = [line for part in text.split("\n") for line in Content(visible(part)).wrap(room)]
    return centre([Strip(line.render_segments(style)) for line in lines[: max(1, height)]], size, style.rich_style)


def _middle_rows(body: Sequence[Strip], height: int) -> Sequence[Strip]:
    """As many rows as there is room for, from the middle."""
    surplus = max(0, len(body) - height) // 2
    return body[surplus : surplus + height]


def _centre_row(strip: Strip, width: int, background: Style) -> Strip:
    """One row, padded or cut on both sides."""
    spare = width - strip.cell_length
    if spare < 0:
        start = -spare // 2
        return strip.crop(start, start + width)
    left = spare // 2
    return Strip.join([Strip.blank(left, background), strip, Strip.blank(spare - left, background)])

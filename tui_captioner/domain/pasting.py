"""What was pasted, read as a caption."""

from __future__ import annotations

import re

from tui_captioner.domain.caption import CaptionText
from tui_captioner.domain.reading import read_caption
from tui_captioner.domain.typed_text import clean_text

_LINE = re.compile(r"\r\n|\n|\r")


def read_pasted(text: str) -> CaptionText:
    """The pieces of a pasted text: sentences stay whole; a line break ends a tag, but not a sentence that goes on.

    Args:
        text: What was pasted; what no tag may hold is taken out.
    """
    lines = [line for line in map(clean_text, _LINE.split(text)) if line]
    flowing = read_caption(" ".join(lines))
    if len(lines) < 2 or any(piece.sentence for piece in flowing.pieces):
        return flowing
    return read_caption("\n".join(lines), join_lines=True)

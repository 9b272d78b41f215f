"""Half blocks made by term-image, as a string of escape sequences, turned into strips that Textual can cut and cover.

Importing fails where term-image is not installed. Its queries are switched off before anything else can use it: it
would read the terminal itself and put the answers, and the letters typed meanwhile, in the wrong place.
"""

from __future__ import annotations

import re
import warnings
from types import ModuleType

from PIL import Image
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui_captioner.storage.light_imports import without

# requests, which takes most of its import, serves pictures from the web alone. It warns when there is no terminal,
# which is no news to us.
with warnings.catch_warnings(), without("requests", ModuleType("requests")):
    warnings.simplefilter("ignore")
    import term_image

    term_image.disable_queries()

    from term_image.image import BlockImage  # only after the queries are off

_TRUECOLOUR_UNPADDED = "1.1+D"
_SGR = re.compile(r"\x1b\[([0-9;]*)m")


def term_image_blocks(image: Image.Image) -> list[Strip]:
    """Half blocks in 24-bit colour, from a picture that has two pixels per cell."""
    block = BlockImage(image)
    block.set_size(image.width, image.height // 2)
    return [strip_from_ansi(line, image.width) for line in format(block, _TRUECOLOUR_UNPADDED).split("\n")]


def strip_from_ansi(line: str, width: int) -> Strip:
    """One line with 24-bit colour sequences as a strip; other attributes do not occur."""
    segments = []
    foreground: Color | None = None
    background: Color | None = None
    end = 0
    for match in _SGR.finditer(line):
        if match.start() > end:
            segments.append(Segment(line[end : match.start()], Style.from_color(foreground, background)))
        end = match.end()
        parameters = match[1].split(";")
        if parameters[0] == "38":
            foreground = _colour(parameters)
        elif parameters[0] == "48":
            background = _colour(parameters)
        else:
            foreground = background = None
    if end < len(line):
        segments.append(Segment(line[end:], Style.from_color(foreground, background)))
    return Strip(segments, width)


def _colour(parameters: list[str]) -> Color:
    """The colour in the parameters 38;2;r;g;b or 48;2;r;g;b."""
    red, green, blue = (int(parameter) for parameter in parameters[2:5])
    return Color.from_rgb(red, green, blue)

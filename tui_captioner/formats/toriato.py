"""The `.json` that toriato's wd14-tagger writes beside an image: `[{rating: confidence}, {tag: confidence}]`.

It holds all tags the model knows, thousands of them with a confidence near nothing, so a threshold belongs to it.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

from tui_captioner.formats.rows import FormatError, Row
from tui_captioner.formats.strict_json import parse, text_of

THRESHOLD = 0.35
"""What the tagger itself takes if nothing else is said."""

_HINT = "A file of wd14-tagger is [{rating: confidence}, {tag: confidence}]"


def read(data: bytes, *, threshold: float = THRESHOLD) -> list[Row]:
    """The one row of such a file: tags of at least that confidence, the surest first. It names no image.

    Args:
        data: The whole file.
        threshold: The smallest confidence that counts, 0 to 1.

    Raises:
        FormatError: If it is something else; names the place.
    """
    tags = _tags(data)
    chosen = [(tag, sure) for tag, sure in tags.items() if sure >= threshold]
    chosen.sort(key=lambda pair: -pair[1])
    caption = ", ".join(tag for tag, _ in chosen)
    return [Row("", (caption,) if caption else (), "tags")]


def _tags(data: bytes) -> Mapping[str, float]:
    value = parse(text_of(data))
    if not isinstance(value, list) or len(value) != 2 or not all(isinstance(part, dict) for part in value):
        raise FormatError("it is not a list of two objects", _HINT)
    for part, what in zip(value, ("rating", "tag"), strict=True):
        for key, sure in part.items():
            if isinstance(sure, bool) or not isinstance(sure, int | float) or not abs(sure) <= sys.float_info.max:
                raise FormatError(f"{what} {key!r}: {sure!r} is no confidence", _HINT)
    tags: dict[str, float] = value[1]
    for tag in tags:
        if "," in tag or "\n" in tag or not tag.strip():
            raise FormatError(f"{tag!r} is no tag: it is blank or has a comma or a line break", _HINT)
    return tags

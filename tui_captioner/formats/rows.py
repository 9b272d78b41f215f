"""What every caption format holds, whatever it looks like: rows of an image's name and its captions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tui_captioner.domain.errors import CaptionerError


class FormatError(CaptionerError):
    """A file that is not what its format says; the message names the place (line, key, byte), the hint what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """The captions of one image, as a file of some format names it.

    Args:
        file_name: The image as the file names it: a path with `/` below the dataset, a bare name, an absolute path or
            a URL. Matching it to an image is the reader's caller's business.
        captions: Its captions as whole texts, in order; empty for an image without one.
        place: Where it stands in the file, in words such as `line 3` or `key "a.png"`; for messages.
        extra: What only our own format carries, by name (slots, state and the like); empty for all others.
    """

    file_name: str
    captions: tuple[str, ...] = ()
    place: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

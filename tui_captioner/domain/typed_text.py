"""What is typed or pasted, as tags may hold it."""

from __future__ import annotations

import re
import unicodedata

from tui_captioner.domain.caption import MARKS, Tag, Tags

_LINE_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_BLANKS = re.compile(r"\s+")


def clean_text(text: str) -> str:
    """Typed or pasted text as a tag may hold it: NFC, one space for any run of blanks, no control characters."""
    text = "".join(char for char in _BLANKS.sub(" ", text) if is_drawable(char))
    # Once more: two blanks meet where what stood between them is gone.
    return unicodedata.normalize("NFC", _BLANKS.sub(" ", text)).strip()


def is_drawable(char: str) -> bool:
    """Whether a character may stand in a tag and reach a terminal: no control, no surrogate, no direction override."""
    category = unicodedata.category(char)
    return category not in {"Cc", "Cs"} and char not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"


def typed_tags(text: str) -> Tags:
    """The tags in typed or pasted text: commas and line breaks end a tag, empty ones are dropped."""
    pieces = (clean_text(piece) for line in _LINE_BREAK.split(text) for piece in line.split(","))
    return tuple(Tag(piece, mark=piece in MARKS) for piece in pieces if piece)


def typed_sentence(text: str) -> Tags:
    """Typed text kept whole, commas and all; nothing for blank text."""
    cleaned = clean_text(_LINE_BREAK.sub(" ", text))
    return (Tag(cleaned, sentence=True),) if cleaned else ()

"""What rules on leftovers share: how a spoilt tag is shown, and how it is mended whole."""

from __future__ import annotations

from tui_captioner.domain.caption import Tag
from tui_captioner.domain.checks.mend import DeleteTag, Mend, RenameTag
from tui_captioner.domain.text import visible

_SHOWN = 40


def short(text: str) -> str:
    """A text for a message."""
    return visible(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")


def renamed(tag: Tag, text: str) -> Mend:
    """What gives a tag another text, or takes it out where nothing is left."""
    return RenameTag(tag.text, text) if text else DeleteTag(tag.text)


def without_beginning(tag: Tag, end: int) -> Mend:
    """What takes the beginning of a tag away, up to `end`, and quotation marks around what is left."""
    rest = tag.text[end:].strip()
    quoted = len(rest) > 2 and rest[0] == rest[-1] == '"' and '"' not in rest[1:-1]
    return renamed(tag, rest[1:-1] if quoted else rest)

"""What was typed into the input, as the tags that it stands for."""

from __future__ import annotations

import re
from dataclasses import replace

from tui_captioner.domain.caption import Tag, Tags
from tui_captioner.domain.typed_text import clean_text, is_drawable, typed_sentence, typed_tags

COMMAS = ",，、"
"""What ends a tag: the comma, and those of Chinese and Japanese keyboards (U+FF0C, U+3001)."""
_COMMA = re.compile(f"[{COMMAS}]")


def has_comma(text: str) -> bool:
    """Whether there is a comma of any kind."""
    return _COMMA.search(text) is not None


def as_tags(text: str, *, sentence: bool, edited: Tag | None = None) -> Tags:
    """The tags in a text.

    Args:
        text: What stands in the input.
        sentence: Whether it is one sentence, commas and all.
        edited: The tag that is being edited. As it was, it is given back to the letter; where it had commas, they are
            its own and end no tag.
    """
    if edited is not None and sentence == edited.sentence and (has_comma(edited.text) or _is_odd(edited.text)):
        cleaned = _clean_as(text, edited.text)
        return (replace(edited.reworded(cleaned), unsure=False),) if cleaned else ()
    return typed_sentence(text) if sentence else typed_tags(_COMMA.sub(",", text))


def _is_odd(text: str) -> bool:
    """Whether a text that was read has something that typed text can't have: it must survive an edit beside it."""
    return clean_text(text) != text


def _clean_as(text: str, old: str) -> str:
    """A text as a tag may hold it; what the tag had before it keeps."""
    if not _is_odd(old):
        return clean_text(text)
    return text if text == old else "".join(char for char in text if is_drawable(char) or char in old).strip()

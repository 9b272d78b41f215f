"""The tags in a piece of an answer: cut as a caption is, cleaned of what no tag may hold, never respelt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tui_captioner.domain.drafting.answers.talk import without_opening
from tui_captioner.domain.reading import read_pieces
from tui_captioner.domain.text import shown_characters
from tui_captioner.domain.typed_text import clean_text

_NONE = frozenset(
    (
        *("n/a", "na", "none", "null", "nil", "unknown", "unspecified", "not applicable", "not visible"),
        *("not specified", "nothing", "empty", "undefined", "string", "...", "…", "-", "--", "—", ".", "[]"),
    )
)
_LIST_MARK = re.compile(r"(?:[-*•–]|[0-9]{1,2}[.)])\s+")
_WORD = re.compile(r"[^\W\d_]{2}")
_NAME = re.compile(r"[\w'():\\-]+")
"""A tag as booru sites have it; an address, or the path of a file, is none."""


class Cleaning:
    """Cleans the tags of one answer; each comes out once.

    Args:
        globals_: What the program adds by itself; no tag of its own is one of these.
        words: What the captions of the dataset say: where these have `_` between words, tags keep theirs.
    """

    def __init__(self, globals_: Iterable[str], words: Sequence[str]) -> None:
        self._seen = {clean_text(text).casefold() for text in globals_}
        self._spaces = sum("_" in word for word in words) <= sum(" " in word for word in words)

    def tags(self, text: str) -> Iterator[str]:
        """The tags in a text that were not there yet; sentences stay whole."""
        for tag in read_pieces(clean(text)):
            found = self._tag(tag.text)
            if found and found.casefold() not in self._seen:
                self._seen.add(found.casefold())
                yield found

    def _tag(self, text: str) -> str:
        text = without_opening(text.strip("`").strip())
        if text.startswith("**") and text.endswith("**"):
            text = text.strip("*")
        if text.casefold() in _NONE:
            return ""
        # An emoticon has no word in it, and keeps its `_`.
        spaces = self._spaces and _WORD.search(text) and _NAME.fullmatch(text)
        return clean_text(text.replace("_", " ")) if spaces else text


def clean(text: str) -> str:
    """A text on one line, without what steers a terminal or can't be seen."""
    text = clean_text(text)
    return clean_text("".join(char for char, shown in zip(text, shown_characters(text), strict=True) if char == shown))


def without_list_mark(line: str) -> str:
    """A line without the hyphen, or the number, before it."""
    match = _LIST_MARK.match(line)
    return line if match is None else line[match.end() :]

"""What is typed to filter a list: a plain text, or a regular expression between slashes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tui_captioner.domain.spelling import composed


class RowFilter(NamedTuple):
    """A filter.

    Args:
        text: The text, folded, or the expression.
        is_pattern: Whether it is an expression.
        found: The texts in which an expression was found; whoever may take his time looked for it.
    """

    text: str
    is_pattern: bool = False
    found: frozenset[str] = frozenset()

    def holds(self, *texts: str) -> bool:
        """Whether one of these holds the plain text, whatever the case of its letters and however they are composed, or
        is one of those found."""
        if self.is_pattern:
            return not self.found.isdisjoint(texts)
        return any(self.text in composed(text).casefold() for text in texts)

    def finding(self, texts: Iterable[str]) -> RowFilter:
        """The same expression, with the texts in which it was found."""
        return self._replace(found=frozenset(texts))


def row_filter(typed: str) -> RowFilter:
    """The filter that a typed text is: `hat`, or `/hats?$/`, whose last slash may still be missing."""
    typed = typed.strip()
    if typed.startswith("/"):
        inside = typed[1:]
        if inside.endswith("/") and not inside.endswith("\\/"):
            inside = inside[:-1]
        return RowFilter(inside, is_pattern=bool(inside))
    return RowFilter(composed(typed).casefold())

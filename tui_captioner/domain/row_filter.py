"""What is typed to filter a list: a plain text, or a regular expression between slashes."""

from __future__ import annotations

from typing import NamedTuple


class RowFilter(NamedTuple):
    """A filter.

    Args:
        text: The text, folded, or the expression.
        is_pattern: Whether it is an expression.
    """

    text: str
    is_pattern: bool = False

    def holds(self, *texts: str) -> bool:
        """Whether one of these holds the plain text, whatever the case of its letters; an expression is no text."""
        return any(self.text in text.casefold() for text in texts)


def row_filter(typed: str) -> RowFilter:
    """The filter that a typed text is: `hat`, or `/hats?$/`, whose last slash may still be missing."""
    typed = typed.strip()
    if typed.startswith("/"):
        inside = typed[1:]
        if inside.endswith("/") and not inside.endswith("\\/"):
            inside = inside[:-1]
        return RowFilter(inside, is_pattern=bool(inside))
    return RowFilter(typed.casefold())

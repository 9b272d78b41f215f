"""What a change of many captions would do, printed for people: the same for each command with `--dry-run`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from tui_captioner.domain.text import visible

LISTED = 20
"""How many names of a list are printed for people; `--json` has all."""
LONGEST = 1000
"""Characters of a name or caption that are printed for people."""


def print_differences(changes: Iterable[tuple[str, Sequence[str], Sequence[str]]], total: int) -> None:
    """Captions that go and come, of the first images.

    Args:
        changes: Image, its captions before, and after.
        total: How many images there are.
    """
    for name, before, after in islice(changes, LISTED):
        print(shown_line(name))
        for mark, texts, others in (("-", before, after), ("+", after, before)):
            for text in texts:
                if text not in others:
                    print(shown_line(f"{mark} {text}"))
    if total > LISTED:
        print(f"  ... and {total - LISTED} more")


def shown_line(text: str) -> str:
    """One name or caption for people: indented, safe to draw, not endless."""
    return "  " + visible(text if len(text) <= LONGEST else f"{text[:LONGEST]} ...")


def counted(number: int, what: str) -> str:
    """A number of things in words, such as `2 images`."""
    return f"{number} {what}" + ("" if number == 1 else "s")

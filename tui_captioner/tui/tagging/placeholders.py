"""Placeholders in terms, such as `{colour}` in `{colour} hat`."""

from __future__ import annotations

import re

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def placeholder(text: str) -> str:
    """The name of the first placeholder in a term such as `{colour} hat`, empty if there is none."""
    match = _PLACEHOLDER.search(text)
    return match[1] if match else ""


def fill(template: str, value: str) -> str:
    """A term with its first placeholder filled in."""
    return _PLACEHOLDER.sub(lambda _: value, template, count=1)

"""Tags that say who or what is shown: a caption says so once."""

from __future__ import annotations

import re
from collections.abc import Iterable

_COUNT = re.compile(r"\d+\+?[ _](?:people|persons?|women|men)|\d+\+?(?:girl|boy|other)s?")
_OF = re.compile(r"of (?:an?|the|one|two|three|four|five|six|several|many)\b")


def says_who(text: str) -> bool:
    """Tell whether a tag says who or what is shown: `1girl`, `2boys`, `of a woman`."""
    folded = text.casefold()
    return _COUNT.fullmatch(folded) is not None or _OF.match(folded) is not None


def said(context: Iterable[str]) -> tuple[str, ...]:
    """Give the tags of a caption that say who is shown."""
    return tuple(tag for tag in context if says_who(tag))

"""Whether a known term is called so, or begins so: by its text or an alias, not by a later word of either."""

from __future__ import annotations

from typing import Protocol

from tui_captioner.domain.completion.keys import Range, SortedKeys
from tui_captioner.domain.completion.text import ALIAS, TEXT


class Named(Protocol):
    """Terms that can be looked up by the beginning of their folded keys."""

    @property
    def keys(self) -> SortedKeys:
        """The sorted keys."""
        ...

    def find(self, prefix: str) -> Range:
        """Give the range of keys that begin with a folded text."""
        ...

    def kind(self, position: int) -> int:
        """Give the kind of the key at a position."""
        ...


def begins_name(terms: Named, query: str) -> bool:
    """Whether the text or an alias of a term begins with a folded query; nothing begins with nothing."""
    return query != "" and any(terms.kind(position) in (TEXT, ALIAS) for position in range(*terms.find(query)))


def is_name(terms: Named, query: str) -> bool:
    """Whether a folded query is the whole text or an alias of a term."""
    for at in range(*terms.find(query)) if query else ():
        if not terms.keys.ends_at(at, len(query)):
            return False  # those that end there stand first
        if terms.kind(at) in (TEXT, ALIAS):
            return True
    return False

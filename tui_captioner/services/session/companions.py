"""What goes with an open dataset for as long as it is open: one of each kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Kept = TypeVar("Kept")


class Companions:
    """Things that screens and commands share while a dataset is open, each made when it is first asked for.

    A session has them, so they may hold the session: nothing outlives it.
    """

    def __init__(self) -> None:
        self._kept: dict[type[Any], Any] = {}

    def get(self, kind: type[Kept], make: Callable[[], Kept]) -> Kept:
        """The one of a kind.

        Args:
            kind: Its class.
            make: Makes it, if there is none yet.
        """
        found: Kept | None = self._kept.get(kind)
        if found is None:
            found = self._kept[kind] = make()
        return found

    def clear(self) -> None:
        """Let all of them go."""
        self._kept.clear()

"""Screens that come up without being asked for: what somebody types who has not seen them yet is not for them.

It is kept, in order, for the screen below. The terminal says when a screen has arrived there: it answers a question
behind the screen's own output, and whatever key comes before the answer was pressed before the screen was seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf
from typing import Any, Protocol, TypeVar, cast, runtime_checkable
from weakref import WeakKeyDictionary

from textual import events
from textual.app import App
from textual.screen import Screen

from tui_captioner.tui.graphics.link import link_of

Result = TypeVar("Result")
Typed = events.Key | events.Paste

REST = 0.3
"""Seconds without a key after which somebody who types has seen what came up: nobody reacts much sooner."""
_LEAVES = frozenset(("escape", "ctrl+q"))
"""Keys that nobody types a caption with: they count as soon as the screen is seen."""


@runtime_checkable
class HandsOn(Protocol):
    """An app that can take keys once more."""

    def hand_on(self, typed: Sequence[Typed]) -> None:
        """Have these keys come to the screen in front, before any other key."""


class Unasked:
    """What is typed before a screen is seen.

    Args:
        rest: Seconds without a key that end what is being typed; 0 where nobody looks.
        withdraws: Whether the screen goes when somebody types.
    """

    def __init__(self, rest: float, *, withdraws: bool = False) -> None:
        self.withdraws = withdraws
        self.held: list[Typed] = []
        """What is for the screen below."""
        self._rest, self._seen_at = rest, inf

    def seen(self, at: float) -> None:
        """It is in sight since then, by `time.monotonic`."""
        self._seen_at = at

    def holds(self, typed: Typed) -> bool:
        """Whether this is for the screen below; it is kept then."""
        is_early = typed.time < self._seen_at
        if not is_early and not (isinstance(typed, events.Key) and typed.key in _LEAVES):
            last = max(self._seen_at, self.held[-1].time if self.held else -inf)
            is_early = typed.time - last < self._rest
        if is_early:
            self.held.append(typed)
        return is_early


_unasked: WeakKeyDictionary[Screen[Any], Unasked] = WeakKeyDictionary()


def unasked_of(screen: Screen[Any]) -> Unasked | None:
    """What is kept of a screen that came up without being asked for; None for any other."""
    return _unasked.get(screen)


def hand_on(app: App[Any], typed: Sequence[Typed]) -> None:
    """Have keys that a screen kept come to the one that is in front now, in the order in which they were typed."""
    if typed and isinstance(app, HandsOn):
        cast(HandsOn, app).hand_on(typed)


def show_unasked(
    app: App[Any], screen: Screen[Result], answered: Callable[[Result | None], object], *, withdraws: bool = False
) -> None:
    """Show a screen that nobody asked for at this moment.

    Args:
        app: The app.
        screen: The screen.
        answered: Takes its answer.
        withdraws: Whether it goes, without an answer, as soon as somebody types who has not seen it.
    """
    unasked = Unasked(0 if app.is_headless else REST, withdraws=withdraws)
    _unasked[screen] = unasked

    def closed(answer: Result | None) -> None:
        answered(answer)
        hand_on(app, unasked.held)

    async def watch() -> None:
        unasked.seen(await link_of(app).arrival())

    app.push_screen(screen, closed)
    screen.call_after_refresh(lambda: screen.run_worker(watch()))

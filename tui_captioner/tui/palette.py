"""The command palette, filled from the registry."""

from __future__ import annotations

from collections.abc import Coroutine, Iterator, Sequence
from functools import partial
from typing import Any, Protocol, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui_captioner.tui.action import Action
from tui_captioner.tui.keymap import ScreenKeymap


class Commanded(Protocol):
    """A screen whose actions the palette offers; it names `ActionProvider` in its `COMMANDS`.

    Attributes:
        keymap: Which key does what.
        commands: Its actions.
    """

    keymap: ScreenKeymap
    commands: Sequence[Action]

    def run_action_of(self, action: Action) -> Coroutine[Any, Any, object]:
        """Carry out an action."""


class ActionProvider(Provider):
    """Offers the actions of the screen below the palette, with their keys."""

    def _offers(self) -> Iterator[tuple[Action, str, Commanded]]:
        screen = cast(Commanded, self.screen)
        for action in screen.commands:
            if action.palette:
                keys = screen.keymap.shown(action.id)
                yield action, f"{action.help}  {keys}".rstrip(), screen

    async def discover(self) -> Hits:
        """All actions."""
        for action, text, screen in self._offers():
            yield DiscoveryHit(action.title, partial(screen.run_action_of, action), help=text)

    async def search(self, query: str) -> Hits:
        """The actions that fit what is typed."""
        matcher = self.matcher(query)
        for action, text, screen in self._offers():
            score = matcher.match(f"{action.title} {action.help}")
            if score > 0:
                yield Hit(score, matcher.highlight(action.title), partial(screen.run_action_of, action), help=text)

"""The command palette, filled from the registry."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui_captioner.tui.actions import ACTIONS, Action
from tui_captioner.tui.composer.screen import ComposerScreen

_NEEDS_KEY = frozenset({"pick", "move_to_slot", "slot", "help_empty", "palette"})


class ActionProvider(Provider):
    """Offers the composer's actions, with their keys."""

    def _offers(self) -> Iterator[tuple[Action, str, ComposerScreen]]:
        screen = self.screen
        if isinstance(screen, ComposerScreen):
            for action in ACTIONS:
                if action.id not in _NEEDS_KEY and action.context != "picture":
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

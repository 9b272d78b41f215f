"""The command palette, filled from the registry: what has no key comes first, as nothing else leads to it."""

from __future__ import annotations

from collections.abc import Coroutine, Iterator, Sequence
from functools import partial
from typing import Any, Protocol, cast

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tui_captioner.tui.action import Action
from tui_captioner.tui.keymap import ScreenKeymap
from tui_captioner.tui.widgets.pane_place import Place

_TITLE = 26
"""Cells of a title; what an action does stands behind it."""


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

    def _offers(self) -> Iterator[tuple[Action, Content, Commanded]]:
        screen = cast(Commanded, self.screen)
        offered = [action for action in screen.commands if action.palette]
        for action in sorted(offered, key=lambda action: bool(screen.keymap.keys[action.id])):
            keys = screen.keymap.shown(action.id)
            told = Content.styled(f"  {keys}  " if keys else "  ", "$foreground")
            yield action, told + Content.styled(action.help, "$text-muted"), screen

    async def discover(self) -> Hits:
        """All actions."""
        for action, told, screen in self._offers():
            shown = _padded(Content(action.title)) + told
            yield DiscoveryHit(shown, partial(screen.run_action_of, action), text=action.title)

    async def search(self, query: str) -> Hits:
        """The actions that fit what is typed."""
        matcher = self.matcher(query)
        for action, told, screen in self._offers():
            score = matcher.match(f"{action.title} {action.help}")
            if score > 0:
                shown = _padded(matcher.highlight(action.title)) + told
                yield Hit(score, shown, partial(screen.run_action_of, action), text=action.title)


def _padded(title: Content) -> Content:
    """A title on as many cells as all have."""
    return title.pad_right(max(0, _TITLE - title.cell_length))


class Palette(CommandPalette):
    """The palette without noise; beside the picture, if there is one, which stays as it is.

    Args:
        place: Where it goes; None: over everything.
    """

    CSS_PATH = "palette.tcss"

    def __init__(self, place: Place | None) -> None:
        super().__init__(id="--command-palette")
        self._place = place
        if place is not None:
            self.set_class(True, "-beside")
            self.styles.background = "transparent"

    def on_mount(self) -> None:
        """Put it where it goes."""
        if self._place is not None:
            container = self.query_one("#--container")
            container.styles.margin = (self._place.top, 0, self._place.bottom, 0)
            container.styles.width = self.app.size.width - self._place.left

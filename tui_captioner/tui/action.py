"""What an action is, and how a screen says which it has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Action(NamedTuple):
    """Something the user can do.

    Args:
        id: Stable name, used in the settings; no two screens have the same.
        title: A few words, for palette and tables.
        help: One sentence.
        keys: Keys that do it, in Textual's names; none: only the palette has it.
        context: When the keys count: the name of a context of its screen.
        group: Heading in help and tables.
        palette: Whether the palette of its screen offers it; not what needs the key that was pressed.
        everywhere: Whether its keys count on all other screens too, where those need them for nothing of their own.
        required: Whether it may not be taken off all keys, since nothing else answers or leaves.
    """

    id: str
    title: str
    help: str
    keys: tuple[str, ...]
    context: str
    group: str
    palette: bool = True
    everywhere: bool = False
    required: bool = False


class ScreenActions(NamedTuple):
    """The actions of a screen, or of several that have some in common.

    Args:
        screen: Its name.
        contexts: When keys count: names of modes by name of a context. A mode is what a screen is at when a key is
            pressed; it has a name that no other screen uses.
        actions: What can be done there, in the order of help and tables.
        manual: The page of the manual about it, as a link has it: its topic, perhaps `#` and a heading.
    """

    screen: str
    contexts: Mapping[str, tuple[str, ...]]
    actions: tuple[Action, ...]
    manual: str = "first-session"

    @property
    def modes(self) -> frozenset[str]:
        """All modes of the screen."""
        return frozenset(mode for modes in self.contexts.values() for mode in modes)


def by_heading(actions: Iterable[Action]) -> dict[str, list[Action]]:
    """Actions by heading, in the order in which they come."""
    found: dict[str, list[Action]] = {}
    for action in actions:
        found.setdefault(action.group, []).append(action)
    return found

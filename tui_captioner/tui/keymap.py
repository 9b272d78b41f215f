"""Which key does what: the actions of screens with the keys that the settings give them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tui_captioner.domain.nearest import did_you_mean
from tui_captioner.tui.action import Action, ScreenActions
from tui_captioner.tui.key_names import KeymapError, as_it_arrives, check_key, key_name


class ScreenKeymap:
    """Which action a key does in which mode of which screen.

    Args:
        screens: The screens with their actions.
        actions: All their actions, in the order of help and tables.
        changes: Keys by action id that replace the default ones; an empty list takes an action off all keys.

    Attributes:
        actions: As given.
        keys: The keys of each action, by its id.

    Raises:
        KeymapError: For an unknown action, a bad key name, a key that terminals swallow, or two actions on one key.
    """

    def __init__(
        self,
        screens: Sequence[ScreenActions],
        actions: Sequence[Action],
        changes: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        changes = changes or {}
        self.actions = tuple(actions)
        self.keys: dict[str, tuple[str, ...]] = {
            action.id: tuple(changes.get(action.id, action.keys)) for action in self.actions
        }
        self._check(changes)
        self._table: dict[tuple[str, str], Action] = {}
        self._numbers = {
            (action.id, as_it_arrives(key)): place
            for action in self.actions
            for place, key in enumerate(self.keys[action.id], 1)
        }
        for screen in screens:
            for action in screen.actions:
                self._bind(action, screen.contexts[action.context])
        for mode in {mode for screen in screens for mode in screen.modes}:
            self._bind_everywhere(mode)

    def _check(self, changes: Mapping[str, Sequence[str]]) -> None:
        for name, keys in changes.items():
            if name not in self.keys:
                raise KeymapError(
                    f"keys: there is no action {name!r}",
                    did_you_mean(name, self.keys, "`tui-captioner keys` lists them"),
                )
            for key in keys:
                check_key(name, key)
        for action in self.actions:
            if action.required and not self.keys[action.id]:
                raise KeymapError(f"keys: '{action.id}' needs a key", "Nothing else does what it does")

    def _bind(self, action: Action, modes: Iterable[str]) -> None:
        for key in self.keys[action.id]:
            for mode in modes:
                other = self._table.setdefault((mode, as_it_arrives(key)), action)
                if other is not action:
                    raise KeymapError(
                        f"keys: {key_name(key)} is on both '{other.id}' and '{action.id}'",
                        "Give one of them another key",
                    )

    def _bind_everywhere(self, mode: str) -> None:
        for action in self.actions:
            if action.everywhere:
                for key in self.keys[action.id]:
                    self._table.setdefault((mode, as_it_arrives(key)), action)

    def lookup(self, key: str, mode: str) -> Action | None:
        """The action on `key` in this mode, None if there is none."""
        return self._table.get((mode, key))

    def number(self, action_id: str, key: str) -> int:
        """Which of the action's keys this is, from 1: the number that a key of `pick` or `slot` stands for."""
        return self._numbers[action_id, key]

    def shown(self, action_id: str) -> str:
        """The keys of an action as a person reads them."""
        keys = self.keys[action_id]
        if len(keys) > 3 and all(key == f"{keys[0][:-1]}{place}" for place, key in enumerate(keys, 1)):
            return f"{key_name(keys[0])}-{key_name(keys[-1])[-1]}"
        return ", ".join(key_name(key) for key in keys)

    def reminders(self, words: Iterable[tuple[str, str]]) -> list[str]:
        """The first key of each action with a word for what it does, for the last line of a screen.

        Args:
            words: Ids of actions, each with its word.
        """
        return [f"{self.shown(action_id).split(', ')[0]} {word}" for action_id, word in words]

    def hints(self, words: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """The first key of each action with a word for what it does; actions without a key are left out.

        Args:
            words: Ids of actions, each with its word.
        """
        return [(key, word) for action_id, word in words if (key := self.first(action_id))]

    def first(self, action_id: str) -> str:
        """The first key of an action as a person reads it; empty if it has none."""
        return self.shown(action_id).split(", ")[0]

"""The one registry of actions: it collects what each screen declares in its own folder.

Bindings, help screen, command palette, `tui-captioner keys`, the user's `[keys]` and the manual's table all come from
here. A new screen declares its actions in `actions.py` of its folder and stands in `SCREENS`; nothing else need know.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui_captioner.tui.action import Action, ScreenActions, by_heading
from tui_captioner.tui.browse.actions import BROWSE
from tui_captioner.tui.composer.actions import COMPOSER
from tui_captioner.tui.dialogs.actions import DIALOGS
from tui_captioner.tui.findings.actions import FINDINGS
from tui_captioner.tui.history.actions import HISTORY, STEP
from tui_captioner.tui.importing.actions import IMPORTING
from tui_captioner.tui.keymap import ScreenKeymap
from tui_captioner.tui.numbers.actions import NUMBERS
from tui_captioner.tui.outside.actions import OUTSIDE
from tui_captioner.tui.proposals.actions import PROPOSALS
from tui_captioner.tui.restoring.actions import RESTORING
from tui_captioner.tui.sweep.actions import SWEEP, YES_NO
from tui_captioner.tui.tags.actions import CLUSTERS, TAGS
from tui_captioner.tui.viewer.actions import VIEWER

SCREENS: tuple[ScreenActions, ...] = (
    *(COMPOSER, VIEWER, BROWSE, SWEEP, YES_NO, TAGS, CLUSTERS, FINDINGS, NUMBERS),
    *(PROPOSALS, HISTORY, STEP, OUTSIDE, IMPORTING, RESTORING, DIALOGS),
)

_LAST = "Project"
"""The heading that stands below those of all screens."""

ACTIONS: tuple[Action, ...] = tuple(
    sorted(
        dict.fromkeys(action for screen in SCREENS for action in screen.actions),
        key=lambda action: action.group == _LAST,
    )
)
"""All actions, in the order of help and tables; one that several screens have stands there once."""


class Keymap(ScreenKeymap):
    """The keys of all screens of the program.

    Args:
        changes: Keys by action id that replace the default ones; an empty list takes an action off all keys.

    Raises:
        KeymapError: For an unknown action, a bad key name, a key that terminals swallow, or two actions on one key.
    """

    def __init__(self, changes: Mapping[str, Sequence[str]] | None = None) -> None:
        super().__init__(SCREENS, ACTIONS, changes)


def groups() -> dict[str, list[Action]]:
    """The actions by heading, in the order of the registry."""
    return by_heading(ACTIONS)


def screen_of(action: Action) -> str:
    """The name of the screen, or of the family of screens, that declares an action; of several the first."""
    return next(screen.screen for screen in SCREENS if action in screen.actions)

"""What can be done with the backups of a dataset, and on which keys."""

from __future__ import annotations

from tui_captioner.tui.action import Action, ScreenActions
from tui_captioner.tui.lists.keys import LIST_ACTIONS, LIST_COMMON, list_contexts

RESTORING = ScreenActions(
    "restoring",
    contexts=list_contexts("restoring"),
    actions=(
        *LIST_ACTIONS,
        Action(
            "restore_show",
            "Show the difference",
            "Show what this backup would bring back, image by image; nothing is written before you agree.",
            ("enter",),
            "list",
            "Restore",
        ),
        *LIST_COMMON,
    ),
    manual="settings#backups",
)

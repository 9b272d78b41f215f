"""What can be done on the import screen, and on which keys."""

from __future__ import annotations

from tui_captioner.tui.action import Action, ScreenActions
from tui_captioner.tui.lists.keys import LIST_ACTIONS, LIST_COMMON, list_contexts

_GROUP = "Import"


def _here(name: str, title: str, help: str, *keys: str) -> Action:
    return Action(name, title, help, keys, "list", _GROUP)


IMPORTING = ScreenActions(
    "importing",
    contexts=list_contexts("importing"),
    actions=(
        *LIST_ACTIONS,
        _here("import_read", "Read it", "Read the captions, and show what each image would get.", "enter"),
        _here("import_file", "File...", "Name the file that holds the captions.", "f"),
        _here("import_next", "Next choice", "Take the next choice of the row, or type its text.", "right", "space"),
        _here("import_before", "Choice before", "Take the choice before.", "left"),
        *LIST_COMMON,
    ),
    manual="trainers#captions-in",
)

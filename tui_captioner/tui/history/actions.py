"""What can be done with the steps of the project, and on which keys."""

from __future__ import annotations

from tui_captioner.tui.action import Action, ScreenActions
from tui_captioner.tui.lists.keys import LIST_ACTIONS, LIST_COMMON, list_contexts

_GROUP = "History"

HISTORY = ScreenActions(
    "history",
    contexts=list_contexts("history"),
    actions=(
        *LIST_ACTIONS,
        Action("step_open", "Its difference", "Show what the step did to each image.", ("enter",), "list", _GROUP),
        Action("step_back", "Back to here", "Take back all that came after this step.", ("u",), "list", _GROUP),
        Action("step_forward", "Forward to here", "Do again all up to this step.", ("r",), "list", _GROUP),
        Action("step_part", "This image alone", "Take back what a step did to one image.", ("i",), "list", _GROUP),
        *LIST_COMMON,
    ),
    manual="second-pass#history",
)

STEP = ScreenActions(
    "step",
    contexts=list_contexts("step"),
    actions=(
        *LIST_ACTIONS,
        Action("part_back", "Take back here", "Take back what the step did to this image.", ("i",), "list", _GROUP),
        Action("part_whole", "Whole captions", "Show whole captions, or what differs.", ("w",), "list", _GROUP),
        Action("part_show", "Go to the image", "Go to this image.", ("enter",), "list", _GROUP),
        *LIST_COMMON,
    ),
    manual="second-pass#history",
)

"""What can be done about sidecars that other programs changed, and on which keys."""

from __future__ import annotations

from tui_captioner.tui.action import Action, ScreenActions
from tui_captioner.tui.lists.keys import LIST_ACTIONS, LIST_COMMON, list_contexts

_GROUP = "Changed outside"

OUTSIDE = ScreenActions(
    "outside",
    contexts=list_contexts("outside"),
    actions=(
        *LIST_ACTIONS,
        Action(
            "outside_theirs",
            "All from disk",
            "Take over the texts on disk, of all that are listed.",
            ("t",),
            "list",
            _GROUP,
        ),
        Action("outside_ours", "All ours", "Write our captions over the texts on disk.", ("o",), "list", _GROUP),
        Action("outside_one", "This one", "See both texts of this image, and choose.", ("enter",), "list", _GROUP),
        Action("outside_whole", "Whole captions", "Show whole captions, or what differs.", ("w",), "list", _GROUP),
        *LIST_COMMON,
    ),
    manual="second-pass#changed-outside",
)

"""What can be done with a proposal, and on which keys."""

from __future__ import annotations

from tui_captioner.tui.action import Action, ScreenActions
from tui_captioner.tui.lists.keys import LIST_ACTIONS, LIST_COMMON, list_contexts

_GROUP = "A proposal"

PROPOSALS = ScreenActions(
    "proposal",
    contexts=list_contexts("proposal"),
    actions=(
        *LIST_ACTIONS,
        Action(
            "carry_out",
            "Carry out",
            "Make the change in the images that are in.",
            ("enter",),
            "list",
            _GROUP,
            required=True,
        ),
        Action(
            "proposal_toggle", "In or out", "Leave this image out, or take it in again.", ("space",), "list", _GROUP
        ),
        Action("proposal_all", "All in or out", "All images of the list in, or out.", ("a",), "list", _GROUP),
        Action("proposal_only", "Only this image", "Leave all other images out.", ("i",), "list", _GROUP),
        Action("proposal_whole", "Whole captions", "Show whole captions, or what differs.", ("w",), "list", _GROUP),
        *LIST_COMMON,
    ),
    manual="second-pass#a-change-of-many-captions-is-shown-first",
)

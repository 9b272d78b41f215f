"""What can be done with the numbers, and on which keys."""

from __future__ import annotations

from tui_captioner.tui.action import Action, ScreenActions
from tui_captioner.tui.lists.keys import LIST_ACTIONS, LIST_COMMON, list_contexts

_GROUP = "Numbers"

NUMBERS = ScreenActions(
    "numbers",
    contexts=list_contexts("numbers"),
    actions=(
        *LIST_ACTIONS,
        Action("number_images", "Its images", "List the images that the row counts.", ("enter",), "list", _GROUP),
        Action("next_section", "Next kind of numbers", "Go to the next kind of numbers.", ("right",), "list", _GROUP),
        Action("section_before", "Numbers before", "Go to the kind of numbers before.", ("left",), "list", _GROUP),
        Action("count_anew", "Count anew", "Count all numbers anew.", ("r",), "list", _GROUP),
        *LIST_COMMON,
    ),
    manual="second-pass#numbers",
)

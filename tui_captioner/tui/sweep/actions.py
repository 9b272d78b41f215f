"""What can be done in the sweeps, and on which keys."""

from __future__ import annotations

from tui_captioner.tui.action import Action, ScreenActions
from tui_captioner.tui.common_actions import HELP, PALETTE, UNDO

_GROUP = "Yes/no"
_PICTURE = Action(
    "sweep_picture", "Whole picture", "Show the picture in the whole window.", ("ctrl+o",), "always", _GROUP
)
YES_NO_MODE, TO_SLOT_MODE = "yes-no", "yes-no-slot"


def _answer(name: str, title: str, help: str, *keys: str, required: bool = False) -> Action:
    return Action(name, title, help, keys, "answer", _GROUP, required=required)


YES_NO = ScreenActions(
    "yes-no",
    contexts={
        "answer": (YES_NO_MODE,),
        "to-slot": (TO_SLOT_MODE,),
        "always": (YES_NO_MODE, TO_SLOT_MODE),
    },
    actions=(
        _answer("yes_no_yes", "Yes", "Give the image the tag, and go to the next.", "y"),
        _answer("yes_no_no", "No", "Leave the image without the tag, or take it away; go to the next.", "n"),
        _answer("yes_no_skip", "Skip", "Skip the image; when all were asked: ask the skipped ones again.", "space"),
        _answer("yes_no_back", "Take back", "Take back the last answer, and then the one before.", "u", "backspace"),
        _answer("yes_no_others", "All of them", "Ask about the images too that have the tag, or got a no.", "a"),
        _answer("yes_no_slot", "Into another slot", "Then a digit: from now on put it there.", "greater_than_sign"),
        _answer("yes_no_help", "Keys", "Show the keys.", "question_mark"),
        _answer("yes_no_leave", "Done", "End; all answers are one step of the history.", "escape", "q", required=True),
        Action(
            "yes_no_to_slot",
            "Slot",
            "Put the tag into the slot of that number.",
            tuple("123456789"),
            "to-slot",
            _GROUP,
            palette=False,
        ),
        Action("yes_no_stay", "No other slot", "Leave the slot.", ("escape",), "to-slot", _GROUP, palette=False),
        _PICTURE,
        UNDO,
        PALETTE,
        HELP,
    ),
)

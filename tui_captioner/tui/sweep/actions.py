"""What can be done in the sweeps, and on which keys."""

from __future__ import annotations

from tui_captioner.tui.action import Action, ScreenActions
from tui_captioner.tui.common_actions import HELP, PALETTE, REDO, UNDO

_SWEEP, _GROUP = "Sweep: one slot", "Yes/no"
_PICTURE = Action(
    "sweep_picture", "Whole picture", "Show the picture in the whole window.", ("ctrl+o",), "always", _SWEEP
)
SWEEP_MODES = {"empty": "sweep", "typing": "sweep-typing"}
"""The mode of the slot sweep with an empty input, and with text in it."""
YES_NO_MODE, TO_SLOT_MODE = "yes-no", "yes-no-slot"


def _answer(name: str, title: str, help: str, *keys: str, required: bool = False) -> Action:
    return Action(name, title, help, keys, "answer", _GROUP, required=required)


def _key(name: str, title: str, help: str, context: str, *keys: str, palette: bool = True) -> Action:
    return Action(name, title, help, keys, context, _SWEEP, palette, required=name == "sweep_leave")


SWEEP = ScreenActions(
    "sweep",
    contexts={
        "always": tuple(SWEEP_MODES.values()),
        "empty": (SWEEP_MODES["empty"],),
        "typing": (SWEEP_MODES["typing"],),
    },
    actions=(
        _key(
            "sweep_pick",
            "Take a tag",
            "Take the tag of that number, or take it back.",
            "empty",
            *"123456789",
            palette=False,
        ),
        _key("sweep_more", "Next nine", "Number the next nine tags of the slot.", "empty", "0"),
        _key("sweep_next", "Next image", "Done here: go to the next image.", "empty", "enter"),
        _key("sweep_before", "Image before", "Go to the image before.", "always", "pageup"),
        _key("sweep_skip", "Skip", "Go to the next image; this one is not done.", "always", "pagedown"),
        _key(
            "sweep_keep",
            "Keep typed text",
            "Keep what was typed, or the chosen row; it gets a number.",
            "typing",
            "enter",
        ),
        _key(
            "sweep_end_tag",
            "End the tag",
            "A comma ends a tag as typed.",
            "typing",
            "comma",
            "fullwidth_comma",
            "ideographic_comma",
        ),
        _key("sweep_take", "Take suggestion", "Take the marked row, or what is greyed where none is.", "typing", "tab"),
        _key("sweep_ghost", "Take greyed text", "At the end of the text: take the greyed text.", "typing", "right"),
        _key("sweep_ghost_word", "Take greyed word", "Take the next greyed word.", "typing", "ctrl+right"),
        _key("sweep_row_down", "Choose next row", "Choose the next suggestion.", "typing", "down"),
        _key("sweep_row_up", "Choose previous row", "Choose the suggestion before.", "typing", "up"),
        _key("sweep_back", "Take back a tag", "Take back the last tag of the slot.", "empty", "backspace"),
        _key("sweep_drop", "Drop the text", "Drop the chosen row, then the text.", "typing", "escape"),
        _key("sweep_help", "Keys", "Show the keys, where no text is typed.", "empty", "question_mark", palette=False),
        _key("sweep_leave", "Back", "Back to the list, at this image.", "empty", "escape"),
        _PICTURE,
        UNDO,
        REDO,
        PALETTE,
        HELP,
    ),
    manual="second-pass#sweep-one-slot",
)

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
    manual="second-pass#ask-about-one-tag",
)

"""What can be done with the list of all images, and on which keys."""

from __future__ import annotations

from tui_captioner.tui.action import Action, ScreenActions
from tui_captioner.tui.lists.keys import LIST_ACTIONS, LIST_COMMON, list_contexts

_GROUP = "Browse"
_EDITS = "Browse: edit these"
EDITING = "browse-editing"
"""The mode in which the next key says what to edit."""


def _here(name: str, title: str, help: str, *keys: str) -> Action:
    return Action(name, title, help, keys, "list", _GROUP)


def _edit(name: str, title: str, help: str, key: str) -> Action:
    return Action(name, title, help, (key,), "editing", _EDITS, palette=False)


BROWSE = ScreenActions(
    "browse",
    contexts={**list_contexts("browse"), "editing": (EDITING,)},
    actions=(
        *LIST_ACTIONS,
        _here("compose", "Compose", "Compose at this image, going through the listed ones.", "enter"),
        _here("back_to_composer", "Back to composing", "Back to the image one came from.", "f5"),
        _here("choose", "Choose", "Choose the image, or let it go.", "space"),
        _here("choose_all", "Choose all", "Choose all listed images, or let all go.", "a"),
        _here("choose_range", "Choose a range", "Begin a range; once more: choose all from there to here.", "m"),
        _here("choose_up", "Choose upwards", "Choose the image, and go up.", "shift+up"),
        _here("choose_down", "Choose downwards", "Choose the image, and go down.", "shift+down"),
        _here("order_by", "Order by...", "Sort by a column; by the same once more: the other way round.", "o"),
        _here("ask_anew", "Ask anew", "Find the images that fit the filter now.", "r"),
        _here("all_images", "All images", "Drop the filter.", "backspace"),
        _here("edit_these", "Edit these...", "Edit the chosen images, or all that are listed.", "e"),
        _here("keep_filter", "Keep the filter", "Keep the filter under a name; without a filter: forget it.", "f2"),
        _here("kept_filters", "Kept filters", "Take a filter that was kept.", "f"),
        _here("sheet", "Table or sheet", "Show a sheet of pictures, or the table again.", "v"),
        _here("sheet_left", "To the left", "In the sheet: go to the picture on the left.", "left"),
        _here("sheet_right", "To the right", "In the sheet: go to the picture on the right.", "right"),
        _here("browse_sweep", "Sweep a slot...", "Go over the chosen or listed images for one slot.", "s"),
        _here("browse_yes_no", "Yes/no...", "Ask about one tag in the chosen or listed images, a key for each.", "y"),
        _here("browse_tags", "All tags", "All tags; what is done there is for the chosen or filtered images.", "t"),
        _here("browse_findings", "Findings", "What checks found in the chosen or listed images, by rule.", "c"),
        _here(
            "browse_findings_here", "Findings here", "What checks found on this caption: details, mend, accept.", "k"
        ),
        _here("browse_history", "History", "All steps: what each did, back to one, forward again.", "h"),
        _here(
            "browse_take_alike",
            "Tags from the most alike",
            "Take the tags of the most alike image that has a caption; shown first.",
            "l",
        ),
        _here(
            "browse_compare_alike",
            "Compare look-alikes",
            "Show the captions of the images that look like this one beside each other.",
            "equals_sign",
        ),
        _here(
            "browse_import",
            "Import captions",
            "Captions of a file for the chosen or listed images; shown first.",
            "i",
        ),
        _here("browse_numbers", "Numbers", "Statistics of the listed images.", "n"),
        _here("browse_picture", "Whole picture of the row", "Show the picture in the whole window.", "ctrl+o"),
        _edit("edit_add", "Add a tag", "Add a tag to these images.", "a"),
        _edit("edit_delete", "Delete a tag", "Delete a tag from these images.", "d"),
        _edit("edit_rename", "Rename a tag", "Rename a tag in these images.", "r"),
        _edit("edit_move", "Move a tag", "Move a tag to another slot.", "m"),
        _edit("edit_state", "Set the state", "Set the state of these images.", "s"),
        _edit("edit_slot_state", "Set a slot's state", "Set the state of a slot of these images.", "S"),
        _edit("edit_note", "Write a note", "Write a note on these images.", "n"),
        _edit("edit_accept", "Accept findings", "Accept findings of these images for good: all, or of one rule.", "x"),
        Action("edit_none", "No edit", "Back to the list.", ("escape",), "editing", _EDITS, palette=False),
        *LIST_COMMON,
    ),
    manual="second-pass#all-images-in-a-list",
)

EDIT_HINTS = (
    *(("edit_slot_state", "slot state"), ("edit_accept", "accept findings"), ("edit_note", "note")),
    *(("edit_state", "state"), ("edit_move", "move"), ("edit_rename", "rename")),
    *(("edit_delete", "delete"), ("edit_add", "add"), ("edit_none", "back")),
)
"""What the last line reminds of once one began to edit: ids of actions with a word each."""

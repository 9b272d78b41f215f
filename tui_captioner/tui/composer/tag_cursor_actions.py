"""What can be done with the tag at the cursor."""

from __future__ import annotations

from tui_captioner.tui.action import Action

TAG_CURSOR_ACTIONS = (
    Action("tag_left", "Tag to the left", "Go to the tag before.", ("left",), "tags", "Tag cursor"),
    Action(
        "tag_right",
        "Tag to the right",
        "Go to the next tag; behind the last, type.",
        ("right",),
        "tags",
        "Tag cursor",
    ),
    Action("tag_first", "First tag", "Go to the slot's first tag.", ("home",), "tags", "Tag cursor"),
    Action("tag_last", "Last tag", "Go to the slot's last tag.", ("end",), "tags", "Tag cursor"),
    Action("tag_up", "Slot above", "Go to the tags of the slot above.", ("up",), "tags", "Tag cursor"),
    Action("tag_down", "Slot below", "Go to the tags of the slot below.", ("down",), "tags", "Tag cursor"),
    Action("edit_tag", "Edit tag", "Edit the tag; Enter keeps it.", ("enter",), "tags", "Tag cursor"),
    Action("delete_tag", "Delete tag", "Delete the tag.", ("delete", "backspace"), "tags", "Tag cursor"),
    Action("delete_first_word", "Delete first word", "Delete the tag's first word.", ("alt+d",), "tags", "Tag cursor"),
    Action(
        "delete_last_word",
        "Delete last word",
        "Delete the tag's last word.",
        ("ctrl+w", "alt+backspace"),
        "tags",
        "Tag cursor",
    ),
    Action(
        "move_left",
        "Move tag left",
        "Move the tag one to the left.",
        ("less_than_sign", "ctrl+left"),
        "tags",
        "Tag cursor",
    ),
    Action(
        "move_right",
        "Move tag right",
        "Move the tag one to the right.",
        ("greater_than_sign", "ctrl+right"),
        "tags",
        "Tag cursor",
    ),
    Action(
        "move_to_slot",
        "Move tag to slot",
        "Move the tag to the slot of that number.",
        tuple("123456789"),
        "tags",
        "Tag cursor",
        palette=False,
    ),
    Action(
        "confirm",
        "Confirm tag",
        "Its slot is right, in all images that have it unsure; on to the next.",
        ("space",),
        "tags",
        "Tag cursor",
    ),
    Action(
        "all_into",
        "All into this slot",
        "Put this tag into this slot in all captions; shown first.",
        ("asterisk",),
        "tags",
        "Tag cursor",
    ),
    Action("leave_tags", "Back to typing", "Leave the tag cursor.", ("escape", "tab"), "tags", "Tag cursor"),
)

"""What can be done while looking closely at a picture, and on which keys."""

from __future__ import annotations

from tui_captioner.tui.action import Action, ScreenActions

_BACK = ("escape", "q", "enter", "space", "ctrl+o")

VIEWER = ScreenActions(
    "viewer",
    contexts={"picture": ("picture",)},
    actions=(
        Action("leave_picture", "Back", "Back to the caption.", _BACK, "picture", "Looking closely"),
        Action("zoom_in", "Closer", "A step closer.", ("plus", "equals_sign"), "picture", "Looking closely"),
        Action("zoom_out", "Further off", "A step further off.", ("minus",), "picture", "Looking closely"),
        Action("fit", "Fit", "The whole picture, as large as fits.", ("0", "f"), "picture", "Looking closely"),
        Action("one_to_one", "One to one", "A pixel for a pixel.", ("1",), "picture", "Looking closely"),
        Action("pan_left", "Left", "Move to the left.", ("left", "h"), "picture", "Looking closely"),
        Action("pan_right", "Right", "Move to the right.", ("right", "l"), "picture", "Looking closely"),
        Action("pan_up", "Up", "Move up.", ("up", "k"), "picture", "Looking closely"),
        Action("pan_down", "Down", "Move down.", ("down", "j"), "picture", "Looking closely"),
        Action(
            "picture_next", "Next picture", "Look at the next one.", ("pagedown", "n"), "picture", "Looking closely"
        ),
        Action(
            "picture_previous",
            "Picture before",
            "Look at the one before.",
            ("pageup", "p"),
            "picture",
            "Looking closely",
        ),
        Action("beside", "Side by side", "The picture before beside it.", ("s",), "picture", "Looking closely"),
        Action(
            "chequered", "Transparency", "Squares behind what is transparent.", ("c",), "picture", "Looking closely"
        ),
        Action("strip", "Strip", "Hide or show the strip of neighbours.", ("t",), "picture", "Looking closely"),
    ),
    manual="pictures#looking-closely",
)

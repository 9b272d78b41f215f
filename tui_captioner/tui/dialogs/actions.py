"""What can be done in the screens that ask or tell something, and on which keys."""

from __future__ import annotations

from tui_captioner.tui.action import Action, ScreenActions

_ALL = ("captions", "conflict", "find", "findings-here", "help", "note", "project", "take-over")
_GROUP = "Questions and lists"

DIALOGS = ScreenActions(
    "dialogs",
    contexts={
        "dialog": _ALL,
        "text": ("conflict", "help", "take-over"),
        "pages": ("captions", "conflict", "findings-here", "help"),
        **{mode: (mode,) for mode in _ALL},
        "progress": ("progress",),
    },
    actions=(
        Action(
            "leave_dialog",
            "Back",
            "Back without an answer.",
            ("escape",),
            "dialog",
            _GROUP,
            required=True,
        ),
        Action("scroll_down", "Down", "Scroll down a line.", ("down",), "text", _GROUP),
        Action("scroll_up", "Up", "Scroll up a line.", ("up",), "text", _GROUP),
        Action("scroll_page_down", "Page down", "Scroll down a page.", ("pagedown",), "pages", _GROUP),
        Action("scroll_page_up", "Page up", "Scroll up a page.", ("pageup",), "pages", _GROUP),
        Action("scroll_home", "Top", "Scroll to the beginning.", ("home",), "text", _GROUP),
        Action("scroll_end", "Bottom", "Scroll to the end.", ("end",), "text", _GROUP),
        Action(
            "close_help",
            "Close the keys",
            "Close the list of keys.",
            ("f1", "question_mark", "enter"),
            "help",
            _GROUP,
        ),
        Action("find_next", "Next name", "Find an image: choose the next name.", ("down",), "find", _GROUP),
        Action("find_previous", "Name before", "Find an image: choose the name before.", ("up",), "find", _GROUP),
        Action("find_go", "Go to the image", "Find an image: go to the chosen one.", ("enter",), "find", _GROUP),
        Action(
            "note_keep",
            "Keep the note",
            "Keep the note as it stands; an empty one is none.",
            ("enter",),
            "note",
            _GROUP,
        ),
        Action(
            "project_begin",
            "Keep trigger and profile",
            "Trigger word and profile: keep what stands there.",
            ("enter",),
            "project",
            _GROUP,
        ),
        Action("project_next", "Next row", "Trigger word and profile: next row.", ("tab", "down"), "project", _GROUP),
        Action(
            "project_before",
            "Row before",
            "Trigger word and profile: row before.",
            ("shift+tab", "up"),
            "project",
            _GROUP,
        ),
        Action(
            "project_right",
            "Choose next",
            "Trigger word and profile: choose the next one.",
            ("right",),
            "project",
            _GROUP,
        ),
        Action(
            "project_left",
            "Choose the one before",
            "Trigger word and profile: choose the one before.",
            ("left",),
            "project",
            _GROUP,
        ),
        Action("compare_next", "Next caption", "Compare captions: choose the next one.", ("down",), "captions", _GROUP),
        Action(
            "compare_previous",
            "Caption before",
            "Compare captions: choose the one before.",
            ("up",),
            "captions",
            _GROUP,
        ),
        Action(
            "compare_go", "Go to the caption", "Compare captions: go to the chosen one.", ("enter",), "captions", _GROUP
        ),
        Action(
            "compare_pick",
            "Go to caption...",
            "Compare captions: go to the one of that number.",
            tuple("123456789"),
            "captions",
            _GROUP,
        ),
        Action(
            "compare_turn",
            "Slots or texts",
            "Compare captions: show slots or whole texts.",
            ("tab", "shift+tab"),
            "captions",
            _GROUP,
        ),
        Action("here_next", "Next finding", "Findings here: choose the next one.", ("down",), "findings-here", _GROUP),
        Action(
            "here_previous", "Finding before", "Findings here: choose the one before.", ("up",), "findings-here", _GROUP
        ),
        Action(
            "here_mend",
            "Mend it",
            "Findings here: change the caption as is shown.",
            ("m", "enter"),
            "findings-here",
            _GROUP,
        ),
        Action(
            "here_accept",
            "Accept it",
            "Findings here: it is meant so; it is reported no more.",
            ("x",),
            "findings-here",
            _GROUP,
        ),
        Action(
            "here_all", "All findings", "Findings here: go to those of all captions.", ("c",), "findings-here", _GROUP
        ),
        Action(
            "keep_ours",
            "Keep ours",
            "Two texts: keep the project's caption.",
            ("o",),
            "conflict",
            _GROUP,
            required=True,
        ),
        Action(
            "take_theirs",
            "Take theirs",
            "Two texts: take the one on disk.",
            ("t",),
            "conflict",
            _GROUP,
            required=True,
        ),
        Action(
            "all_outside",
            "All of them",
            "Two texts: list all sidecars that other programs changed, to decide about them at once.",
            ("a",),
            "conflict",
            _GROUP,
        ),
        Action(
            "take_over",
            "Take over",
            "Held by another session: take the dataset over.",
            ("t",),
            "take-over",
            _GROUP,
            required=True,
        ),
        Action(
            "stop_job",
            "Stop",
            "Progress bar: stop a change of many captions before it is made.",
            ("escape",),
            "progress",
            _GROUP,
        ),
    ),
)

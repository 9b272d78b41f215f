"""The keys that every screen with a list has."""

from __future__ import annotations

from collections.abc import Mapping

from tui_captioner.tui.action import Action
from tui_captioner.tui.common_actions import HELP, PALETTE, REDO, UNDO

_GROUP = "Lists"

LEAVE = Action("list_leave", "Back", "Back to where one came from.", ("escape",), "list", _GROUP, required=True)

LIST_ACTIONS = (
    LEAVE,
    Action("list_up", "Row above", "Go to the row above.", ("up",), "rows", _GROUP),
    Action("list_down", "Row below", "Go to the row below.", ("down",), "rows", _GROUP),
    Action("list_page_up", "Page up", "Go up a page of rows.", ("pageup",), "rows", _GROUP),
    Action("list_page_down", "Page down", "Go down a page of rows.", ("pagedown",), "rows", _GROUP),
    Action("list_first", "First row", "Go to the first row.", ("home",), "list", _GROUP),
    Action("list_last", "Last row", "Go to the last row.", ("end",), "list", _GROUP),
    Action("list_filter", "Filter", "Show the rows that hold a text, or /an expression/.", ("slash",), "list", _GROUP),
    Action(
        "list_help", "Keys", "Show the keys, where no text is typed.", ("question_mark",), "list", _GROUP, palette=False
    ),
    Action(
        "answer_keep",
        "Keep the answer",
        "Take what was typed as the answer.",
        ("enter",),
        "asking",
        _GROUP,
        palette=False,
        required=True,
    ),
    Action(
        "answer_take",
        "Take what is greyed",
        "Take the greyed rest of a name.",
        ("tab",),
        "asking",
        _GROUP,
        palette=False,
    ),
    Action(
        "answer_drop",
        "Drop the question",
        "Back to the list without an answer.",
        ("escape",),
        "asking",
        _GROUP,
        palette=False,
        required=True,
    ),
    Action(
        "work_stop",
        "Stop the work",
        "Stop what is being done, where it can be stopped.",
        ("escape",),
        "working",
        _GROUP,
        palette=False,
        required=True,
    ),
)
"""Moving, filtering, answering, and stopping what takes long; part of the actions of each screen with a list."""

LIST_COMMON = (UNDO, REDO, PALETTE, HELP)


def list_contexts(mode: str) -> Mapping[str, tuple[str, ...]]:
    """The contexts of a screen with a list.

    Args:
        mode: Name of its mode while nothing is asked and nothing is being done.
    """
    asking, working = asking_mode(mode), working_mode(mode)
    return {
        "list": (mode,),
        "asking": (asking,),
        "working": (working,),
        "rows": (mode, asking, working),
        "always": (mode, asking, working),
    }


def asking_mode(mode: str) -> str:
    """Name of the mode in which a screen with a list has a text typed."""
    return f"{mode}-asking"


def working_mode(mode: str) -> str:
    """Name of the mode in which it does what takes long."""
    return f"{mode}-working"

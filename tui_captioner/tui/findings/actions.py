"""What can be done with findings, and on which keys."""

from __future__ import annotations

from tui_captioner.tui.action import Action, ScreenActions
from tui_captioner.tui.lists.keys import LIST_ACTIONS, LIST_COMMON, list_contexts

_GROUP = "Findings"


def _here(name: str, title: str, help: str, *keys: str) -> Action:
    return Action(name, title, help, keys, "list", _GROUP)


FINDINGS = ScreenActions(
    "findings",
    contexts=list_contexts("findings"),
    actions=(
        *LIST_ACTIONS,
        _here("finding_images", "Its images", "List the images of the rule, or of the finding.", "enter"),
        _here("finding_open", "Open the rule", "List each finding of the rule.", "right"),
        _here("finding_close", "Close the rule", "List the rule in one row again.", "left"),
        _here("finding_mend", "Mend", "Mend the finding, or all of the rule; the difference is shown first.", "m"),
        _here("finding_yes_no", "Yes/no", "Ask about the tag of the finding, picture by picture.", "y"),
        _here("finding_accept", "Accept", "It is meant so: report the finding, or all of the rule, no more.", "x"),
        _here("finding_off", "Rule off", "Turn the rule off for this project, in project.toml.", "o"),
        _here("finding_back", "Take that back", "Take back the last finding accepted, or the last rule off.", "u"),
        _here("findings_of_all", "Of all images", "Drop the filter: look at all images.", "backspace"),
        _here("check_anew", "Check anew", "Look for all findings anew.", "r"),
        *LIST_COMMON,
    ),
    manual="checks#findings",
)

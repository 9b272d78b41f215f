"""The rules that compare images of a set with each other."""

from __future__ import annotations

from tui_captioner.domain.checks.finding import WARNING
from tui_captioner.domain.checks.rule import Rule
from tui_captioner.domain.checks.rule_names import NEAR_DUPLICATE, SAME_PICTURE

NEAR_DUPLICATES = Rule(
    NEAR_DUPLICATE,
    "Tags that are one thing in several spellings",
    "measured on eleven real sets: the trainer learns them as two things",
    WARNING,
    "tui-captioner tags DATASET merge makes one tag of several, as ~ in the tags screen does; "
    "[different] in project.toml keeps apart what is not the same",
)
SAME_PICTURES = Rule(
    SAME_PICTURE,
    "The same picture with different captions",
    "measured on eleven real sets",
    WARNING,
    "`tui-captioner alike DATASET` shows the captions beside each other. Make them one, or leave one picture out",
)

RULES = (NEAR_DUPLICATES, SAME_PICTURES)

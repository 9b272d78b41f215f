"""Answering what models proposed: one key leads to the proposed tags, then each takes a letter."""

from __future__ import annotations

from tui_captioner.tui.action import Action

_GROUP = "Proposed tags"


def _proposed(name: str, title: str, help: str, *keys: str) -> Action:
    return Action(name, title, help, keys, "proposed", _GROUP)


MACHINE_TAG_ACTIONS = (
    Action(
        "proposed",
        "Proposed tags",
        "Go to the tags that a model proposed; nothing of them is written until you confirm it.",
        ("alt+y",),
        "always",
        _GROUP,
    ),
    _proposed(
        "confirm_proposed", "Confirm proposed tag", "Take the tag into the caption; on to the next.", "y", "enter"
    ),
    _proposed(
        "refuse_proposed",
        "Refuse proposed tag",
        "Take the tag away; no model proposes it for this image again.",
        *("n", "delete", "backspace"),
    ),
    _proposed("confirm_slot", "Confirm the slot's", "Take the proposed tags of this slot, new words left out.", "s"),
    _proposed("confirm_image", "Confirm all", "Take all proposed tags of this image, new words left out.", "a"),
    _proposed("proposed_left", "Proposed tag before", "Go to the proposed tag before.", "left", "up"),
    _proposed("proposed_right", "Next proposed tag", "Go to the next proposed tag; it stays open.", "right", "down"),
    Action("leave_proposed", "Back to typing", "Leave the proposed tags.", ("escape", "tab"), "proposed", _GROUP),
)
"""The actions of the composer that are about machine tags."""

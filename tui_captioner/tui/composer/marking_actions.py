"""Giving an image, or the slot one is at, a state: one key, then a letter; a capital one is about the slot."""

from __future__ import annotations

from tui_captioner.tui.action import Action

_GROUP = "States"


def _mark(name: str, title: str, help: str, key: str) -> Action:
    return Action(name, title, help, (key,), "marking", _GROUP)


MARKING_ACTIONS = (
    Action(
        "mark",
        "State...",
        "Then a letter: the state of the image, or as a capital that of the slot.",
        ("alt+m",),
        "always",
        _GROUP,
    ),
    _mark("mark_done", "Image done", "The image is done, or draft again.", "d"),
    _mark("mark_reviewed", "Image reviewed", "The image is reviewed, or done again.", "r"),
    _mark("mark_flagged", "Flag the image...", "Flag the image, with a note.", "f"),
    _mark("mark_note", "Note...", "Write a note on the image; its state stays.", "n"),
    _mark("mark_open", "Image open again", "The image is draft again, or empty; a flag goes.", "o"),
    _mark("slot_done", "Slot done", "The slot is done, though it may be empty; or follows its image again.", "D"),
    _mark("slot_reviewed", "Slot reviewed", "The slot is reviewed, or follows its image again.", "R"),
    _mark("slot_flagged", "Flag the slot...", "Flag the slot, with a note.", "F"),
    _mark("slot_open", "Slot as its image", "Take the slot's own state away.", "O"),
    Action("mark_none", "No state", "Leave the states as they are.", ("escape",), "marking", _GROUP, palette=False),
)
"""The actions of the composer that are about states."""

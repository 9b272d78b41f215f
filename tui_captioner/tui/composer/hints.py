"""The keys that the composer's last line reminds of, mode by mode."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from tui_captioner.tui.composer.actions import Mode

HINTS: Mapping[Mode | Literal["line"], Sequence[tuple[str, str]]] = {
    "empty": (
        ("next_slot", "next slot"),
        ("next_image", "next image"),
        ("pick", "take (to type a digit: a space first)"),
        ("help", "keys"),
    ),
    "typing": (("take", "take"), ("keep", "keep as typed"), ("help", "keys")),
    "line": (("keep", "lay these tags"), ("line", "line mode off"), ("help", "keys")),
    "tags": (
        *(("edit_tag", "edit"), ("delete_tag", "delete"), ("move_to_slot", "to slot")),
        *(("confirm", "confirm"), ("leave_tags", "back")),
    ),
    "marking": (
        *(("mark_done", "done"), ("mark_reviewed", "reviewed"), ("mark_flagged", "flag")),
        *(("mark_note", "note"), ("mark_open", "open"), ("mark_none", "back")),
    ),
    "proposed": (
        *(("confirm_proposed", "yes"), ("refuse_proposed", "no"), ("confirm_slot", "all of the slot")),
        *(("confirm_image", "all"), ("leave_proposed", "back")),
    ),
    "pasted": (("lay_pasted", "into their slots"), ("pasted_text", "as text")),
}
"""Ids of actions with a word each; the last one is the last to go."""

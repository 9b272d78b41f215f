"""Answers without JSON: headings with tags under them, or a caption as others write it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui_captioner.domain.drafting.answers.cleaning import without_list_mark
from tui_captioner.domain.drafting.answers.slot_names import SlotNames
from tui_captioner.domain.drafting.answers.talk import without_talk
from tui_captioner.domain.pasting import read_pasted

Part = tuple[str, str]
"""Key of a slot, empty for none, and a text that belongs there."""


def parts_of_text(text: str, names: SlotNames) -> list[Part]:
    """What stands under each heading; where none is, the whole as one text, or a text a line of a list.

    Args:
        text: The answer.
        names: Knows the slots.
    """
    lines = [line.strip() for line in without_talk(text).splitlines()]
    lines = [line for line in lines if line and not line.startswith("```")]
    parts = list(_under_headings(lines, names))
    if any(slot for slot, _ in parts):
        return parts
    if any(without_list_mark(line) != line for line in lines):
        return [("", without_list_mark(line)) for line in lines]
    return [("", piece.text) for piece in read_pasted("\n".join(lines)).tags]


def _under_headings(lines: Sequence[str], names: SlotNames) -> Iterator[Part]:
    slot = ""
    for line in lines:
        bare = without_list_mark(line)
        head, colon, rest = bare.partition(":")
        marked = bool(colon) or bare != _heading(bare)
        # Without a colon or a mark, such as `in the background`, it is a heading only as the very name of a slot.
        named = names.slot_of(_heading(head)) if marked else names.slot_named(bare)
        if named:
            slot, bare = named, rest.strip(" *_")
        if bare:
            yield slot, bare


def _heading(text: str) -> str:
    return text.strip(" #*_:")

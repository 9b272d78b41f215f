"""Where a tag that is added to a caption comes to stand: in which slot, behind what, and what else moves by that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui_captioner.domain.caption import Caption, OutputRules, Tag
from tui_captioner.domain.edits import Add
from tui_captioner.domain.standing import place_of
from tui_captioner.domain.structure import Structure
from tui_captioner.domain.writing import settled, written


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a tag comes to stand.

    Args:
        slot: Key of the slot.
        behind: Text of the tag that it stands behind in the caption; empty for none.
        is_first: Whether the slot holds nothing before it.
        reorders: Whether what was read from a file is put in the order of the slots by that.
    """

    slot: str
    behind: str
    is_first: bool
    reorders: bool


def landing(
    structure: Structure, rules: OutputRules, globals_: Sequence[Tag], caption: Caption, slot: str, tag: Tag
) -> Landing | None:
    """Where a tag would come to stand that is added to a slot; None if the caption has it already.

    Args:
        structure: The slots.
        rules: How captions are written.
        globals_: What stands in every caption.
        caption: The caption as it is.
        slot: Key of the slot.
        tag: The tag.
    """
    added = Add(slot, (tag,)).apply(caption, globals_)
    if added is caption:
        return None
    added = settled(structure, rules, added)
    place = place_of(tag.text, slot, added)
    mine = None if place is None else added.tags(slot)[place]
    before = ""
    for piece in written(structure, rules, globals_, added).pieces:
        if piece is mine:
            break
        before = before if piece.mark else piece.text
    return Landing(slot, before, not caption.tags(slot), _reorders(structure, rules, globals_, caption, added))


def _reorders(
    structure: Structure, rules: OutputRules, globals_: Sequence[Tag], caption: Caption, added: Caption
) -> bool:
    if caption.read is None:
        return False
    before = [tag.text for tag in caption.read.tags]
    after = [tag.text for tag in written(structure, rules, globals_, added).tags]
    both = set(before).intersection(after)
    return [text for text in before if text in both] != [text for text in after if text in both]

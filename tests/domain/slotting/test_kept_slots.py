"""Tags that were read anew go where the same tags stood before."""

from __future__ import annotations

from tui_captioner.domain.caption import Caption, CaptionText, Tag
from tui_captioner.domain.reading import read_caption
from tui_captioner.domain.slotting.kept_slots import in_slots_of


def caption(text: str, slot: str) -> Caption:
    """All of a text in one slot, unsure."""
    read: CaptionText = read_caption(text)
    tags = tuple(piece if piece.mark else Tag(piece.text, unsure=True, origin=piece.origin) for piece in read.pieces)
    return Caption({slot: tags}, read)


def test_known_texts_go_back_and_new_ones_stay_where_they_were_placed() -> None:
    before = Caption({"subject": (Tag("hat"),), "action": (Tag("standing", unsure=True),)})
    kept = in_slots_of(caption("standing, new, hat", "details"), before)
    assert kept.texts() == {"action": ["standing"], "details": ["new"], "subject": ["hat"]}
    assert [tag.unsure for tags in kept.slots.values() for tag in tags] == [True, True, False]
    assert kept.read is not None
    assert kept.read.text == "standing, new, hat"


def test_repeats_stay_and_marks_stand_behind_what_they_stood_behind() -> None:
    before = Caption({"subject": (Tag("hat"),), "background": (Tag("hat"),)})
    kept = in_slots_of(caption("hat BREAK hat, hat", "details"), before)
    assert {slot: [tag.text for tag in tags] for slot, tags in kept.slots.items()} == {
        "subject": ["hat", "BREAK"],
        "background": ["hat"],
        "details": ["hat"],
    }

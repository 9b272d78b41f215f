"""Beside what a caption names outright, the bare name of another being is shown for review."""

from __future__ import annotations

import pytest

from tui_captioner.domain.slotting.placing import placements
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.domain.typed_text import typed_tags
from tui_captioner.domain.vocabulary import Term, Vocabulary

VOCABULARY = Vocabulary(
    [
        Term("1girl", "type", "of a"),
        Term("of a dog", "type", "of a", ("dog",)),
        Term("of a shrine maiden", "type", "of a", ("miko",)),
        Term("of a cat", "type", "of a", ("cat",)),
        Term("beach", "background", "place"),
    ]
)


@pytest.mark.parametrize(
    ("caption", "tag", "slot"),
    [
        ("1girl, miko, beach", "miko", "subject"),
        ("1girl, cat, beach", "cat", "background"),
        ("of a dog, cat, beach", "cat", "subject"),
    ],
)
def test_a_bare_name_beside_what_is_named_outright_is_unsure(caption: str, tag: str, slot: str) -> None:
    found = {at.tag.text: at for at in placements(typed_tags(caption), VOCABULARY, DEFAULT_STRUCTURE)}
    assert (found[tag].slot, found[tag].tag.unsure) == (slot, True)
    assert not any(at.tag.unsure for text, at in found.items() if text != tag)


@pytest.mark.parametrize("caption", ["cat, beach", "cat", "1girl, of a cat, beach"])
def test_by_itself_or_written_out_it_is_what_the_picture_is_of(caption: str) -> None:
    found = placements(typed_tags(caption), VOCABULARY, DEFAULT_STRUCTURE)
    assert [(at.slot, at.tag.unsure) for at in found if "cat" in at.tag.text] == [("type", False)]

"""A caption whose tags all have their place in the text keeps them: nothing is worked out for it."""

from __future__ import annotations

import pytest

from tui_captioner.domain.caption import Caption, OutputRules, Tag
from tui_captioner.domain.reading import read_caption
from tui_captioner.domain.slotting.arranging import Spot, place_as_before, unplaced
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.domain.writing import assemble, settled

RULES = OutputRules()
TEXTS = ("beach, standing, photo", "red hat, BREAK, standing, red hat", "A woman. She stands, BREAK", "a  ,b.c")


@pytest.mark.parametrize("text", TEXTS)
def test_what_was_read_and_put_in_order_has_its_places(text: str) -> None:
    caption = unplaced(read_caption(text), DEFAULT_STRUCTURE).edited()
    assert settled(DEFAULT_STRUCTURE, RULES, caption) is caption


@pytest.mark.parametrize("text", TEXTS)
def test_a_tag_that_was_added_gets_one(text: str) -> None:
    caption = unplaced(read_caption(text), DEFAULT_STRUCTURE).edited().added("action", [Tag("waving")])
    new = settled(DEFAULT_STRUCTURE, RULES, caption)
    assert all(tag.origin is not None for tags in new.slots.values() for tag in tags)
    assert settled(DEFAULT_STRUCTURE, RULES, new) is new
    assert assemble(DEFAULT_STRUCTURE, RULES, (), new) == assemble(DEFAULT_STRUCTURE, RULES, (), caption)


def test_a_slot_without_tags_goes() -> None:
    caption = Caption({**unplaced(read_caption("beach"), DEFAULT_STRUCTURE).slots, "action": ()})
    assert settled(DEFAULT_STRUCTURE, RULES, caption).slots.keys() == {DEFAULT_STRUCTURE.catch_all}


def test_tags_stand_where_they_stood() -> None:
    read = read_caption("beach, annika, BREAK, red hat, annika")
    spots = {
        "beach": [Spot("background", False)],
        "red hat": [Spot("subject", True)],
        "annika": [Spot("type", False), Spot("type", False)],
    }
    caption = place_as_before(read, DEFAULT_STRUCTURE, ["annika"], spots)
    assert caption is not None
    assert {key: [(tag.text, tag.unsure) for tag in tags] for key, tags in caption.slots.items()} == {
        "background": [("beach", False), ("BREAK", False)],
        "subject": [("red hat", True)],
        "type": [("annika", False)],
    }
    assert (caption.read, caption.left_out) == (read, frozenset({"annika"}))
    assert place_as_before(read, DEFAULT_STRUCTURE, [], {key: spots[key] for key in ("beach", "annika")}) is None
    two = {**spots, "annika": [Spot("type", False), Spot("details", False)]}
    assert place_as_before(read, DEFAULT_STRUCTURE, ["annika"], two) is None

"""Who set a tag: it stays with the tag as long as its text does, and is no part of what a tag is."""

from __future__ import annotations

from dataclasses import replace

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.edits import Move, Rename
from tui_captioner.domain.reading import read_caption
from tui_captioner.domain.slotting.kept_slots import in_slots_of

HAT = Tag("red hat", by="wd14")
CAPTION = Caption({"subject": (HAT, Tag("scarf"))})


def authors(caption: Caption) -> dict[str, str]:
    return {tag.text: tag.by for tags in caption.slots.values() for tag in tags}


def test_it_does_not_count_when_tags_are_compared() -> None:
    assert replace(HAT, by="") == HAT


def test_a_tag_that_is_moved_or_given_the_same_text_keeps_it() -> None:
    assert authors(Move("subject", 0, "details").apply(CAPTION)) == {"red hat": "wd14", "scarf": ""}
    assert authors(CAPTION.replaced("subject", 0, (Tag("red hat", unsure=True),))) == {"red hat": "wd14", "scarf": ""}


def test_another_text_is_a_persons() -> None:
    assert authors(CAPTION.replaced("subject", 0, (Tag("blue hat"),))) == {"blue hat": "", "scarf": ""}
    assert authors(Rename("red hat", "blue hat").apply(CAPTION)) == {"blue hat": "", "scarf": ""}


def test_a_tag_that_a_person_takes_from_another_image_is_a_persons() -> None:
    assert HAT.taken_over().by == ""


def test_a_text_that_was_changed_outside_keeps_it_for_what_stayed() -> None:
    read = read_caption("scarf, red hat, gloves")
    changed = in_slots_of(Caption({"details": read.tags}, read), CAPTION)
    assert authors(changed) == {"red hat": "wd14", "scarf": "", "gloves": ""}

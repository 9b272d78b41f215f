"""Finding unsure tags and confirming them."""

from __future__ import annotations

from tui_captioner.domain.caption import Caption, CaptionText, Tag
from tui_captioner.domain.review import confirmed, has_unsure, unsure_spots
from tui_captioner.domain.structure import DEFAULT_STRUCTURE

READ = CaptionText.of((Tag("hat"), Tag("photo"), Tag("thing")))
CAPTION = Caption(
    {"details": (Tag("thing", unsure=True), Tag("light")), "type": (Tag("photo"), Tag("hat", unsure=True))}, READ
)


def test_unsure_tags_are_found_in_slot_order() -> None:
    assert list(unsure_spots(CAPTION, DEFAULT_STRUCTURE)) == [("type", 1), ("details", 0)]
    assert has_unsure(CAPTION, DEFAULT_STRUCTURE)
    assert not has_unsure(Caption(), DEFAULT_STRUCTURE)


def test_a_confirmed_tag_stays_in_its_place_and_the_file_keeps_its_order() -> None:
    sure = confirmed(CAPTION, [("type", 1)])
    assert sure.tags("type") == (Tag("photo"), Tag("hat"))
    assert sure.read == READ
    assert list(unsure_spots(sure, DEFAULT_STRUCTURE)) == [("details", 0)]
    assert not has_unsure(confirmed(CAPTION, unsure_spots(CAPTION, DEFAULT_STRUCTURE)), DEFAULT_STRUCTURE)

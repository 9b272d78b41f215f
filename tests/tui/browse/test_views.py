"""What a row of the list of images says."""

from __future__ import annotations

from typing import Any

import pytest

from tui_captioner.domain.structure import DEFAULT_STRUCTURE, Slot, Structure
from tui_captioner.storage.catalogue.browsing import ListedImage
from tui_captioner.storage.catalogue.look_alikes import LookAlike
from tui_captioner.tui.browse.views import (
    alike_pieces,
    alike_sign,
    bar,
    cells,
    columns,
    slot_letters,
    thumbnail_line,
)
from tui_captioner.tui.widgets.columns import Table
from tui_captioner.tui.widgets.lines import width_of


def image(**facts: Any) -> ListedImage:
    known: dict[str, Any] = {"name": "a.png", "state": 1, "tags": 3, "tokens": 9, "unsure": False, "problem": ""}
    known.update(facts)
    return ListedImage(**known)


def said(found: ListedImage | None, key: str) -> str:
    return "".join(text for text, _ in cells(found, "a.png", DEFAULT_STRUCTURE, 20).get(key, ()))


def test_slots_have_letters_and_a_number_where_the_letter_is_taken() -> None:
    assert slot_letters(DEFAULT_STRUCTURE) == ["T", "A", "S", "D", "B", "7"]
    assert slot_letters(Structure((Slot("a", "姿"), Slot("b", "bar")))) == ["1", "B"]


@pytest.mark.parametrize(("count", "sign"), [(0, "·"), (1, "▁"), (8, "█"), (90, "█")])
def test_a_bar_says_how_many_tags(count: int, sign: str) -> None:
    assert bar(count) == sign


def test_cells_of_an_image() -> None:
    found = image(slots={"subject": 2}, findings={"written-twice": 1}, note="blurred", caption="red hat")
    assert said(found, "state") == "✎ draft"
    assert said(found, "slots") == "· · ▂ · · ·"
    assert said(found, "findings") == '"blurred", ⚠ 1 written twice'
    assert said(found, "caption") == "red hat"


def test_a_flagged_slot_has_its_sign_in_place_of_its_bar_and_its_note_beside_that_of_the_image() -> None:
    found = image(slots={"subject": 2}, flags={"subject": "which hat?", "details": ""}, note="blurred")
    assert said(found, "slots") == "· · ⚑ ⚑ · ·"
    assert said(found, "findings") == '"blurred", "which hat?"'


def test_what_is_wrong_with_an_image_stands_in_place_of_its_caption() -> None:
    assert said(image(problem="no UTF-8", caption="x"), "caption") == "no UTF-8"
    assert said(image(unsure=True, state=4), "state") == "? flagged"


def test_only_the_name_stands_there_of_what_is_not_known_yet() -> None:
    assert said(None, "name") == "a.png"
    assert said(None, "state") == ""


def test_at_80_columns_name_state_and_caption_are_there_findings_not() -> None:
    keys = [column.key for column, _ in Table.fitted(columns(DEFAULT_STRUCTURE, 30, 78), 78).columns]
    assert keys == ["mark", "name", "state", "slots", "tags", "tokens", "caption"]


def test_look_alikes_have_a_sign_before_the_name() -> None:
    same, alike = image(alike=LookAlike(3, 4, 2, False)), image(alike=LookAlike(12, 2, 1, False))
    assert [alike_sign(found, numbered=True) for found in (same, alike, image(), None)] == ["=3 ", "~12 ", "", ""]
    assert [alike_sign(found, numbered=False) for found in (same, alike, image(), None)] == ["=", "~", "", ""]
    shown = cells(alike, "a_long_name.png", DEFAULT_STRUCTURE, 10, numbered=True)["name"]
    assert "".join(text for text, _ in shown) == "~12 …e.png"


def test_the_line_below_a_thumbnail_has_the_same_width_with_a_sign() -> None:
    for found in (image(alike=LookAlike(3, 4, 2, False)), image(), None):
        for numbered in (True, False):
            line = thumbnail_line(found, "a_long_name.png", ("*", ""), 16, numbered=numbered)
            assert width_of(line) == 16


@pytest.mark.parametrize(
    ("alike", "words"),
    [
        (LookAlike(1, 2, 1, False), "~ 1 look-alike"),
        (LookAlike(1, 2, 2, False), "= 1 look-alike, same picture"),
        (LookAlike(1, 4, 2, False), "= 3 look-alikes, 1 same picture"),
        (LookAlike(1, 4, 2, True), "⚠ 3 look-alikes, 1 same picture, other caption"),
        (None, ""),
    ],
)
def test_how_many_look_alikes_an_image_has(alike: LookAlike | None, words: str) -> None:
    assert "".join(text for text, _ in alike_pieces(image(alike=alike))) == words

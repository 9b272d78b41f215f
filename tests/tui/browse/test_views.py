"""What a row of the list of images says."""

from __future__ import annotations

from typing import Any

import pytest

from tui_captioner.domain.structure import DEFAULT_STRUCTURE, Slot, Structure
from tui_captioner.storage.catalogue.browsing import ListedImage
from tui_captioner.tui.browse.views import bar, cells, columns, end_of, slot_letters
from tui_captioner.tui.widgets.columns import Table


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


def test_what_is_wrong_with_an_image_stands_in_place_of_its_caption() -> None:
    assert said(image(problem="no UTF-8", caption="x"), "caption") == "no UTF-8"
    assert said(image(unsure=True, state=4), "state") == "? flagged"


def test_only_the_name_stands_there_of_what_is_not_known_yet() -> None:
    assert said(None, "name") == "a.png"
    assert said(None, "state") == ""


@pytest.mark.parametrize(("name", "width", "shown"), [("a.png", 8, "a.png"), ("folder/0001.png", 9, "…0001.png")])
def test_of_a_long_name_its_end_is_shown(name: str, width: int, shown: str) -> None:
    assert end_of(name, width) == shown


def test_at_80_columns_name_state_and_caption_are_there_findings_not() -> None:
    keys = [column.key for column, _ in Table.fitted(columns(DEFAULT_STRUCTURE, 30, 78), 78).columns]
    assert keys == ["mark", "name", "state", "slots", "tags", "tokens", "caption"]

"""Pictures of food: what is on the plate is what the picture is of, what is eaten is its subject."""

from __future__ import annotations

import pytest

from tui_captioner.domain.caption import Tag
from tui_captioner.domain.slotting.kinds import is_a_dish, is_plain_food, is_served, names_food
from tui_captioner.domain.slotting.placing import placements
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.domain.vocabulary import Vocabulary


def slots(*tags: str) -> list[str]:
    return [
        at.slot + ("?" if at.tag.unsure else "")
        for at in placements(tuple(map(Tag, tags)), Vocabulary([]), DEFAULT_STRUCTURE)
    ]


def test_a_plate_with_food_says_what_the_picture_is_of_where_nothing_else_does() -> None:
    assert slots("a blue plate with fried rice", "boiled egg") == ["type?", "subject"]
    assert slots("of a woman", "a blue plate with fried rice") == ["type", "background?"]


def test_a_second_dish_stands_beside_the_first_one() -> None:
    assert slots("a blue plate with fried rice", "a salad in a bowl")[1] == "subject?"
    assert slots("of a burger", "a salad in a bowl")[1] == "subject?"


def test_what_is_on_the_dish_belongs_to_the_subject() -> None:
    dish = "a blue plate with fried rice"
    assert slots(dish, "topped with chopped herbs and cheese")[1] == "subject"
    assert slots(dish, "and onions")[1] == "subject"
    assert slots(dish, "french fries")[1] == "subject"
    assert slots("topped with snow")[0] != "subject"


@pytest.mark.parametrize("text", ["bottle of hot sauce", "coffee machine", "slice of bread"])
def test_what_is_only_near_food_is_not_surely_eaten(text: str) -> None:
    assert slots("a blue plate with fried rice", text)[1].endswith("?")
    assert not is_plain_food(text)


def test_dishes_are_told_by_what_food_stands_on() -> None:
    assert is_a_dish("a plate with noodles")
    assert is_a_dish("a white bowl of soup")
    assert not is_a_dish("plate with noodles")
    assert not is_a_dish("a plate with a pattern")
    assert not is_a_dish("a woman with noodles")


def test_food_is_told_in_the_plural_too_and_when_it_comes_with_something() -> None:
    assert names_food("french fries")
    assert is_served("garnished with parsley")
    assert not is_served("eating a burger")

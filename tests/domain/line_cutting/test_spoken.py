"""What is said otherwise than it is written."""

from __future__ import annotations

import pytest

from tui_captioner.domain.line_cutting.spoken import key_of, parts_of, shape_of, tags_in


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("one girl", "1girl"),
        ("twin tails", "twintails"),
        ("Heart-Shaped Box", "heart_shaped box"),
        ("two", "2"),
        ("thirty", "30"),
    ],
)
def test_what_sounds_the_same_has_one_key(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize("text", ["-_-", "^_^", ":d", "stone", "someone"])
def test_what_only_looks_like_it_keeps_its_letters(text: str) -> None:
    assert key_of(text) in (text, text.replace("_", ""))


def test_numbers_have_one_shape() -> None:
    assert shape_of("146x146") == shape_of("128X128") == "#x#"
    assert shape_of("Hair") == "hair"


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("a b, c，d、e", ["a b", "c", "d", "e"]),
        ("standing; sitting ;) winking", ["standing", "sitting ;) winking"]),
        ("Long hair. Red dress!", ["Long hair", "Red dress"]),
        ("love live! school idol", ["love live", "school idol"]),
        ("mt. fuji vs. 1.5 !? ...", ["mt. fuji vs. 1.5 !? ..."]),
        (" , ,, ", []),
    ],
)
def test_a_line_is_parted_at_the_borders_that_stand_in_it(line: str, parts: list[str]) -> None:
    assert parts_of(line) == parts


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("long hair", ["long hair"]),
        ("love live!", ["love live!"]),
        (
            "A macro shot of a flower, having petals, daylight.",
            ["A macro shot of a flower", "having petals", "daylight"],
        ),
        ("(red, blue:1.2)", []),
        ('sign that says "yes, sir"', []),
    ],
)
def test_a_sentence_teaches_what_stands_between_its_commas(text: str, tags: list[str]) -> None:
    assert tags_in(text) == tags

"""Words that a caption repeats."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.worked_example import WORKED_EXAMPLE
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.checks.checked_caption import CheckedCaption
from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.checks.mend import CombineTags, DeleteTag
from tui_captioner.domain.checks.repetition import contained, contained_tags, repeated, repeated_nouns
from tui_captioner.domain.structure import DEFAULT_STRUCTURE


def seen(text: str, slot: str = "background", trigger: str = "") -> CheckedCaption:
    caption = Caption({slot: tuple(Tag(tag) for tag in text.split(", "))})
    return CheckedCaption(DEFAULT_STRUCTURE, caption=caption, trigger=trigger)


def nouns(text: str) -> list[Finding]:
    return list(repeated_nouns(seen(text)))


def shorter(text: str, trigger: str = "") -> list[str]:
    return [found.tag for found in contained_tags(seen(text, trigger=trigger))]


def test_the_guides_repetition_is_found_and_its_mend_offered() -> None:
    [found] = nouns("simple background, white background, lamp in background")
    assert found.rule == "repeated-noun"
    assert found.about == "background"
    assert "simple white background with a lamp" in found.mend
    old = ("simple background", "white background", "lamp in background")
    assert found.mend_by == CombineTags(old, "simple white background with a lamp")
    assert nouns("simple white background with a lamp") == []


def test_the_guides_worked_example_repeats_nothing() -> None:
    caption = Caption({slot: tuple(Tag(tag) for tag in text.split(", ")) for slot, text in WORKED_EXAMPLE.items()})
    own = CheckedCaption(DEFAULT_STRUCTURE, caption=caption)
    assert [*repeated_nouns(own), *contained_tags(own)] == []


def test_two_tags_about_a_noun_are_no_repetition() -> None:
    assert nouns("simple background, white background") == []


@pytest.mark.parametrize(
    "text", ["dark red, light red, deep red", "turned left, hat left, hair left", "room 1, floor 1, door 1"]
)
def test_colours_and_sides_may_end_any_number_of_tags(text: str) -> None:
    assert nouns(text) == []


def test_danbooru_tags_are_told_and_not_combined() -> None:
    [found] = nouns("1girl, black jacket, oversized jacket, frilled jacket")
    assert found.mend_by is None
    assert found.mend == "Combine them or reword them"
    assert nouns("black_jacket, oversized_jacket, frilled_jacket")[0].mend_by is None
    assert nouns("black jacket, oversized jacket, frilled jacket")[0].mend_by is not None


def test_a_tag_that_ends_another_one_is_said_by_it() -> None:
    [found] = contained_tags(seen("skirt, pleated_skirt", "subject"))
    assert (found.tag, found.slot, found.about) == ("skirt", "subject", "skirt, pleated_skirt")
    assert found.mend_by == DeleteTag("skirt", "subject")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("lamp, lamp in background", ["lamp"]),
        ("bow, red bow, large red bow", ["bow", "red bow"]),
        ("holding, holding gift", []),
        ("maid, maid apron", []),
        ("shirt, no shirt", []),
        ("dog, stuffed dog", []),
        ("red, dark red", []),
        ("hat, that", []),
        ("man, woman", []),
        ("skirt, skirt", []),
        ("up, close up", []),
        ("hat, hat, red hat", ["hat"]),
        ("from above, light from above", []),
        ("on bed, lying on bed", ["on bed"]),
        ("(skirt:1.2), pleated skirt", []),
    ],
)
def test_what_one_tag_says_of_another(text: str, found: list[str]) -> None:
    assert shorter(text) == found


def test_a_trigger_word_stands_by_itself() -> None:
    assert shorter("annika, medium shot of annika", "annika") == []
    assert shorter("annika, medium shot of annika") == ["annika"]


def test_parts_between_marks_are_about_things_of_their_own() -> None:
    tags = (Tag("hat"), Tag("BREAK", mark=True), Tag("red hat"))
    own = CheckedCaption(DEFAULT_STRUCTURE, caption=Caption({"subject": tags}))
    assert list(contained_tags(own)) == []


@given(st.lists(st.text(max_size=30), max_size=8))
def test_any_text_can_be_looked_at(texts: list[str]) -> None:
    assert all(shorter != longer for shorter, longer in contained(texts))
    assert all(len(tags) > 1 for tags in repeated(texts, 2).values())
    own = CheckedCaption(DEFAULT_STRUCTURE, caption=Caption({"type": tuple(Tag(text) for text in texts)}))
    assert all(found.message for check in (contained_tags, repeated_nouns) for found in check(own))

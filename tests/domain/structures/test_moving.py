"""Captions in other structures: each tag has its slot, and none is lost."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.structure import DEFAULT_STRUCTURE, structure_from_settings, structure_rows
from tui_captioner.domain.structures.moving import Moving
from tui_captioner.domain.structures.shipped import STRUCTURES, name_of, terms_of

LAYERS = {"1girl": "of a", "close up": "kind", "from above": "perspective", "photo": "medium"}
TEXTS = ["1girl", "6+boys", "solo", "masterpiece", "year 2024", "score_8_up", "source_anime", "rating safe", "@name"]
TEXTS += ["close up", "from above", "photo", "red dress", "standing", "BREAK", "by somebody", "1 girl", "²girls"]
SLOTS = sorted({key for each in STRUCTURES.values() for key in each.structure.own_keys} | {"gone"})


def moved(name: str, **slots: list[str]) -> dict[str, list[str]]:
    caption = Caption({slot: tuple(map(Tag, texts)) for slot, texts in slots.items()})
    return Moving(STRUCTURES[name], lambda _, text: LAYERS.get(text, "")).moved(caption).texts()


@pytest.mark.parametrize(
    ("name", "slots", "then"),
    [
        (
            "illustrious",
            {"type": ["photo", "1girl", "6+boys"], "details": ["masterpiece", "year 2024", "@name", "1 girl"]},
            {"type": ["photo"], "count": ["1girl", "6+boys"], "quality": ["masterpiece", "year 2024"],
             "artist": ["@name"], "details": ["1 girl"]},
        ),
        (
            "pony",
            {"details": ["score_9", "score 8 up", "rating_safe", "source anime", "light"]},
            {"score": ["score_9", "score 8 up"], "rating": ["rating_safe"], "source": ["source anime"],
             "details": ["light"]},
        ),
        (
            "wan",
            {"type": ["photo", "1girl", "close up", "from above"], "subject": ["red dress"]},
            {"type": ["photo"], "subject": ["1girl", "red dress"], "camera": ["close up", "from above"]},
        ),
        ("prose", {"type": ["photo", "1girl"], "camera": ["a"]}, {"type": ["photo", "a"], "subject": ["1girl"]}),
        ("guide", {"count": ["1girl"], "gone": ["x"]}, {"type": ["1girl"], "details": ["x"]}),
    ],
)  # fmt: skip
def test_each_tag_goes_where_the_structure_has_it(
    name: str, slots: dict[str, list[str]], then: dict[str, list[str]]
) -> None:
    assert moved(name, **slots) == then


@given(
    slots=st.dictionaries(st.sampled_from(SLOTS), st.lists(st.sampled_from(TEXTS), max_size=4), max_size=5),
    way=st.lists(st.sampled_from(sorted(STRUCTURES)), min_size=1, max_size=4),
)
def test_no_tag_is_lost_or_doubled_on_any_way_through_the_structures(
    slots: dict[str, list[str]], way: list[str]
) -> None:
    before = Counter(text for texts in slots.values() for text in texts)
    for name in way:
        slots = moved(name, **slots)
        assert Counter(text for texts in slots.values() for text in texts) == before
        assert set(slots) <= set(STRUCTURES[name].structure.own_keys)
        assert moved(name, **slots) == slots


@pytest.mark.parametrize("name", STRUCTURES)
def test_a_structure_is_read_back_from_its_tables(name: str) -> None:
    structure = STRUCTURES[name].structure
    rows = structure_rows(structure)
    assert (structure_from_settings(rows) if rows else DEFAULT_STRUCTURE) == structure
    assert name_of(structure) == name
    assert set(DEFAULT_STRUCTURE.keys) <= set(structure.keys)
    assert {term.slot for term in terms_of(structure)} <= set(structure.own_keys)


def test_scores_stand_together_and_only_one_rating_does() -> None:
    groups = {term.text: term.group for term in terms_of(STRUCTURES["pony"].structure)}
    assert groups["score_9"] is None
    assert groups["rating_safe"] == groups["rating_explicit"] is not None
    assert not terms_of(DEFAULT_STRUCTURE)

"""Tags that never stand apart, stand everywhere, nearly everywhere."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.statistics.shares import (
    equal_keys,
    is_constant,
    is_nearly_everywhere,
    least_together,
    may_be_together,
    never_apart,
    percent,
    share,
)

_IMAGES = st.dictionaries(st.sampled_from("abcdefgh"), st.frozensets(st.integers(1, 9)), max_size=8)


@given(_IMAGES, st.integers(0, 60))
def test_groups_are_what_a_comparison_of_all_pairs_finds(images: dict[str, frozenset[int]], captions: int) -> None:
    pairs = {
        (one, other)
        for one, other in combinations(images, 2)
        if images[one] == images[other] and may_be_together(len(images[one]), captions)
    }
    found = never_apart(images, captions)
    assert {pair for group in found for pair in combinations(group.texts, 2)} == pairs
    texts = [text for group in found for text in group.texts]
    assert len(texts) == len(set(texts))
    assert all(group.images == len(images[text]) for group in found for text in group.texts)
    assert [group.images for group in found] == sorted((group.images for group in found), reverse=True)


@pytest.mark.parametrize(("captions", "least"), [(10, 5), (34, 5), (35, 4), (80, 4), (81, 5), (100, 5), (1000, 50)])
def test_on_how_many_images_tags_have_to_stand_together(captions: int, least: int) -> None:
    assert least_together(captions) == least
    assert may_be_together(least, captions)
    assert not may_be_together(least - 1, captions)


def test_tags_on_nearly_all_images_are_no_pair() -> None:
    assert may_be_together(84, 100)
    assert not may_be_together(85, 100)


@given(st.dictionaries(st.integers(), st.integers(0, 3)))
def test_texts_of_one_key_are_one_group(keys: dict[int, int]) -> None:
    groups = equal_keys(keys)
    assert all(len(group) > 1 and len({keys[text] for text in group}) == 1 for group in groups)
    alone = {text for text in keys if sum(keys[text] == other for other in keys.values()) == 1}
    assert {text for group in groups for text in group} == keys.keys() - alone


@pytest.mark.parametrize(
    ("images", "captions", "constant", "nearly"),
    [
        *[(9, 9, False, False), (10, 10, True, False), (20, 20, True, False), (9, 10, False, False)],
        *[(17, 20, False, True), (16, 20, False, False), (19, 20, False, True), (0, 0, False, False)],
    ],
)
def test_everywhere_and_nearly(images: int, captions: int, constant: bool, nearly: bool) -> None:
    assert is_constant(images, captions) is constant
    assert is_nearly_everywhere(images, captions) is nearly


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_share_is_none_or_all_in_words_only_where_it_is(part: int, rest: int) -> None:
    whole = part + rest
    assert (percent(part, whole) == "0%") is (part == 0)
    assert (percent(part, whole) == "100%") is (part == whole and part > 0)
    assert 0 <= share(part, whole) <= 1

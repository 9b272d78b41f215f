from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.uniform_tags import LEAST_CAPTIONS, LEAST_SHARE, UniformTags


def likely_globals(captions: list[list[str]], share: float = LEAST_SHARE) -> list[str]:
    """What is offered of captions, counted as the catalogue does: a tag that stands twice counts where it is first."""
    places: dict[str, list[int]] = {}
    for caption in captions:
        for place, text in enumerate(dict.fromkeys(caption)):
            places.setdefault(text, []).append(place)
    shares = ((text, len(found), sum(found)) for text, found in places.items())
    return UniformTags(len(captions), shares).find(share)


def with_rest(opening: list[str], count: int) -> list[list[str]]:
    return [[*opening, f"tag {number}"] for number in range(count)]


def test_the_trigger_word_and_what_follows_it_everywhere_are_offered() -> None:
    assert likely_globals(with_rest(["annika", "photo"], 12)) == ["annika", "photo"]


def test_a_tag_that_all_captions_have_is_offered_wherever_it_stands() -> None:
    assert likely_globals([[f"name {number}", "solo"] for number in range(12)]) == ["solo"]
    captions = [[f"name {number}", *["x"] * (number % 3), "last", "annika"][:: (-1) ** number] for number in range(12)]
    assert set(likely_globals(captions)) == {"annika", "last"}


def test_they_are_offered_in_the_order_in_which_they_mostly_stand() -> None:
    captions = [["a", f"tag {number}", "b", "c"] for number in range(9)] + [["c", "b", "a"]]
    assert likely_globals(captions) == ["a", "b", "c"]


def test_the_order_of_the_opening_may_change() -> None:
    captions = with_rest(["annika", "photo"], 9) + with_rest(["photo", "annika"], 3)
    assert likely_globals(captions) == ["annika", "photo"]


@pytest.mark.parametrize(("others", "offered"), [(0, ["annika"]), (1, ["annika"]), (2, [])])
def test_nine_captions_of_ten_are_enough(others: int, offered: list[str]) -> None:
    captions = with_rest(["annika"], 10 - others) + [["of a dog"]] * others
    assert likely_globals(captions) == offered


def test_empty_captions_count_as_captions_without_globals() -> None:
    assert likely_globals([*with_rest(["annika"], 9), []]) == ["annika"]
    assert likely_globals([*with_rest(["annika"], 8), [], []]) == []


def test_few_captions_offer_nothing() -> None:
    assert likely_globals(with_rest(["annika"], LEAST_CAPTIONS - 1)) == []
    assert likely_globals(with_rest(["annika"], LEAST_CAPTIONS)) == ["annika"]
    assert likely_globals([]) == []


def test_letter_case_matters() -> None:
    assert likely_globals(with_rest(["annika"], 6) + with_rest(["Annika"], 6)) == []


def test_captions_that_are_all_the_same_offer_all_of_it() -> None:
    assert likely_globals([["a", "b", "a"]] * 6) == ["a", "b"]


def test_another_share_can_be_asked_for() -> None:
    captions = with_rest(["annika"], 6) + [["of a dog"]] * 4
    assert likely_globals(captions, share=0.5) == ["annika"]


@given(st.lists(st.lists(st.sampled_from("abcdef"), max_size=6), max_size=12))
def test_what_is_offered_stands_in_enough_captions_and_nothing_else_does(captions: list[list[str]]) -> None:
    offered = likely_globals(captions)
    for tag in "abcdef" if len(captions) >= LEAST_CAPTIONS else "":
        assert (tag in offered) == (sum(tag in caption for caption in captions) >= max(1, 0.9 * len(captions) - 1e-9))

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.slotting.context import beliefs, evidence, moves_of, order_of
from tui_captioner.domain.structure import DEFAULT_STRUCTURE

SLOTS = DEFAULT_STRUCTURE.own_keys
slots = st.sampled_from(SLOTS)


def test_a_caption_in_order_has_more_of_it_than_a_mixed_one() -> None:
    in_order = order_of(["type", "type", "action", "action", "subject", "subject", "background", "background"])
    mixed = order_of(["type", "subject", "type", "action", "background", "action", "subject", "background"])
    assert in_order > 0.25
    assert mixed == 0.0


@pytest.mark.parametrize("sure", [[], ["type", "type", "action"], ["subject"] * 9])
def test_too_few_tags_and_tags_of_one_slot_show_no_order(sure: list[str]) -> None:
    assert order_of(sure) == 0.0
    assert moves_of(sure, SLOTS) is None


def test_evidence_keeps_to_the_guess_and_leaves_the_rest_to_likely_mistakes() -> None:
    found = dict(zip(SLOTS, evidence({"background": 0.75}, SLOTS, bare_word=False), strict=True))
    assert found["background"] == max(found.values())
    assert found["subject"] > found["type"] > 0


def test_a_single_word_nothing_is_known_of_rather_names_a_feeling() -> None:
    word = dict(zip(SLOTS, evidence({}, SLOTS, bare_word=True), strict=True))
    phrase = dict(zip(SLOTS, evidence({}, SLOTS, bare_word=False), strict=True))
    assert word["associations"] > word["details"]
    assert len(set(phrase.values())) == 1


def test_neighbours_of_one_slot_draw_a_doubtful_tag_and_not_a_known_one() -> None:
    sure = ["type", "type", "action", "action", "subject", "subject", "subject", "background", "background"]
    moves = moves_of(sure, SLOTS)
    assert moves is not None
    known = evidence({"subject": 1.0}, SLOTS, bare_word=False)
    for guess, slot in (({"background": 0.5}, "subject"), ({"background": 0.97}, "background")):
        between = [known, evidence(guess, SLOTS, bare_word=False), known]
        belief = beliefs(between, moves)[1]
        assert SLOTS[belief.index(max(belief))] == slot


@given(st.lists(slots, max_size=20), st.lists(st.dictionaries(slots, st.floats(0, 1), max_size=2), max_size=12))
def test_evidence_moves_and_beliefs_are_shares_of_one(sure: list[str], guesses: list[dict[str, float]]) -> None:
    tags = [evidence(guess, SLOTS, bare_word=False) for guess in guesses]
    moves = moves_of(sure, SLOTS) or []
    found = beliefs(tags, moves) if moves else []
    for row in (*tags, *moves, *found):
        assert sum(row) == pytest.approx(1)
        assert all(0 <= number <= 1 for number in row)
    assert len(found) in (0, len(tags))

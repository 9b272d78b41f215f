from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.caption import Tag
from tui_captioner.domain.slotting.practice import Practice, told_by

SLOTS = ("type", "action", "subject")


def test_the_commonest_slot_of_a_tag_wins_and_of_equals_the_first() -> None:
    found = Practice({"hat": {"subject": 3, "action": 1}, "bag": {"subject": 2, "type": 2}})
    best = found.of_tag("hat", SLOTS)
    assert best is not None
    assert (best.slot, round(best.confidence, 3)) == ("subject", 0.706)
    equal = found.of_tag("bag", SLOTS)
    assert equal is not None
    assert equal.slot == "type"
    assert found.of_tag("cap", SLOTS) is None


@pytest.mark.parametrize(("count", "slot"), [(1, None), (2, "subject")])
def test_the_vocabulary_gives_way_to_what_was_done_twice(count: int, slot: str | None) -> None:
    found = Practice({"hat": {"subject": count, "type": 9}}).of_tag("hat", SLOTS, "type")
    assert (found and found.slot) == slot


def test_slots_that_are_gone_do_not_count() -> None:
    found = Practice({"hat 1": {"gone": 9}, "old hat": {"gone": 3}})
    assert found.of_tag("hat 1", SLOTS) is None
    assert found.of_alike("hat 2", SLOTS) is None
    assert found.of_word("new hat", SLOTS) == (None, False)


def test_what_is_taken_back_says_nothing_more() -> None:
    found = Practice()
    for key in ("red hat", "old hat"):
        found.count(key, "subject", 1)
    assert found.of_word("new hat", SLOTS)[0] is not None
    found.count("old hat", "subject", -1)
    assert found.of_word("new hat", SLOTS) == (None, False)
    found.count("old hat", "subject", -5)
    assert found["old hat"] == {"subject": 0}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["red hat", "hat 1", "hat 2", "old hat", "x"]), st.sampled_from(SLOTS), st.integers(-2, 3)
        ),
        max_size=20,
    )
)
def test_counting_step_by_step_is_counting_at_once(steps: list[tuple[str, str, int]]) -> None:
    found = Practice()
    for key, slot, by in steps:
        found.count(key, slot, by)
    at_once = Practice(dict(found))
    for key in ("red hat", "hat 3", "new hat", "x"):
        assert found.of_tag(key, SLOTS) == at_once.of_tag(key, SLOTS)
        assert found.of_alike(key, SLOTS) == at_once.of_alike(key, SLOTS)
        assert found.of_word(key, SLOTS) == at_once.of_word(key, SLOTS)


def test_what_was_worked_out_by_the_counts_goes_when_they_change() -> None:
    found = Practice({"hat": {"subject": 1}})
    found.kept["x"] = 1
    found.count("hat", "subject", 1)
    assert not found.kept


def test_what_was_guessed_sentences_and_marks_tell_nothing() -> None:
    told = (Tag("red gloves"), Tag("red gloves"))
    others = (Tag("qwert", unsure=True), Tag("It is.", sentence=True), Tag("BREAK", mark=True))
    assert list(told_by({}, {"subject": (*told, *others)})) == [(("red gloves", "subject"), 1)] * 2
    assert list(told_by({"subject": told}, {"subject": told})) == []
    assert dict(told_by({"subject": told[:1]}, {"details": told[:1]})) == {
        ("red gloves", "subject"): -1,
        ("red gloves", "details"): 1,
    }

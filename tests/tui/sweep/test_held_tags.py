"""The digits of a sweep hold still: nine at a time, what is new behind all others."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.tui_material import FixedCompleter, open_session
from tui_captioner.tui.sweep.held_tags import HeldTags

PLACE = ("a.png", "background", 0)


@pytest.fixture
def held(dataset: Path) -> HeldTags:
    session = open_session(dataset)
    held = HeldTags(FixedCompleter(session))
    held.hold([(f"tag {number}", 100 - number) for number in range(12)])
    session.close()
    return held


def texts(held: HeldTags) -> list[str]:
    return [row.term.text for row in held.at(PLACE)]


def tags(*numbers: int) -> list[str]:
    return [f"tag {number}" for number in numbers]


def test_nine_at_a_time_round_the_end(held: HeldTags) -> None:
    assert texts(held) == tags(*range(9))
    assert held.turn(9)
    assert texts(held) == tags(9, 10, 11)
    assert not held.turn(9)
    assert texts(held) == tags(*range(9))


def test_where_fewer_can_be_seen_none_is_left_out(held: HeldTags) -> None:
    seen = []
    for _ in range(4):
        seen += texts(held)[:4]
        more = held.turn(4)
    assert seen == [*tags(*range(12)), *tags(*range(4))]
    assert more


def test_another_image_or_slot_changes_nothing(held: HeldTags) -> None:
    held.turn(9)
    held.forget()
    held.renew()
    assert [row.term.text for row in held.at(("z.png", "type", 1))] == tags(9, 10, 11)


def test_what_is_new_joins_the_end_and_stays_whatever_becomes_of_it(held: HeldTags) -> None:
    held.count(frozenset(), frozenset(["tag 11", "new"]))
    assert texts(held) == tags(*range(9))
    assert held.turns_to("new", 9) == 1
    held.turn(9)
    assert texts(held) == [*tags(9, 10, 11), "new"]
    assert (held.counts["tag 11"], held.counts["new"]) == (90, 1)
    held.count(frozenset(["new"]), frozenset())
    assert texts(held) == [*tags(9, 10, 11), "new"]
    assert held.counts["new"] == 0


def test_how_often_to_turn_until_a_tag_has_a_digit(held: HeldTags) -> None:
    held.turn(9)
    assert held.turns_to("tag 0", 9) == 1
    assert held.turns_to("tag 10", 9) == 0
    assert held.turns_to("unheard of", 9) == 0
    for text in (*tags(0, 3, 7, 11), "tag 9"):
        held.hold([(f"tag {number}", 100 - number) for number in range(12)])
        held.turn(4)
        for _ in range(held.turns_to(text, 4)):
            held.turn(4)
        assert text in texts(held)[:4]


def test_tags_that_came_before_the_counting_stand_behind_the_counted_ones(dataset: Path) -> None:
    session = open_session(dataset)
    held = HeldTags(FixedCompleter(session))
    held.count(frozenset(), frozenset(["typed early"]))
    held.hold([("beach", 3), ("garden", 1)])
    assert texts(held) == ["beach", "garden", "typed early"]
    session.close()

"""How many requests are under way at once, and how long a busy server is left alone."""

from __future__ import annotations

import asyncio

import pytest

from tui_captioner.services.drafting.pacing import Clock, Pace


@pytest.mark.parametrize(("begin", "held", "then"), [(4, 1, 2), (2, 1, 1), (8, 2, 2), (1, 3, 1)])
def test_each_pause_halves_what_is_sent_at_once(begin: int, held: int, then: int) -> None:
    time = [0.0]
    pace = Pace(begin, Clock(now=lambda: time[0]))
    for _ in range(held):
        assert pace.hold(5)
        time[0] += 6
    assert pace.parallel == then


def test_several_with_the_same_news_make_one_pause() -> None:
    pace = Pace(8, Clock(now=lambda: 0.0))
    assert [pace.hold(5), pace.hold(5), pace.hold(5)] == [True] * 3
    assert pace.parallel == 4


async def test_no_more_are_under_way_than_may_be() -> None:
    pace = Pace(2, Clock())
    under_way, most = 0, 0

    async def one() -> None:
        nonlocal under_way, most
        async with pace.turn():
            under_way += 1
            most = max(most, under_way)
            await asyncio.sleep(0)
            under_way -= 1

    await asyncio.gather(*(one() for _ in range(10)))
    assert (most, under_way) == (2, 0)


def test_a_wait_is_a_little_more_or_less_for_each() -> None:
    clocks = [Clock(chance=lambda: 0.0), Clock(chance=lambda: 0.5), Clock(chance=lambda: 1.0)]
    assert [clock.wait_of(3) for clock in clocks] == [6.0, 8.0, 10.0]

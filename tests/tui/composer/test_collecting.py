from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from tui_captioner.tui.composer.collecting import IdleCollector


@pytest.fixture(autouse=True)
def _collector() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.enable()


def test_it_collects_when_nobody_types_and_there_is_something_to_collect() -> None:
    times = iter([0.0, 0.0, 0.5, 5.0, 9.0])
    collector = IdleCollector(lambda: next(times))
    collector.start()
    assert not gc.isenabled()
    collector.note_key()
    made: list[list[int]] = [[] for _ in range(30_000)]
    assert collector.look() is None
    assert collector.look() == 2
    # Nothing new: no second collection.
    assert collector.look() is None
    del made


def test_while_somebody_types_only_the_young_are_collected_and_the_rest_later() -> None:
    time = 0.0
    collector = IdleCollector(lambda: time)
    collector.start()
    made: list[list[int]] = [[] for _ in range(25_000)]
    assert collector.look() is None
    made += [[] for _ in range(25_000)]
    assert collector.look() == 0
    assert collector.look() is None
    time = 2.0
    assert collector.look() == 2
    assert collector.look() is None

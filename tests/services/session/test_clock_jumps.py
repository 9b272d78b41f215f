"""A clock that jumps by hours, back and forth: steps keep their order, undo its way, and nothing waits by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import tui_captioner
from tests.support.sessions import add
from tui_captioner.services.history.history import History
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.project import Project
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.lock_holder import read_holder, this_process
from tui_captioner.tui.history.views import when

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
JUMPS = [timedelta(hours=hours) for hours in (0, 30, -48, -48, 5000)]
WORDS = ["standing", "sitting", "lying", "running", "waving"]


def jumping(root: Path) -> Session:
    times: Iterator[datetime] = iter([NOON + jump for jump in JUMPS])
    return Session(Project(root), now=lambda: next(times, NOON))


def test_steps_stand_as_they_were_made_and_are_taken_back_so(dataset: Path) -> None:
    session = jumping(dataset)
    for word in WORDS:
        add(session, "a.png", "action", word)
    session.close()
    session = jumping(dataset)
    assert [step.title for step in History(session).page(10)] == [f"add {word}" for word in reversed(WORDS)]
    for left in range(len(WORDS) - 1, 0, -1):
        finish(session.undo())
        assert (dataset / "a.txt").read_text() == ", ".join(WORDS[:left])
    finish(session.redo())
    assert (dataset / "a.txt").read_text() == "standing, sitting"
    session.close()


@pytest.mark.parametrize(
    ("ahead", "shown"),
    [
        (timedelta(minutes=-5), "11:55"),
        (timedelta(hours=3), "15:00"),
        (timedelta(hours=48), "04 Jan 12:00"),
        (timedelta(hours=-48), "2025-12-31"),
        (timedelta(days=4000), "2036-12-15"),
    ],
)
def test_a_step_of_the_future_is_named_by_its_day(ahead: timedelta, shown: str) -> None:
    assert when((NOON + ahead).isoformat(), NOON) == shown


def test_a_lock_from_the_future_is_held_by_its_process_alone(dataset: Path) -> None:
    session = jumping(dataset)
    add(session, "a.png", "action", "standing")
    lock = dataset / ".tui-captioner" / "lock"
    holder = read_holder(lock.read_bytes())
    assert holder is not None
    lock.write_bytes(lock.read_bytes().replace(holder.since[:4].encode(), b"2199", 1))
    assert Project(dataset).read_only.startswith("open in another session")
    late = read_holder(lock.read_bytes())
    assert late is not None
    assert late.is_running(this_process(0)) is True
    session.close()


def test_no_screen_waits_by_the_clock_on_the_wall() -> None:
    screens = (Path(tui_captioner.__file__).parent / "tui").rglob("*.py")
    asked = re.compile(r"\btime\.time(_ns)?\b|import .*\btime_ns\b")
    assert [path.name for path in screens if asked.search(path.read_text(encoding="utf-8"))] == []

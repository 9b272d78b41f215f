"""The pace of earlier sessions, by the history."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.conftest import PNG
from tests.support.composer_desk import open_desk
from tests.support.sessions import add
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.own_pace import own_pace
from tui_captioner.services.session.project import Project
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.records import ImageRecord


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 1, 2, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def wait(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


def make(root: Path, count: int = 6) -> tuple[Session, Clock]:
    for number in range(count):
        (root / f"{number}.png").write_bytes(PNG)
    clock = Clock()
    return Session(Project(root), now=clock), clock


def test_images_that_were_finished_one_by_one_tell_it(tmp_path: Path) -> None:
    session, clock = make(tmp_path)
    assert own_pace(session) is None
    for number, seconds in enumerate([0, 40, 20, 3000, 40]):
        clock.wait(seconds / 2)
        add(session, f"{number}.png", "action", "standing")
        clock.wait(seconds / 2)
        session.set_state(f"{number}.png", "done")
    assert own_pace(session) == 40
    session.set_state("0.png", "reviewed")
    session.set_state("1.png", "draft")
    assert own_pace(session) == 40
    session.close()


def test_a_step_over_many_images_tells_nothing_and_what_was_taken_back_neither(tmp_path: Path) -> None:
    session, clock = make(tmp_path)
    clock.wait(10)
    session.set_state("0.png", "done")
    clock.wait(30)
    finish(session.change_many("mark done", ((f"{at}.png", ImageRecord(state="done")) for at in (1, 2, 3))))
    assert own_pace(session) is None
    clock.wait(30)
    session.set_state("4.png", "done")
    assert own_pace(session) == 60
    finish(session.undo())
    assert own_pace(session) is None
    session.close()


async def test_the_composer_knows_it_from_the_first_minute(tmp_path: Path) -> None:
    session, clock = make(tmp_path)
    for number in range(3):
        clock.wait(30)
        session.set_state(f"{number}.png", "done")
    session.close()
    async with open_desk(tmp_path) as desk:
        await desk.press("ctrl+p", *"pace", "enter")
        await desk.until(lambda: desk.state.message == "3 to go at 30 s each: 2 min left")

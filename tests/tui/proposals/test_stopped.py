"""A change of many captions that is stopped at its progress: nothing is changed, unless it is recorded already."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.list_desk import open_list
from tests.support.tui_material import open_session
from tui_captioner.services.bulk.ordering import Ordering
from tui_captioner.services.session.jobs import Job
from tui_captioner.tui.proposals.screen import ProposalScreen


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A dataset whose captions are out of order."""
    for number in range(30):
        (tmp_path / f"{number:02}.png").write_bytes(PNG)
        (tmp_path / f"{number:02}.txt").write_text("standing, photograph")
    return tmp_path


class Held(Ordering):
    """Captions put in order, by a job that goes on only once it was told to stop."""

    hold_look = False

    def look_through(self) -> Job:
        """Hold it at the first step."""
        return self._held(super().look_through()) if self.hold_look else super().look_through()

    def carry_out(self) -> Job:
        """Hold it at the first step."""
        return self._held(super().carry_out())

    def _held(self, job: Job) -> Job:
        first = next(iter(job))
        while not self.cancelled:
            yield first
        yield from job


class Recorded(Ordering):
    """Captions put in order, by a job that waits for a key when all is recorded."""

    asked = False

    def cancel(self) -> bool:
        """Note that it was asked for."""
        self.asked = True
        return super().cancel()

    def carry_out(self) -> Job:
        """Wait at the first file that was written."""
        for progress in super().carry_out():
            yield progress
            while progress.done > progress.total // 2 and not self.asked:
                yield progress


def texts(root: Path) -> set[str]:
    return {path.read_text() for path in root.glob("*.txt")}


async def test_a_change_is_stopped_while_it_is_made_and_can_be_begun_again(root: Path) -> None:
    session = open_session(root)
    async with open_list(session, lambda place: ProposalScreen(place, Held(session))) as desk:
        await desk.at_rest()
        await desk.press("enter")
        await desk.until(lambda: desk.shows("Changing"))
        assert desk.shows("Esc stop")
        await desk.press("escape")
        await desk.until(lambda: desk.shows("Stopped: nothing was changed"))
        assert (texts(root), session.undo_title()) == ({"standing, photograph"}, "")
        assert desk.shows("carry out (30)")
    session.close()


async def test_a_change_is_left_while_it_is_worked_out(root: Path) -> None:
    session = open_session(root)
    change = Held(session)
    change.hold_look = True
    async with open_list(session, lambda place: ProposalScreen(place, change)) as desk:
        await desk.press("enter")
        assert desk.shows("were looked through")
        await desk.press("escape")
        await desk.until(lambda: desk.answers)
        assert (desk.answers, texts(root)) == ([None], {"standing, photograph"})
    session.close()


async def test_what_is_recorded_is_not_stopped_and_that_is_said(root: Path) -> None:
    session = open_session(root)
    async with open_list(session, lambda place: ProposalScreen(place, Recorded(session))) as desk:
        await desk.at_rest()
        chosen = desk.page.choosing.chosen()
        desk.page.choosing.chosen = lambda: chosen
        await desk.press("enter")
        await desk.until(lambda: chosen._worked_out)
        await desk.press("escape")
        await desk.until(lambda: desk.answers)
        assert "Done: put all captions in order, 30 images; Ctrl+Z takes it back" in desk.answers
        assert texts(root) == {"photograph, standing"}
    session.close()

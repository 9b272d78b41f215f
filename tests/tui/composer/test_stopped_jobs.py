"""A change of many captions that is stopped at its progress bar: nothing is changed, and no key is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.composer_desk import Desk, open_desk
from tui_captioner.services.bulk.ordering import Ordering
from tui_captioner.services.session.jobs import Job, Progress
from tui_captioner.tui.composer.screen import ComposerScreen
from tui_captioner.tui.dialogs.preview import PreviewScreen
from tui_captioner.tui.dialogs.progress import ProgressScreen
from tui_captioner.tui.widgets.lines import Lines


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dataset whose captions are out of order, and a bar that comes up at once."""
    monkeypatch.setattr("tui_captioner.tui.composer.background._PATIENCE", -1.0)
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


async def choose(desk: Desk, change: Ordering) -> None:
    """Have a change worked out, and shown."""
    await desk.composer.carry_out(lambda: desk.composer.preview(change, "nothing to do"))


def texts(root: Path) -> set[str]:
    return {path.read_text() for path in root.glob("*.txt")}


def bar(desk: Desk) -> list[str]:
    return list(desk.top.query_one("#lines", Lines).plain)


async def test_a_change_is_stopped_while_it_is_made(root: Path) -> None:
    async with open_desk(root) as desk:
        await choose(desk, Held(desk.session))
        await desk.until(lambda: desk.shows(PreviewScreen))
        await desk.press("enter")
        await desk.until(lambda: desk.shows(ProgressScreen))
        assert bar(desk)[0] == "Captions  10/30   Esc stops it"
        await desk.press("b", "escape")
        await desk.until(lambda: desk.shows(ComposerScreen) and desk.composer.input.value == "b")
        assert (texts(root), desk.session.undo_title()) == ({"standing, photograph"}, "")


async def test_a_change_is_stopped_while_it_is_worked_out(root: Path) -> None:
    async with open_desk(root) as desk:
        change = Held(desk.session)
        change.hold_look = True
        await choose(desk, change)
        await desk.until(lambda: desk.shows(ProgressScreen))
        await desk.press("escape")
        await desk.until(lambda: desk.shows(ComposerScreen))
        assert "Stopped; nothing was changed" in desk.composer.status.plain[0]


async def test_what_is_recorded_is_not_stopped_and_that_is_said(root: Path) -> None:
    async with open_desk(root) as desk:
        change = Recorded(desk.session)
        await choose(desk, change)
        await desk.until(lambda: desk.shows(PreviewScreen))
        await desk.press("enter")
        await desk.until(lambda: desk.shows(ProgressScreen) and change.difference.captions)
        while not change._worked_out:
            await desk.pilot.pause()
        await desk.press("escape")
        await desk.until(lambda: desk.shows(ComposerScreen))
        assert "Ctrl+Z takes it back" in desk.composer.status.plain[0]
        assert texts(root) == {"photograph, standing"}


async def test_a_job_that_goes_through_names_no_key(root: Path) -> None:
    async with open_desk(root) as desk:
        await desk.app.push_screen(ProgressScreen(desk.composer.keymap, Progress(1, 30)))
        assert bar(desk)[0] == "Captions  1/30"
        await desk.press("escape")
        assert [key.key for key in desk.top.held] == ["escape"]  # type: ignore[attr-defined]


async def test_a_bar_says_when_it_is_too_late(root: Path) -> None:
    async with open_desk(root) as desk:
        await desk.app.push_screen(ProgressScreen(desk.composer.keymap, Progress(20, 30), lambda: False))
        await desk.press("escape")
        assert bar(desk)[0] == "Captions  20/30   it is recorded; undo takes it back"

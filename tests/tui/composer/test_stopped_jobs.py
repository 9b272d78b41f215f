"""A progress bar: it stops what can be stopped, says when it is too late, and loses no key."""

from __future__ import annotations

from pathlib import Path

from tests.support.composer_desk import Desk, open_desk
from tui_captioner.services.session.jobs import Progress
from tui_captioner.tui.dialogs.progress import ProgressScreen
from tui_captioner.tui.widgets.lines import Lines


def bar(desk: Desk) -> list[str]:
    return list(desk.top.query_one("#lines", Lines).plain)


async def test_a_job_that_goes_through_names_no_key(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.app.push_screen(ProgressScreen(desk.composer.keymap, Progress(1, 30)))
        assert bar(desk)[0] == "Captions  1/30"
        await desk.press("escape")
        assert [key.key for key in desk.top.held] == ["escape"]  # type: ignore[attr-defined]


async def test_a_bar_says_when_it_is_too_late(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.app.push_screen(ProgressScreen(desk.composer.keymap, Progress(20, 30), lambda: False))
        await desk.press("escape")
        assert bar(desk)[0] == "Captions  20/30   it is recorded; Ctrl+Z takes it back"

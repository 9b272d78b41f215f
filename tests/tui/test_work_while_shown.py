"""Work beside the keys ends with the screen that it draws on; a fault in it is told as long as that is shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.app import App
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.worker import WorkerFailed

from tui_captioner.tui.work_while_shown import WorkWhileShown


class Shown(WorkWhileShown, Screen[None]):
    """A screen without what its work looks for."""

    def work_at_once(self) -> None:
        self.run_worker(self._look)

    def work_while_it_goes(self) -> None:
        self.run_worker(self._look_behind_its_end())

    async def _look(self) -> None:
        self.query_one("#rows")

    async def _look_behind_its_end(self) -> None:
        self.remove()
        self.query_one("#rows")


async def carried_out(begin: Callable[[Shown], None]) -> bool:
    """Have a screen begin its work in an app of its own; whether the app goes on."""
    app: App[None] = App()
    async with app.run_test() as pilot:
        screen = Shown()
        await app.push_screen(screen)
        begin(screen)
        await pilot.pause()
        await app.workers.wait_for_complete()
        return app.is_running


async def test_what_is_drawn_on_a_screen_that_goes_ends_nothing() -> None:
    assert await carried_out(Shown.work_while_it_goes)


async def test_what_is_missing_on_a_screen_that_is_shown_is_told() -> None:
    with pytest.raises((WorkerFailed, NoMatches)):
        await carried_out(Shown.work_at_once)

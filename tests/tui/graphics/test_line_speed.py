"""How fast the line to the terminal is, as far as the quality of pictures goes."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.support.terminal_line import Line, settle
from tui_captioner.tui.graphics import link as link_module
from tui_captioner.tui.graphics.model import View
from tui_captioner.tui.graphics.protocol import Protocol, ProtocolChoice
from tui_captioner.tui.graphics.quality import Quality
from tui_captioner.tui.graphics.requests import Requests
from tui_captioner.tui.terminal.terminal_replies import TerminalCaps

CELLS = (80, 24)


class TimedLine(Line):
    """A line whose answers come when the test says so."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__()
        self.now = 0.0
        monkeypatch.setattr(link_module, "monotonic", lambda: self.now)
        self.requests = Requests(
            TerminalCaps(cell=(10, 20)), ProtocolChoice(Protocol.SIXEL, "", quality=Quality.NORMAL), lambda: self.link
        )

    async def frame(self, cells: int, seconds: float) -> None:
        """A picture in cells that takes so long to arrive."""
        self.link.mark(cells=cells)
        self.now += seconds
        self.link.acknowledge()
        await settle()

    async def piece(self, size: int, seconds: float) -> None:
        """A piece of an encoded picture that takes so long."""
        await self.link.send("x" * size)
        self.now += seconds
        self.link.acknowledge()
        await settle()

    def quality(self) -> Quality:
        """What the next picture would be encoded in."""
        return self.requests.make(Path("a.png"), CELLS, (0, 0, 0), View()).quality


async def test_a_terminal_that_is_slow_with_letters_and_quick_with_pictures_gets_them_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    line = TimedLine(monkeypatch)
    await line.frame(0, 0.01)
    await line.frame(1000, 0.5)
    assert line.quality() == Quality.LOW
    await line.piece(100_000, 0.3)
    assert line.quality() == Quality.NORMAL
    assert line.link.is_slow_for(1000)


async def test_over_a_line_of_64_kilobytes_a_second_they_are_sent_smaller_until_it_is_twice_as_fast(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    line = TimedLine(monkeypatch)
    await line.frame(0, 0.01)
    await line.piece(64_000, 1.01)
    assert line.quality() == Quality.LOW
    await line.piece(64_000, 64_000 / 150_000 + 0.01)
    assert line.quality() == Quality.LOW
    await line.piece(64_000, 0.1)
    assert line.quality() == Quality.NORMAL


async def test_a_piece_behind_another_counts_from_when_that_has_arrived(monkeypatch: pytest.MonkeyPatch) -> None:
    line = TimedLine(monkeypatch)
    await line.frame(0, 0.01)
    task = asyncio.create_task(line.link.send("x" * 50_000))
    await line.link.send("x" * 50_000)
    await task
    for _ in range(2):
        line.now += 0.2
        line.link.acknowledge()
    assert line.link.seconds_for(50_000) == pytest.approx(0.2)


async def test_an_answer_counts_from_when_it_came_not_from_when_the_app_had_time_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    line = TimedLine(monkeypatch)
    await line.frame(0, 0.01)
    line.link.mark(cells=1000)
    line.now += 3
    line.link.acknowledge(0.03)
    assert not line.link.is_slow_for(1000)

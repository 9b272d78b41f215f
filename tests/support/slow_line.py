"""A line to a terminal that is slow and far away, on a clock that is only counted: no test waits for it."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from tui_captioner.tui.graphics import link as link_module
from tui_captioner.tui.graphics.link import QUESTION, Link


class _CountedWaits(selectors.DefaultSelector):
    """Where nothing is ready, the time until something is to be done passes at once."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready and timeout is not None:
            self.now += max(0.0, timeout)
        return ready


class CountedLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock goes on only while everybody waits."""

    def __init__(self) -> None:
        self._waits = _CountedWaits()
        super().__init__(self._waits)

    def time(self) -> float:
        """Seconds since the beginning."""
        return self._waits.now


class SlowLine:
    """A line.

    Args:
        rate: Bytes per second.
        delay: Seconds there and back.
        monkeypatch: Puts the link on the loop's clock.
    """

    def __init__(self, rate: float, delay: float, monkeypatch: pytest.MonkeyPatch) -> None:
        self._loop = asyncio.get_running_loop()
        self._rate, self._delay = rate, delay
        self._free_at = 0.0
        self.sent = 0
        self.link = Link(self.write)
        monkeypatch.setattr(link_module, "monotonic", self._loop.time)

    def write(self, text: str) -> bool:
        """Put a text on the line; the terminal answers what is asked in it."""
        arrives = self._put(text)
        for _ in range(text.count(QUESTION)):
            self._loop.call_at(arrives + self._delay / 2, self.link.acknowledge)
        return True

    def echo(self, text: str) -> float:
        """Seconds that what is shown for a key takes beyond the way: it waits for what was written before."""
        return self._put(text) - self._delay / 2 - self._loop.time()

    def _put(self, text: str) -> float:
        """When a text has arrived."""
        self._free_at = max(self._free_at, self._loop.time()) + len(text.encode()) / self._rate
        self.sent += len(text.encode())
        return self._free_at + self._delay / 2


def counted(main: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run something on a counted clock."""
    with asyncio.Runner(loop_factory=CountedLoop) as runner:
        runner.run(main())

"""How fast a server is asked: so many requests at once, and all of them wait when it says so."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from random import random

LONGEST_WAIT = 60.0
"""Seconds between two tries where a server does not say when to come again."""
MOST_WAITS = 10
"""Waits in a row, some five minutes; then it is given up."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Time, for tests to have their own.

    Args:
        now: Seconds that only grow.
        sleep: Waits for so many seconds.
        date: The date, for servers that name one.
        chance: A number from 0 to 1, so that not all come again at the same moment.
    """

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    date: Callable[[], datetime] = lambda: datetime.now(UTC)
    chance: Callable[[], float] = random

    def wait_of(self, tries: int) -> float:
        """Seconds before a new try, where so many failed: 1, 2, 4 ... 60, a little more or less."""
        return float(min(LONGEST_WAIT, 2.0 ** min(tries, 10)) * (0.75 + self.chance() / 2))

    def asked_wait(self, said: str) -> float | None:
        """The seconds that a `Retry-After` means, in seconds or as a date; None where it says neither."""
        try:
            return max(0.0, float(said)) if said.strip() and float(said) < 1e9 else None
        except ValueError:
            pass
        try:
            until = parsedate_to_datetime(said)
        except (ValueError, OverflowError):
            return None
        until = until if until.tzinfo is not None else until.replace(tzinfo=UTC)
        return max(0.0, (until - self.date()).total_seconds())


class Pace:
    """Lets so many requests through at once.

    Args:
        parallel: How many.
        clock: The time.
    """

    def __init__(self, parallel: int, clock: Clock) -> None:
        self.parallel = max(1, parallel)
        self._clock = clock
        self._running = 0
        self._until = 0.0
        self._waits = 0
        self._free = asyncio.Condition()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait until a request may be sent, and count it while it is under way."""
        async with self._free:
            await self._free.wait_for(lambda: self._running < self.parallel)
            self._running += 1
        try:
            while (left := self._until - self._clock.now()) > 0:
                await self._clock.sleep(left)
            yield
        finally:
            async with self._free:
                self._running -= 1
                self._free.notify_all()

    def went_well(self) -> None:
        """The server answered, so it is not too busy any more."""
        self._waits = 0

    def hold(self, seconds: float | None) -> bool:
        """Have all wait, and half as many go on afterwards; whether it is worth it.

        Args:
            seconds: How long, as the server says it; None where it doesn't.
        """
        if self._clock.now() < self._until:
            return True  # several came back with the same news
        if self._waits >= MOST_WAITS:
            return False
        wait = self._clock.wait_of(self._waits) if seconds is None else seconds
        self._waits += 1
        self._until = self._clock.now() + wait
        self.parallel = max(1, self.parallel // 2)
        return True

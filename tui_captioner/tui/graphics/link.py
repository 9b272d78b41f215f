"""Sending to the terminal no faster than it arrives there.

Over a slow line everything that is written waits in buffers, and the letters being typed wait behind it. So after each
piece the terminal is asked where its cursor is: the answer comes down the same line, when the piece has arrived.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from math import inf
from time import monotonic
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary, ref

from textual.app import App

from tui_captioner.tui.terminal.textual_parts import driver_of

QUESTION = "\x1b[6n"
UNANSWERED = 2
"""Pieces that may be on their way at a time: one arrives while the next is sent."""

PATIENCE = 5.0
"""Seconds after which an answer counts as lost."""

_SLOW = 0.4
"""Seconds that letters may wait behind a picture's frame before whoever types would mind."""

_HASTE = 4
"""How much sooner than `_SLOW` a picture is painted a few rows at a time."""

_TELLING = 500
"""Cells of a picture by which the line is judged; fewer count as a part."""

_TELLING_BYTES = 50_000
"""Bytes of encoded pictures by which the line is judged."""

_BREATH = 0.02
"""Seconds between pieces where there are no answers: room for the letters being typed, at 800 kB a second."""


class _Asked(NamedTuple):
    """A question that is on its way.

    Args:
        at: When it was asked.
        cells: Cells of a picture that were written before it.
        size: Bytes of an encoded picture that were written before it.
    """

    at: float
    cells: int
    size: int


class Link:
    """The line to the terminal.

    Args:
        write: Puts text on the line, in order with the screen's own output; false if there is no line.
        answers: Whether answers come through; without them everything is sent at once.
    """

    def __init__(self, write: Callable[[str], bool], *, answers: bool = True) -> None:
        self._write = write
        self._asked: deque[_Asked] = deque()
        self._fastest = inf
        self._answered_at = -inf
        self._seconds_per_cell = 0.0
        self._seconds_per_byte: float | None = None
        self._deaf = not answers
        self._answer = asyncio.Event()

    async def send(self, text: str) -> None:
        """Write a piece as soon as there is room for it on the line."""
        await self.room()
        self._ask(text, size=len(text))
        if self._deaf:
            await asyncio.sleep(_BREATH)

    @property
    def latency(self) -> float:
        """Seconds to the terminal and back with nothing else on the line; 0 while that is not known."""
        return 0.0 if self._fastest == inf else self._fastest

    def is_slow_for(self, cells: int) -> bool:
        """Whether so many cells of a picture would hold up typed letters, going by how long others took."""
        return self._seconds_per_cell * cells > _SLOW

    def seconds_for(self, size: int) -> float | None:
        """How long an encoded picture is on its way, going by those before it; None while none was sent.

        Args:
            size: Its bytes.
        """
        return None if self._seconds_per_byte is None else self._seconds_per_byte * size

    @property
    def cells_at_once(self) -> float:
        """Cells of a picture that arrive in half of the time that an answer takes, going by how long others took.

        With two such pieces on their way the line is never idle, and letters wait no longer than for an answer.
        """
        return self.latency / 2 / self._seconds_per_cell if self._seconds_per_cell else inf

    def rows_at_once(self, width: int, height: int, most: int) -> int:
        """Rows of a picture to paint at a time: all of them where that holds up no letter for a tenth of a second.

        Args:
            width: Cells across.
            height: Cells down.
            most: Cells at a time otherwise, unless a row has more.
        """
        if not self.is_slow_for(_HASTE * width * height):
            return height
        return max(1, int(min(most, self.cells_at_once) // width))

    async def room(self) -> None:
        """Wait until one more piece may be sent."""
        await self._while(lambda: len(self._asked) > UNANSWERED - 1)

    async def idle(self) -> None:
        """Wait until everything that was marked has arrived."""
        await self._while(lambda: bool(self._asked))

    async def arrival(self) -> float:
        """Wait until all that was written up to here has arrived.

        Returns:
            When that was, by `time.monotonic`; now where nobody answers.
        """
        self._ask("")
        if self._deaf or not self._asked:
            return monotonic()
        mine = self._asked[-1]
        await self._while(lambda: any(asked is mine for asked in self._asked))
        return monotonic() if self._deaf else self._answered_at

    def mark(self, text: str = "", *, cells: int = 0) -> None:
        """Write at once, and ask to be told when all that was written up to here has arrived.

        Args:
            text: What to write, if anything.
            cells: How many cells of a picture have just been written, to learn how fast the line is.
        """
        self._ask(text, cells=cells)

    def write(self, text: str) -> None:
        """Write at once without asking: for short commands."""
        if text:
            self._write(text)

    def acknowledge(self, at: float | None = None) -> None:
        """The terminal has answered.

        Args:
            at: When the answer came, by `time.monotonic`; now if it isn't known. The app may have been busy since.
        """
        self._deaf = False
        if self._asked:
            self._learn(self._asked.popleft(), monotonic() if at is None else at)
        self._answer.set()

    def _ask(self, text: str, *, cells: int = 0, size: int = 0) -> None:
        """Write, and ask for an answer."""
        if self._deaf:
            self.write(text)
            return
        self._asked.append(_Asked(monotonic(), cells, size))
        if not self._write(text + QUESTION):
            self._asked.pop()

    def _learn(self, asked: _Asked, now: float) -> None:
        """How fast the line is, by an answer.

        The fastest answer is the way there and back; what goes beyond is the line being busy.
        """
        delay = now - asked.at
        self._fastest = min(self._fastest, delay)
        if asked.cells:
            # A few cells say little: a row of a picture may be of one colour.
            told = min(1.0, asked.cells / _TELLING)
            self._seconds_per_cell += told * ((delay - self._fastest) / asked.cells - self._seconds_per_cell)
        if asked.size:
            # A piece behind another one is on its way from when that has arrived.
            busy = min(delay - self._fastest, now - self._answered_at) / asked.size
            known, told = self._seconds_per_byte, min(1.0, asked.size / _TELLING_BYTES)
            self._seconds_per_byte = busy if known is None else known + told * (busy - known)
        self._answered_at = now

    async def _while(self, waits: Callable[[], bool]) -> None:
        """Wait for answers as long as that is to be waited for."""
        while waits():
            self._answer.clear()
            try:
                async with asyncio.timeout(PATIENCE):
                    await self._answer.wait()
            except TimeoutError:
                # Somebody else eats the answers. Asking on would only make every picture late.
                self._asked.clear()
                self._deaf = True


_links: WeakKeyDictionary[App[Any], Link] = WeakKeyDictionary()


def link_of(app: App[Any]) -> Link:
    """The app's line to its terminal, shared by all pictures.

    Textual hands the answers to the app alone, so the app has to pass them on; where it does not, nothing is paced:

        def on_cursor_position(self, event: events.CursorPosition) -> None:
            link_of(self).acknowledge(event.time)
    """
    if app not in _links:
        _links[app] = Link(_writer(app), answers=hasattr(app, "on_cursor_position"))
    return _links[app]


def _writer(app: App[Any]) -> Callable[[str], bool]:
    """Writes through the queue that the frames go through: anything else would land in the middle of one."""
    weak = ref(app)

    def write(text: str) -> bool:
        present = weak()
        driver = None if present is None else driver_of(present)
        if driver is None or driver.is_headless or driver.is_web:
            return False
        driver.write(text)
        return True

    return write

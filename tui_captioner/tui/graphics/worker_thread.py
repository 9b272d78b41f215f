"""One background thread that does one piece of work after the other and drops those nobody waits for."""

from __future__ import annotations

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")
Work = Callable[[Callable[[], bool]], T]
"""Called with a question to ask now and then: whether the result is still wanted (true if it is not)."""


class WorkerThread:
    """A thread for work that would hold up the screen.

    Work starts when that before has ended, so pictures that are passed quickly never pile up in threads. The thread
    does not keep the program from ending: a file on a dead mount must not.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._waiting: queue.SimpleQueue[_Ticket | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    async def run(self, work: Work[T]) -> T:
        """Do work in the thread; cancelling the caller drops or stops it."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name=self._name, daemon=True)
            self._thread.start()
        ticket = _Ticket(work, asyncio.get_running_loop())
        self._waiting.put(ticket)
        try:
            result: T = await ticket.future
        finally:
            ticket.dropped.set()
        return result

    def close(self) -> None:
        """End the thread once its present work is done."""
        if self._thread is not None:
            self._waiting.put(None)
            self._thread = None

    def _work(self) -> None:
        """The thread: until a `None` comes."""
        while (ticket := self._waiting.get()) is not None:
            ticket.do()


class _Ticket:
    """Work, and where its result goes."""

    def __init__(self, work: Work[Any], loop: asyncio.AbstractEventLoop) -> None:
        self.future: asyncio.Future[Any] = loop.create_future()
        self.dropped = threading.Event()
        self._work = work
        self._loop = loop

    def do(self) -> None:
        """Do the work, unless it was dropped, and hand over what comes of it."""
        if self.dropped.is_set():
            return
        result: Any = None
        failure: Exception | None = None
        try:
            result = self._work(self.dropped.is_set)
        except Exception as error:  # goes to the caller, whatever it is
            failure = error
        with contextlib.suppress(RuntimeError):  # the loop has been closed meanwhile
            self._loop.call_soon_threadsafe(self._deliver, result, failure)

    def _deliver(self, result: Any, failure: Exception | None) -> None:
        """In the loop's thread: answer the caller if it still waits."""
        if self.future.done():
            return
        if failure is None:
            self.future.set_result(result)
        else:
            self.future.set_exception(failure)

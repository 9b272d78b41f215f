"""Something that takes long and waits for the disk, done in a thread while its job goes on yielding."""

from __future__ import annotations

from collections.abc import Callable, Generator
from threading import Event, Thread
from typing import Generic, TypeVar

Result = TypeVar("Result")
Word = TypeVar("Word")

_LOOK = 0.004
"""Seconds between two looks whether it is done."""


class Aside(Generic[Result]):
    """A thread that does one thing.

    Args:
        act: What is done; it must touch nothing that others use meanwhile.
    """

    def __init__(self, act: Callable[[], Result]) -> None:
        self._act = act
        self._results: list[Result] = []
        self._error: BaseException | None = None
        # Not by the thread's own join: one that Ctrl+C breaks off takes the thread for ended (Python 3.11, 3.12).
        self._ended = Event()
        Thread(target=self._run, name="aside", daemon=True).start()

    def _run(self) -> None:
        try:
            self._results.append(self._act())
        except BaseException as error:
            self._error = error
        finally:
            self._ended.set()

    def wait(self) -> Result:
        """Wait to the end; gives the result, or raises what was raised."""
        self._ended.wait()
        if self._error is not None:
            raise self._error
        return self._results[0]

    def waiting(self) -> Generator[None, None, Result]:
        """Yield until it is done, then give the result. Whoever leaves before waits for its end."""
        try:
            while not self._ended.is_set():
                yield
                self._ended.wait(_LOOK)
        finally:
            self._ended.wait()
        return self.wait()


def saying(word: Word, waiting: Generator[object, None, Result]) -> Generator[Word, None, Result]:
    """Wait for something, and yield the same word each time: how far that is counts as no progress here."""
    try:
        while True:
            next(waiting)
            yield word
    except StopIteration as end:
        result: Result = end.value
        return result
    finally:
        waiting.close()

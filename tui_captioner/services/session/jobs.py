"""Work over many images, done a little at a time."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Generator, Iterator
from typing import NamedTuple, TypeVar

Result = TypeVar("Result")


class Progress(NamedTuple):
    """How far a job over many images is, the same for all jobs and commands.

    Args:
        done: Images that are done; it never falls. One that is to be looked at, then written, is half done in between.
        total: Images that the job is about; the same from its beginning to its end.
    """

    done: int
    total: int

    @property
    def percent(self) -> int:
        """How many of a hundred are done."""
        return 100 * self.done // max(1, self.total)

    @classmethod
    def looked(cls, done: int, total: int) -> Progress:
        """So many of `total` images looked at, of which none is written yet."""
        return cls(min(done, total) // 2, total)

    @classmethod
    def written(cls, done: int, of: int, total: int) -> Progress:
        """All of `total` images looked at, and `done` of those `of` that are to be written."""
        half = total // 2
        return cls(half + (total - half) * done // max(1, of), total)


Job = Iterator[Progress]
"""An edit that may take long: each step of the iterator does a little of it. Stopped half-way, it is finished at the
next opening, since what is left to write is in the database."""


Steps = Generator[Progress, None, None]
"""A job where it is made."""


def finish(job: Job) -> None:
    """Carry a job through to its end."""
    for _ in job:
        pass


def result_of(steps: Generator[Progress, None, Result], progress: Callable[[int, int], object] | None = None) -> Result:
    """Carry something through to its end, and give what it makes.

    Args:
        steps: The work.
        progress: Called with how many images are done, and of how many.
    """
    while True:
        try:
            step = next(steps)
            if progress is not None:
                progress(step.done, step.total)
        except StopIteration as end:
            result: Result = end.value
            return result


class OpenJobs:
    """The jobs that were begun and may not be at their end: who owns the files they write to ends them before those."""

    def __init__(self) -> None:
        self._jobs: weakref.WeakSet[Steps] = weakref.WeakSet()

    def own(self, job: Steps) -> Job:
        """Note a job that is handed out, and give it back."""
        self._jobs.add(job)
        return job

    def close(self) -> None:
        """Stop all jobs where they are; each still notes what it has done.

        One that was never begun does nothing. Raises the first error, when all are stopped.
        """
        failed: list[Exception] = []
        for job in list(self._jobs):
            try:
                job.close()
            except Exception as error:
                failed.append(error)
        self._jobs.clear()
        if failed:
            raise failed[0]

"""Work over many images, done a little at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job over many images is."""

    done: int
    total: int


Job = Iterator[Progress]
"""An edit that may take long: each step of the iterator does a little of it. Stopped half-way, it is finished at the
next opening, since what is left to write is in the database."""


def finish(job: Job) -> None:
    """Carry a job through to its end."""
    for _ in job:
        pass

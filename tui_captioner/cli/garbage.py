"""Garbage collection while a command goes over many captions."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_RARELY = 500_000
"""New objects between two looks of the collector."""


@contextmanager
def collected_rarely() -> Iterator[None]:
    """What a command makes is kept to its end: looking it over every 700 objects took a third of a check."""
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_RARELY, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()

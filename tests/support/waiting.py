"""Waiting for a state instead of for time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

PATIENCE = 20.0


def wait_until(met: Callable[[], object]) -> None:
    """Look again and again; what is waited for happens in another process."""
    until = time.monotonic() + PATIENCE
    while not met():
        assert time.monotonic() < until
        threading.Event().wait(0.01)

"""Has the clock of a program run backwards from its start."""

from __future__ import annotations

import datetime
import time

_real, _real_ns, _begun = time.time, time.time_ns, time.time_ns()


def _backward_ns() -> int:
    return 2 * _begun - _real_ns()


class _Backward(datetime.datetime):
    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> _Backward:
        return cls.fromtimestamp(_backward_ns() / 1e9, tz)


time.time_ns = _backward_ns
time.time = lambda: _backward_ns() / 1e9
datetime.datetime = _Backward  # type: ignore[misc]

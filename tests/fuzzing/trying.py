"""Trying one input after the other on a target: what is a fault, and where it is kept."""

from __future__ import annotations

import hashlib
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.fuzzing.target import Target

LIMIT = 2.0
"""Seconds of this process's time for one input, which has some 100 kB at most."""
_TRIES = 400
"""Smaller inputs that are tried for a fault."""
_NOT_OURS = ("site-packages", "lib/python")
CURRENT = "current"
"""The file that holds the input which is being tried: what is left of a process that was killed by one."""


def fault_of(target: Target, data: bytes, limit: float = LIMIT) -> str:
    """What is wrong with a target by an input: the exception and where it was raised; empty if nothing is."""
    began = time.process_time()
    try:
        target.takes(data)
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        # The last line of ours: below it, libraries raise what they like.
        own = [
            frame for frame in frames if "site-packages" not in frame.filename and "lib/python" not in frame.filename
        ]
        place = own[-1]
        return f"{type(error).__name__} in {Path(place.filename).name}:{place.lineno}"
    spent = time.process_time() - began
    return f"longer than {limit:g} s" if spent > limit else ""


def smaller(target: Target, data: bytes, fault: str) -> bytes:
    """A smaller input with the same fault: pieces are left out as long as it stays."""
    tries, size = 0, len(data) // 2
    while size and tries < _TRIES:
        at = 0
        while at < len(data) and tries < _TRIES:
            tries += 1
            shorter = data[:at] + data[at + size :]
            if fault_of(target, shorter) == fault:
                data = shorter
            else:
                at += size
        size //= 2
    return data


@dataclass
class Trial:
    """Inputs tried on one target.

    Args:
        target: The target.
        folder: Where the inputs with faults go, each fault once.
        until: When to stop, by the monotonic clock.
    """

    target: Target
    folder: Path
    until: float
    tried: int = 0
    faults: dict[str, Path] = field(default_factory=dict)

    @property
    def is_over(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() >= self.until

    def one(self, data: bytes) -> None:
        """Try an input."""
        (self.folder / CURRENT).write_bytes(data)
        self.tried += 1
        fault = fault_of(self.target, data)
        if fault and fault not in self.faults:
            least = data if fault.startswith("longer") else smaller(self.target, data, fault)
            self.faults[fault] = kept(self.folder, least)


def kept(folder: Path, data: bytes) -> Path:
    """Keep an input under a name made of what is in it."""
    path = folder / hashlib.sha256(data).hexdigest()[:12]
    path.write_bytes(data)
    return path


Search = Callable[[Trial, int, Callable[[], None]], None]
"""Tries inputs, made with a seed, until the trial is over; then calls what it was given."""

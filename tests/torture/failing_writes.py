"""Writes to the caption files of a program that fail, or come short: by a library that is loaded into it."""

from __future__ import annotations

import errno
import os
import struct
import subprocess
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from tests.torture.dataset import Dataset
from tests.torture.faults import Fault

_SOURCE = Path(__file__).with_suffix(".c")
_ORDERS = struct.Struct("ii")
_HALF = -1


@cache
def _library() -> Path:
    built = Path(mkdtemp(prefix="failing-writes-")) / "failing_writes.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", built, _SOURCE, "-ldl"], check=True)
    return built


class FailingWrites(Fault):
    """What `write` gives for the files of a dataset; the database, which is written by `pwrite64`, is spared.

    Args:
        name: For people.
        error: Its number; `_HALF` for a write that takes half of what it is given, which is no failure.
    """

    needs = "cc"

    def __init__(self, name: str, error: int) -> None:
        self.name = name
        self._error = error

    @staticmethod
    def _file(dataset: Dataset) -> Path:
        return dataset.root.parent.parent / "orders"

    def environment(self, dataset: Dataset) -> Mapping[str, str]:
        """See `Fault.environment`."""
        self._file(dataset).write_bytes(_ORDERS.pack(0, 0))
        return {
            "LD_PRELOAD": str(_library()),
            "FAILING_WRITES": str(self._file(dataset)),
            "FAILING_BELOW": os.path.realpath(dataset.root),
        }

    def on(self, dataset: Dataset, process: int) -> Iterator[None]:
        """See `Fault.on`."""
        yield from self.after(0, dataset)

    def after(self, count: int, dataset: Dataset) -> Iterator[None]:
        """See `Fault.after`."""
        with self._file(dataset).open("r+b", buffering=0) as file:
            file.write(_ORDERS.pack(self._error, count))
            try:
                yield
            finally:
                file.seek(0)
                file.write(_ORDERS.pack(0, 0))


WRITES = (
    FailingWrites("EIO from write", errno.EIO),
    FailingWrites("ENOSPC from write", errno.ENOSPC),
    FailingWrites("half a write", _HALF),
)

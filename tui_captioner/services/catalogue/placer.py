"""A process that makes rows of images for the one that fills the catalogue of a large dataset: two cores do it sooner.

It gets a few images at a time on its standard input and gives their rows on its standard output, both pickled: the two
processes are one program, and nobody else writes into their pipes. It touches no catalogue, and ends when its input
does.
"""

from __future__ import annotations

import gc
import os
import pickle
import select
import struct
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, cast

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.catalogue.filling import Terms, terms_of
from tui_captioner.services.catalogue.image_rows import Wanted, maker_of
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.rows import ImageRow

GC_THRESHOLD = 50_000
"""Objects between two looks for circles, in the processes that make rows: rows hold none, and captions neither."""
_NICER = 10
"""Beside the process that fills, which is nice itself: on two processors it takes the rest of the second one."""
_LENGTH = struct.Struct("<Q")
"""Stands before each answer."""
_AT_ONCE = 2
"""Parts that it has at a time, so that it need not wait for the next one."""
_MOST = 16_000
"""Bytes of a part. Two of them fit into a pipe that nobody reads yet, so giving one never waits."""


def main(root: str) -> int:
    """Make rows of images of the dataset `root` as long as some are asked for."""
    asked, rows = sys.stdin.buffer, sys.stdout.buffer
    with suppress(OSError):
        os.nice(_NICER)
    try:
        session = Session.open(Path(root), writable=False)
    except CaptionerError:
        return 1
    try:
        gc.freeze()
        gc.set_threshold(GC_THRESHOLD)
        make = maker_of(session)
        _send(rows, terms_of(session))
        while True:
            try:
                part = cast(Sequence[Wanted], pickle.load(asked))
            except EOFError:
                return 0
            _send(rows, [make(wanted) for wanted in part])
    except (CaptionerError, OSError):
        return 1
    finally:
        session.close()


def _send(where: IO[bytes], what: object) -> None:
    data = pickle.dumps(what, pickle.HIGHEST_PROTOCOL)
    where.write(_LENGTH.pack(len(data)) + data)
    where.flush()


class Placer:
    """A running process of that kind, which may fail at any time: then its parts are to be made by who gave them.

    Args:
        command: How it is started.
        terms: What the rows are to depend on; where they depend on something else by now, it is not used.

    Raises:
        OSError: If it can't be started.
    """

    def __init__(self, command: Sequence[str], terms: Terms) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
        )
        self._terms = terms
        self._ready = self._over = False
        self._given: deque[Sequence[Wanted]] = deque()

    @property
    def is_busy(self) -> bool:
        """Whether it has something to do still."""
        return bool(self._given)

    def give(self, part: Sequence[Wanted]) -> bool:
        """Have rows made of some images; False where they had better be made here."""
        self._greet()
        if not self._ready or self._over or len(self._given) >= _AT_ONCE:
            return False
        data = pickle.dumps(list(part), pickle.HIGHEST_PROTOCOL)
        if len(data) > _MOST:
            return False
        try:
            cast(IO[bytes], self._process.stdin).write(data)
        except OSError:
            self._over = True
            return False
        self._given.append(part)
        return True

    def take(self, make: Callable[[Wanted], ImageRow], seconds: float = 0) -> list[ImageRow]:
        """The rows that are there.

        Args:
            make: Makes those that it failed to make.
            seconds: How long to wait for some.
        """
        if not self._given:
            return []
        if self._has_said(seconds):
            rows = self._load()
            if rows is not None:
                self._given.popleft()
                return cast(list[ImageRow], rows)
        if not self._over:
            return []
        left = [wanted for part in self._given for wanted in part]
        self._given.clear()
        return [make(wanted) for wanted in left]

    def end(self) -> None:
        """End it."""
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        self._process.wait()

    def _greet(self) -> None:
        """Once it has opened the dataset: see whether it goes by the same as we do."""
        if not self._ready and not self._over and self._has_said(0):
            self._ready = self._load() == self._terms
            self._over = not self._ready

    def _has_said(self, seconds: float) -> bool:
        return not self._over and bool(select.select([cast(IO[bytes], self._process.stdout)], [], [], seconds)[0])

    def _load(self) -> Any:
        """One answer, whole: it is written at once, so reading it waits for no more than that."""
        try:
            (size,) = _LENGTH.unpack(self._read(_LENGTH.size))
            return pickle.loads(self._read(size))
        except (EOFError, OSError, pickle.UnpicklingError):
            self._over = True
            return None

    def _read(self, size: int) -> bytes:
        """So many bytes and no more: what a buffer had read ahead, `select` would not see."""
        parts: list[bytes] = []
        while size:
            part = os.read(cast(IO[bytes], self._process.stdout).fileno(), size)
            if not part:
                raise EOFError
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

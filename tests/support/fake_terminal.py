"""A pseudo-terminal that answers questions as a test says."""

from __future__ import annotations

import os
import pty
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Answer = Callable[[bytes], bytes]


@contextmanager
def fake_terminal(answer: Answer, *, piecemeal: bool = False) -> Iterator[tuple[str, list[bytes]]]:
    """A pseudo-terminal whose other end answers each question that ends with a request for device attributes.

    Args:
        answer: What it answers.
        piecemeal: Whether it answers byte by byte.
    """
    master, slave = pty.openpty()
    questions: list[bytes] = []

    def serve() -> None:
        pending = b""
        while True:
            try:
                data = os.read(master, 4096)
            except OSError:
                return
            if not data or b"\x04stop" in data:
                return
            pending += data
            if pending.endswith((b"\x1b[c", b"\x1b\\")):
                questions.append(pending)
                sent = answer(pending)
                for piece in [sent[at : at + 1] for at in range(len(sent))] if piecemeal else [sent]:
                    os.write(master, piece)
                pending = b""

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield os.ttyname(slave), questions
    finally:
        os.write(slave, b"\x04stop")
        thread.join(5)
        os.close(master)
        os.close(slave)

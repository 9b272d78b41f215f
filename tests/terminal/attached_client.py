"""A terminal that is attached to a tmux server, of a size of its own."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import termios
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from threading import Thread

from tests.terminal.driver import TIMEOUT


@contextmanager
def attached(command: Sequence[str], environment: Mapping[str, str], columns: int, rows: int) -> Iterator[None]:
    """Have a client run in a terminal that takes what it is sent; at the end the terminal is closed.

    Args:
        command: The client.
        environment: Its environment.
        columns: Of the terminal.
        rows: Of the terminal.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    client = subprocess.Popen(command, env=environment, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    reader = Thread(target=_read_away, args=(ours,))
    reader.start()
    try:
        yield
    finally:
        client.terminate()
        client.wait(TIMEOUT)
        reader.join(TIMEOUT)
        os.close(ours)


def _read_away(terminal: int) -> None:
    with suppress(OSError):  # the other end is closed
        while os.read(terminal, 1 << 16):
            pass

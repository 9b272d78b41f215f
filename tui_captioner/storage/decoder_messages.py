"""What the program and its decoding process say to each other: a description in JSON, and pixels.

A message is two lengths of four bytes, then so much JSON, then so many bytes. Requests go to the process's standard
input, `{"id", "do", ...}`; answers come from its standard output. `{"cancel": id}` tells that an answer is no longer
wanted; it is answered all the same, at once if the decoder can be stopped.
"""

from __future__ import annotations

import json
import math
import os
import select
import struct
from time import monotonic
from typing import Any

Message = dict[str, Any]

HEAD = struct.Struct(">II")

LONGEST_TEXT = 1 << 20
LONGEST_PIXELS = 1 << 30
"""Larger lengths than these are no message, but what a process wrote that has gone wrong."""


def packed(message: Message, payload: int = 0) -> bytes:
    """A message as it goes through a pipe, before so many bytes of payload.

    Names that are not UTF-8 survive: JSON escapes what stands for them.
    """
    text = json.dumps(message).encode()
    return HEAD.pack(len(text), payload) + text


def read_exactly(descriptor: int, amount: int, until: float = math.inf) -> bytearray:
    """So many bytes, waiting for them as long as it takes, or until then by the monotonic clock.

    Raises:
        EOFError: If the other side has gone.
        TimeoutError: If it took too long.
    """
    data = bytearray(amount)
    rest = memoryview(data)
    while rest:
        if until < math.inf and not is_readable(descriptor, max(0.0, until - monotonic())):
            raise TimeoutError
        count = os.readv(descriptor, [rest])
        if not count:
            raise EOFError
        rest = rest[count:]
    return data


def write_all(descriptor: int, data: bytes) -> None:
    """Write everything.

    Raises:
        BrokenPipeError: If the other side has gone.
    """
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def read_message(descriptor: int, until: float = math.inf) -> tuple[Message, bytearray]:
    """The next message with its payload.

    Raises:
        EOFError: If the other side has gone.
        TimeoutError: If it is not complete by then.
        ValueError: If it is no message.
    """
    length, amount = HEAD.unpack(read_exactly(descriptor, HEAD.size, until))
    if length > LONGEST_TEXT or amount > LONGEST_PIXELS:
        raise ValueError("not a message")
    message = json.loads(bytes(read_exactly(descriptor, length, until)))
    if not isinstance(message, dict):
        raise ValueError("not a message")
    return message, read_exactly(descriptor, amount, until)


def is_readable(descriptor: int, seconds: float = 0.0) -> bool:
    """Whether something has come, or the other side has gone, within so many seconds."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(seconds * 1000))

"""What the program and its decoding process say to each other: a description in JSON, and pixels.

A message is two lengths of four bytes, then so much JSON, then so many bytes. Requests go to the process's standard
input, a socket, `{"id", "do", ...}`; with them comes the open file that they are about, a descriptor, never its path.
Answers come from its standard output; where one says `more`, another message follows. `{"cancel": id}` tells that an
answer is no longer wanted; it is answered all the same, at once if the decoder can be stopped.
"""

from __future__ import annotations

import json
import math
import os
import select
import socket
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
    return _rest_of(descriptor, read_exactly(descriptor, HEAD.size, until), until)


def send_request(channel: socket.socket, message: Message, payload: bytes = b"", file: int = -1) -> None:
    """Send a request, with an open file if there is one.

    Raises:
        BrokenPipeError: If the other side has gone.
        TimeoutError: If it takes nothing within the time that the channel has.
    """
    data = packed(message, len(payload))
    sent = socket.send_fds(channel, [data], [file]) if file >= 0 else channel.send(data)
    channel.sendall(data[sent:])
    channel.sendall(payload)


def read_request(channel: socket.socket) -> tuple[Message, bytearray, int]:
    """The next request with its payload, and the file that came with it, -1 if there is none.

    Raises:
        EOFError: If the other side has gone.
        ValueError: If it is no message.
    """
    head, file = bytearray(), -1
    while len(head) < HEAD.size:
        data, files, _, _ = socket.recv_fds(channel, HEAD.size - len(head), 1)
        if not data:
            raise EOFError
        head += data
        file = files[0] if files else file
    return (*_rest_of(channel.fileno(), head, math.inf), file)


def _rest_of(descriptor: int, head: bytearray, until: float) -> tuple[Message, bytearray]:
    """What comes behind the two lengths."""
    length, amount = HEAD.unpack(head)
    if length > LONGEST_TEXT or amount > LONGEST_PIXELS:
        raise ValueError("not a message")
    try:
        message = json.loads(bytes(read_exactly(descriptor, length, until)))
    except RecursionError as error:
        raise ValueError("not a message") from error
    if not isinstance(message, dict):
        raise ValueError("not a message")
    return message, read_exactly(descriptor, amount, until)


def is_readable(descriptor: int, seconds: float = 0.0) -> bool:
    """Whether something has come, or the other side has gone, within so many seconds."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(seconds * 1000))

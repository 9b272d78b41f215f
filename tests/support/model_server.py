"""A server on this machine that speaks the protocol of chat completions, and its failures, as a test says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

Body = dict[str, Any]


@dataclass(frozen=True)
class Reaction:
    """What the server does to a request.

    Args:
        body: What it sends: bytes, or a value that is sent as JSON.
        status: With which status.
        headers: With which headers.
        length: The length that it claims; that of the body by itself.
        silent: Whether it says nothing until the client has gone.
    """

    body: Any = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = None
    silent: bool = False


Reacting = Callable[[Body], Reaction]


def answer(text: str | None, finish_reason: str | None = "stop", **message: Any) -> Reaction:
    """The answer of a model."""
    choice = {"message": {"role": "assistant", "content": text, **message}, "finish_reason": finish_reason}
    return Reaction({"choices": [choice], "usage": {"prompt_tokens": 100, "completion_tokens": 10}})


class ModelServer:
    """What came to a server; `reacts` says what it does, one after the other, the last one for all that follow."""

    def __init__(self, *reacts: Reaction | Reacting) -> None:
        self.reacts = list(reacts)
        self.requests: list[Body] = []
        self.headers: list[Mapping[str, str]] = []
        self.url = ""

    def next_reaction(self, body: Body) -> Reaction:
        """What is done to a request."""
        react = self.reacts.pop(0) if len(self.reacts) > 1 else self.reacts[0]
        return react if isinstance(react, Reaction) else react(body)


@contextmanager
def model_server(*reacts: Reaction | Reacting) -> Iterator[ModelServer]:
    """Run such a server."""
    state = ModelServer(*reacts)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Head and body in one packet: else each answer waits 40 ms for the acknowledgement of its head.
        wbufsize = 1 << 16

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            state.requests.append(body)
            state.headers.append({name.lower(): value for name, value in self.headers.items()})
            with suppress(OSError):
                self._react(state.next_reaction(body))

        def handle(self) -> None:
            with suppress(ConnectionError):
                super().handle()

        def _react(self, reaction: Reaction) -> None:
            if reaction.silent:
                self.rfile.read(1)
                return
            sent = reaction.body if isinstance(reaction.body, bytes) else json.dumps(reaction.body).encode()
            self.send_response(reaction.status)
            for name, value in reaction.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(sent) if reaction.length is None else reaction.length))
            self.end_headers()
            self.wfile.write(sent)
            if reaction.length is not None:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    state.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

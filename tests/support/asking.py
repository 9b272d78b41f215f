"""Asking a server that tests make: one question, and a clock that waits in no time."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from tests.support.model_server import ModelServer
from tui_captioner.domain.drafting.answers.answer import Answer, Expected
from tui_captioner.domain.drafting.answers.reading import read_answer
from tui_captioner.domain.drafting.prompt import Prompt, schema_of
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.services.drafting.chat import Question
from tui_captioner.services.drafting.client import Client, Reply
from tui_captioner.services.drafting.endpoint import Endpoint
from tui_captioner.services.drafting.pacing import Clock

SLOTS = [DEFAULT_STRUCTURE.slot(key) for key in ("type", "action")]
PROMPT = Prompt("Do it.", "Describe this.", schema_of(SLOTS))
QUESTION = Question("a-model", PROMPT, [b"\xff\xd8\xff picture"])


class Time:
    """A clock that waits in no time."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []
        self.clock = Clock(lambda: self.now, self._sleep, lambda: datetime(2026, 1, 2, tzinfo=UTC), lambda: 0.5)

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


def read(text: str, reason: str) -> Answer:
    """The answer that a text is."""
    return read_answer(text, Expected(SLOTS, words=("standing", "photo")), reason)


def asked(
    server: ModelServer,
    time: Time | None = None,
    times: int = 1,
    parallel: int = 1,
    deadline: float = 20.0,
    key: str = "",
) -> list[Reply]:
    """Ask so many times, one after the other or several at once; gives the answers."""

    async def ask() -> list[Reply]:
        client = Client(
            Endpoint.of(server.url), key, parallel=parallel, deadline=deadline, clock=(time or Time()).clock
        )
        try:
            if parallel > 1:
                return await asyncio.gather(*(client.ask(QUESTION, read) for _ in range(times)))
            return [await client.ask(QUESTION, read) for _ in range(times)]
        finally:
            await client.close()

    return asyncio.run(ask())

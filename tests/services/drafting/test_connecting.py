"""Connecting to a server: an environment or a host that allows none is told, whatever the library says of it."""

from __future__ import annotations

import asyncio

import pytest

from tui_captioner.domain.drafting.answers.answer import Answer
from tui_captioner.domain.drafting.prompt import Prompt
from tui_captioner.services.drafting.chat import Question
from tui_captioner.services.drafting.client import Client
from tui_captioner.services.drafting.endpoint import Endpoint
from tui_captioner.services.drafting.troubles import StopAskingError

QUESTION = Question("a-model", Prompt("Do it.", "Describe this.", {}), [b"\xff\xd8\xff picture"])


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("HTTPS_PROXY", "foo://bar"),
        ("ALL_PROXY", "socks5://localhost:1"),
        ("HTTPS_PROXY", "http://localhost:port"),
        ("SSL_CERT_FILE", "/nowhere.pem"),
    ],
)
def test_an_environment_that_allows_no_connection_is_told(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(StopAskingError, match=r"example\.org can't be asked") as caught:
        Client(Endpoint.of("https://example.org"))
    assert variable in caught.value.hint


def test_a_host_that_can_be_none_is_told() -> None:
    async def ask() -> None:
        client = Client(Endpoint.of("http://xn--ı:1"))
        try:
            await client.ask(QUESTION, lambda _, __: Answer({}))
        finally:
            await client.close()

    with pytest.raises(StopAskingError, match="can't be asked: Invalid"):
        asyncio.run(ask())

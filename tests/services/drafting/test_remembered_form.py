"""What a model was found to take is asked for at once in the next session."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.support.model_server import Body, ModelServer, Reaction, answer, model_server
from tui_captioner.domain.drafting.answers.answer import Answer
from tui_captioner.domain.drafting.prompt import Prompt
from tui_captioner.services.drafting.chat import Form, Question
from tui_captioner.services.drafting.client import Client
from tui_captioner.services.drafting.endpoint import Endpoint
from tui_captioner.storage.server_forms import ServerForms

QUESTION = Question("a-model", Prompt("Do it.", "Describe this.", {}), [b"a picture"])


def refusing(body: Body) -> Reaction:
    """A server that knows no schema, and no field for how much is thought."""
    if body.get("response_format", {}).get("type") == "json_schema":
        return Reaction({"error": "json_schema is not supported"}, 400)
    if "reasoning_effort" in body:
        return Reaction({"error": "reasoning_effort is not supported"}, 400)
    return answer('{"action": ["standing"]}')


def formats(server: ModelServer) -> list[str]:
    return [body["response_format"]["type"] for body in server.requests]


def ask(server: ModelServer, path: Path) -> None:
    async def one() -> None:
        endpoint = Endpoint.of(server.url)
        client = Client(endpoint, kept=ServerForms(endpoint.url, path))
        try:
            await client.ask(QUESTION, lambda text, _: Answer({"action": [text]}))
        finally:
            await client.close()

    asyncio.run(one())


def test_the_next_session_asks_in_the_form_that_was_found(tmp_path: Path) -> None:
    with model_server(refusing) as server:
        ask(server, tmp_path / "forms.json")
        assert formats(server) == ["json_schema", "json_object", "json_object"]
        ask(server, tmp_path / "forms.json")
        assert formats(server)[3:] == ["json_object"]
        ask(server, tmp_path / "others.json")
        assert formats(server)[4] == "json_schema"


@pytest.mark.parametrize(
    "kept", [{}, {"rung": 9, "limit": "max_tokens", "dropped": []}, {"rung": 1.0, "limit": "x", "dropped": None}]
)
def test_what_is_no_form_is_the_usual_one(kept: dict[str, Any]) -> None:
    assert Form.read(kept) == Form()


def test_a_form_comes_back_as_it_was_and_drops_nothing_that_is_needed() -> None:
    form = Form().lower().without("temperature")
    assert Form.read(form.kept) == form
    assert Form.read({**form.kept, "dropped": ["messages", "temperature"]}) == form

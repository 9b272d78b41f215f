"""What a model was found to take is asked for at once in the next session."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.services.drafting.test_client import QUESTION, formats, read, refuses
from tests.support.model_server import ModelServer, model_server
from tui_captioner.services.drafting.chat import Form
from tui_captioner.services.drafting.client import Client
from tui_captioner.services.drafting.endpoint import Endpoint
from tui_captioner.storage.server_forms import ServerForms


def ask(server: ModelServer, path: Path) -> None:
    async def one() -> None:
        endpoint = Endpoint.of(server.url)
        client = Client(endpoint, kept=ServerForms(endpoint.url, path))
        try:
            await client.ask(QUESTION, read)
        finally:
            await client.close()

    asyncio.run(one())


def test_the_next_session_asks_in_the_form_that_was_found(tmp_path: Path) -> None:
    with model_server(refuses("json_schema", "reasoning_effort")) as server:
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

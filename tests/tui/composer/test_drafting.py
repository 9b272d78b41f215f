"""Having a model draft the image in view: beside the keys, shown apart when it comes, its failures on the last line."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from threading import Event

import pytest

from tests.support.composer_desk import Desk, open_desk
from tests.support.drafts import SAID
from tests.support.model_server import Body, ModelServer, Reaction, answer, model_server
from tests.support.tui_material import put

KEY = "alt+g"


@pytest.fixture
async def asked(dataset: Path) -> AsyncIterator[tuple[Desk, ModelServer, Event]]:
    """A desk whose project names a model that answers once it may."""
    may_answer = Event()

    def react(_: Body) -> Reaction:
        may_answer.wait(30)
        return answer(SAID)

    with model_server(react) as server:
        (dataset / ".tui-captioner").mkdir()
        settings = f'[draft]\nurl = "{server.url}"\nmodel = "a-model"\n'
        (dataset / ".tui-captioner" / "project.toml").write_text(settings, encoding="utf-8")
        async with open_desk(dataset) as desk:
            yield desk, server, may_answer
            may_answer.set()


def drafted(desk: Desk, name: str) -> dict[str, str]:
    return {one.slot: one.text for one in desk.session.peek(name).drafted}


async def test_the_answer_comes_while_one_goes_on(asked: tuple[Desk, ModelServer, Event]) -> None:
    desk, server, may_answer = asked
    name = desk.state.name
    await desk.press(KEY)
    await desk.until(lambda: len(server.requests) == 1)
    assert f"Asking a-model about {name}" in desk.state.message
    put(desk.session, name, action=["jogging"])
    await desk.press("pagedown", "x")
    assert desk.state.name != name
    before = desk.tags("type")
    may_answer.set()
    await desk.until(lambda: "a-model proposes 2 tags" in desk.state.message)
    assert desk.state.message.endswith(f"for {name} (110 tokens)")
    assert set(drafted(desk, name)) == {"type", "background"}
    assert (desk.state.text, desk.tags("type")) == ("x", before)
    assert len(server.requests) == 1


async def test_the_same_key_stops_it_and_what_comes_then_is_not_laid(asked: tuple[Desk, ModelServer, Event]) -> None:
    desk, server, may_answer = asked
    name = desk.state.name
    await desk.press(KEY)
    await desk.until(lambda: len(server.requests) == 1)
    await desk.press(KEY)
    assert desk.state.message == f"Stopped asking a-model about {name}"
    may_answer.set()
    await desk.press("pagedown", KEY)
    await desk.until(lambda: "a-model proposes" in desk.state.message)
    assert drafted(desk, name) == {}
    assert len(server.requests) == 2


async def test_failures_stand_on_the_last_line(asked: tuple[Desk, ModelServer, Event]) -> None:
    desk, server, may_answer = asked
    may_answer.set()
    server.reacts = [answer("I can't help with that.")]
    await desk.press(KEY)
    await desk.until(lambda: "refused" in desk.state.message)
    server.reacts = [Reaction({"error": "[bold]no such model"}, 404)]
    await desk.press(KEY)
    await desk.until(lambda: "[bold]no such model" in desk.state.message)
    assert drafted(desk, desk.state.name) == {}


async def test_another_host_is_named_before_the_first_picture_goes_there(
    asked: tuple[Desk, ModelServer, Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, server, may_answer = asked
    monkeypatch.setattr("tui_captioner.services.drafting.endpoint._is_local", lambda _: False)
    may_answer.set()
    await desk.press(KEY)
    assert "Pictures go to 127.0.0.1" in desk.state.message
    assert server.requests == []
    await desk.press(KEY)
    await desk.until(lambda: "proposes 3 tags" in desk.state.message)


async def test_without_a_model_in_the_settings_it_says_where_to_name_one(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(KEY)
        assert "is not said" in desk.state.message

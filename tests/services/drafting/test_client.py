"""Asking a server: the form that it takes, its failures, and what is never sent where."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import pytest

from tests.support.asking import QUESTION, Time, asked, read
from tests.support.model_server import Body, ModelServer, Reaction, answer, model_server
from tui_captioner.services.drafting.client import Client, Reply
from tui_captioner.services.drafting.endpoint import Endpoint
from tui_captioner.services.drafting.troubles import NotDraftedError, StopAskingError

GOOD = answer('{"type": ["photo"], "action": ["standing"]}')
KEY = "sk-secret"


def formats(server: ModelServer) -> list[str]:
    return [body.get("response_format", {}).get("type", "text") for body in server.requests]


# --- what is sent -----------------------------------------------------------------------------------------------------


def test_a_question_has_the_prompt_and_then_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with model_server(GOOD) as server:
        (reply,) = asked(server)
    (body,), (headers,) = server.requests, server.headers
    assert reply.answer.slots == {"type": ("photo",), "action": ("standing",)}
    assert reply.tokens == (100, 10)
    assert body["messages"][0] == {"role": "system", "content": "Do it."}
    text, picture = body["messages"][1]["content"]
    assert text == {"type": "text", "text": "Describe this."}
    assert picture["image_url"]["url"].startswith("data:image/jpeg;base64,/9j/")
    said = {name: body[name] for name in ("model", "max_tokens", "temperature", "reasoning_effort")}
    assert said == {"model": "a-model", "max_tokens": 700, "temperature": 0.3, "reasoning_effort": "none"}
    schema = body["response_format"]["json_schema"]["schema"]
    assert (body["response_format"]["type"], schema["required"]) == ("json_schema", ["type", "action"])
    assert headers["accept-encoding"] == "identity"
    assert "authorization" not in headers


def test_the_key_is_sent_to_the_server_and_not_told_when_it_repeats_it() -> None:
    refusal = Reaction({"error": {"message": f"wrong key {KEY}"}}, 401)
    with model_server(refusal) as server, pytest.raises(StopAskingError) as caught:
        asked(server, key=KEY)
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"
    assert KEY not in str(caught.value)
    assert "wrong key" in str(caught.value)


def test_neither_key_nor_picture_follow_a_redirect() -> None:
    with model_server(GOOD) as other:
        for status in (301, 302, 307, 308):
            with (
                model_server(Reaction(status=status, headers={"Location": f"{other.url}/v1/x"})) as server,
                pytest.raises(StopAskingError, match=other.url.removeprefix("http://")),
            ):
                asked(server, key=KEY)
        assert other.requests == []


# --- the ladder -------------------------------------------------------------------------------------------------------


def refuses(*words: str) -> Callable[[Body], Reaction]:
    """A server that answers 400, naming the first of these words that a request has."""

    def react(body: Body) -> Reaction:
        sent = str({name: value for name, value in body.items() if name != "messages"})
        word = next((word for word in words if word in sent), "")
        return Reaction({"error": f"'{word}' is not supported"}, 400) if word else GOOD

    return react


@pytest.mark.parametrize(
    ("refused", "ends_with"),
    [
        (("json_schema",), "json_object"),
        (("json_schema", "json_object"), "text"),
        (("response_format",), "text"),
    ],
)
def test_a_server_that_refuses_a_form_is_asked_in_the_next_and_that_is_remembered(
    refused: Sequence[str], ends_with: str
) -> None:
    with model_server(refuses(*refused)) as server:
        assert len(asked(server, times=3)) == 3
    assert formats(server)[-3:] == [ends_with] * 3
    assert len(server.requests) == 3 + ("json_object", "text").index(ends_with) + 1


def test_two_answers_in_a_row_that_do_not_fit_lead_down_too() -> None:
    with model_server(answer('{"type": ["pho'), answer('{"type": ["pho'), GOOD) as server:
        with pytest.raises(NotDraftedError, match="breaks off") as caught:
            asked(server, times=1)
        assert caught.value.lasting
        assert caught.value.tokens == (200, 20)
    with model_server(answer('{"type": ["pho'), GOOD, answer('{"type": ["pho'), GOOD) as server:
        asked(server, times=2)
        assert formats(server) == ["json_schema"] * 4

    def bad_under_schema(body: Body) -> Reaction:
        return answer("[]") if body.get("response_format", {}).get("type") == "json_schema" else GOOD

    async def two(client: Client) -> Reply:
        with pytest.raises(NotDraftedError):
            await client.ask(QUESTION, read)
        return await client.ask(QUESTION, read)

    with model_server(bad_under_schema) as server:
        assert with_client(server, two).answer.slots["type"] == ("photo",)
        assert formats(server) == ["json_schema", "json_schema", "json_object"]


def with_client(server: ModelServer, act: Callable[[Client], Awaitable[Reply]]) -> Reply:
    async def run() -> Reply:
        client = Client(Endpoint.of(server.url), parallel=1, clock=Time().clock)
        try:
            return await act(client)
        finally:
            await client.close()

    return asyncio.run(run())


@pytest.mark.parametrize("field", ["reasoning_effort", "temperature"])
def test_a_field_that_is_refused_is_dropped_once(field: str) -> None:
    with model_server(refuses(field)) as server:
        asked(server, times=2)
    assert [field in body for body in server.requests] == [True, False, False]
    named_again = Reaction({"detail": [{"loc": ["body", field], "msg": "no such field"}]}, 422)
    with model_server(named_again) as server, pytest.raises(NotDraftedError, match=f"body.{field}: no such field"):
        asked(server)
    assert len(server.requests) == 2


def test_newer_models_have_another_name_for_the_limit() -> None:
    told = Reaction({"error": {"message": "max_tokens is not supported. Use 'max_completion_tokens' instead."}}, 400)
    with model_server(told, GOOD) as server:
        asked(server)
    assert server.requests[1]["max_completion_tokens"] == 700
    assert "max_tokens" not in server.requests[1]


# --- answers that are none --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "limits"),
    [
        (answer('{"type": ["pho', "length"), [700, 1400]),
        (answer("", "length", reasoning_content="It may be a hat"), [700, 1400]),
        (answer(None), [700, 1400]),
        (answer("<think>It may"), [700, 1400]),
        (answer('{"type": ["照片"]}'), [700, 700]),
        (answer('{"type": ["pho'), [700, 700]),
    ],
)
def test_an_answer_that_is_none_is_asked_for_once_more(first: Reaction, limits: list[int]) -> None:
    with model_server(first, GOOD) as server:
        (reply,) = asked(server)
    assert reply.tokens == (200, 20)
    assert [body["max_tokens"] for body in server.requests] == limits


def test_an_answer_in_another_language_is_asked_for_in_that_of_the_set() -> None:
    with model_server(answer('{"type": ["照片"]}')) as server, pytest.raises(NotDraftedError, match="language"):
        asked(server)
    first, second = (body["messages"][1]["content"][0]["text"] for body in server.requests)
    assert "language" in second.replace(first, "")


@pytest.mark.parametrize(
    "reaction",
    [
        answer("I'm sorry, but I can't help with that."),
        answer(None, refusal="I can't look at this"),
        answer('{"type": ["photo"]}', "content_filter"),
        Reaction({"error": {"message": "flagged", "code": 403}}, 403),
    ],
)
def test_what_is_refused_is_not_asked_again(reaction: Reaction) -> None:
    with model_server(reaction) as server, pytest.raises(NotDraftedError, match="refused") as caught:
        asked(server)
    assert caught.value.lasting
    assert len(server.requests) == 1


# --- servers that fail ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "waits"),
    [
        ({"Retry-After": "7"}, 7),
        ({"Retry-After": "Fri, 02 Jan 2026 00:00:09 GMT"}, 9),
        ({}, 1),
        ({"Retry-After": "soon"}, 1),
        ({"Retry-After": f"Fri, 02 Jan 2026 00:00:09 +{'9' * 20}"}, 1),
    ],
)
@pytest.mark.parametrize("status", [429, 503, 529])
def test_a_busy_server_is_waited_for(said: dict[str, str], waits: float, status: int) -> None:
    time = Time()
    with model_server(Reaction({"error": "busy"}, status, said), GOOD) as server:
        assert len(asked(server, time)) == 1
    assert time.slept == [waits]


def test_waits_double_up_to_a_minute_and_end() -> None:
    time = Time()
    with model_server(Reaction({"error": "busy"}, 429)) as server, pytest.raises(StopAskingError, match="is busy"):
        asked(server, time)
    assert time.slept == [1, 2, 4, 8, 16, 32, 60, 60, 60, 60]


def test_a_pause_of_an_hour_is_not_waited_for() -> None:
    time = Time()
    with (
        model_server(Reaction({"error": "quota"}, 429, {"Retry-After": "3600"})) as server,
        pytest.raises(StopAskingError, match="60 minutes"),
    ):
        asked(server, time)
    assert time.slept == []


def test_all_wait_together() -> None:
    time = Time()

    def react(_: Body) -> Reaction:
        return Reaction({"error": "busy"}, 429, {"Retry-After": "5"}) if time.now < 5 else GOOD

    with model_server(react) as server:
        assert len(asked(server, time, times=6, parallel=2)) == 6
    assert time.now >= 5
    # Of two that were under way, each is sent again.
    assert 7 <= len(server.requests) <= 8


@pytest.mark.parametrize(
    "reaction",
    [
        Reaction({"error": "bad gateway"}, 502),
        Reaction(b"", 504),
        Reaction(b'{"choices": [{"mess', length=500),
    ],
    ids=["502", "504", "breaks off"],
)
def test_what_is_lost_is_sent_three_times(reaction: Reaction) -> None:
    time = Time()
    with model_server(reaction) as server, pytest.raises(NotDraftedError) as caught:
        asked(server, time)
    assert not caught.value.lasting
    assert len(server.requests) == 3
    assert time.slept == [1, 2]
    with model_server(reaction, reaction, GOOD) as server:
        assert len(asked(server)) == 1


def test_a_server_that_is_not_there_ends_it() -> None:
    with model_server(GOOD) as server:
        pass
    with pytest.raises(StopAskingError, match="can't be reached"):
        asked(server)


def test_a_silent_server_is_left_at_the_deadline() -> None:
    with model_server(Reaction(silent=True)) as server, pytest.raises(NotDraftedError, match="no answer within"):
        asked(server, deadline=0.05)


@pytest.mark.parametrize("status", [401, 402, 404])
def test_what_would_fail_for_every_picture_ends_it(status: int) -> None:
    with model_server(Reaction({"error": {"message": "no"}}, status)) as server, pytest.raises(StopAskingError):
        asked(server)
    assert len(server.requests) == 1


def test_a_quota_that_is_used_up_ends_it() -> None:
    said = {"error": {"message": "You exceeded your quota", "code": "insufficient_quota"}}
    with model_server(Reaction(said, 429)) as server, pytest.raises(StopAskingError, match="exceeded"):
        asked(server)


@pytest.mark.parametrize(
    "body", [lambda: b"x" * 1_000_000, lambda: gzip.compress(b"x" * 300_000_000, 1)], ids=["1 MB", "packed"]
)
def test_a_long_answer_is_not_taken_in(body: Callable[[], bytes]) -> None:
    with (
        model_server(Reaction(body(), headers={"Content-Encoding": "gzip"})) as server,
        pytest.raises(NotDraftedError, match="longer than 256 kB"),
    ):
        asked(server)


@pytest.mark.parametrize(
    ("reaction", "said"),
    [
        (Reaction({"error": {"message": "at most 1 image", "type": "BadRequestError"}}, 400), "at most 1 image"),
        (Reaction({"object": "error", "message": "at most 1 image"}, 400), "at most 1 image"),
        (Reaction({"error": "webp: a string"}, 400), "webp: a string"),
        (Reaction([{"error": {"code": 400, "message": "in a list"}}], 400), "in a list"),
        (Reaction({"detail": "Not so"}, 422), "Not so"),
        (Reaction({"detail": [{"loc": ["body", "messages"], "msg": "too many"}]}, 422), "body.messages: too many"),
        (Reaction({"error": {"message": "Provider broke", "code": 502}}), "Provider broke"),
        (Reaction({"choices": None}), "no answer"),
        (Reaction({"choices": []}), "no answer"),
        (Reaction(b"<html>Log in</html>"), "no answer"),
        (Reaction(b'{"choices": [', 200), "no answer"),
        (Reaction(b"[" * 100_000), "no answer"),
        (Reaction({"error": "no vision"}, 500), "no vision"),
        (Reaction({"error": "large"}, 413), "large"),
        (Reaction({"error": "\x1b[2Jbad\u202e\n thing"}, 500), "[2Jbad thing"),
        (Reaction({"error": "x" * 5000}, 500), "x" * 199 + "…"),
    ],
)
def test_errors_of_all_shapes_are_told_for_that_picture_alone(reaction: Reaction, said: str) -> None:
    with model_server(reaction) as server, pytest.raises(NotDraftedError) as caught:
        asked(server)
    assert said in caught.value.message
    assert len(caught.value.message) < 300
    assert len(server.requests) == 1


def test_the_words_of_a_message_may_come_in_parts() -> None:
    parts: Any = [{"type": "text", "text": '{"type": ["pho'}, {"type": "text", "text": 'to"]}'}]
    with model_server(answer(parts)) as server:
        assert asked(server)[0].answer.slots == {"type": ("photo",)}

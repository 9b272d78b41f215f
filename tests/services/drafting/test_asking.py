"""What is sent of a video: its frames, or one sheet of them where the server takes one picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue

import pytest

from tests.support.clips import make_clip
from tests.support.model_server import Body, ModelServer, Reaction, answer, model_server
from tui_captioner.domain.drafting.answers.answer import Expected
from tui_captioner.domain.drafting.answers.reading import read_answer
from tui_captioner.domain.drafting.prompt import VIDEO, Prompt, schema_of
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.services.drafting.asking import Asking, Outcome, PictureQuestion
from tui_captioner.services.drafting.client import Client
from tui_captioner.services.drafting.endpoint import Endpoint
from tui_captioner.services.drafting.troubles import NotDraftedError
from tui_captioner.storage.images.pictures import PictureStore

SLOTS = [DEFAULT_STRUCTURE.slot("action")]
GOOD = answer('{"action": ["running"]}')


@pytest.fixture(scope="module")
def pictures() -> Iterator[PictureStore]:
    store = PictureStore()
    yield store
    store.close()


def asked(server: ModelServer, clip: Path, pictures: PictureStore, times: int = 1) -> list[Outcome]:
    outcomes: SimpleQueue[Outcome] = SimpleQueue()
    asking = Asking(lambda: Client(Endpoint.of(server.url)), pictures, "a-model", outcomes.put, side=1024)
    prompt = Prompt("Do it.", "Describe the video.", schema_of(SLOTS))
    found = []
    for number in range(times):
        question = PictureQuestion(
            f"{number}.mp4", clip, VIDEO, prompt, lambda text, reason: read_answer(text, Expected(SLOTS), reason)
        )
        asking.put(question)
        found.append(outcomes.get(timeout=30))
    asking.close()
    return found


def parts(body: Body) -> tuple[str, int]:
    """What is said, and how many pictures are sent."""
    text, *images = body["messages"][1]["content"]
    return text["text"], len(images)


def test_a_video_is_sent_as_frames_and_how_far_apart_they_are_is_said(tmp_path: Path, pictures: PictureStore) -> None:
    with model_server(GOOD) as server:
        (outcome,) = asked(server, make_clip(tmp_path / "a.mp4", 80), pictures)
    assert outcome.reply is not None
    said, count = parts(server.requests[0])
    assert count == 5
    assert re.search(r"5 frames at 1 fps, in order", said)


def test_a_server_that_takes_one_picture_gets_sheets_from_then_on(tmp_path: Path, pictures: PictureStore) -> None:
    def react(body: Body) -> Reaction:
        return Reaction({"error": {"message": "At most 1 image(s)"}}, 400) if parts(body)[1] > 1 else GOOD

    with model_server(react) as server:
        outcomes = asked(server, make_clip(tmp_path / "a.mp4", 32), pictures, times=2)
    assert all(outcome.reply is not None for outcome in outcomes)
    assert [parts(body)[1] for body in server.requests] == [4, 1, 1]
    assert "in rows" in parts(server.requests[1])[0]


def test_one_picture_that_is_refused_is_not_sent_again(tmp_path: Path, pictures: PictureStore) -> None:
    with model_server(Reaction({"error": {"message": "No pictures"}}, 400)) as server:
        (outcome,) = asked(server, make_clip(tmp_path / "a.mp4", 1), pictures)
    assert isinstance(outcome.error, NotDraftedError)
    assert len(server.requests) == 1

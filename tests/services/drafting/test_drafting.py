"""Having many images drafted: what is asked, what is laid down, and that nothing is asked twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.drafts import SAID, make_images, sent_pictures
from tests.support.model_server import Body, ModelServer, Reaction, answer, model_server
from tests.support.sessions import add, open_session, sidecars
from tui_captioner.services.drafting.asked_before import AskedBefore
from tui_captioner.services.drafting.choosing import make_prompts
from tui_captioner.services.drafting.client import Client
from tui_captioner.services.drafting.drafting import BATCH, Drafting, Tally
from tui_captioner.services.drafting.model import model_of
from tui_captioner.services.drafting.pacing import Clock
from tui_captioner.services.drafting.troubles import StopAskingError
from tui_captioner.services.session.jobs import finish, result_of
from tui_captioner.services.session.session import Session
from tui_captioner.storage.images.pictures import PictureStore
from tui_captioner.storage.project.draft_settings import DraftSettings


@pytest.fixture(scope="module")
def pictures() -> Iterator[PictureStore]:
    store = PictureStore()
    yield store
    store.close()


async def _at_once(_: float) -> None:
    """Wait in no time."""


def drafting(session: Session, server: ModelServer, pictures: PictureStore, **options: Any) -> Drafting:
    model = model_of(DraftSettings(server.url, "a-model"), {})
    names = options.pop("names", session.names)
    prompts = result_of(make_prompts(session, session.project.settings.kind, session.names))

    def connect() -> Client:
        return Client(model.endpoint, clock=Clock(sleep=_at_once))

    return Drafting(session, model, prompts, names, pictures, connect=connect, **options)


def run(session: Session, server: ModelServer, pictures: PictureStore, **options: Any) -> Tally:
    made = drafting(session, server, pictures, **options)
    finish(made.steps())
    return made.tally


def drafted(session: Session, name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in session.peek(name).drafted:
        assert one.by == "a-model"
        found.setdefault(one.slot, []).append(one.text)
    return found


def test_answers_become_machine_tags_in_steps_and_no_caption_changes(tmp_path: Path, pictures: PictureStore) -> None:
    names = make_images(tmp_path, BATCH + 3)
    with model_server(answer(SAID)) as server:
        session = open_session(tmp_path)
        tally = run(session, server, pictures)
        assert sorted(tally.answered) == names
        assert tally.tokens == (100 * len(names), 10 * len(names))
        assert drafted(session, names[0]) == {"type": ["photograph"], "action": ["standing"], "background": ["harbor"]}
        assert session.peek(names[0]).caption.is_empty
        assert sidecars(tmp_path) == {}
        finish(session.undo())
        finish(session.undo())
        assert all(drafted(session, name) == {} for name in names)
        session.close()


def test_nothing_is_laid_where_something_is(tmp_path: Path, pictures: PictureStore) -> None:
    make_images(tmp_path, 1)
    with model_server(answer(SAID)) as server:
        session = open_session(tmp_path)
        add(session, "0000.png", "action", "jogging")
        run(session, server, pictures)
        assert drafted(session, "0000.png") == {"type": ["photograph"], "background": ["harbor"]}
        session.close()


def test_tags_without_a_slot_are_put_where_an_import_puts_them(tmp_path: Path, pictures: PictureStore) -> None:
    make_images(tmp_path, 1)
    with model_server(answer('["standing", "full body"]')) as server:
        session = open_session(tmp_path)
        run(session, server, pictures)
        assert drafted(session, "0000.png") == {"action": ["standing"], "type": ["full body shot"]}
        session.close()


def test_what_was_answered_or_refused_is_asked_again_only_on_request(tmp_path: Path, pictures: PictureStore) -> None:
    make_images(tmp_path, 3)

    def react(_: Body) -> Reaction:
        return answer("I'm sorry, but I can't help with that.") if len(server.requests) == 1 else answer(SAID)

    with model_server(react) as server:
        session = open_session(tmp_path)
        first = run(session, server, pictures)
        assert (len(first.answered), [why for _, why in first.failed]) == (2, ["the model refused to describe it"])
        session.close()
        session = open_session(tmp_path)
        again = run(session, server, pictures)
        assert (again.before, again.answered, len(server.requests)) == (3, [], 3)
        assert len(run(session, server, pictures, again=True).answered) == 3
        session.close()


def test_new_examples_and_words_are_no_reason_to_ask_again(tmp_path: Path, pictures: PictureStore) -> None:
    make_images(tmp_path, 2)
    with model_server(answer(SAID)) as server:
        session = open_session(tmp_path)
        run(session, server, pictures, names=["0000.png"])
        add(session, "0001.png", "action", "jumping")
        session.set_state("0001.png", "done")
        assert run(session, server, pictures, names=["0000.png"]).before == 1
        session.close()


def test_the_same_picture_twice_is_asked_about_once_and_drafted_twice(tmp_path: Path, pictures: PictureStore) -> None:
    make_images(tmp_path, 1)
    (tmp_path / "twin.png").write_bytes((tmp_path / "0000.png").read_bytes())
    with model_server(answer(SAID)) as server:
        session = open_session(tmp_path)
        tally = run(session, server, pictures)
        assert (sorted(tally.answered), len(server.requests)) == (["0000.png", "twin.png"], 1)
        assert drafted(session, "twin.png") == drafted(session, "0000.png") != {}
        session.close()


def test_a_limit_counts_what_is_asked(tmp_path: Path, pictures: PictureStore) -> None:
    make_images(tmp_path, 5)
    with model_server(answer(SAID)) as server:
        session = open_session(tmp_path)
        assert [len(run(session, server, pictures, limit=2).answered) for _ in range(3)] == [2, 2, 1]
        assert len(set(sent_pictures(server))) == len(server.requests) == 5
        session.close()


def test_a_run_that_is_ended_lays_down_what_was_answered(tmp_path: Path, pictures: PictureStore) -> None:
    make_images(tmp_path, 6)

    def react(_: Body) -> Reaction:
        return answer(SAID) if len(server.requests) <= 2 else Reaction(silent=True)

    with model_server(react) as server:
        session = open_session(tmp_path)
        made = drafting(session, server, pictures)
        job = made.steps()
        for _ in job:
            if made.tally.tokens == (200, 20):
                break
        assert made.tally.answered == []
        session.close()
        session = open_session(tmp_path)
        assert [bool(drafted(session, name)) for name in session.names].count(True) == 2
        session.close()


def test_an_answer_that_came_and_was_not_laid_down_is_not_asked_for_again(
    tmp_path: Path, pictures: PictureStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_images(tmp_path, 2)
    with model_server(answer(SAID)) as server:
        session = open_session(tmp_path)
        made = drafting(session, server, pictures)
        with monkeypatch.context() as patch:
            patch.setattr(made, "_lay", lambda: iter(()))  # as a kill would have it
            finish(made.steps())
        assert all(drafted(session, name) == {} for name in session.names)
        tally = run(session, server, pictures)
        assert (len(tally.answered), tally.tokens, len(server.requests)) == (2, (0, 0), 2)
        assert all(drafted(session, name) for name in session.names)
        session.close()


def test_half_a_character_in_an_answer_is_no_reason_to_wait_for_ever(tmp_path: Path, pictures: PictureStore) -> None:
    make_images(tmp_path, 1)
    with model_server(answer(f"{SAID}\ud800")) as server:
        session = open_session(tmp_path)
        assert run(session, server, pictures).answered == list(session.names)
        assert drafted(session, session.names[0])
        session.close()


def test_an_answer_that_can_not_be_kept_ends_the_run(
    tmp_path: Path, pictures: PictureStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError

    make_images(tmp_path, 1)
    monkeypatch.setattr(AskedBefore, "keep", fails)
    with model_server(answer(SAID)) as server:
        session = open_session(tmp_path)
        with pytest.raises(ZeroDivisionError):
            run(session, server, pictures)
        session.close()


def test_a_server_that_fails_for_every_picture_is_left_alone(tmp_path: Path, pictures: PictureStore) -> None:
    make_images(tmp_path, 12)
    with model_server(Reaction({"error": "no vision"}, 500)) as server:
        session = open_session(tmp_path)
        with pytest.raises(StopAskingError, match="no vision"):
            run(session, server, pictures)
        assert 5 <= len(server.requests) < 12
        server.reacts = [answer(SAID)]
        assert len(run(session, server, pictures).answered) == 12
        session.close()


def test_a_picture_that_can_not_be_decoded_is_told_and_the_others_go_on(tmp_path: Path, pictures: PictureStore) -> None:
    make_images(tmp_path, 2)
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n no picture")
    with model_server(answer(SAID)) as server:
        session = open_session(tmp_path)
        tally = run(session, server, pictures)
        assert [name for name, _ in tally.failed] == ["broken.png"]
        assert len(tally.answered) == len(server.requests) == 2
        session.close()

"""Asking about the image in view: while it is got ready, keys are answered."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.drafts import make_images
from tests.support.sessions import open_session
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.drafting import asked_before
from tui_captioner.services.drafting.asking import Outcome
from tui_captioner.services.drafting.model import model_of
from tui_captioner.services.drafting.one_image import OneImageDrafts
from tui_captioner.services.session.jobs import finish
from tui_captioner.storage.project.draft_settings import DraftSettings


@contextmanager
def asking(root: Path) -> Iterator[tuple[OneImageDrafts, str]]:
    """Drafts of a dataset with one image, by a server that is not there."""
    make_images(root, 1)
    session = open_session(root)
    model = model_of(DraftSettings("http://127.0.0.1:1", "a-model"), {})
    try:
        yield OneImageDrafts(session, model, lambda _: None), session.names[0]
    finally:
        session.close()


def test_the_bytes_of_a_picture_are_looked_at_beside_the_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[threading.Thread] = []

    def digest(_: Path) -> str:
        threads.append(threading.current_thread())
        return "digest"

    monkeypatch.setattr(asked_before, "content_digest", digest)
    with asking(tmp_path) as (drafts, name):
        finish(drafts.ask(name))
        assert drafts.is_asking(name)
        assert threads
        assert threading.main_thread() not in threads


def test_whatever_fails_is_told_as_a_complaint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked_before, "content_digest", lambda _: "digest")
    with asking(tmp_path) as (drafts, name):
        finish(drafts.ask(name))
        with pytest.raises(CaptionerError, match=r"asking failed \(ZeroDivisionError: so"):
            finish(drafts.lay(Outcome(name, error=ZeroDivisionError("so"))))
        assert not drafts.is_asking(name)

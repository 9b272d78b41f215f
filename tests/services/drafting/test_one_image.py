"""Asking about the image in view: while it is got ready, keys are answered."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from tests.support.drafts import make_images
from tests.support.sessions import open_session
from tui_captioner.services.drafting import asked_before
from tui_captioner.services.drafting.model import model_of
from tui_captioner.services.drafting.one_image import OneImageDrafts
from tui_captioner.storage.project.draft_settings import DraftSettings


def test_the_bytes_of_a_picture_are_looked_at_beside_the_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[threading.Thread] = []

    def digest(_: Path) -> str:
        threads.append(threading.current_thread())
        return "digest"

    monkeypatch.setattr(asked_before, "content_digest", digest)
    make_images(tmp_path, 1)
    session = open_session(tmp_path)
    drafts = OneImageDrafts(session, model_of(DraftSettings("http://127.0.0.1:1", "a-model"), {}), lambda _: None)
    try:
        for _ in drafts.ask(session.names[0]):
            pass
        assert drafts.is_asking(session.names[0])
        assert threads
        assert threading.main_thread() not in threads
    finally:
        session.close()

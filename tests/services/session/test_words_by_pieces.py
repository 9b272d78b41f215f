"""What is a rare word hangs on the tokenizer, where one is at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.list_desk import make_captions
from tests.support.sessions import open_session
from tui_captioner.domain.tokens import CLIP
from tui_captioner.services.checking.caption_findings import caption_findings, mendable_findings
from tui_captioner.services.session import tokens
from tui_captioner.services.session.jobs import result_of
from tui_captioner.services.session.session import Session
from tui_captioner.storage.tokenizers import Tokenizer

PIECES = {"kawaii": 1, "mordacious": 3}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_captions(tmp_path, {"a": b"kawaii smile", "b": b"mordacious smile"})
    found = {CLIP.key: Tokenizer(CLIP, lambda text: PIECES.get(text, len(text.split())), "here")}
    monkeypatch.setattr(tokens, "find_tokenizers", lambda *_: found)
    return tmp_path


def rare(session: Session) -> list[str]:
    seen = (session.checks.findings(session.peek(name).caption) for name in session.names)
    return [each.about for found in seen for each in found if each.rule == "obscure-word"]


def test_before_it_is_found_the_list_of_english_words_says(folder: Path) -> None:
    session = open_session(folder)
    assert rare(session) == ["kawaii", "mordacious"]
    session.tokens.load()
    assert rare(session) == ["mordacious"]
    session.close()


def test_all_that_look_at_captions_look_for_it_first(folder: Path) -> None:
    session = open_session(folder)
    found = [each for _, each in result_of(caption_findings(session))] + result_of(mendable_findings(session))
    assert [each.about for each in found if each.rule == "obscure-word"] == ["mordacious"] * 2
    session.close()


def test_a_model_that_reads_by_another_encoder_says_nothing_of_words(folder: Path) -> None:
    (folder / ".tui-captioner").mkdir(exist_ok=True)
    (folder / ".tui-captioner" / "project.toml").write_text('[tokens]\nmodel = "pixart"\n')
    session = open_session(folder)
    session.tokens.load()
    assert session.tokens.pieces is None
    assert rare(session) == ["kawaii", "mordacious"]
    session.close()

"""Starting the composer: what the app is made with."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from tests.support.list_desk import make_captions
from tui_captioner.services.session.session import Session
from tui_captioner.tui import app as apps
from tui_captioner.tui import run
from tui_captioner.tui.graphics.protocol import Protocol, ProtocolChoice
from tui_captioner.tui.terminal import textual_parts
from tui_captioner.tui.terminal.terminal import TerminalCaps


@pytest.mark.parametrize("again", [False, True])
def test_a_folder_that_is_opened_again_is_not_asked_about_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, again: bool
) -> None:
    make_captions(tmp_path, dict.fromkeys("abcd", b""))
    asked: list[bool] = []

    class App:
        """Stands in for the app."""

        return_code = 0

        def __init__(self, *_: object, asks_project: bool, **_more: Any) -> None:
            asked.append(asks_project)

        def run(self, **_: object) -> None: ...

        def cleanup_sequence(self) -> str:
            return ""

    monkeypatch.setattr(run, "look_at_terminal", lambda *_: (TerminalCaps(), ProtocolChoice(Protocol.OFF, "test")))
    monkeypatch.setattr(run, "export_colours", lambda *_: None)
    monkeypatch.setattr(textual_parts, "tell_of_crashes", lambda *_: None)
    monkeypatch.setattr(apps, "CaptionerApp", App)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setenv("TEXTUAL_FPS", "120")
    session = Session.open(tmp_path)
    run.run_composer(session, "off", again=again)
    session.close()
    assert asked == [not again]

"""Predictions stand there as soon as the captions are learnt: no key is needed, nor what follows the learning."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.support import composer_desk
from tests.support.composer_desk import open_desk
from tests.support.list_desk import make_captions
from tests.support.sessions import open_session
from tui_captioner.services.catalogue.completion import Completer
from tui_captioner.tui.composer.screen import ComposerScreen
from tui_captioner.tui.lists import near_duplicates

TEXTS = {"a": b"", "b": b"straw hat", "c": b"straw hat"}


async def test_predictions_come_without_a_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_captions(tmp_path, TEXTS)
    begun, goes_on = asyncio.Event(), asyncio.Event()

    async def waited(*_: object) -> None:
        await begun.wait()

    async def held_up(*_: object) -> None:
        await goes_on.wait()

    monkeypatch.setattr(ComposerScreen, "_find_changed_outside", waited)
    monkeypatch.setattr(near_duplicates, "look_for_near_duplicates", held_up)
    monkeypatch.setattr(composer_desk, "FixedCompleter", Completer)
    session = open_session(tmp_path)
    async with open_desk(tmp_path, session=session, size=(110, 30)) as desk:
        await desk.press("alt+4")
        assert not any("straw hat" in row for row in desk.drawn())
        begun.set()
        await desk.until_drawn("straw hat")
        assert not desk.composer.surveyed
        goes_on.set()
        await desk.until(lambda: desk.composer.surveyed)
    session.close()

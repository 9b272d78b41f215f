"""Keys typed right behind the one that opens a screen are for that screen, in the order in which they were typed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.composer_desk import Desk, open_desk
from tests.support.waiting import PATIENCE
from tui_captioner.services.session.jobs import Job
from tui_captioner.tui.tags.screen import TagsScreen


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in "ab":
        (tmp_path / f"{name}.png").write_bytes(PNG)
        (tmp_path / f"{name}.txt").write_text("red hat, tree")
    return tmp_path


@contextmanager
def slow_composer(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[asyncio.Event]:
    """The composer is not through with the key that opens a screen before the event; the screen is up at once."""
    may_go_on, carry_out = asyncio.Event(), desk.composer.carry_out

    async def slowly(act: Callable[[], Job | None]) -> None:
        await carry_out(act)
        if desk.top is not desk.composer:
            await may_go_on.wait()

    monkeypatch.setattr(desk.composer, "carry_out", slowly)
    try:
        yield may_go_on
    finally:
        may_go_on.set()


async def rounds() -> None:
    """Let the app do all that it does by itself."""
    for _ in range(100):
        await asyncio.sleep(0)


async def test_a_letter_does_not_overtake_the_key_that_it_was_typed_behind(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_captioner.tui.app._PATIENCE", 10 * PATIENCE)
    async with open_desk(root) as desk:
        with slow_composer(desk, monkeypatch) as may_go_on:
            desk.send("f12")
            desk.send("/")
            await until(lambda: desk.shows(TagsScreen))
            tags = desk.top
            assert isinstance(tags, TagsScreen)
            for letter in "red":
                desk.send(letter)
            await rounds()
            assert tags.question is None, "the filter was asked for first"
            may_go_on.set()
            await desk.until(lambda: tags.answer.value == "red")
        assert tags.typed == "red"


async def test_a_screen_that_is_never_through_with_its_keys_holds_no_others_for_good(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_captioner.tui.app._PATIENCE", 0.01)
    async with open_desk(root) as desk:
        with slow_composer(desk, monkeypatch):
            desk.send("f12")
            await until(lambda: desk.shows(TagsScreen))
            tags = desk.top
            assert isinstance(tags, TagsScreen)
            desk.send("/")
            desk.send("r")
            await until(lambda: bool(tags.query("#answer")) and tags.answer.value == "r")
            assert desk.top is tags


async def until(met: Callable[[], bool]) -> None:
    """Wait for a state while some part of the app does not go on."""
    deadline = asyncio.get_running_loop().time() + PATIENCE
    while not met():
        assert asyncio.get_running_loop().time() < deadline
        await asyncio.sleep(0)

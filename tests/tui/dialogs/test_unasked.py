"""Screens that come up unasked: what was typed before they were seen is for the screen below, in order."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual import events

from tests.conftest import PNG
from tests.support.composer_desk import Desk, open_desk
from tests.support.first_run import opened
from tui_captioner.tui.dialogs.conflict import ConflictScreen
from tui_captioner.tui.dialogs.project import ProjectScreen
from tui_captioner.tui.dialogs.unasked import Unasked, unasked_of
from tui_captioner.tui.graphics.link import Link
from tui_captioner.tui.terminal.key_table import keys_in
from tui_captioner.tui.widgets.text_field import TextField


def key(name: str, at: float) -> events.Key:
    event = events.Key(name, name if len(name) == 1 else None)
    event.time = at
    return event


def test_what_is_pressed_before_a_screen_is_seen_and_what_follows_at_once_is_not_for_it() -> None:
    unasked = Unasked(0.3)
    assert unasked.holds(key("a", 1.0))
    assert unasked.holds(key("escape", 1.1))
    unasked.seen(2.0)
    assert unasked.holds(key("b", 1.9))
    assert unasked.holds(key("c", 2.1))
    assert unasked.holds(key("d", 2.35)), "it follows another letter at once"
    assert not unasked.holds(key("e", 2.7))
    assert [event.key for event in unasked.held if isinstance(event, events.Key)] == ["a", "escape", "b", "c", "d"]


def test_escape_counts_as_soon_as_the_screen_is_seen() -> None:
    unasked = Unasked(0.3)
    unasked.seen(2.0)
    assert not unasked.holds(key("escape", 2.01))
    assert unasked.holds(key("t", 2.02))


async def test_a_screen_has_arrived_when_the_terminal_answers_what_was_asked_behind_it() -> None:
    written: list[str] = []

    def write(text: str) -> bool:
        written.append(text)
        return True

    link = Link(write)
    link.mark("picture")
    waiting = asyncio.create_task(link.arrival())
    await asyncio.sleep(0)
    link.acknowledge(3.0)
    await asyncio.sleep(0)
    assert not waiting.done()
    link.acknowledge(4.0)
    assert await waiting == 4.0


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in "abcd":
        (tmp_path / f"{name}.png").write_bytes(PNG)
    return tmp_path


def unseen(desk: Desk) -> Unasked:
    """What the screen in front keeps, as if nobody had seen it yet."""
    kept = unasked_of(desk.top)
    assert kept is not None
    kept.seen(float("inf"))
    return kept


def send(desk: Desk, text: str) -> None:
    """All keys of a text at once, as a terminal sends what was typed ahead."""
    for event in keys_in(text):
        desk.app.post_message(event)


async def test_who_types_as_the_panel_of_a_new_dataset_comes_up_goes_on_typing(root: Path) -> None:
    async with opened(root) as desk:
        await desk.until(lambda: desk.shows(ProjectScreen))
        unseen(desk)
        desk.state.slot = "background"
        send(desk, "red beach,")
        await desk.until(lambda: desk.tags("background") == ["red beach"])
        assert desk.top is desk.composer
        assert (root / "a.txt").read_text() == "red beach"
        assert desk.session.project.settings.trigger == ""


async def test_letters_of_a_tag_never_decide_about_a_changed_sidecar(root: Path) -> None:
    async with open_desk(root) as desk:
        desk.state.slot = "background"
        await desk.press(*"beach", "enter")
        (root / "a.txt").write_text("changed by sed")
        await desk.press(*"sun", "comma")
        await desk.until(lambda: desk.shows(ConflictScreen))
        kept = unseen(desk)
        send(desk, "top hat")
        await desk.pilot.pause()
        assert desk.shows(ConflictScreen)
        assert (root / "a.txt").read_text() == "changed by sed"
        kept.seen(0.0)
        send(desk, "ox")
        await desk.until(lambda: desk.top is desk.composer)
        await desk.until(lambda: desk.state.text.endswith("x"))
    assert desk.state.text.endswith("top hatx")
    assert (root / "a.txt").read_text() == "beach"


async def test_letters_typed_right_behind_the_key_that_asks_are_in_the_line_that_it_opens(root: Path) -> None:
    (root / ".tui-captioner").mkdir()
    async with opened(root) as desk:
        send(desk, "\x1bpannika")
        await desk.until(lambda: desk.shows(ProjectScreen))
        await desk.until(lambda: bool(desk.top.query(TextField)))
        await desk.until(lambda: desk.top.query_one(TextField).value == "annika")


async def test_keys_that_are_handed_on_come_as_they_were_typed_whoever_had_them(root: Path) -> None:
    first, second = events.Key("a", "a"), events.Key("b", "b")
    second.time = first.time + 1
    async with open_desk(root) as desk:
        desk.app.hand_on([first])
        desk.app.hand_on([second])
        await desk.pilot.pause()
        assert desk.composer.input.value == "ab"

"""A composer beside another session, and beside other programs: what it shows, asks and offers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from math import inf
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from tests.conftest import PNG
from tests.support.composer_desk import ACTION, Desk, open_desk
from tests.support.sessions import add, open_session, sidecars
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.lock_holder import this_process
from tui_captioner.tui.browse.screen import BrowseScreen
from tui_captioner.tui.dialogs.conflict import ConflictScreen
from tui_captioner.tui.dialogs.take_over import TakeOverScreen
from tui_captioner.tui.dialogs.unasked import unasked_of
from tui_captioner.tui.history.screen import HistoryScreen
from tui_captioner.tui.open_again import OPEN_AGAIN, TAKE_OVER
from tui_captioner.tui.outside.screen import OutsideScreen


@pytest.fixture
def writer(dataset: Path) -> Iterator[Session]:
    """A session that has the dataset."""
    session = open_session(dataset)
    add(session, "a.png", "action", "standing")
    yield session
    session.close()


def taken_over(dataset: Path) -> None:
    lock = dataset / ".tui-captioner" / "lock"
    other = this_process(lock.stat().st_ino)._replace(user="annika", host="gpu-7", boot="b-7", space="pid:[7]")
    lock.write_bytes(other.dump())


async def seen(desk: Desk, kind: type[Screen[Any]]) -> None:
    """Wait until a screen that nobody asked for is there, and was seen."""

    def is_seen() -> bool:
        kept = unasked_of(desk.top)
        return desk.shows(kind) and kept is not None and kept._seen_at < inf

    await desk.until(is_seen)


async def watching(desk: Desk) -> None:
    """Wait until the composer looks at what others do, and have it know how everything looks now."""
    await desk.until(lambda: desk.composer.surveyed)
    await desk.composer.look_outside()


async def test_a_reader_says_who_holds_the_dataset_at_every_edit_and_shows_all_the_rest(writer: Session) -> None:
    dataset = writer.project.root
    before = sidecars(dataset)
    async with open_desk(dataset, size=(160, 30)) as desk:
        await watching(desk)
        for keys in (("ctrl+z",), ("ctrl+d",), (ACTION, "alt+c"), (ACTION, *"walking", "enter")):
            desk.state.say("")
            await desk.press(*keys)
            assert f"process {os.getpid()}, since 20" in desk.state.message, keys
        assert desk.state.text == "walking"
        writer.set_state("a.png", "done")
        await desk.composer.look_outside()
        await desk.until_drawn("✔ done")
        for action, screen in (("browse", BrowseScreen), ("history", HistoryScreen)):
            await desk.composer.run_action_of(next(it for it in desk.composer.commands if it.id == action))
            await desk.until(partial(desk.shows, screen))
            await desk.press("escape")
        writer.close()
        await desk.composer.look_outside()
        assert desk.state.message == "The other session has ended: Alt+O edits here"
        await desk.press("alt+o")
        assert desk.app.return_code == OPEN_AGAIN
    assert sidecars(dataset) == before
    after = open_session(dataset)
    assert (after.project.read_only, after.drafts["a.png"].text) == ("", "walking")
    after.close()


async def test_who_is_taken_over_turns_to_reading_without_a_key(writer: Session) -> None:
    dataset = writer.project.root
    writer.close()
    async with open_desk(dataset, size=(160, 30)) as desk:
        await watching(desk)
        await desk.press(ACTION, *"walking", "enter")
        taken_over(dataset)
        before = sidecars(dataset)
        await desk.composer.look_outside()
        await desk.until_drawn("read-only")
        await desk.press(*"smiling", "enter")
        assert "taken over: annika on gpu-7" in desk.state.message
        assert desk.state.text == "smiling"
    assert sidecars(dataset) == before


async def test_a_session_that_may_be_dead_is_asked_about(writer: Session) -> None:
    dataset = writer.project.root
    writer.close()
    taken_over(dataset)
    async with open_desk(dataset) as desk:
        await seen(desk, TakeOverScreen)
        await desk.until_drawn("annika on gpu-7")
        await desk.press("escape")
        await desk.until(lambda: desk.top is desk.composer)
        await desk.press("alt+o")
        await desk.until(lambda: desk.shows(TakeOverScreen))
        await desk.press("t")
        await desk.until(lambda: desk.app.return_code == TAKE_OVER)


async def test_one_sidecar_that_changes_is_asked_about_and_several_are_listed_together(writer: Session) -> None:
    dataset = writer.project.root
    add(writer, "b.png", "action", "waving")
    add(writer, "c.png", "action", "waving")
    writer.close()
    async with open_desk(dataset, size=(160, 30)) as desk:
        await watching(desk)
        (dataset / "a.txt").write_bytes(b"by hand")
        await desk.composer.look_outside()
        await seen(desk, ConflictScreen)
        await desk.press("t")
        assert desk.session.caption("a.png") == "by hand"
        await desk.composer.look_outside()
        assert desk.session.changed_outside == set()
        for name in ("a.txt", "c.txt"):
            (dataset / name).write_bytes(b"by git")
        await desk.composer.look_outside()
        await seen(desk, OutsideScreen)
        await desk.press("escape")
        await desk.until_drawn("2 changed outside")
        await desk.press("f5")
        await desk.until(lambda: desk.shows(BrowseScreen))
        await desk.until_drawn("2 changed outside")
    assert (dataset / "c.txt").read_bytes() == b"by git"


async def test_a_caption_that_was_never_edited_is_shown_as_it_is_now_and_typed_text_stays(dataset: Path) -> None:
    async with open_desk(dataset, size=(160, 30)) as desk:
        await desk.press("pagedown")
        await watching(desk)
        await desk.press(ACTION, *"wal")
        (dataset / "b.txt").write_bytes(b"from another program")
        await desk.composer.look_outside()
        await desk.until_drawn("from another program")
        assert desk.state.text == "wal"


async def test_images_that_come_are_offered_once_no_more_come_and_a_key_takes_them_in(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await watching(desk)
        for name in ("d.png", "e.png"):
            (dataset / name).write_bytes(PNG)
            await desk.composer.look_outside()
            assert "new image" not in desk.state.message
        await desk.composer.look_outside()
        assert desk.state.message == "2 new images in the folder: Alt+I takes them in"
        await desk.press(ACTION, *"walking", "alt+i")
        assert desk.app.return_code == OPEN_AGAIN
    session = open_session(dataset)
    assert session.names == ("a.png", "b.png", "c.png", "d.png", "e.png")
    assert session.drafts["a.png"].text == "walking"
    session.close()

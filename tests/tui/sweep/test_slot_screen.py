"""The slot sweep on the screen: a digit or two for an image, Enter for the next, every edit on disk at once."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.support.list_desk import ListDesk, captions, make_captions, open_list
from tests.support.tui_material import open_session
from tui_captioner.domain.caption import Tag
from tui_captioner.services.catalogue.completion import Learned
from tui_captioner.services.history.history import History
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.tui.browse.browsing import Browsing
from tui_captioner.tui.browse.screen import BrowseScreen
from tui_captioner.tui.dialogs.conflict import ConflictScreen
from tui_captioner.tui.dialogs.help import HelpScreen
from tui_captioner.tui.sweep.actions import SWEEP
from tui_captioner.tui.sweep.slot_screen import SlotSweepScreen

TEXTS = {
    "a": b"standing",
    "b": b"standing, beach",
    "c": b"sitting, garden",
    "d": b"sitting, beach",
    "e": b"sitting",
}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    make_captions(tmp_path, TEXTS)
    opened = open_session(tmp_path)
    yield opened
    opened.close()


@asynccontextmanager
async def browse(session: Session, *, size: tuple[int, int] = (100, 30)) -> AsyncIterator[ListDesk]:
    async with open_list(session, lambda place: BrowseScreen(place, Browsing(session)), size=size) as desk:
        await desk.at_rest()
        yield desk


@asynccontextmanager
async def sweep(session: Session, *, size: tuple[int, int] = (100, 30)) -> AsyncIterator[ListDesk]:
    async with browse(session, size=size) as desk:
        await desk.press("s", "6")
        await begun(desk)
        yield desk


async def begun(desk: ListDesk) -> SlotSweepScreen:
    screen: Any = desk.app.screen
    assert isinstance(screen, SlotSweepScreen)
    await desk.until(lambda: screen.state.counted)
    await desk.at_rest()
    return screen


def at(desk: ListDesk) -> Any:
    screen: Any = desk.app.screen
    return screen.state


def said(desk: ListDesk) -> str:
    return desk.drawn()[-1]


def numbered(desk: ListDesk) -> list[str]:
    return [row.term.text for row in at(desk).rows]


async def test_a_digit_takes_or_takes_back_and_is_on_disk_at_once(session: Session, tmp_path: Path) -> None:
    async with sweep(session) as desk:
        assert numbered(desk) == ["beach", "garden"]
        assert desk.shows("1   beach")
        await desk.press("1")
        assert captions(tmp_path)["a"] == b"standing, beach"
        assert desk.shows("1 ✓ beach")
        assert at(desk).held.counts["beach"] == 3
        await desk.press("1")
        assert captions(tmp_path)["a"] == b"standing"
        assert at(desk).held.counts["beach"] == 2


async def test_the_digits_hold_still_and_what_is_typed_joins_them(session: Session, tmp_path: Path) -> None:
    async with sweep(session) as desk:
        await desk.type("castle")
        await desk.press("enter")
        assert captions(tmp_path)["a"] == b"standing, castle"
        assert numbered(desk) == ["beach", "garden", "castle"]
        await desk.press("enter", "3", "enter")
        assert captions(tmp_path)["b"] == b"standing, beach, castle"
        # Taken back everywhere it keeps its number.
        await desk.press("pageup", "3", "pageup", "3")
        assert captions(tmp_path)["a"] == b"standing"
        assert numbered(desk) == ["beach", "garden", "castle"]


async def test_enter_is_done_and_page_down_is_not(session: Session) -> None:
    async with sweep(session) as desk:
        await desk.press("1", "enter", "pagedown")
        assert "3/5  c.png" in desk.drawn()[0]
        assert "done 1/5" in desk.drawn()[0]
        await desk.press("enter", "enter", "enter")
        assert "5/5  e.png" in desk.drawn()[0]
        assert "This was the last image; 1 not done" in said(desk)
        await desk.press("escape")
        page: Any = desk.page
        assert page.browsing.name == "e.png"
        assert desk.app.screen is page
        assert "Background: 4 of 5 images gone over" in said(desk)


async def test_a_sweep_begins_at_the_cursor_and_goes_over_what_is_chosen(session: Session) -> None:
    async with browse(session) as desk:
        await desk.press("down", "space", "down", "down", "space", "s", "b")
        screen = await begun(desk)
        assert (screen.state.slot, screen.state.names, screen.state.name) == ("background", ["b.png", "d.png"], "d.png")


async def test_the_slot_is_asked_for_by_digit_letter_name_or_the_last_one(session: Session) -> None:
    async with browse(session) as desk:
        for keys, slot in ((["4"], "subject"), (["enter"], "subject"), (["d"], "details"), (["7"], "associations")):
            await desk.press("s", *keys)
            assert (await begun(desk)).state.slot == slot
            await desk.press("escape")
        await desk.press("s", "1", "enter")
        assert desk.app.screen is desk.page
        assert "Slots are Type, Action" in said(desk)


async def test_undo_goes_to_its_image_and_the_counts_follow(session: Session, tmp_path: Path) -> None:
    async with sweep(session) as desk:
        await desk.press("1", "enter", "2", "enter", "enter", "ctrl+z")
        assert "2/5  b.png" in desk.drawn()[0]
        assert "Undone in b.png: add 'garden'" in said(desk)
        assert captions(tmp_path)["b"] == TEXTS["b"]
        await desk.press("ctrl+z")
        assert captions(tmp_path) == TEXTS
        assert at(desk).held.counts == {"beach": 2, "garden": 1}
        await desk.press("ctrl+y")
        assert captions(tmp_path)["a"] == b"standing, beach"
        await desk.press("ctrl+z", "ctrl+z")
        assert "Nothing to undo" in said(desk)


async def test_a_long_step_of_before_is_taken_back_with_its_progress(session: Session, tmp_path: Path) -> None:
    texts = {f"n{number:02}": b"standing" for number in range(40)}
    make_captions(tmp_path, texts)
    session.close()
    opened = open_session(tmp_path)
    records = ((name, opened.peek(name)) for name in opened.names)
    changed = (
        (name, record.with_caption(record.caption.added("background", (Tag("hill"),)))) for name, record in records
    )
    finish(opened.change_many("hills", changed))
    async with sweep(opened) as desk:
        await desk.press("ctrl+z")
        await desk.at_rest()
        assert "Undone in 45 images: hills" in said(desk)
        assert captions(tmp_path) == {**TEXTS, **texts}
        await desk.press("1")
        assert captions(tmp_path)["a"] == b"standing, hill"
    opened.close()


async def test_typing_completes_as_in_the_composer(session: Session, tmp_path: Path) -> None:
    async with sweep(session) as desk:
        await desk.type("bea")
        assert desk.shows("> beach")
        await desk.press("tab")
        assert captions(tmp_path)["a"] == b"standing, beach"
        await desk.press("backspace")
        assert captions(tmp_path)["a"] == b"standing"
        await desk.type("old mill")
        await desk.press("comma")
        assert captions(tmp_path)["a"] == b"standing, old mill"
        assert at(desk).text == ""


async def test_half_typed_text_stays_until_it_is_kept_or_dropped(session: Session, tmp_path: Path) -> None:
    async with sweep(session) as desk:
        await desk.type("cast")
        for key in ("pagedown", "pageup", "ctrl+z"):
            await desk.press(key)
            assert at(desk).name == "a.png"
            assert at(desk).text == "cast"
            assert key == "ctrl+z" or "half-typed text" in said(desk)
        await desk.press("escape")
        assert at(desk).text == ""
        assert desk.app.screen is not desk.page
        await desk.press("escape")
        assert desk.app.screen is desk.page


async def test_what_is_half_typed_in_another_slot_is_not_lost(session: Session) -> None:
    session.set_draft("a.png", "action", "runn")
    async with sweep(session) as desk:
        await desk.press("1")
        await desk.type("cas")
        await desk.press("escape", "escape")
        assert session.drafts["a.png"].text == "runn"


async def test_half_typed_text_is_kept_when_the_program_ends(session: Session) -> None:
    async with sweep(session) as desk:
        await desk.type("cast")
    assert (session.drafts["a.png"].slot, session.drafts["a.png"].text) == ("background", "cast")


async def test_a_digit_that_goes_on_as_text_is_text(session: Session, tmp_path: Path) -> None:
    async with sweep(session) as desk:
        at(desk).completer.learn(Learned("z.png", {"subject": ["1girl"]}))
        await desk.press("1", "g")
        assert at(desk).text == "1g"
        assert captions(tmp_path) == TEXTS
        assert at(desk).held.counts["beach"] == 2


async def test_zero_numbers_the_next_nine(session: Session, tmp_path: Path) -> None:
    make_captions(tmp_path, {f"n{number:02}": f"standing, place {number:02}".encode() for number in range(11)})
    session.close()
    opened = open_session(tmp_path)
    for number in range(11):
        name = f"n{number:02}.png"
        caption = opened.record(name).caption
        index = next(place for place, tag in enumerate(caption.tags("background")) if tag.text.startswith("place"))
        assert index == 0
    async with sweep(opened) as desk:
        assert desk.shows("0 next 9   1-9 of 13")
        await desk.press("0")
        assert numbered(desk) == [f"place {number:02}" for number in range(7, 11)]
        await desk.press("2", "enter", "2")
        assert captions(tmp_path)["a"] == b"standing, place 08"
        assert captions(tmp_path)["b"] == b"standing, beach, place 08"
        await desk.press("0")
        assert "These are the first again" in said(desk)
    opened.close()


async def test_a_sidecar_changed_outside_is_asked_about(session: Session, tmp_path: Path) -> None:
    async with sweep(session) as desk:
        (tmp_path / "a.txt").write_bytes(b"theirs")
        await desk.press("1")
        await desk.until(lambda: isinstance(desk.app.screen, ConflictScreen))
        await desk.press("t")
        assert isinstance(desk.app.screen, SlotSweepScreen)
        assert captions(tmp_path)["a"] == b"theirs"
        await desk.press("1")
        assert captions(tmp_path)["a"] == b"theirs, beach"


async def test_every_action_has_a_handler_and_every_handler_an_action(session: Session) -> None:
    async with sweep(session) as desk:
        screen: Any = desk.app.screen
        assert set(screen._handlers) == {action.id for action in SWEEP.actions} | {"quit"}
        await desk.press("question_mark")
        assert isinstance(desk.app.screen, HelpScreen)
        assert desk.shows("Take the tag of that number, or take it back.")


@pytest.mark.parametrize("size", [(80, 24), (60, 14), (40, 10)])
async def test_it_works_in_a_small_window(session: Session, size: tuple[int, int], tmp_path: Path) -> None:
    async with sweep(session, size=size) as desk:
        assert len(desk.drawn()) == size[1]
        assert desk.shows("1   beach")
        await desk.press("1")
        assert desk.shows("1 ✓ beach")
        assert "F1 keys" in said(desk)
        assert captions(tmp_path)["a"] == b"standing, beach"


async def test_each_edit_is_a_step_of_its_own(session: Session) -> None:
    async with sweep(session) as desk:
        await desk.press("1", "2", "enter", "2")
    assert [step.title for step in History(session).page()] == ["add 'garden'", "add 'garden'", "add 'beach'"]

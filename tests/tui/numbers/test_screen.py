"""The screen of numbers: counts behind the user's back, opens the images of a row, works in windows of any size."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.command_line import is_safe
from tests.support.composer_desk import open_desk
from tests.support.list_desk import ListDesk, make_captions, open_list
from tests.support.sessions import add
from tests.support.tui_material import open_session
from tui_captioner.services.catalogue.catalogue import Catalogue
from tui_captioner.services.catalogue.filtering import read_filter
from tui_captioner.services.catalogue.scope import Asked
from tui_captioner.services.session.session import Session
from tui_captioner.tui.browse.browsing import Browsing
from tui_captioner.tui.browse.screen import BrowseScreen
from tui_captioner.tui.numbers.screen import NumbersScreen

TEXTS = {"a": b"woman, red hat", "b": b"woman, [/bold]x\x1b, red hat", "c": b"woman, hat", "d": b"man"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    make_captions(tmp_path, TEXTS)
    return tmp_path


def numbers(session: Session, shown: list[str], text: str = "") -> Any:
    asked = Asked(text, read_filter(session, text))
    return lambda place: NumbersScreen(place, asked, shown.append)


async def counted(desk: ListDesk) -> None:
    await desk.until(lambda: desk.page.figures is not None and not desk.page._counting)
    await desk.pilot.pause()


async def go_to(desk: ListDesk, section: str, label: str) -> None:
    desk.page._go(desk.page.listing.place_of(section, label), 1)
    desk.page.redraw()


async def test_enter_opens_the_images_that_a_row_counts(root: Path) -> None:
    session, shown = open_session(root), list[str]()
    async with open_list(session, numbers(session, shown)) as desk:
        await counted(desk)
        assert desk.shows("4 images, 4 with a caption")
        await go_to(desk, "used", "red hat")
        assert desk.shows('tag=="red hat"')
        await desk.press("enter")
        await desk.until(lambda: shown)
    session.close()
    assert shown == ['tag=="red hat"']


async def test_of_filtered_images_the_filter_stays(root: Path) -> None:
    session, shown = open_session(root), list[str]()
    async with open_list(session, numbers(session, shown, "tag:woman OR tag:man")) as desk:
        await counted(desk)
        await go_to(desk, "used", "red hat")
        await desk.press("enter")
        await desk.until(lambda: shown)
    session.close()
    assert shown == ['(tag:woman OR tag:man) AND (tag=="red hat")']


async def test_captions_are_text_and_nothing_is_drawn_beyond_the_window(root: Path) -> None:
    session, shown = open_session(root), list[str]()
    async with open_list(session, numbers(session, shown), size=(80, 24)) as desk:
        await counted(desk)
        await go_to(desk, "used", "[/bold]x\x1b")
        rows = desk.drawn()
        assert any("[/bold]x\\x1b" in row for row in rows)
        assert all(is_safe(row) and len(row) <= 80 for row in rows)
        assert any("█" in row for row in rows)
        await desk.press("down", "pagedown", "end", "home", "up", "right", "left")
        assert desk.page.here.row.label == "draft"
    session.close()


async def test_numbers_are_counted_anew_after_an_undo_and_the_cursor_stays(root: Path) -> None:
    session, shown = open_session(root), list[str]()
    add(session, "a.png", "action", "waving")
    async with open_list(session, numbers(session, shown)) as desk:
        await counted(desk)
        await go_to(desk, "used", "hat")
        assert any(tag.text == "waving" for tag in desk.page.figures.used)
        await desk.press("ctrl+z")
        await desk.until(lambda: not any(tag.text == "waving" for tag in desk.page.figures.used))
        await counted(desk)
        assert desk.page.here.row.label == "hat"
    session.close()


async def test_the_screen_says_that_it_counts(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session, shown = open_session(root), list[str]()
    monkeypatch.setattr(Catalogue, "ask_aside", lambda *_: None)
    async with open_list(session, numbers(session, shown)) as desk:
        await desk.until(lambda: desk.shows("counting"))
        await desk.press("down", "enter", "right")
        assert desk.shows("counting")
        await desk.press("escape")
        await desk.until(lambda: desk.answers)
    session.close()


async def test_a_text_narrows_what_is_listed(root: Path) -> None:
    session, shown = open_session(root), list[str]()
    async with open_list(session, numbers(session, shown)) as desk:
        await counted(desk)
        await desk.press("slash")
        await desk.type("hat")
        assert {item.row.label for item in desk.page.listing.items if item.row} == {"hat", "red hat"}
        await desk.press("enter", "escape")
        assert any(item.row.label == "woman" for item in desk.page.listing.items if item.row)
        assert not desk.answers
    session.close()


@pytest.mark.parametrize("size", [(80, 24), (50, 12), (200, 60)])
async def test_it_works_in_windows_of_any_size(root: Path, size: tuple[int, int]) -> None:
    session, shown = open_session(root), list[str]()
    async with open_list(session, numbers(session, shown), size=size) as desk:
        await counted(desk)
        for _ in range(14):
            await desk.press("right")
        assert all(len(row) <= size[0] for row in desk.drawn())
        assert any("█" in row for row in desk.drawn()) is (size[1] >= 20)
    session.close()


async def test_browse_opens_it_and_lists_what_it_names(root: Path) -> None:
    session = open_session(root)
    browsing = Browsing(session)
    async with open_list(session, lambda place: BrowseScreen(place, browsing)) as desk:
        await desk.press("n")
        await desk.until(lambda: isinstance(desk.app.screen, NumbersScreen))
        page: Any = desk.app.screen
        await desk.until(lambda: page.figures is not None)
        page._go(page.listing.place_of("used", "red hat"), 1)
        await desk.press("enter")
        await desk.until(lambda: len(browsing.scope) == 2)
        assert browsing.scope.asked.text == 'tag=="red hat"'
    session.close()


async def test_the_palette_of_the_composer_opens_it(root: Path) -> None:
    async with open_desk(root) as desk:
        await desk.press("ctrl+p", *"numbers", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, NumbersScreen))
        page: Any = desk.app.screen
        await desk.until(lambda: page.figures is not None)
        page._go(page.listing.place_of("used", "red hat"), 1)
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, BrowseScreen))
        await desk.until(lambda: len(desk.state.scope) == 2)

"""From the composer and from Browse to the tags, to their images, to the history, and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.composer_desk import Desk, open_desk
from tests.support.list_desk import captions, make_captions
from tests.support.tui_material import open_session
from tui_captioner.services.session.session import Session
from tui_captioner.tui.browse.screen import BrowseScreen
from tui_captioner.tui.composer.screen import ComposerScreen
from tui_captioner.tui.history.screen import HistoryScreen
from tui_captioner.tui.proposals.screen import ProposalScreen
from tui_captioner.tui.tags.screen import TagsScreen

TEXTS = {"a": b"standing, red hats", "b": b"red hats, smiling", "c": b"beach, red*", "d": b"beach"}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    make_captions(tmp_path, TEXTS)
    opened = open_session(tmp_path)
    yield opened
    opened.close()


async def tags_on(desk: Desk) -> Any:
    """Wait until the tags are counted."""
    await desk.until(lambda: desk.shows(TagsScreen))
    page: Any = desk.top
    await desk.until(lambda: page.counting is None)
    await desk.pilot.pause()
    return page


async def cursor_to(desk: Desk, page: Any, text: str) -> None:
    page.rows.go_to(page.listing.place_of(text))
    await desk.pilot.pause()


async def listed(desk: Desk, names: list[str]) -> None:
    """Wait until Browse lists these images."""
    await desk.until(lambda: desk.shows(BrowseScreen))
    page: Any = desk.top
    await desk.until(lambda: list(page.browsing.scope.names()) == names)


async def test_from_the_composer_to_the_images_of_a_tag(session: Session, tmp_path: Path) -> None:
    async with open_desk(tmp_path, session=session) as desk:
        await desk.press("f12")
        page = await tags_on(desk)
        await cursor_to(desk, page, "red hats")
        await desk.press("enter")
        await listed(desk, ["a.png", "b.png"])
        await desk.until_drawn('tag=="red hats"')


async def test_what_looks_like_a_pattern_is_the_tag_itself(session: Session, tmp_path: Path) -> None:
    async with open_desk(tmp_path, session=session) as desk:
        await desk.press("f12")
        page = await tags_on(desk)
        await cursor_to(desk, page, "red*")
        await desk.press("enter")
        await listed(desk, ["c.png"])


async def test_from_browse_changes_are_for_the_filtered_images(session: Session, tmp_path: Path) -> None:
    async with open_desk(tmp_path, session=session) as desk:
        await desk.press("f12")
        page = await tags_on(desk)
        await cursor_to(desk, page, "smiling")
        await desk.press("enter")
        await listed(desk, ["b.png"])
        await desk.press("t")
        page = await tags_on(desk)
        await desk.until_drawn("changes are for 1 images")
        await cursor_to(desk, page, "red hats")
        await desk.press("d")
        await desk.until(lambda: desk.shows(ProposalScreen))
        proposal: Any = desk.top
        await desk.until(lambda: proposal._looked_through)
        await desk.press("enter")
        page = await tags_on(desk)
        assert captions(tmp_path) == TEXTS | {"b": b"smiling"}
        await desk.press("ctrl+z")
        await desk.until(lambda: captions(tmp_path) == TEXTS)
        await desk.until(lambda: page.work is None)
        await desk.press("escape")
        await desk.until(lambda: desk.shows(BrowseScreen))


async def test_from_browse_to_the_history_and_back_to_composing(session: Session, tmp_path: Path) -> None:
    async with open_desk(tmp_path, session=session) as desk:
        await desk.press("f5")
        await desk.until(lambda: desk.shows(BrowseScreen))
        await desk.press("h")
        await desk.until(lambda: desk.shows(HistoryScreen))
        await desk.press("escape")
        await desk.until(lambda: desk.shows(BrowseScreen))
        await desk.press("escape")
        await desk.until(lambda: desk.shows(ComposerScreen))

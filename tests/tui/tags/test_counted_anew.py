"""Counting anew after a change: the list says that it does, and what the cursor is at stays in its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.list_desk import ListDesk, make_captions, open_list
from tests.support.tui_material import open_session
from tui_captioner.services.session.jobs import Progress
from tui_captioner.services.session.session import Session
from tui_captioner.tui.proposals.screen import ProposalScreen
from tui_captioner.tui.tags.screen import TagsScreen


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    # 40 tags: the first in all images, the next in all but one ...
    texts = {f"{at:02}": ", ".join(f"tag {number:02}" for number in range(40 - at)).encode() for at in range(30)}
    make_captions(tmp_path, texts)
    opened = open_session(tmp_path)
    yield opened
    opened.close()


async def counted(desk: ListDesk) -> None:
    await desk.until(lambda: desk.page.counting is None)
    await desk.at_rest()


async def carried_out(desk: ListDesk) -> None:
    await desk.until(lambda: isinstance(desk.app.screen, ProposalScreen))
    await desk.at_rest()
    await desk.press("enter")
    await desk.until(lambda: desk.app.screen is desk.page)
    await counted(desk)


def line_of(desk: ListDesk, text: str) -> int:
    return next(at for at, row in enumerate(desk.drawn()) if row.startswith(" >") and text in row)


async def test_the_cursor_stays_at_its_tag_and_in_its_line_whatever_else_was_renamed(session: Session) -> None:
    async with open_list(session, TagsScreen, size=(100, 24)) as desk:
        await counted(desk)
        desk.page.rows.go_to(30)
        desk.page.rows.go_to(25)
        desk.page.redraw()
        text = desk.page.here.text
        line = line_of(desk, text)
        # The three last tags go up to the top: they become one that is everywhere.
        desk.page.changes.merge(["tag 37", "tag 38", "tag 39"], "tag 00")
        await desk.press("n")
        await carried_out(desk)
        assert desk.page.here.text == text
        assert line_of(desk, text) == line


async def test_the_cursor_goes_with_the_tag_that_was_renamed_and_stays_in_its_row_where_it_is_gone(
    session: Session,
) -> None:
    async with open_list(session, TagsScreen, size=(100, 24)) as desk:
        await counted(desk)
        desk.page.rows.go_to(20)
        await desk.press("r", "ctrl+u")
        await desk.type("tag of another name")
        await desk.press("enter")
        await carried_out(desk)
        assert desk.page.here.text == "tag of another name"
        row = desk.page.rows.cursor
        await desk.press("d")
        await carried_out(desk)
        assert desk.page.rows.cursor == row


async def test_while_tags_are_counted_the_header_says_how_far_and_that_the_counts_are_old(session: Session) -> None:
    async with open_list(session, TagsScreen, size=(120, 24)) as desk:
        await counted(desk)
        assert not desk.shows("counting")
        desk.page.counting = Progress(1, 4)
        desk.page.redraw()
        assert desk.shows("counting 25%, these are from before")

"""Browse knows of near-duplicates: in the column of findings, beside the picture, and by its filter."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.support.list_desk import ListDesk, make_captions, open_list
from tests.support.sessions import open_session
from tui_captioner.domain.caption import Tag
from tui_captioner.services.catalogue.near_duplicates import near_duplicates_of
from tui_captioner.storage.catalogue.browsing import ListedImage
from tui_captioner.tui.browse.browsing import Browsing
from tui_captioner.tui.browse.screen import BrowseScreen
from tui_captioner.tui.browse.views import finding_pieces

TEXTS = {"a": b"red hats, vase", "b": b"red hat", "c": b"red hat, scarf"}


@asynccontextmanager
async def browsing(dataset: Path) -> AsyncIterator[ListDesk]:
    make_captions(dataset, TEXTS)
    session = open_session(dataset)
    async with open_list(session, lambda place: BrowseScreen(place, Browsing(session)), size=(150, 34)) as desk:
        await desk.until(lambda: near_duplicates_of(session).is_current)
        await desk.at_rest()
        yield desk
    session.close()


async def test_the_row_and_the_details_say_so(tmp_path: Path) -> None:
    async with browsing(tmp_path) as desk:
        rows = {row.split()[1 if row.split()[0] in "*>" else 0]: row for row in desk.drawn() if ".png " in row[:12]}
        assert "⚠ 1 near duplicate" in rows["a.png"]
        assert "near" not in rows["b.png"]
        assert desk.shows("⚠ red hats ~ red hat (2)")


def test_behind_another_finding_its_sign_is_enough() -> None:
    image = ListedImage("a.png", 1, 2, 4, unsure=True, problem="", findings={"unsure": 1, "near-duplicate": 2})
    assert "".join(text for text, _ in finding_pieces(image)) == "? 1 unsure, ~ 2"


async def test_the_filter_finds_them_and_follows_edits(tmp_path: Path) -> None:
    async with browsing(tmp_path) as desk:
        session = desk.page.session
        await desk.press("slash")
        await desk.type("finding:near*")
        await desk.press("enter")
        await desk.until(lambda: list(desk.page.browsing.scope.names()) == ["a.png"])
        session.edit("c.png", "add", session.record("c.png").caption.added("subject", (Tag("scrarf"),)))
        await desk.press("r")
        await desk.until(lambda: list(desk.page.browsing.scope.names()) == ["a.png", "c.png"])


async def test_what_has_most_findings_comes_first_near_duplicates_among_them(tmp_path: Path) -> None:
    async with browsing(tmp_path) as desk:
        session, listed = desk.page.session, desk.page.browsing.scope
        twice = session.record("c.png").caption.added("details", (Tag("red hats"), Tag("scrarf")))
        session.edit("c.png", "add", twice)
        await desk.press("o")
        await desk.type("findings")
        await desk.press("enter")
        await desk.until(lambda: list(listed.names()) == ["c.png", "a.png", "b.png"])
        await desk.press("o", "enter")
        await desk.until(lambda: list(listed.names()) == ["b.png", "a.png", "c.png"])

"""Findings in Browse: those of the row with what mends them, accepted for one image or for many; the way to all."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.list_desk import ListDesk, make_captions, open_list
from tests.support.tui_material import open_session
from tui_captioner.tui.browse.browsing import Browsing
from tui_captioner.tui.browse.screen import BrowseScreen
from tui_captioner.tui.dialogs.findings import FindingsDialog
from tui_captioner.tui.findings.screen import FindingsScreen
from tui_captioner.tui.proposals.screen import ProposalScreen

TWICE = b"photograph, red dress, standing, red dress"
TEXTS = {"a": TWICE, "b": TWICE, "c": b"photograph, standing, red dress, beach"}


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[ListDesk]:
    make_captions(tmp_path, TEXTS)
    session = open_session(tmp_path)
    async with open_list(session, lambda place: BrowseScreen(place, Browsing(session)), size=(150, 34)) as opened:
        await opened.at_rest()
        yield opened
    session.close()


async def test_the_row_at_hand_has_details_and_its_mend_is_shown_first(desk: ListDesk) -> None:
    await desk.press("k")
    assert isinstance(desk.app.screen, FindingsDialog)
    await desk.press("m")
    await desk.until(lambda: isinstance(desk.app.screen, ProposalScreen))
    await desk.at_rest()
    assert (desk.page.session.project.root / "a.txt").read_bytes() == TWICE
    await desk.press("enter")
    await desk.until(lambda: desk.app.screen is desk.page)
    assert (desk.page.session.project.root / "a.txt").read_bytes() == b"photograph, red dress, standing"
    assert (desk.page.session.project.root / "b.txt").read_bytes() == TWICE


async def test_a_finding_of_the_row_is_accepted_and_told_no_more(desk: ListDesk) -> None:
    told = "⚠ 'red dress' stands in"
    assert desk.shows(told)
    await desk.press("k", "x")
    await desk.until(lambda: not desk.shows(told))
    await desk.press("down")
    assert desk.shows(told)
    await desk.press("up", "ctrl+z")
    await desk.until(lambda: desk.shows(told))


async def test_findings_of_many_images_are_accepted_as_one_step(desk: ListDesk) -> None:
    await desk.press("e", "x")
    await desk.type("writ")
    await desk.press("tab", "enter")
    await desk.until(lambda: desk.shows("Accepted 2 findings"))
    assert len(desk.page.session.accepted.keys) == 2
    await desk.press("ctrl+z")
    await desk.until(lambda: not desk.page.session.accepted.keys)


async def test_a_rule_without_findings_accepts_nothing(desk: ListDesk) -> None:
    await desk.press("e", "x")
    await desk.type("no-such")
    await desk.press("enter")
    await desk.until(lambda: desk.shows("None of them has a finding"))


async def test_all_findings_are_a_key_away_and_list_their_images_here(desk: ListDesk) -> None:
    await desk.press("c")
    screen = desk.app.screen
    assert isinstance(screen, FindingsScreen)
    await desk.until(lambda: screen.checking is None)
    screen.rows.go_to(screen.listing.row_of(("written-twice", "")))
    screen.redraw()
    await desk.press("enter")
    await desk.until(lambda: list(desk.page.browsing.scope.names()) == ["a.png", "b.png"])
    assert desk.page.browsing.scope.asked.text == "finding:written-twice"

"""`e`, `S`: the state of a slot of many images, by way of a proposal."""

from __future__ import annotations

from pathlib import Path

from tests.support.list_desk import ListDesk, make_captions, open_list
from tests.support.tui_material import open_session
from tui_captioner.domain.slot_states import SlotMark
from tui_captioner.tui.browse.browsing import Browsing
from tui_captioner.tui.browse.screen import BrowseScreen
from tui_captioner.tui.proposals.screen import ProposalScreen


async def answer(desk: ListDesk, text: str) -> None:
    await desk.until(lambda: desk.page.question is not None)
    await desk.type(text)
    await desk.press("enter")


async def test_a_slot_is_flagged_in_all_listed_images(tmp_path: Path) -> None:
    make_captions(tmp_path, {"a": b"hat", "b": b"hat"})
    session = open_session(tmp_path)
    browsing = Browsing(session)
    async with open_list(session, lambda place: BrowseScreen(place, browsing), size=(110, 30)) as desk:
        await desk.press("e", "S")
        await answer(desk, "backg")
        await answer(desk, "finished")
        assert "States of a slot are draft, done, reviewed, flagged, as its image" in desk.page.message
        assert session.record("a.png").marks == {}
        await desk.press("e", "S")
        await answer(desk, "backg")
        await answer(desk, "fl")
        await answer(desk, "where")
        await desk.until(lambda: isinstance(desk.app.screen, ProposalScreen))
        await desk.until(lambda: desk.shows('Background: as its image → flagged "where"'))
        await desk.press("enter")
        await desk.until(lambda: session.record("b.png").marks == {"background": SlotMark("flagged", "where")})
        await desk.until(lambda: isinstance(desk.app.screen, BrowseScreen))
        await desk.until(lambda: desk.shows('⚑ flagged: "where"'))
        await desk.until(lambda: desk.shows("· · ▁ · ⚑ ·"))
    session.close()

"""Where a tag stands in two slots of the dataset, all of it into one is offered."""

from __future__ import annotations

from pathlib import Path

from tests.support.composer_desk import Desk, open_desk
from tests.support.tui_material import open_session, put
from tui_captioner.tui.proposals.screen import ProposalScreen


def split(dataset: Path) -> None:
    """`hat` in Details of two images, and in Subject of a third."""
    session = open_session(dataset)
    put(session, "a.png", details=["hat", "glow"])
    put(session, "b.png", details=["hat"])
    put(session, "c.png", subject=["hat"])
    session.close()


def where(desk: Desk, text: str = "hat") -> list[str]:
    found = []
    for name in desk.session.names:
        slots = desk.session.record(name).caption.slots
        found += [slot for slot, tags in slots.items() if text in [tag.text for tag in tags]]
    return found


async def test_after_a_move_all_others_are_offered_and_shown_first(dataset: Path) -> None:
    split(dataset)
    async with open_desk(dataset) as desk:
        await desk.press("alt+5", "left", "home", "4")
        assert where(desk) == ["subject", "details", "subject"]
        assert "'hat' stands elsewhere in 1 caption: * puts all into Subject" in desk.composer.status.plain[0]
        await desk.press("*")
        await desk.until(lambda: desk.shows(ProposalScreen))
        assert where(desk) == ["subject", "details", "subject"]
        await desk.press("enter")
        await desk.until(lambda: where(desk) == ["subject", "subject", "subject"])
        await desk.press("ctrl+z")
        assert where(desk) == ["subject", "details", "subject"]


async def test_an_offer_is_about_what_was_moved_only_until_something_else_is_done(dataset: Path) -> None:
    split(dataset)
    async with open_desk(dataset) as desk:
        await desk.press("alt+5", "left", "home", "4", "up", "down", "*")
        assert "'glow' stands in Details alone" in desk.composer.status.plain[0]
        assert where(desk) == ["subject", "details", "subject"]


async def test_the_tag_under_the_cursor_is_put_where_it_is_everywhere(dataset: Path) -> None:
    split(dataset)
    async with open_desk(dataset) as desk:
        await desk.press("alt+5", "left", "home", "*")
        await desk.until(lambda: desk.shows(ProposalScreen))
        await desk.press("enter")
        await desk.until(lambda: where(desk) == ["details", "details", "details"])


async def test_the_palette_goes_from_tag_to_tag_that_stands_in_two_slots(dataset: Path) -> None:
    split(dataset)
    async with open_desk(dataset) as desk:
        action = next(action for action in desk.composer.commands if action.id == "next_split")
        await desk.composer.run_action_of(action)
        assert (desk.state.name, desk.state.slot, desk.state.cursor.place) == ("c.png", "subject", 0)
        said = desk.composer.status.plain[0]
        assert "'hat' stands in Subject 1, Details 2: * puts all into Details" in said
        await desk.press("*")
        await desk.until(lambda: desk.shows(ProposalScreen))
        await desk.press("enter")
        await desk.until(lambda: where(desk) == ["details", "details", "details"])
        await desk.composer.run_action_of(action)
        assert "No tag stands in two slots" in desk.composer.status.plain[0]


async def test_a_global_is_no_tag_of_a_slot(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press("alt+1", *"annika", "enter", "left", "*")
        assert "annika" in desk.composer.status.plain[0]
        assert not desk.shows(ProposalScreen)

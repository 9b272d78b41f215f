"""Several captions, unsure tags and bulk changes as a user meets them: keys in, lines and files out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.composer_desk import ACTION, Desk, open_desk
from tests.support.tui_material import open_session, put
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.services.bulk.ordering import Ordering
from tui_captioner.tui.actions import ACTIONS
from tui_captioner.tui.composer.screen import ComposerScreen
from tui_captioner.tui.dialogs.captions import CaptionsScreen
from tui_captioner.tui.dialogs.progress import ProgressScreen
from tui_captioner.tui.proposals.screen import ProposalScreen

BY_ID = {action.id: action for action in ACTIONS}


@pytest.fixture
def tagged(dataset: Path) -> Path:
    """The dataset with tags in the first image."""
    session = open_session(dataset)
    put(session, "a.png", type=["photograph"], action=["standing", "smiling"])
    session.close()
    return dataset


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Thirty captions that begin alike; the third is not in slot order."""
    for number in range(30):
        (tmp_path / f"{number:02}.png").write_bytes(PNG)
        action = ("standing", "sitting", "smiling")[number % 3]
        (tmp_path / f"{number:02}.txt").write_text(f"annika, photograph, {action}, thing {number}")
    (tmp_path / "02.txt").write_text("annika, photograph, beach, standing")
    return tmp_path


async def choose(desk: Desk, action: str) -> None:
    """Do what the palette does."""
    await desk.composer.run_action_of(BY_ID[action])
    await desk.pilot.pause()


def at_rest(desk: Desk) -> bool:
    """Whether the composer is on top and no long job is under way, so that none may come up."""
    return desk.shows(ComposerScreen) and desk.composer._long_job is None


async def looked_through(desk: Desk) -> None:
    """Wait until the proposal on top knows what it would change."""
    await desk.pilot.pause()
    top = desk.top
    assert isinstance(top, ProposalScreen)
    await desk.until(lambda: top._looked_through)


async def read_all(desk: Desk) -> None:
    """Wait until the captions of the dataset have been read."""
    desk.composer._picture_settled()
    await desk.app.workers.wait_for_complete()
    await desk.pilot.pause()


# --- several captions -------------------------------------------------------------------------------------------------


async def test_a_second_caption_is_written_beside_the_first(tagged: Path) -> None:
    async with open_desk(tagged) as desk:
        assert "caption" not in desk.composer.header.plain[0]
        await desk.press(ACTION, "f4", *"wav", "enter")
        assert "caption 2/2" in desk.composer.header.plain[0]
        assert desk.composer.caption.plain[0].strip() == "photograph, standing, smiling, wav"
        assert (tagged / "a.txt").read_text() == "photograph, standing, smiling"
        assert desk.composer.status.plain[0].startswith("4 tags")
        await desk.press("f7")
        assert "caption 1/2" in desk.composer.header.plain[0]
        assert desk.composer.caption.plain[0].strip() == "photograph, standing, smiling"
        await desk.press("f6", "pagedown", "pageup")
        assert "caption 1/2" in desk.composer.header.plain[0]


async def test_captions_are_swapped_and_deleted_from_the_palette(tagged: Path) -> None:
    async with open_desk(tagged) as desk:
        await desk.press(ACTION, "f4", *"wav", "enter")
        await choose(desk, "first_alternative")
        assert (tagged / "a.txt").read_text() == "photograph, standing, smiling, wav"
        await choose(desk, "delete_alternative")
        assert (tagged / "a.txt").read_text() == "photograph, standing, smiling"
        await desk.press("ctrl+z")
        assert "caption 1/2" in desk.composer.header.plain[0]
        assert "Undone in a.png: delete caption 1" in desk.composer.status.plain[0]
        await choose(desk, "empty_alternative")
        assert "caption 3/3" in desk.composer.header.plain[0]


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_captions_are_compared_and_one_is_gone_to(tagged: Path, size: tuple[int, int]) -> None:
    async with open_desk(tagged, size=size) as desk:
        await desk.press("ctrl+l")
        assert "This image has one caption" in desk.composer.status.plain[0]
        await desk.press(ACTION, "f4", *"wav", "enter")
        await desk.press("ctrl+l")
        assert desk.shows(CaptionsScreen)
        assert any("> caption 2   standing · smiling · wav" in row for row in desk.drawn())
        await desk.press("tab", "up", "enter")
        assert (desk.shows(ComposerScreen), desk.state.alternative) == (True, 0)
        await desk.press("ctrl+l")
        await desk.press("2")
        assert (desk.shows(ComposerScreen), desk.state.alternative) == (True, 1)
        await desk.press("ctrl+l")
        await desk.press("9", "up", "escape")
        assert (desk.shows(ComposerScreen), desk.state.alternative) == (True, 1)
        assert desk.composer.input.value == ""


async def test_the_chosen_text_is_brought_into_sight(tagged: Path) -> None:
    session = open_session(tagged)
    put(session, "a.png", action=[f"tag number {number}" for number in range(60)])
    session.close()
    async with open_desk(tagged, size=(80, 24)) as desk:
        await desk.press("f4", "f4", "ctrl+l")
        await desk.press("tab", "down", "down")
        await desk.until_drawn("> caption 3")
        await desk.press("pageup", "pageup", "pageup")
        await desk.until_drawn("  caption 1")


# --- unsure tags ------------------------------------------------------------------------------------------------------


async def test_f9_and_space_go_over_the_unsure_tags(tagged: Path) -> None:
    session = open_session(tagged)
    unsure = Caption({"action": (Tag("standing"), Tag("hat", unsure=True)), "details": (Tag("x y", unsure=True),)})
    session.edit("c.png", "put", unsure)
    session.edit("b.png", "put", Caption({"action": (Tag("sitting"),)}))
    session.close()
    async with open_desk(tagged) as desk:
        await desk.press("f9")
        assert "3/3" in desk.composer.header.plain[0]
        assert desk.composer.prompt.plain == ["Action: tag cursor "]
        assert "Is 'hat' right in Action? Space says yes" in desk.composer.status.plain[0]
        await desk.press("space")
        assert any("> x y ?" in row for row in desk.composer.slots.plain)
        await desk.press("space", "escape")
        assert not any("?" in row for row in desk.composer.slots.plain)
        assert desk.composer.input.value == ""
        await desk.press("f9")
        assert "No tag is unsure any more" in desk.composer.status.plain[0]


async def test_a_long_search_shows_how_far_it_is_and_draws_the_image_it_finds(
    tagged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_captioner.tui.composer.background._PATIENCE", -1.0)
    for number in range(60):
        (tagged / f"z{number:02}.png").write_bytes(PNG)
    (tagged / "z50.txt").write_text("quuxly")
    (tagged / "b.txt").write_text("standing")
    async with open_desk(tagged) as desk:
        await desk.press("f9")
        while desk.shows(ProgressScreen):
            await desk.pilot.pause()
        await desk.pilot.pause()
        assert "z50.png" in desk.composer.header.plain[0]
        assert desk.composer._name_shown == "z50.png"


# --- changes of many captions -----------------------------------------------------------------------------------------


async def test_captions_are_put_in_order_after_they_were_shown(mixed: Path) -> None:
    async with open_desk(mixed) as desk:
        before = {path.name: path.read_bytes() for path in mixed.glob("*.txt")}
        await choose(desk, "put_in_order")
        await desk.until(lambda: desk.shows(ProposalScreen))
        await desk.until_drawn("put all captions in order")
        await desk.until_drawn("carry out (")
        await desk.press("escape")
        await desk.until(lambda: desk.shows(ComposerScreen))
        assert {path.name: path.read_bytes() for path in mixed.glob("*.txt")} == before
        await choose(desk, "put_in_order")
        await desk.until(lambda: desk.shows(ProposalScreen))
        await looked_through(desk)
        await desk.press("enter")
        await desk.until(lambda: at_rest(desk) and "Ctrl+Z takes it back" in desk.composer.status.plain[0])
        assert (mixed / "02.txt").read_text() == "photograph, standing, annika, beach"
        await desk.press("ctrl+z")
        await desk.until(lambda: at_rest(desk) and (mixed / "02.txt").read_bytes() == before["02.txt"])
        assert {path.name: path.read_bytes() for path in mixed.glob("*.txt")} == before
        await desk.press("ctrl+y")
        await desk.until(lambda: at_rest(desk) and (mixed / "02.txt").read_bytes() != before["02.txt"])
        await choose(desk, "put_in_order")
        await desk.until(lambda: at_rest(desk) and "Every caption is in order" in desk.composer.status.plain[0])
        assert "Every caption is in order already" in desk.composer.status.plain[0]


async def test_a_long_change_has_a_progress_bar_on_both_ways(mixed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_captioner.tui.composer.background._PATIENCE", -1.0)
    async with open_desk(mixed) as desk:
        await choose(desk, "put_in_order")
        while not desk.shows(ProposalScreen):
            await desk.pilot.pause()
        await looked_through(desk)
        await desk.press("enter")
        while not desk.shows(ComposerScreen) or desk.composer._long_job is not None:
            await desk.pilot.pause()
        assert (mixed / "02.txt").read_text() == "photograph, standing, annika, beach"


async def test_nothing_is_put_in_order_where_nothing_can_be_written(mixed: Path) -> None:
    other = open_session(mixed)
    put(other, "00.png", action=["standing"])
    async with open_desk(mixed, writable=False) as desk:
        await desk.composer.carry_out(Ordering(desk.session).carry_out)
        assert "Not changed" in desk.composer.state.message
    other.close()


async def test_globals_are_offered_once_all_was_read_and_adopted_on_request(mixed: Path) -> None:
    async with open_desk(mixed, size=(120, 36)) as desk:
        await read_all(desk)
        said = [notice.message for notice in desk.app._notifications]
        assert any("'annika, photograph' stand in 30 of 30 captions" in message for message in said)
        await choose(desk, "adopt_globals")
        await desk.until_drawn("adopt globals 'annika, photograph'  30 images")
        await looked_through(desk)
        await desk.press("enter")
        await desk.until(lambda: at_rest(desk))
        assert [tag.text for tag in desk.session.globals] == ["annika", "photograph"]
        assert "annika" not in [text for texts in desk.state.caption.texts().values() for text in texts]
        assert (mixed / "02.txt").read_text() == "annika, photograph, beach, standing"
        await choose(desk, "adopt_globals")
        assert "There are globals already" in desk.composer.status.plain[0]
        await desk.press("ctrl+z")
        assert desk.session.globals == ()


async def test_while_captions_are_being_read_nothing_is_offered(mixed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ComposerScreen, "survey", lambda _: None)
    async with open_desk(mixed) as desk:
        await choose(desk, "adopt_globals")
        assert "still being read" in desk.composer.status.plain[0]


async def test_putting_in_order_says_that_globals_wait(mixed: Path) -> None:
    async with open_desk(mixed, size=(120, 36)) as desk:
        await read_all(desk)
        await choose(desk, "put_in_order")
        shown = desk.top.query_one("#head").plain  # type: ignore[attr-defined]
        assert any("'annika, photograph' stand in 30 of 30 captions" in line for line in shown)


async def test_where_captions_begin_differently_nothing_is_offered(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await read_all(desk)
        await choose(desk, "adopt_globals")
        assert "No tag opens nearly all captions" in desk.composer.status.plain[0]

"""All tags as a list: counted, filtered, and changed by proposals; whole tags, never parts of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.support.list_desk import ListDesk, captions, make_captions, open_list
from tests.support.tui_material import open_session
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.tui.proposals.screen import ProposalScreen
from tui_captioner.tui.tags.screen import TagsScreen

TEXTS = {
    "a": b"photograph, standing, red hats, grey coat",
    "b": b"red hats, smiling",
    "c": b"red hat, red hats, beach",
    "d": b"Red Hat, beach, woman",
    "e": b"man, beach",
}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    make_captions(tmp_path, TEXTS)
    opened = open_session(tmp_path)
    yield opened
    opened.close()


@asynccontextmanager
async def listed(session: Session, *, size: tuple[int, int] = (110, 30)) -> AsyncIterator[ListDesk]:
    async with open_list(session, TagsScreen, size=size) as desk:
        await counted(desk)
        yield desk


async def counted(desk: ListDesk) -> None:
    await desk.until(lambda: desk.page.counting is None)
    await desk.at_rest()


async def go_to(desk: ListDesk, text: str) -> None:
    """Put the cursor on a tag."""
    place = desk.page.listing.place_of(text)
    await desk.press("home", *(["down"] * place))
    assert desk.page.here.text == text


async def carried_out(desk: ListDesk) -> None:
    """Agree to the proposal on top, and wait until the tags were counted anew."""
    await desk.until(lambda: isinstance(desk.app.screen, ProposalScreen))
    await desk.at_rest()
    await desk.press("enter")
    await desk.until(lambda: desk.app.screen is desk.page)
    await counted(desk)


def texts(desk: ListDesk) -> list[str]:
    return [row.text for row in desk.page.listing.listed]


async def test_every_tag_stands_there_with_count_slot_and_first_and_last_image(session: Session) -> None:
    async with listed(session) as desk:
        assert "10 different, 14 in all" in desk.drawn()[0]
        rows = [" ".join(row.split()) for row in desk.drawn()[2:12]]
        assert rows[0] == "> 3 Background beach c … e"
        assert rows[1] == "3 Subject red hats a … c"
        assert "1 Subject ~ red hat ~ red hats (3) c" in rows
        assert "1 Subject ~ Red Hat ~ red hats (3) d" in rows
        assert desk.shows("1 cluster to look at: ~")


async def test_a_text_or_an_expression_filters(session: Session) -> None:
    async with listed(session) as desk:
        await desk.press("slash")
        await desk.type("HAT")
        assert texts(desk) == ["red hats", "Red Hat", "red hat"]
        await desk.press("enter")
        assert desk.shows("3 listed")
        await desk.press("escape")
        assert len(texts(desk)) == 10
        await desk.press("slash")
        await desk.type("/^red .*t$")
        await desk.press("enter")
        await counted(desk)
        assert sorted(texts(desk)) == ["Red Hat", "red hat"]
        await desk.press("escape", "escape")
        assert desk.answers == [None]


async def test_a_tag_is_renamed_everywhere_as_one_step_and_counted_anew(session: Session, tmp_path: Path) -> None:
    async with listed(session) as desk:
        await go_to(desk, "red hats")
        await desk.press("r", "backspace", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, ProposalScreen))
        await desk.at_rest()
        assert desk.shows("red hat, -red hats-, beach")
        assert desk.shows("from tags")
        await carried_out(desk)
        assert desk.shows("Done: rename 'red hats' to 'red hat', 3 images")
        assert "red hats" not in texts(desk)
        assert captions(tmp_path) == TEXTS | {
            "a": b"photograph, standing, red hat, grey coat",
            "b": b"red hat, smiling",
            "c": b"red hat, beach",
        }
        await desk.press("ctrl+z")
        await counted(desk)
        assert captions(tmp_path) == TEXTS
        assert "red hats" in texts(desk)


async def test_whole_tags_are_meant_and_case_tells_them_apart(session: Session, tmp_path: Path) -> None:
    async with listed(session) as desk:
        await go_to(desk, "man")
        await desk.press("d")
        await carried_out(desk)
        assert captions(tmp_path) == TEXTS | {"e": b"beach"}
        await go_to(desk, "red hat")
        await desk.press("d")
        await carried_out(desk)
        assert captions(tmp_path)["d"] == TEXTS["d"]


async def test_a_part_of_the_text_is_replaced_in_the_listed_tags(session: Session, tmp_path: Path) -> None:
    async with listed(session) as desk:
        await desk.press("slash")
        await desk.type("hat")
        await desk.press("enter", "R")
        assert desk.shows("In 3 listed tags replace")
        await desk.type("red")
        await desk.press("enter")
        await desk.type("blue")
        await desk.press("enter")
        await carried_out(desk)
        assert session.undo_title() == "replace 'red' by 'blue' in 2 tags"
        assert captions(tmp_path)["c"] == b"blue hat, blue hats, beach"
        assert captions(tmp_path)["d"] == TEXTS["d"]
        finish(session.undo())
        assert captions(tmp_path) == TEXTS


async def test_an_expression_is_replaced_with_its_groups_whole_tags_only(session: Session, tmp_path: Path) -> None:
    async with listed(session) as desk:
        await desk.press("R")
        assert desk.shows("In 10 listed tags replace")
        await desk.type("/^(red) hats?$")
        await desk.press("enter")
        desk.page.answer.value = r"\1 cap"
        await desk.press("enter")
        await carried_out(desk)
        assert captions(tmp_path) == TEXTS | {
            "a": b"photograph, standing, red cap, grey coat",
            "b": b"red cap, smiling",
            "c": b"red cap, beach",
        }


async def test_what_can_not_come_instead_is_said(session: Session, tmp_path: Path) -> None:
    async with listed(session) as desk:
        await desk.press("R")
        await desk.type("/red")
        await desk.press("enter")
        desk.page.answer.value = r"\1"
        await desk.press("enter")
        await desk.at_rest()
        assert desk.shows("can't come instead")
        await desk.press("R", "enter")
        assert desk.shows("Nothing to replace was typed")
        await desk.press("R")
        await desk.type("zebra")
        await desk.press("enter", "enter")
        assert desk.shows("None of these 10 tags holds 'zebra'")
        assert captions(tmp_path) == TEXTS


async def test_a_sidecar_that_can_not_be_written_is_said(session: Session, tmp_path: Path) -> None:
    (tmp_path / "b.txt").chmod(0o400)
    async with listed(session) as desk:
        await go_to(desk, "red hats")
        await desk.press("r")
        await desk.type("x")
        await desk.press("enter")
        await carried_out(desk)
        assert captions(tmp_path)["b"] == TEXTS["b"]
        assert desk.shows("1 NOT SAVED")
        [said] = [notice.message for notice in desk.app._notifications if "NOT SAVED" in notice.message]
        assert said.startswith("1 sidecar is NOT SAVED, such as that of b.png: b.txt is write-protected")


async def test_several_are_merged_into_the_most_used_and_become_aliases(session: Session, tmp_path: Path) -> None:
    async with listed(session) as desk:
        for text in ("red hats", "red hat", "Red Hat"):
            await go_to(desk, text)
            await desk.press("space")
        assert desk.shows("3 chosen")
        await desk.press("m")
        assert desk.page.answer.value == "red hats"
        await desk.press("ctrl+u")
        await desk.type("red hat")
        await desk.press("enter", "y")
        await carried_out(desk)
        assert captions(tmp_path)["d"] == b"red hat, beach, woman"
        assert captions(tmp_path)["c"] == b"red hat, beach"
        written = (tmp_path / ".tui-captioner" / "vocab.toml").read_text()
        assert written == '[subject.aliases]\n"red hat" = ["red hats", "Red Hat"]\n'
        assert session.undo_title() == "merge 'red hats', 'Red Hat' into 'red hat', as its aliases"
        await desk.press("ctrl+z")
        await desk.until(lambda: captions(tmp_path)["c"] == TEXTS["c"])
        assert not (tmp_path / ".tui-captioner" / "vocab.toml").exists()


async def test_no_alias_where_none_is_wanted(session: Session, tmp_path: Path) -> None:
    async with listed(session) as desk:
        await go_to(desk, "Red Hat")
        await desk.press("m")
        await desk.type("red hat")
        await desk.press("enter", "n")
        await carried_out(desk)
        assert captions(tmp_path)["d"] == b"red hat, beach, woman"
        assert not (tmp_path / ".tui-captioner" / "vocab.toml").exists()


async def test_tags_are_moved_by_the_number_of_the_slot(session: Session) -> None:
    async with listed(session) as desk:
        await go_to(desk, "grey coat")
        await desk.press("greater_than_sign", "5")
        await carried_out(desk)
        assert [tag.text for tag in session.record("a.png").caption.tags("details")] == ["grey coat"]
        await go_to(desk, "grey coat")
        await desk.press("greater_than_sign")
        await desk.type("back")
        await desk.press("enter")
        await carried_out(desk)
        assert [tag.text for tag in session.record("a.png").caption.tags("background")] == ["grey coat"]
        await desk.press("greater_than_sign")
        await desk.type("nowhere")
        await desk.press("enter")
        assert desk.shows("There is no slot 'nowhere'")


async def test_what_is_no_answer_is_asked_for_once_more(session: Session, tmp_path: Path) -> None:
    async with listed(session) as desk:
        await desk.press("a")
        await desk.type("scrunchie")
        await desk.press("enter")
        await desk.type("nowhere")
        await desk.press("enter")
        assert desk.shows("There is no slot 'nowhere'")
        assert desk.shows("'scrunchie' into")
        await desk.press("ctrl+u", "4", "enter")
        await carried_out(desk)
        assert all(b"scrunchie" in data for data in captions(tmp_path).values())


async def test_a_tag_is_added_to_all_images_or_to_those_of_the_chosen_tags(session: Session, tmp_path: Path) -> None:
    async with listed(session) as desk:
        await desk.press("a")
        assert desk.shows("Add to all images:")
        await desk.type("scarf")
        await desk.press("enter", "4", "1", "enter")
        await carried_out(desk)
        assert captions(tmp_path)["b"] == b"smiling, scarf, red hats"
        assert all(b"scarf" in data for data in captions(tmp_path).values())
        finish(session.undo())
        await go_to(desk, "red hats")
        await desk.press("space", "a")
        assert desk.shows("Add to the images of 1 chosen tag:")
        await desk.type("scarf")
        await desk.press("enter", "4", "enter")
        await carried_out(desk)
        assert {name for name, data in captions(tmp_path).items() if b"scarf" in data} == {"a", "b", "c"}


async def test_what_is_no_tag_is_said_and_nothing_is_asked_on(session: Session, tmp_path: Path) -> None:
    async with listed(session) as desk:
        await desk.press("r", "ctrl+u")
        await desk.type("two, tags")
        await desk.press("enter")
        assert desk.shows("is more than one tag")
        await desk.press("r", "ctrl+u", "enter")
        assert desk.shows("is no tag")
        assert captions(tmp_path) == TEXTS


async def test_another_word_leads_to_a_tag(session: Session, tmp_path: Path) -> None:
    async with listed(session) as desk:
        await go_to(desk, "beach")
        await desk.press("A")
        await desk.type("seaside")
        await desk.press("enter")
        assert 'beach = ["seaside"]' in (tmp_path / ".tui-captioner" / "vocab.toml").read_text()
        assert captions(tmp_path) == TEXTS


async def test_enter_goes_to_the_images_of_the_tag(session: Session) -> None:
    async with listed(session) as desk:
        await go_to(desk, "smiling")
        await desk.press("enter")
        await desk.until(lambda: desk.answers)
        assert desk.app.went_to == ["b.png"]
        assert desk.answers == ["'smiling' stands in one image"]


async def test_names_of_what_is_there_are_greyed_and_taken_by_tab(session: Session, tmp_path: Path) -> None:
    async with listed(session) as desk:
        await go_to(desk, "Red Hat")
        await desk.press("r", "ctrl+u")
        await desk.type("red")
        await desk.press("tab")
        assert desk.page.answer.value == "red hats"
        await desk.press("escape")
        assert captions(tmp_path) == TEXTS
        assert not desk.page.query_one("#ask").display


async def test_it_fits_into_80_by_24_and_shows_no_control_character(tmp_path: Path) -> None:
    make_captions(tmp_path, {"a": "beach, \x1b[31mred, [/foo], 帽子".encode()})
    session = open_session(tmp_path)
    async with listed(session, size=(80, 24)) as desk:
        assert desk.shows("\\x1b[31mred")
        assert desk.shows("[/foo]")
        assert desk.shows("Esc back")
    session.close()


async def test_where_nothing_can_be_written_it_says_so(session: Session) -> None:
    session.edit("a.png", "first", session.record("a.png").caption.removed("action", 0))
    other = open_session(session.project.root)
    async with listed(other) as desk:
        await go_to(desk, "beach")
        await desk.press("d")
        await desk.until(lambda: isinstance(desk.app.screen, ProposalScreen))
        await desk.at_rest()
        await desk.press("enter")
        await desk.at_rest()
        assert desk.shows("Not changed: open in another session")
    other.close()

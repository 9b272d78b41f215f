"""The screen of a proposal: the difference image by image, narrowed by keys, carried out as one step."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.support.list_desk import ListDesk, captions, make_captions, open_list
from tests.support.tui_material import open_session
from tui_captioner.services.bulk.globals_adoption import Adoption
from tui_captioner.services.bulk.proposal import Proposal
from tui_captioner.services.bulk.tag_edits import deleting, merging, moving, renaming
from tui_captioner.services.session.session import Session
from tui_captioner.tui.actions import Keymap
from tui_captioner.tui.proposals.screen import ProposalScreen

TEXTS = {
    "a": b"photograph, standing, red hats, grey coat",
    "b": b"red hats, smiling",
    "c": b"red hat, red hats, beach",
    "d": b"beach",
    "e": b"\xff\xfe red hats",
}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    make_captions(tmp_path, TEXTS)
    opened = open_session(tmp_path)
    yield opened
    opened.close()


@asynccontextmanager
async def proposed(
    session: Session, proposal: Proposal, *, size: tuple[int, int] = (100, 24), keymap: Keymap | None = None
) -> AsyncIterator[ListDesk]:
    async with open_list(
        session, lambda place: ProposalScreen(place, proposal, nothing="nothing"), size=size, keymap=keymap
    ) as desk:
        await desk.at_rest()
        yield desk


async def test_one_row_an_image_with_its_difference_and_nothing_is_written(session: Session, tmp_path: Path) -> None:
    async with proposed(session, merging(session, ["red hats"], "red hat")) as desk:
        assert "merge 'red hats' into 'red hat'  3 images" in desk.drawn()[0]
        assert desk.shows("> [x] a.png")
        assert desk.shows("…, standing, red hats → red hat, grey coat")
        assert desk.shows("[x] b.png")
        assert desk.shows("red hats → red hat, smiling")
        assert desk.shows("red hat, -red hats-, beach")
        assert not desk.shows("d.png")
        assert desk.shows("'red hat' stands in 1 of them already")
        assert desk.shows("1 image is not looked at, such as e.png")
        assert desk.shows("Enter carry out (3)")
        await desk.press("escape")
        assert (desk.answers, captions(tmp_path)) == ([None], TEXTS)
        assert session.project.database is None


async def test_enter_carries_out_what_is_in_as_one_step(session: Session, tmp_path: Path) -> None:
    async with proposed(session, renaming(session, "red hats", "red hat")) as desk:
        await desk.press("down", "space")
        assert desk.shows("[ ] b.png")
        assert desk.shows("carry out (2)")
        await desk.press("enter")
        await desk.until(lambda: desk.answers)
        assert "Done: rename 'red hats' to 'red hat', 2 images; Ctrl+Z takes it back" in desk.answers
    assert captions(tmp_path) == TEXTS | {
        "a": b"photograph, standing, red hat, grey coat",
        "c": b"red hat, beach",
    }


async def test_only_this_image_and_all_of_them_again(session: Session) -> None:
    async with proposed(session, deleting(session, ["red hats"])) as desk:
        await desk.press("end", "i")
        assert [desk.page.choosing.has(name) for name in ("a.png", "b.png", "c.png")] == [False, False, True]
        await desk.press("a")
        assert desk.shows("carry out (3)")
        await desk.press("a", "enter")
        assert desk.shows("No image is in")
        assert desk.answers == []


async def test_what_is_not_listed_is_not_carried_out(session: Session, tmp_path: Path) -> None:
    async with proposed(session, renaming(session, "red hats", "cap")) as desk:
        await desk.press("slash")
        await desk.type("smil")
        await desk.press("enter")
        await desk.at_rest()
        assert desk.shows("3 images  1 listed")
        assert desk.shows("carry out (1)")
        await desk.press("escape")
        assert desk.shows("carry out (3)")
        assert desk.answers == []
        await desk.press("slash")
        await desk.type("/^[ab]")
        await desk.press("enter")
        await desk.at_rest()
        assert desk.shows("3 images  2 listed")
        await desk.press("enter")
        await desk.until(lambda: desk.answers)
    assert captions(tmp_path) == TEXTS | {"a": b"photograph, standing, cap, grey coat", "b": b"cap, smiling"}


async def test_an_expression_that_is_none_is_said_and_all_is_listed(session: Session) -> None:
    async with proposed(session, renaming(session, "red hats", "cap")) as desk:
        await desk.press("slash")
        await desk.type("/hat(")
        await desk.press("enter")
        await desk.at_rest()
        assert desk.shows("is no expression: ")
        assert desk.shows("carry out (3)")


async def test_a_tag_that_goes_to_another_slot_says_so_where_the_text_stays(tmp_path: Path) -> None:
    make_captions(tmp_path, {"a": b"photograph"})
    session = open_session(tmp_path)
    async with proposed(session, moving(session, ["photograph"], "details")) as desk:
        assert desk.shows("photograph: Type → Details")
    session.close()


async def test_globals_are_for_all_images(session: Session, tmp_path: Path) -> None:
    async with proposed(session, Adoption(session, ["red hats"])) as desk:
        await desk.press("space")
        assert desk.shows("for all images or none")
        await desk.press("enter")
        await desk.until(lambda: desk.answers)
        assert [tag.text for tag in session.globals] == ["red hats"]


async def test_where_nothing_would_change_it_is_left_at_once(session: Session) -> None:
    async with proposed(session, renaming(session, "unknown", "cap")) as desk:
        assert desk.answers == ["nothing"]


async def test_undo_and_redo_count_here_too(session: Session, tmp_path: Path) -> None:
    session.edit("d.png", "make it empty", session.record("d.png").caption.removed("background", 0))
    async with proposed(session, renaming(session, "red hats", "cap")) as desk:
        await desk.press("ctrl+z")
        await desk.at_rest()
        assert desk.shows("Undone: make it empty")
        assert captions(tmp_path)["d"] == b"beach"
        assert desk.shows("carry out (3)")
        await desk.press("ctrl+y")
        await desk.at_rest()
        assert desk.shows("Done again: make it empty")
        assert "d" not in captions(tmp_path)


async def test_it_is_read_at_80_by_24_and_names_no_control_character(tmp_path: Path) -> None:
    make_captions(tmp_path, {"a" * 60: b"red hats, \x1b[31mred"})
    session = open_session(tmp_path)
    async with proposed(session, renaming(session, "red hats", "cap"), size=(80, 24)) as desk:
        assert desk.shows("red hats → cap, \\x1b[31mred")
        assert all(len(row) <= 80 for row in desk.drawn())
    session.close()


async def test_settings_change_its_keys(session: Session) -> None:
    keymap = Keymap({"carry_out": ["f5"], "proposal_toggle": ["x"]})
    async with proposed(session, renaming(session, "red hats", "cap"), keymap=keymap) as desk:
        assert desk.shows("F5 carry out (3)")
        assert desk.shows("x in or out")
        await desk.press("space", "x")
        assert desk.shows("carry out (2)")

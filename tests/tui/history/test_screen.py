"""The steps of the project as a list: what each did, back to one and forward again, also after a restart."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.support.list_desk import ListDesk, captions, make_captions, open_list
from tests.support.tui_material import open_session
from tui_captioner.services.bulk.tag_edits import deleting, renaming
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.tui.history.screen import HistoryScreen
from tui_captioner.tui.history.step_screen import StepScreen

TEXTS = {"a": b"standing, red hats", "b": b"red hats, smiling", "c": b"red hats, beach", "d": b"beach"}
RENAMED = {name: data.replace(b"red hats", b"red hat") for name, data in TEXTS.items()}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A dataset in which three things were done, opened anew since."""
    make_captions(tmp_path, TEXTS)
    first = open_session(tmp_path)
    finish(renaming(first, "red hats", "red hat").carry_out())
    finish(deleting(first, ["beach"]).carry_out())
    first.edit("b.png", "take out 'smiling'", first.record("b.png").caption.removed("action", 0))
    first.close()
    opened = open_session(tmp_path)
    yield opened
    opened.close()


@asynccontextmanager
async def listed(session: Session, *, size: tuple[int, int] = (120, 24)) -> AsyncIterator[ListDesk]:
    async with open_list(session, HistoryScreen, size=size) as desk:
        await read(desk)
        yield desk


async def read(desk: ListDesk) -> None:
    await desk.until(lambda: not desk.page._reading and desk.page.work is None)
    await desk.at_rest()


def rows(desk: ListDesk) -> list[str]:
    return [" ".join(row.split()) for row in desk.drawn()[1:-1] if row.strip()]


async def test_every_step_stands_there_newest_first(session: Session) -> None:
    async with listed(session) as desk:
        assert "history 3 steps" in " ".join(desk.drawn()[0].split())
        shown = rows(desk)
        assert shown[0].startswith("> 3 ")
        assert shown[0].endswith("1 caption take out 'smiling' ◂ now")
        assert shown[1].endswith("2 captions delete 'beach'")
        assert shown[2].endswith("3 captions rename 'red hats' to 'red hat'")
        assert shown[3] == "as it was before all of this"


async def test_back_to_a_step_and_forward_again(session: Session, tmp_path: Path) -> None:
    after = captions(tmp_path)
    async with listed(session) as desk:
        await desk.press("down", "down", "u")
        await read(desk)
        assert captions(tmp_path) == RENAMED
        assert desk.shows("2 steps taken back")
        assert rows(desk)[2].endswith("rename 'red hats' to 'red hat' ◂ now")
        assert rows(desk)[0].endswith("(taken back)")
        await desk.press("home", "u")
        assert desk.shows("This step is taken back; r goes there")
        await desk.press("r")
        await read(desk)
        assert captions(tmp_path) == after
        assert desk.shows("2 steps done again")
        await desk.press("end", "u")
        await read(desk)
        assert captions(tmp_path) == TEXTS
        await desk.press("ctrl+y")
        await read(desk)
        assert captions(tmp_path) == RENAMED


async def test_the_difference_of_a_step_and_one_image_of_it_taken_back(session: Session, tmp_path: Path) -> None:
    async with listed(session) as desk:
        await desk.press("down", "down", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, StepScreen))
        await desk.at_rest()
        assert desk.shows("step 1  rename 'red hats' to 'red hat'  3 images")
        assert desk.shows("> a.png  standing, red hats → red hat")
        await desk.press("i")
        assert desk.shows("Taken back for a.png, as a step of its own")
        assert captions(tmp_path)["a"] == TEXTS["a"]
        await desk.press("home", "i")
        assert desk.shows("is taken back for a.png already")
        await desk.press("escape")
        await read(desk)
        assert rows(desk)[0].endswith("1 caption take back 'rename 'red hats' to 'red hat'' for a.png ◂ now of step 1")


async def test_a_step_of_one_image_is_taken_back_from_the_list(session: Session, tmp_path: Path) -> None:
    async with listed(session) as desk:
        await desk.press("i")
        await read(desk)
        assert sorted(captions(tmp_path)["b"].split(b", ")) == [b"red hat", b"smiling"]
        assert desk.shows("Taken back for b.png")


async def test_images_that_were_changed_outside_are_named_and_left(session: Session, tmp_path: Path) -> None:
    (tmp_path / "c.txt").write_bytes(b"by hand")
    async with listed(session) as desk:
        assert rows(desk)[1].endswith("delete 'beach' ! 1 changed outside since: c.png")
        await desk.press("end", "u")
        await read(desk)
        assert desk.shows("left as they are: c.png: ")
        assert captions(tmp_path) == TEXTS | {"c": b"by hand"}


async def test_it_is_filtered_by_what_was_done_by_image_and_by_an_expression(session: Session) -> None:
    async with listed(session) as desk:
        for typed, numbers in (("DELETE", [2]), ("a.png", [1]), ("b.PNG", [3, 1]), ("/^(delete|take)", [3, 2])):
            await desk.press("slash")
            await desk.type(typed)
            await desk.press("enter")
            await desk.at_rest()
            assert [step.number for step in desk.page.listed] == numbers
            await desk.press("escape")
        assert len(desk.page.listed) == 3


async def test_enter_in_a_step_goes_to_the_image(session: Session) -> None:
    async with listed(session) as desk:
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, StepScreen))
        await desk.press("enter")
        await desk.until(lambda: desk.answers)
        assert desk.app.went_to == ["b.png"]


async def test_where_nothing_was_done_it_is_empty(tmp_path: Path) -> None:
    make_captions(tmp_path, TEXTS)
    opened = open_session(tmp_path)
    async with listed(opened, size=(80, 24)) as desk:
        await desk.press("u", "enter", "i", "r")
        assert desk.shows("There is no step yet")
        await desk.press("escape")
        assert desk.answers == [None]
    opened.close()


async def test_a_step_shows_the_aliases_that_it_made(tmp_path: Path) -> None:
    make_captions(tmp_path, {"a": b"red hats"})
    session = open_session(tmp_path)
    session.own_terms.keep("red hat", "red hats", "subject")
    async with open_list(session, HistoryScreen) as desk:
        await desk.at_rest()
        await desk.press("enter")
        await desk.until(lambda: desk.shows("vocab.toml: red hats → red hat"))
    session.close()

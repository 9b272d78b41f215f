"""Browse by its keys: filter, choose, sort, edit, and to the composer and back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.support.composer_desk import open_desk
from tests.support.list_desk import ListDesk, captions, make_captions, open_list
from tests.support.tui_material import open_session, put
from tui_captioner.services.catalogue.kept_filters import kept_filters
from tui_captioner.services.session.session import Session
from tui_captioner.tui.browse import asking, filter_page
from tui_captioner.tui.browse.browsing import Browsing
from tui_captioner.tui.browse.screen import BrowseScreen
from tui_captioner.tui.composer.screen import ComposerScreen

TEXTS = {"a": b"red hat, standing", "b": b"hat", "c": b"grey coat", "d": b"red hat, beach", "e": b"\xff"}
KEYS = {":": "colon", '"': "quotation_mark", "*": "asterisk", " ": "space", ">": "greater_than_sign"}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    make_captions(tmp_path, TEXTS)
    opened = open_session(tmp_path)
    yield opened
    opened.close()


@asynccontextmanager
async def browsed(session: Session, name: str = "", *, size: tuple[int, int] = (110, 30)) -> AsyncIterator[ListDesk]:
    browsing = Browsing(session)
    async with open_list(session, lambda place: BrowseScreen(place, browsing, name), size=size) as desk:
        await desk.at_rest()
        yield desk


async def typed(desk: ListDesk, text: str) -> None:
    await desk.press(*(KEYS.get(char, char) for char in text))
    await desk.at_rest()


def rows(desk: ListDesk) -> list[str]:
    """The names of the listed images."""
    found = [row.split() for row in desk.drawn()[2:12]]
    return [next(word for word in words if word.endswith(".png")) for words in found if any(".png" in w for w in words)]


async def test_every_image_has_a_row_with_what_is_known_of_it(session: Session) -> None:
    async with browsed(session, "b.png") as desk:
        assert "browse  5 images" in desk.drawn()[0]
        assert rows(desk) == ["a.png", "b.png", "c.png", "d.png", "e.png"]
        assert desk.shows(">  b.png")
        assert desk.shows("red hat, standing")
        assert desk.shows("no valid UTF-8") or desk.shows("UTF-8")


async def test_the_list_follows_the_filter_while_it_is_typed(session: Session) -> None:
    async with browsed(session) as desk:
        await desk.press("slash")
        await typed(desk, "tag:")
        assert "needs a value" in desk.drawn()[-1]
        await typed(desk, '"red h')
        assert rows(desk) == []
        await typed(desk, "at")
        assert rows(desk) == ["a.png", "d.png"]
        assert "2 of 5" in desk.drawn()[0]
        await typed(desk, '" beach')
        await desk.press("enter")
        await desk.at_rest()
        assert rows(desk) == ["d.png"]
        assert 'tag:"red hat" beach' in desk.drawn()[0]


async def test_esc_brings_back_what_was_listed(session: Session) -> None:
    async with browsed(session, "c.png") as desk:
        await desk.press("slash")
        await typed(desk, "hat")
        assert rows(desk) == ["a.png", "b.png", "d.png"]
        await desk.press("escape")
        await desk.at_rest()
        assert len(rows(desk)) == 5
        assert desk.shows(">  c.png")


async def test_a_filter_that_cant_be_read_is_said_and_stays_to_be_mended(session: Session) -> None:
    async with browsed(session) as desk:
        await desk.press("slash")
        await typed(desk, "re:zero")
        assert "column 1: there is no field 're'" in desk.drawn()[-1]
        await desk.press("enter")
        assert desk.page.types_filter
        await desk.press(*["backspace"] * 7, "enter")
        await desk.at_rest()
        assert not desk.page.types_filter
        assert len(rows(desk)) == 5


async def test_tab_completes_fields_and_tags(session: Session) -> None:
    async with browsed(session) as desk:
        await desk.press("slash")
        await typed(desk, "ta")
        assert "Tab  tag:  tags>" in desk.drawn()[-1]
        await desk.press("tab")
        await desk.at_rest()
        assert desk.page.answer.value == "tag:"
        await typed(desk, "re")
        await desk.press("tab")
        await desk.at_rest()
        assert desk.page.answer.value == 'tag:"red hat"'
        assert rows(desk) == ["a.png", "d.png"]


async def test_enter_goes_to_the_image_and_esc_back_to_where_one_was(session: Session) -> None:
    async with browsed(session, "b.png") as desk:
        await desk.press("down", "enter")
        assert (desk.app.went_to, desk.answers) == (["c.png"], [None])
    async with browsed(session, "b.png") as desk:
        await desk.press("space", "escape")
        assert desk.answers == []
        await desk.press("escape")
        assert (desk.app.went_to, desk.answers) == ([], [None])


async def test_chosen_images_are_marked_and_counted(session: Session) -> None:
    async with browsed(session, "a.png") as desk:
        await desk.press("shift+down", "shift+down", "m", "down")
        assert "2 in the range" in desk.drawn()[-1]
        await desk.press("m")
        assert "4 chosen" in desk.drawn()[-1]
        assert sum(row.lstrip().startswith("* ") for row in desk.drawn()) == 4
        await desk.press("a", "a")
        assert not desk.page.browsing.chosen


async def test_sorted_by_a_column_and_the_other_way_round(session: Session) -> None:
    async with browsed(session) as desk:
        await desk.press("o")
        await typed(desk, "ta")
        await desk.press("enter")
        await desk.at_rest()
        assert rows(desk)[0] in ("a.png", "d.png")
        assert "tags ▼" in desk.drawn()[1]
        await desk.press("o", "enter")
        await desk.at_rest()
        assert rows(desk)[0] == "e.png"
        assert "tags ▲" in desk.drawn()[1]


async def test_a_tag_is_renamed_in_the_listed_images_by_way_of_a_proposal(session: Session, tmp_path: Path) -> None:
    async with browsed(session, "a.png") as desk:
        await desk.press("space", "down", "space", "e", "r")
        await typed(desk, "red hat")
        await desk.press("enter", "ctrl+u")
        await typed(desk, "cap")
        await desk.press("enter")
        await desk.at_rest()
        assert desk.shows("rename 'red hat' to 'cap'  1 image")
        await desk.press("enter")
        await desk.until(lambda: desk.shows("Done: rename"))
        assert captions(tmp_path) == TEXTS | {"a": b"cap, standing"}
        await desk.at_rest()
        assert desk.shows("cap, standing")
        await desk.press("ctrl+z")
        await desk.at_rest()
        assert captions(tmp_path) == TEXTS


async def test_a_state_is_set_on_all_that_are_listed(session: Session) -> None:
    async with browsed(session) as desk:
        await desk.press("slash")
        await typed(desk, "tag:*hat*")
        await desk.press("enter", "e", "s")
        await typed(desk, "do")
        await desk.press("enter")
        await desk.at_rest()
        await desk.press("enter")
        await desk.until(lambda: desk.shows("Done: mark done"))
        assert [session.record(name).state for name in session.names[:4]] == ["done", "done", "draft", "done"]


async def test_what_fits_no_more_stays_listed_until_it_is_asked_anew(session: Session) -> None:
    async with browsed(session) as desk:
        await desk.press("slash")
        await typed(desk, "tag:hat")
        await desk.press("enter")
        await desk.at_rest()
        put(session, "b.png", subject=["cap"])
        desk.page.changed()
        await desk.at_rest()
        assert rows(desk) == ["b.png"]
        assert "1 fit no more, r asks anew" in desk.drawn()[-1]
        await desk.press("r")
        await desk.at_rest()
        assert rows(desk) == []


async def test_the_composer_walks_what_is_filtered_and_says_so(tmp_path: Path) -> None:
    make_captions(tmp_path, TEXTS)
    async with open_desk(tmp_path) as desk:
        await desk.press("f5")
        await desk.until_drawn("browse  5 images")
        await desk.press("/")
        await desk.until(lambda: getattr(desk.app.screen, "types_filter", False))
        await desk.burst("hat")
        await desk.until_drawn("3 of 5")
        await desk.press("enter", "down", "down")
        await desk.until_drawn(">  d.png")
        await desk.press("enter")
        await desk.until(lambda: desk.shows(ComposerScreen))
        assert desk.state.name == "d.png"
        await desk.until_drawn("3/3 of 5")
        await desk.press("pageup")
        assert desk.state.name == "b.png"
        await desk.press("pageup", "pageup")
        assert desk.state.message == "This is the first image that fits the filter"
        await desk.press("f5")
        await desk.until_drawn(">  a.png")
        await desk.press("backspace")
        await desk.until_drawn("browse  5 images")


@pytest.mark.parametrize("size", [(40, 8), (80, 24), (160, 50)])
async def test_it_fits_into_every_window(session: Session, size: tuple[int, int]) -> None:
    async with browsed(session, size=size) as desk:
        assert desk.shows("a.png")
        assert all(len(row) <= size[0] for row in desk.drawn())


async def test_a_filter_is_kept_and_taken_again(session: Session) -> None:
    async with browsed(session) as desk:
        await desk.press("slash")
        await typed(desk, "tag:*hat")
        await desk.press("enter", "f2")
        await typed(desk, "hats")
        await desk.press("enter")
        assert "Kept as 'hats'" in desk.drawn()[-1]
        await desk.press("backspace")
        await desk.at_rest()
        assert len(rows(desk)) == 5
        await desk.press("f")
        await desk.at_rest()
        assert desk.shows("hats   tag:*hat")
        assert desk.shows("part of a name or a filter.")
        await desk.press("x")
        await desk.until(lambda: desk.shows("no kept filter holds that"))
        await desk.press("backspace", "enter")
        await desk.at_rest()
        assert rows(desk) == ["a.png", "b.png", "d.png"]


async def test_a_filter_is_kept_before_its_images_are_found(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    goes_on = asyncio.Event()
    find = asking.ask

    async def slow(*asked: Any) -> object:
        await goes_on.wait()
        return await find(*asked)

    async with browsed(session) as desk:
        monkeypatch.setattr(filter_page, "ask", slow)
        await desk.press("slash")
        await desk.press(*(KEYS.get(char, char) for char in "tag:*hat"))
        await desk.press("enter", "f2")
        await desk.press(*"hats")
        await desk.press("enter")
        assert kept_filters(session) == {"hats": "tag:*hat"}
        assert len(rows(desk)) == 5
        goes_on.set()
        await desk.at_rest()
        assert rows(desk) == ["a.png", "b.png", "d.png"]


async def test_a_note_is_written_on_the_chosen_images_and_found(session: Session) -> None:
    async with browsed(session, "b.png") as desk:
        await desk.press("space", "e", "n")
        await typed(desk, "blurred")
        await desk.press("enter")
        await desk.at_rest()
        assert desk.shows("note: (none) → blurred")
        await desk.press("enter")
        await desk.until(lambda: desk.shows("Done: note"))
        assert session.record("b.png").note == "blurred"
        await desk.at_rest()
        assert sum('"blurred"' in row for row in desk.drawn()) == 2
        await desk.press("slash")
        await typed(desk, "note:blur")
        assert rows(desk) == ["b.png"]


async def test_a_sheet_of_thumbnails_has_the_same_keys(session: Session) -> None:
    async with browsed(session, "a.png", size=(70, 24)) as desk:
        await desk.press("v")
        await desk.until(lambda: desk.shows("a.png") and not desk.shows("caption"))
        assert desk.page.sheet.shape.across == 3
        await desk.press("right", "down")
        assert desk.page.browsing.name == "e.png"
        await desk.press("space", "left", "enter")
        assert (desk.app.went_to, len(desk.page.browsing.chosen)) == (["d.png"], 1)
    async with browsed(session, "c.png") as desk:
        await desk.press("v", "v", "right")
        await desk.at_rest()
        assert desk.shows(">  c.png")


async def test_what_was_done_stays_to_be_read_while_the_captions_are_read_behind_it(tmp_path: Path) -> None:
    # So many that they are not read at once.
    make_captions(tmp_path, {f"{number:03}": b"red hat, beach" for number in range(60)})
    session = open_session(tmp_path)
    async with browsed(session) as desk:
        await desk.press("e", "d")
        await typed(desk, "red hat")
        await desk.press("enter")
        await desk.at_rest()
        await desk.press("enter")
        await desk.until(lambda: captions(tmp_path)["059"] == b"beach")
        await desk.at_rest()
        assert desk.shows("Done: delete 'red hat', 60 images")
    session.close()

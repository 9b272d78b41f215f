"""Yes/no on the screen: asked for in Browse and in Tags, answered by a key each, ended by Esc as one step."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.support.alike_pictures import make_alike
from tests.support.list_desk import ListDesk, captions, make_captions, open_list
from tests.support.tui_material import open_session
from tui_captioner.services.history.history import History
from tui_captioner.services.lookalikes.lookalikes import look_alikes_of
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.tui.browse.browsing import Browsing
from tui_captioner.tui.browse.screen import BrowseScreen
from tui_captioner.tui.dialogs.conflict import ConflictScreen
from tui_captioner.tui.dialogs.help import HelpScreen
from tui_captioner.tui.sweep.actions import YES_NO
from tui_captioner.tui.sweep.yes_no_screen import YesNoScreen
from tui_captioner.tui.tags.screen import TagsScreen
from tui_captioner.tui.viewer.screen import PictureScreen

TEXTS = {
    "a": b"photograph, standing, grey coat",
    "b": b"photograph, beach, straw hat, sunglasses",
    "c": b"photograph, beach, sunglasses",
    "d": b"beach, straw hat, sunglasses",
    "e": b"standing, grey coat, indoors",
}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    make_captions(tmp_path, TEXTS)
    opened = open_session(tmp_path)
    yield opened
    opened.close()


@asynccontextmanager
async def browse(session: Session, *, size: tuple[int, int] = (100, 30)) -> AsyncIterator[ListDesk]:
    async with open_list(session, lambda place: BrowseScreen(place, Browsing(session)), size=size) as desk:
        await desk.at_rest()
        yield desk


async def ask(desk: ListDesk, text: str = "straw hat") -> YesNoScreen:
    await desk.press("y")
    await desk.type(text)
    await desk.press("enter")
    return await begun(desk)


async def begun(desk: ListDesk) -> YesNoScreen:
    screen: Any = desk.app.screen
    assert isinstance(screen, YesNoScreen)
    await desk.until(lambda: screen.sweep is not None)
    await desk.at_rest()
    return screen


def said(desk: ListDesk) -> str:
    return desk.drawn()[-1]


async def test_each_key_is_an_answer_and_all_are_one_step(session: Session, tmp_path: Path) -> None:
    async with browse(session) as desk:
        await ask(desk)
        assert '"straw hat"?  1/3  c.png' in desk.drawn()[0]
        await desk.press("y")
        assert captions(tmp_path)["c"] == b"photograph, sunglasses, straw hat, beach"
        await desk.press("n", "y")
        assert "y 2  n 1" in desk.drawn()[0]
        assert captions(tmp_path)["e"] == b"standing, grey coat, straw hat, indoors"
        await desk.press("escape")
        assert desk.app.screen is desk.page
        assert "'straw hat': 2 yes, 1 no; one step, Ctrl+Z takes it back" in said(desk)
        assert [step.images for step in History(session).page()] == [2]
        await desk.press("ctrl+z")
        await desk.at_rest()
        assert captions(tmp_path) == TEXTS


async def test_answers_go_back_one_by_one(session: Session, tmp_path: Path) -> None:
    async with browse(session) as desk:
        await ask(desk)
        await desk.press("y", "n", "y")
        for name in "eac":
            await desk.press("u" if name != "a" else "ctrl+z")
            assert f"{name}.png" in desk.drawn()[0]
            assert f"for {name}.png" in said(desk)
        assert captions(tmp_path) == TEXTS
        await desk.press("u")
        assert "No answer is left to take back" in said(desk)
        await desk.press("escape")
        assert desk.app.screen is desk.page
        assert not History(session).page()


async def test_the_last_ten_answers_are_in_sight_the_latest_first(session: Session, tmp_path: Path) -> None:
    make_captions(tmp_path, {f"n{number:02}": b"standing" for number in range(14)})
    session.close()
    opened = open_session(tmp_path)
    async with browse(opened, size=(80, 24)) as desk:
        await ask(desk, "umbrella")
        await desk.press(*"yn", "space", *"nnnnnnnnn")
        shown = [row[48:].split() for row in desk.drawn() if row[48:].split()[1:] and row.endswith(".png")]
        answers = desk.app.screen.sweep.answers  # type: ignore[attr-defined]
        assert shown == [[answer.word, answer.name] for answer in reversed(answers[-10:])]
        assert "y 1  n 10  skipped 1" in desk.drawn()[0]
    opened.close()


async def test_where_a_yes_puts_the_tag_is_in_sight_and_can_be_another_slot(session: Session, tmp_path: Path) -> None:
    async with browse(session) as desk:
        await ask(desk)
        assert desk.shows('y into Subject, behind "sunglasses"; puts the caption in slot order')
        await desk.press("greater_than_sign")
        assert "4 Subject 5 Details" in said(desk)
        await desk.press("y", "1")
        assert "1 is no slot of a caption" in said(desk)
        assert captions(tmp_path) == TEXTS
        await desk.press("greater_than_sign", "5")
        assert desk.shows("y into Details")
        await desk.press("greater_than_sign", "escape", "y")
        assert [tag.text for tag in session.record("c.png").caption.tags("details")] == ["straw hat"]


async def test_those_that_have_it_are_asked_on_request(session: Session, tmp_path: Path) -> None:
    async with browse(session) as desk:
        screen = await ask(desk)
        await desk.press("n", "n", "n")
        assert screen.name_at == ""
        assert desk.shows("All were asked")
        assert "a ask the other 2 too" in said(desk)
        await desk.press("a")
        assert "2 more" in said(desk)
        assert desk.shows("has it in Subject: n takes it away")
        name = screen.name_at.removesuffix(".png")
        await desk.press("n")
        assert captions(tmp_path)[name] == TEXTS[name].replace(b", straw hat", b"")
        await desk.press("u")
        assert captions(tmp_path) == TEXTS


async def test_skipped_ones_are_asked_again_at_the_end(session: Session) -> None:
    async with browse(session) as desk:
        screen = await ask(desk)
        await desk.press("space", "n", "n", "space")
        assert screen.name_at == "c.png"
        await desk.press("n", "space")
        assert "None was skipped" in said(desk)


async def test_only_chosen_images_are_asked_about(session: Session) -> None:
    async with browse(session) as desk:
        await desk.press("space", "end", "space")
        screen = await ask(desk, "umbrella")
        assert screen.sweep is not None
        assert (len(screen.sweep), screen.name_at) == (2, "a.png")


async def test_a_tag_is_completed_from_those_in_use(session: Session) -> None:
    async with browse(session) as desk:
        await desk.press("y")
        await desk.type("str")
        await desk.press("tab", "enter")
        screen = await begun(desk)
        assert screen.sweep is not None
        assert screen.sweep.tag.text == "straw hat"


async def test_another_spelling_than_that_of_the_captions_is_said(session: Session) -> None:
    async with browse(session) as desk:
        await ask(desk, "Straw-Hat")
        assert "The captions have 'straw hat'; this asks about 'Straw-Hat'" in said(desk)
        await desk.press("escape")
        await ask(desk, "straw hat")
        assert "The captions have" not in said(desk)


async def test_what_is_no_tag_or_a_global_is_refused(session: Session) -> None:
    finish(session.set_globals(["annika"], "global"))
    async with browse(session) as desk:
        for text, words in (("one, two", "more than one tag"), ("annika", "is a global")):
            await desk.press("y")
            await desk.type(text)
            await desk.press("enter")
            assert desk.app.screen is desk.page
            assert words in said(desk)


async def test_a_dataset_that_can_only_be_read_asks_nothing(session: Session, tmp_path: Path) -> None:
    session.close()
    opened = open_session(tmp_path, writable=False)
    async with browse(opened) as desk:
        await desk.press("y")
        assert desk.page.question is None
        assert "Read-only" in said(desk)
    opened.close()


async def test_tags_ask_about_the_tag_under_the_cursor(session: Session, tmp_path: Path) -> None:
    async with open_list(session, TagsScreen, size=(110, 30)) as desk:
        await desk.until(lambda: desk.page.counting is None)
        await desk.at_rest()
        await desk.press("home", *(["down"] * desk.page.listing.place_of("straw hat")), "y")
        await begun(desk)
        await desk.press("y", "escape")
        await desk.at_rest()
        assert captions(tmp_path)["c"] == b"photograph, sunglasses, straw hat, beach"
        assert "'straw hat': 1 yes, 0 no" in said(desk)
        assert next(row.count for row in desk.page.table.rows if row.text == "straw hat") == 3


async def test_a_sidecar_changed_outside_is_asked_about_and_the_answer_is_not_lost(
    session: Session, tmp_path: Path
) -> None:
    async with browse(session) as desk:
        screen = await ask(desk)
        await desk.press("y")
        (tmp_path / "c.txt").write_bytes(b"theirs")
        await desk.press("u")
        await desk.until(lambda: isinstance(desk.app.screen, ConflictScreen))
        await desk.press("t")
        assert desk.app.screen is screen
        assert screen.name_at == "a.png"
        assert captions(tmp_path)["c"] == b"theirs"
        await desk.press("y")
        assert captions(tmp_path)["a"] == b"photograph, standing, grey coat, straw hat"
        assert [step.images for step in History(session).page()] == [1, 1, 1]


async def test_help_and_the_whole_picture_come_over_it(session: Session) -> None:
    async with browse(session) as desk:
        screen = await ask(desk)
        await desk.press("f1")
        assert isinstance(desk.app.screen, HelpScreen)
        assert desk.shows("Give the image the tag, and go to the next.")
        await desk.press("escape", "ctrl+o")
        assert isinstance(desk.app.screen, PictureScreen)
        await desk.press("escape")
        assert desk.app.screen is screen
        await desk.press("n")
        assert screen.name_at == "a.png"


async def test_the_likely_next_pictures_are_got_ready(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    async with browse(session) as desk:
        screen = await ask(desk)
        ahead: list[list[str]] = []
        monkeypatch.setattr(screen.picture, "prefetch", lambda paths: ahead.append([path.stem for path in paths]))
        await desk.press("n")
        assert ahead == [["e", "c"]]


async def test_every_action_has_a_handler_and_every_handler_an_action(session: Session) -> None:
    async with browse(session) as desk:
        screen = await ask(desk)
        assert set(screen._handlers) == {action.id for action in YES_NO.actions} | {"quit"}


async def test_what_looks_like_one_that_has_it_comes_first_once_pictures_were_looked_at(tmp_path: Path) -> None:
    make_alike(tmp_path)
    for picture in tmp_path.iterdir():
        picture.with_suffix(".txt").write_bytes(b"straw hat" if picture.stem == "a" else b"standing")
    opened = open_session(tmp_path)
    async with browse(opened) as desk:
        screen = await ask(desk)
        assert screen.name_at == "b.png"
        await desk.press("escape")
        finish(look_alikes_of(opened).look())
        screen = await ask(desk)
        assert screen.sweep is not None
        assert {screen.sweep.near(0), screen.sweep.near(1)} == {"c.jpg", "e.png"}
    opened.close()

"""Pictures that look alike in Browse: beside each other, with their captions, and taken from."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event

import pytest

from tests.support.alike_pictures import make_alike
from tests.support.list_desk import ListDesk, open_list
from tests.support.tui_material import open_session, put
from tui_captioner.services.lookalikes import hashing
from tui_captioner.services.lookalikes.lookalikes import look_alikes_of
from tui_captioner.services.session.session import Session
from tui_captioner.storage.images.decoder_answers import Pixels
from tui_captioner.storage.images.image_errors import ImageUnreadable, LoadCancelled
from tui_captioner.storage.images.pictures import NO_DECODER, PictureStore
from tui_captioner.tui.browse.browsing import Browsing
from tui_captioner.tui.browse.screen import BrowseScreen
from tui_captioner.tui.dialogs.captions import CaptionsScreen
from tui_captioner.tui.proposals.screen import ProposalScreen

NEVER = Event()
"""What a decoder waits for that is not done until it is cancelled."""


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.setattr(hashing, "picture_store", lambda: PictureStore(isolate=False))
    make_alike(tmp_path / "set")
    opened = open_session(tmp_path / "set")
    yield opened
    opened.close()


@asynccontextmanager
async def browsed(session: Session, name: str = "", *, size: tuple[int, int] = (120, 30)) -> AsyncIterator[ListDesk]:
    browsing = Browsing(session)
    async with open_list(session, lambda place: BrowseScreen(place, browsing, name), size=size) as desk:
        await desk.at_rest()
        yield desk


async def sorted_by_alike(desk: ListDesk) -> None:
    await desk.press("o")
    await desk.type("alike")
    await desk.press("enter")
    await desk.at_rest()


def names(desk: ListDesk) -> list[str]:
    return list(desk.page.browsing.scope.names())


async def test_look_alikes_stand_beside_each_other_with_a_sign(session: Session) -> None:
    async with browsed(session) as desk:
        assert not desk.shows("look-alike")
        await sorted_by_alike(desk)
        assert names(desk) == ["a.png", "c.jpg", "e.png", "b.png", "d.png"]
        assert [name for name in ("=1 a.png", "=1 c.jpg", "=1 e.png") if desk.shows(name)] == [
            "=1 a.png",
            "=1 c.jpg",
            "=1 e.png",
        ]
        assert desk.shows("  b.png")
        assert "1 group of look-alikes" in desk.drawn()[-1]
        assert desk.shows("= 2 look-alikes, same")
        assert "by alike" in desk.drawn()[0]


async def test_the_sheet_has_the_signs_too(session: Session) -> None:
    async with browsed(session) as desk:
        await sorted_by_alike(desk)
        await desk.press("v")
        await desk.at_rest()
        assert desk.shows("=1 a.png")
        assert desk.shows("=1 e.png")
        assert not desk.shows("=1 b.png")
        await desk.press("right")
        assert desk.drawn()[-1].startswith(" = 2 look-alikes, same picture")
        await desk.press("end")
        assert "look-alike" not in desk.drawn()[-1]


async def test_what_was_found_before_is_known_without_decoding(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hashing, "file_keys", lambda paths: dict.fromkeys(paths, b"1"))
    monkeypatch.setattr(hashing, "file_key", lambda _: b"1")
    async with browsed(session) as desk:
        await sorted_by_alike(desk)
    root = session.project.root
    session.close()

    def pixels(*_: object) -> Pixels:
        raise AssertionError("decoded")

    monkeypatch.setattr(PictureStore, "pixels", pixels)
    again = open_session(root)
    async with browsed(again) as desk:
        await desk.until(lambda: desk.shows("= 2 look-alikes, same"))
        assert names(desk) == ["a.png", "b.png", "c.jpg", "d.png", "e.png"]
        assert not desk.shows("=1")
    again.close()


async def test_other_captions_of_one_picture_are_a_finding_that_follows_the_edits(session: Session) -> None:
    put(session, "a.png", action=["standing"])
    put(session, "e.png", action=["sitting"])
    async with browsed(session) as desk:
        await sorted_by_alike(desk)
        assert sum("1 same picture" in row for row in desk.drawn()) == 2
        assert desk.shows("⚠ 2 look-alikes, same")
        put(session, "e.png", action=["standing"])
        desk.page.changed()
        await desk.at_rest()
        assert not desk.shows("1 same picture")
        assert not desk.shows("other caption")


async def test_captions_are_shown_beside_each_other_and_one_is_gone_to(session: Session) -> None:
    put(session, "a.png", action=["standing"])
    put(session, "e.png", action=["sitting"])
    async with browsed(session) as desk:
        await sorted_by_alike(desk)
        await desk.press("equals_sign")
        assert isinstance(desk.app.screen, CaptionsScreen)
        assert desk.shows("> a.png")
        assert desk.shows("  e.png")
        assert desk.shows("sitting")
        await desk.press("tab")
        await desk.press("3")
        assert desk.page.browsing.name == "e.png"


async def test_before_anything_is_known_comparing_says_what_to_do(session: Session) -> None:
    async with browsed(session) as desk:
        await desk.press("equals_sign")
        assert "Not looked at yet: o, then alike" in desk.drawn()[-1]
        await sorted_by_alike(desk)
        await desk.press("end", "equals_sign")
        assert "No picture looks like this one" in desk.drawn()[-1]


async def test_tags_of_the_most_alike_are_shown_first_and_taken_as_one_step(session: Session) -> None:
    put(session, "e.png", action=["standing"], background=["beach"])
    async with browsed(session) as desk:
        await desk.press("l")
        await desk.at_rest()
        assert isinstance(desk.app.screen, ProposalScreen)
        assert desk.shows("a.png takes from e.png, the same picture, mirrored.")
        assert desk.shows("+standing")
        assert session.peek("a.png").caption.is_empty
        await desk.press("enter")
        await desk.at_rest()
        assert session.peek("a.png").caption.texts() == {"action": ["standing"], "background": ["beach"]}
        await desk.press("ctrl+z")
        await desk.at_rest()
        assert session.peek("a.png").caption.is_empty


async def test_chosen_images_take_each_from_its_own(session: Session) -> None:
    put(session, "e.png", action=["standing"])
    async with browsed(session) as desk:
        await desk.press("a", "l")
        await desk.at_rest()
        assert [name for name in ("a.png", "c.jpg") if desk.shows(f"[x] {name}")] == ["a.png", "c.jpg"]
        assert not desk.shows("[x] b.png")


async def test_where_none_with_a_caption_looks_like_it_that_is_said(session: Session) -> None:
    put(session, "b.png", action=["standing"])
    async with browsed(session) as desk:
        await desk.press("l")
        await desk.at_rest()
        assert "No image with a caption looks like it" in desk.drawn()[-1]


async def test_in_a_dataset_that_can_only_be_read_nothing_is_taken(tmp_path: Path) -> None:
    make_alike(tmp_path / "other")
    session = open_session(tmp_path / "other", writable=False)
    async with browsed(session) as desk:
        await desk.press("l")
        assert "Read-only" in desk.drawn()[-1]
        assert not look_alikes_of(session).is_waiting
    session.close()


async def test_esc_stops_looking_and_keys_work_meanwhile(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def pixels(self: PictureStore, path: Path, side: int, cancelled: object = None) -> Pixels:
        while not cancelled():  # type: ignore[operator]
            NEVER.wait(0.01)
        raise LoadCancelled

    monkeypatch.setattr(PictureStore, "pixels", pixels)
    async with browsed(session) as desk:
        await desk.press("o")
        await desk.type("alike")
        await desk.press("enter")
        await desk.until(lambda: desk.shows("looking at the pictures 0/5"))
        await desk.press("down")
        assert desk.page.browsing.name == "b.png"
        await desk.press("escape")
        assert "Stopped" in desk.drawn()[-1]
        assert desk.answers == []
        await desk.at_rest()
        assert names(desk) == ["a.png", "b.png", "c.jpg", "d.png", "e.png"]
        await desk.press("escape")
        assert desk.answers == [None]


async def test_leaving_stops_looking(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[bool] = []

    def pixels(self: PictureStore, path: Path, side: int, cancelled: object = None) -> Pixels:
        while not cancelled():  # type: ignore[operator]
            NEVER.wait(0.01)
        ended.append(True)
        raise LoadCancelled

    monkeypatch.setattr(PictureStore, "pixels", pixels)
    async with browsed(session) as desk:
        await desk.press("l")
        await desk.until(lambda: desk.shows("looking at the pictures"))
        await desk.press("f5")
        await desk.until(lambda: ended)
        assert desk.answers == [None]


async def test_where_nothing_can_be_decoded_that_is_said(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def pixels(*_: object) -> Pixels:
        raise ImageUnreadable(NO_DECODER)

    monkeypatch.setattr(PictureStore, "pixels", pixels)
    async with browsed(session) as desk:
        await sorted_by_alike(desk)
        assert "Look-alikes can't be found" in desk.drawn()[-1]
        assert names(desk) == ["a.png", "b.png", "c.jpg", "d.png", "e.png"]


async def test_pictures_that_cant_be_decoded_are_counted(session: Session) -> None:
    (session.project.root / "b.png").write_bytes(b"no picture")
    async with browsed(session) as desk:
        await sorted_by_alike(desk)
        assert "1 group of look-alikes; 1 can't be decoded" in desk.drawn()[-1]


async def test_the_filter_finds_the_same_picture_with_other_captions(session: Session) -> None:
    put(session, "a.png", action=["standing"])
    put(session, "e.png", action=["sitting"])
    async with browsed(session) as desk:
        await desk.press("slash")
        for char in "finding:same-picture":
            await desk.press({":": "colon", "-": "minus"}.get(char, char))
        await desk.press("enter")
        await desk.at_rest()
        assert names(desk) == ["a.png", "e.png"]

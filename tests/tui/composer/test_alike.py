"""Tags of the most alike image, in the composer: looked for beside the keys, shown first, one step."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from threading import Event

import pytest

from tests.support.alike_pictures import make_alike
from tests.support.composer_desk import Desk, open_desk
from tests.support.tui_material import put
from tui_captioner.services.lookalikes import hashing
from tui_captioner.storage.images.decoder_answers import Pixels
from tui_captioner.storage.images.image_errors import LoadCancelled
from tui_captioner.storage.images.pictures import PictureStore
from tui_captioner.tui.proposals.screen import ProposalScreen

KEY = "alt+r"


@pytest.fixture
async def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    monkeypatch.setattr(hashing, "picture_store", lambda: PictureStore(isolate=False))
    make_alike(tmp_path / "set")
    async with open_desk(tmp_path / "set") as opened:
        put(opened.session, "e.png", action=["standing"], background=["beach"])
        yield opened


async def test_tags_are_shown_first_and_taken_as_one_step(desk: Desk) -> None:
    await desk.press(KEY)
    await desk.until(lambda: desk.shows(ProposalScreen))
    assert desk.tags("action") == []
    await desk.until(lambda: desk.top._may_carry_out)  # type: ignore[attr-defined]
    await desk.press("enter")
    await desk.until(lambda: desk.tags("action") == ["standing"])
    assert desk.tags("background") == ["beach"]
    await desk.press("ctrl+z")
    await desk.until(lambda: desk.tags("action") == [])
    assert desk.tags("background") == []


async def test_where_no_image_with_a_caption_looks_like_it_that_is_said(desk: Desk) -> None:
    await desk.press("pagedown", KEY)
    await desk.until(lambda: "No image with a caption looks like b.png" in desk.state.message)


async def test_who_went_on_is_told_and_not_interrupted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = Event()
    before = PictureStore.pixels

    def pixels(self: PictureStore, path: Path, side: int, cancelled: object = None) -> Pixels:
        while not go_on.wait(0.01):
            if cancelled():  # type: ignore[operator]
                raise LoadCancelled
        return before(self, path, side)

    monkeypatch.setattr(PictureStore, "pixels", pixels)
    await desk.press(KEY)
    await desk.until(lambda: "Looking at the pictures 0/5" in desk.state.message)
    await desk.press("s", "t")
    assert desk.state.text == "st"
    go_on.set()
    await desk.until(lambda: "e.png looks most like a.png: there Alt+R takes its tags" in desk.state.message)
    assert desk.state.text == "st"
    assert not desk.shows(ProposalScreen)


async def test_the_same_key_stops_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def pixels(self: PictureStore, path: Path, side: int, cancelled: object = None) -> Pixels:
        while not cancelled():  # type: ignore[operator]
            Event().wait(0.01)
        raise LoadCancelled

    monkeypatch.setattr(PictureStore, "pixels", pixels)
    await desk.press(KEY)
    await desk.until(lambda: "Looking at the pictures 0/5, Alt+R stops" in desk.state.message)
    await desk.press(KEY)
    assert "Stopped" in desk.state.message
    await desk.press("s")
    assert desk.state.text == "s"


async def test_nothing_is_done_over_half_typed_text(desk: Desk) -> None:
    await desk.press("s", KEY)
    assert "half-typed" in desk.state.message

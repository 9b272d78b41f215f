"""What the composer tells somebody new: what a slot is for, and how to go on, until an image is finished."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.composer_desk import ACTION, open_desk
from tests.support.composer_lines import STEADY, described
from tests.support.lines import plain
from tests.support.tui_material import open_session
from tui_captioner.services.session.session import Session
from tui_captioner.storage import user_state
from tui_captioner.tui.actions import Keymap
from tui_captioner.tui.composer import views
from tui_captioner.tui.composer.composing import Composing
from tui_captioner.tui.widgets.lines import width_of

HINT = "(what the subject does: pose, gesture, gaze)"


@pytest.fixture
def state(session: Session) -> Composing:
    return described(session)


@pytest.fixture(autouse=True)
def newcomer(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setattr(user_state, "user_state_path", lambda *_, **__: folder)


async def test_the_hint_of_a_slot_stands_in_its_empty_input_and_no_key_takes_it(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION)
        assert desk.composer.input.placeholder == HINT
        await desk.press("right", "enter")
        assert desk.tags() == []
        await desk.press(ACTION, *"stan")
        assert any("stand" in row for row in desk.drawn())
        assert not any(HINT in row for row in desk.drawn())


async def test_a_run_that_one_key_takes_goes_before_the_hint(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_desk(dataset) as desk:
        monkeypatch.setattr(Composing, "run", property(lambda _: ("one", "two")))
        await desk.press(ACTION)
        assert desk.composer.input.placeholder == "one, two"


def test_what_is_edited_has_no_hint(state: Composing) -> None:
    assert views.slot_hint(state) == HINT[1:-1]
    state.editing = 0
    assert views.slot_hint(state) == ""
    state.editing = None
    state.cursor.set()
    assert views.slot_hint(state) == ""


@pytest.mark.parametrize("size", [(100, 30), (80, 24)])
async def test_the_guide_goes_when_the_first_image_is_done_and_nothing_moves(
    dataset: Path, size: tuple[int, int]
) -> None:
    async with open_desk(dataset, size=size) as desk:
        assert desk.composer.guide.plain[0].startswith("New here?") or "takes a tag" in desk.composer.guide.plain[0]
        before = desk.composer.input.region
        await desk.press("ctrl+d")
        await desk.until(lambda: not desk.composer.guide.display)
        assert desk.composer.input.region == before
    async with open_desk(dataset, size=size) as desk:
        assert not desk.composer.guide.display


async def test_images_that_came_finished_are_not_the_users(dataset: Path) -> None:
    session = open_session(dataset)
    session.set_state("b.png", "done")
    session.close()
    async with open_desk(dataset) as desk:
        assert desk.composer.guide.display


@STEADY
@given(width=st.integers(4, 160))
def test_the_guide_fits(width: int) -> None:
    assert 0 < width_of(views.guide(Keymap().first, width)) <= width


def test_the_guide_names_the_keys_that_the_user_has() -> None:
    said = plain(views.guide(Keymap({"take": ["f10"], "help": []}).first, 160))
    assert "F10 takes the marked row" in said
    assert "all keys" not in said

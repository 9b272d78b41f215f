"""States by key: one key, then a letter for the image, a capital one for the slot; a flag has a note; undo as ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.composer_desk import Desk, open_desk
from tui_captioner.domain.slot_states import SlotMark
from tui_captioner.storage.project.records import ImageRecord
from tui_captioner.tui.dialogs.note import NoteScreen


def record(desk: Desk) -> ImageRecord:
    return desk.session.record(desk.state.name)


async def write(desk: Desk, text: str) -> None:
    await desk.until(lambda: desk.shows(NoteScreen))
    await desk.press(*(" " if char == " " else char for char in text), "enter")
    await desk.until(lambda: not desk.shows(NoteScreen))


@pytest.mark.parametrize(
    ("keys", "states"),
    [
        ("d", ["done"]),
        ("dd", ["done", "empty"]),
        ("r", ["reviewed"]),
        ("rr", ["reviewed", "done"]),
        ("do", ["done", "empty"]),
        ("oo", ["empty", "empty"]),
    ],
)
async def test_the_state_of_the_image(dataset: Path, keys: str, states: list[str]) -> None:
    async with open_desk(dataset) as desk:
        for key, state in zip(keys, states, strict=True):
            await desk.press("alt+m", key)
            assert record(desk).state == state
            assert desk.state.mode == "empty"


async def test_a_capital_is_about_the_slot_and_its_sign_stands_in_the_heading(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press("alt+4", "alt+m")
        assert desk.state.message == "Image (capital: Subject)"
        await desk.press("D")
        assert record(desk).marks == {"subject": SlotMark("done")}
        assert record(desk).state == "empty"
        assert any("4 Subject" in row and "✔> " in row for row in desk.drawn())
        assert desk.state.message == "Subject is done now"
        await desk.press("alt+m", "R")
        assert record(desk).marks == {"subject": SlotMark("reviewed")}
        assert any("●> " in row for row in desk.drawn())
        await desk.press("alt+m", "R")
        assert record(desk).marks == {}
        await desk.press("alt+m", "O")
        assert desk.state.message == "Subject has no state of its own"


async def test_a_flag_asks_for_a_note_and_the_note_is_offered_again(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press("alt+4", "alt+m", "F")
        await write(desk, "which hat")
        assert record(desk).marks == {"subject": SlotMark("flagged", "which hat")}
        await desk.press("left", "escape")
        assert any('⚑ Subject flagged: "which hat"' in row for row in desk.drawn())
        await desk.press("alt+m", "F")
        await write(desk, "s")
        assert record(desk).marks == {"subject": SlotMark("flagged", "which hats")}
        await desk.press("alt+m", "D")
        assert record(desk).marks == {"subject": SlotMark("done", "which hats")}
        await desk.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert record(desk).marks == {}


async def test_a_flag_and_a_note_on_the_image(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press("alt+m", "f")
        await write(desk, "dark")
        assert (record(desk).state, record(desk).note) == ("flagged", "dark")
        await desk.press("alt+m", "n")
        await write(desk, "er")
        assert (record(desk).state, record(desk).note) == ("flagged", "darker")
        await desk.press("alt+m", "o")
        assert (record(desk).state, record(desk).note) == ("empty", "darker")
        await desk.press("alt+m", "f")
        await desk.until(lambda: desk.shows(NoteScreen))
        await desk.press("escape")
        await desk.until(lambda: not desk.shows(NoteScreen))
        assert record(desk).state == "empty"


async def test_any_other_key_leaves_all_as_it_was_and_types_nothing(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        for key in ("x", "escape", "5", "up"):
            await desk.press("alt+m", key)
            assert desk.state.mode == "empty"
            assert desk.state.text == ""
        assert record(desk) == ImageRecord()


async def test_half_typed_text_stays_when_a_state_is_given(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press("alt+4", *"lon", "alt+m", "D")
        assert desk.state.text == "lon"
        assert record(desk).marks == {"subject": SlotMark("done")}


async def test_globals_have_no_state(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press("alt+1", "alt+m", "D", "alt+m", "F", "alt+m", "O")
        assert record(desk).marks == {}
        assert "no state" in desk.state.message


async def test_next_that_needs_work_stops_at_a_flagged_slot(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        names = desk.session.names
        for name in names:
            desk.session.set_state(name, "done")
        await desk.press("ctrl+n")
        assert desk.state.message == "All other images are done"
        await desk.press("pagedown", "alt+4", "alt+m", "F")
        await write(desk, "x")
        await desk.press("pageup", "ctrl+n")
        assert desk.state.name == names[1]


async def test_an_edit_of_a_reviewed_caption_makes_it_done(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press("alt+4", *"red dress", "enter", "alt+m", "r", "alt+m", "R")
        assert record(desk).state == "reviewed"
        await desk.press("alt+3", *"standing", "enter")
        assert record(desk).state == "done"
        assert record(desk).marks == {"subject": SlotMark("reviewed")}


async def test_the_palette_gives_states_too(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press("ctrl+p", *"image rev", "enter")
        await desk.until(lambda: record(desk).state == "reviewed")

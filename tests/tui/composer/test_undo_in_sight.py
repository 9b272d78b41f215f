"""Undo and redo are seen: they go to their image and name it; a step over many captions says how many."""

from __future__ import annotations

from pathlib import Path

from tests.support.composer_desk import ACTION, Desk, open_desk
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.services.session.jobs import finish
from tui_captioner.storage.project.records import ImageRecord
from tui_captioner.tui.composer.views import suggestion_lines


def said(desk: Desk) -> str:
    return desk.composer.status.plain[0]


async def test_undo_goes_to_its_image_and_names_it(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION, "pagedown", *"wav", "enter", "pageup", "ctrl+z")
        assert (desk.state.name, desk.tags("action")) == ("b.png", ["standing"])
        assert "Undone in b.png: add 'wav'" in said(desk)
        await desk.press("pagedown", "ctrl+y")
        assert (desk.state.name, desk.tags("action")) == ("b.png", ["standing", "wav"])
        assert "Done again in b.png: add 'wav'" in said(desk)


async def test_undo_and_redo_leave_half_typed_text_and_all_else_alone(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION, *"wav", "enter", *"half", "ctrl+z")
        assert (desk.tags(), desk.state.text) == (["wav"], "half")
        assert "There is half-typed text: Enter keeps it, Esc drops it" in said(desk)
        await desk.press("escape", "ctrl+z", *"half", "ctrl+y")
        assert (desk.tags(), desk.state.text) == ([], "half")


async def test_half_typed_text_waits_with_its_image_while_undo_goes_to_another(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION, *"wav", "enter", "pagedown", *"half", "pagedown", "ctrl+z")
        assert (desk.state.name, desk.state.text) == ("a.png", "")
        await desk.press("pagedown")
        assert desk.state.text == "half"


async def test_what_changes_a_caption_does_nothing_on_half_typed_text(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        before = desk.session.caption("b.png")
        await desk.press(ACTION, *"wav", "enter", "pagedown", *"half", "ctrl+t", "ctrl+r", "ctrl+d")
        assert (desk.state.text, desk.session.caption("b.png")) == ("half", before)
        assert not desk.session.is_finished("b.png")


async def test_a_step_over_many_captions_says_how_many_and_how_to_take_it_back(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press("alt+1", *"annika", "enter")
        count = len(list(dataset.glob("*.txt")))
        assert f"Done: add global 'annika' ({count} captions); Ctrl+Z takes it back" in said(desk)
        await desk.press("ctrl+z")
        assert f"Undone: add global 'annika' ({count} captions)" in said(desk)
        await desk.press("ctrl+y")
        assert f"Done again: add global 'annika' ({count} captions)" in said(desk)


async def test_undo_of_a_step_over_several_images_goes_to_one_of_them(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        desk.session.edit("a.png", "put", Caption({"action": (Tag("odd", unsure=True),)}))
        desk.session.edit("b.png", "put", Caption({"action": (Tag("odd", unsure=True),)}))
        await desk.press("f9")
        await desk.press("space", "escape", "ctrl+end")
        assert desk.state.name == "c.png"
        await desk.press("ctrl+z")
        assert desk.state.name == "a.png"
        assert "Undone: confirm 'odd' in Action (2 captions)" in said(desk)


async def test_what_undo_leaves_as_it_is_is_named(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        record = ImageRecord(Caption({"action": (Tag("odd"),)}), "draft")
        finish(desk.session.change_many("put", [(name, record) for name in ("a.png", "b.png")]))
        (dataset / "b.txt").write_text("mine")
        await desk.press("ctrl+z")
        assert desk.session.record("a.png").caption.is_empty
        assert "Undone: put (2 captions); left as they are, since changed outside: b.png" in said(desk)
        assert (dataset / "b.txt").read_text() == "mine"


async def test_tab_on_an_empty_input_goes_to_the_next_slot_and_takes_nothing(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION, "tab")
        assert (desk.state.slot, desk.tags("action")) == ("subject", [])
        await desk.press("shift+tab")
        assert desk.state.slot == "action"
        await desk.press("alt+7", "tab")
        assert (desk.state.slot, desk.session.is_finished("a.png")) == ("associations", False)
        assert "This is the last slot" in said(desk)


async def test_tab_takes_a_row_that_was_chosen_on_an_empty_input(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION, "down", "down", "tab")
        assert desk.tags() == ["standing on one leg"]


async def test_the_row_that_tab_takes_is_marked(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION)
        assert desk.state.marked is None
        await desk.press(*"stan")
        first = suggestion_lines(desk.state, 60, 3)[0]
        assert first[:2] == (("> ", "accent"), ("standing", "marked"))
        await desk.press("down")
        assert desk.state.marked == 1
        assert ("standing on one leg", "chosen") in suggestion_lines(desk.state, 60, 3)[1]

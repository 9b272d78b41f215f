"""Keys of the composer's screen beside typing: slots, images, the tag cursor, other screens."""

from __future__ import annotations

from pathlib import Path

from tests.support.composer_desk import ACTION, Desk, open_desk
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.tui.actions import Keymap
from tui_captioner.tui.composer.screen import ComposerScreen
from tui_captioner.tui.dialogs.find import FindScreen, find_images
from tui_captioner.tui.dialogs.help import HelpScreen
from tui_captioner.tui.graphics.protocol import Protocol
from tui_captioner.tui.palette import Palette
from tui_captioner.tui.viewer.screen import PictureScreen

# --- slots and images -------------------------------------------------------------------------------------------------


async def test_slots_by_alt_and_by_ctrl_g(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        assert desk.state.slot == GLOBALS
        await desk.press("alt+6")
        assert desk.state.slot == "background"
        await desk.press("ctrl+g")
        assert "Slot 1-7?" in desk.composer.status.plain[0]
        await desk.press("2")
        assert (desk.state.slot, desk.tags()) == ("type", [])
        await desk.press("shift+tab")
        assert desk.state.slot == GLOBALS


async def test_ctrl_g_is_called_off_by_escape_and_keeps_the_text(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION, *"wav", "ctrl+g", "escape")
        assert (desk.state.slot, desk.composer.input.value) == ("action", "wav")
        await desk.press("2")
        assert (desk.state.slot, desk.composer.input.value) == ("action", "wav2")


async def test_ctrl_g_followed_by_a_letter_types_it(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION, "ctrl+g", "x", "1")
        assert (desk.state.slot, desk.composer.input.value) == ("action", "x1")


async def test_enter_walks_the_slots_and_finishes_the_image(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press("alt+2", "1", *["enter"] * 5)
        assert (desk.state.name, desk.state.slot) == ("a.png", "associations")
        await desk.press("enter")
        assert (desk.state.name, desk.state.slot) == ("b.png", "type")
        assert desk.session.record("a.png").state == "done"
        assert "2/3" in desk.composer.header.plain[0]


async def test_ctrl_d_marks_done_and_ctrl_n_finds_what_is_not(tagged: Path) -> None:
    async with open_desk(tagged) as desk:
        await desk.press("ctrl+d")
        assert "done" in desk.composer.header.plain[0]
        await desk.press("ctrl+n", "ctrl+d", "ctrl+n")
        assert desk.state.name == "c.png"
        await desk.press("ctrl+d", "ctrl+n")
        assert (desk.state.name, "All other images are done" in desk.composer.status.plain[0]) == ("c.png", True)


async def test_pages_turn_images_and_half_typed_text_waits(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION, *"wav", "pagedown")
        assert (desk.state.name, desk.composer.input.value) == ("b.png", "")
        await desk.press("ctrl+end", "ctrl+home")
        assert (desk.state.name, desk.composer.input.value) == ("a.png", "wav")
        await desk.press("pageup")
        assert (desk.state.name, desk.composer.input.value) == ("a.png", "wav")


async def test_nothing_moves_when_the_next_image_comes(dataset: Path) -> None:
    def places(desk: Desk) -> list[object]:
        parts = (desk.composer.slots, desk.composer.input, desk.composer.suggestions, desk.composer.caption)
        return [part.region for part in parts]

    async with open_desk(dataset) as desk:
        before = places(desk)
        await desk.press("pagedown")
        assert places(desk) == before
        await desk.press("alt+2", *"photo", "tab", *["3"] * 4)
        assert places(desk)[2:] == before[2:]


async def test_an_image_is_found_by_name_or_number(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION, *"wav", "ctrl+f")
        assert desk.shows(FindScreen)
        await desk.press(*"c.p", "enter")
        assert (desk.state.name, desk.composer.input.value) == ("c.png", "")
        await desk.press("ctrl+f", "2", "enter")
        assert desk.state.name == "b.png"
        await desk.press("ctrl+f", "down", "down", "enter")
        assert desk.state.name == "c.png"
        await desk.press("ctrl+f", *"zzz", "enter")
        assert desk.state.name == "c.png"
        await desk.press("ctrl+f", "a", "escape")
        assert (desk.state.name, desk.shows(ComposerScreen)) == ("c.png", True)
        await desk.press("pageup", "pageup")
        assert desk.composer.input.value == "wav"


def test_names_that_start_with_the_query_come_before_those_that_hold_it() -> None:
    names = ["x/red.png", "a red.png", "2.png", "RED2.png", "10.png"]
    assert find_images(names, "red") == ["x/red.png", "RED2.png", "a red.png"]
    assert find_images(names, "2") == ["a red.png", "2.png", "RED2.png"]
    assert find_images(names, " ", limit=2) == names[:2]
    assert find_images(names, "99999999999") == []
    assert find_images(names, "%") == []


async def test_slot_or_all_from_the_image_before(tagged: Path) -> None:
    async with open_desk(tagged) as desk:
        await desk.press("ctrl+end", "ctrl+t")
        assert "Nothing to take from b.png" in desk.composer.status.plain[0]
        await desk.press("pageup", ACTION, "ctrl+t")
        assert desk.tags()[-3:] == ["one", "two", "three"]
        await desk.press("pagedown", "ctrl+r")
        assert desk.session.caption("c.png") == desk.session.caption("b.png")
        await desk.press("ctrl+z")
        assert desk.session.caption("c.png") == ""


async def test_undo_and_redo_over_images_with_their_names(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press("ctrl+z")
        assert "Nothing to undo" in desk.composer.status.plain[0]
        await desk.press(ACTION, *"stan", "tab", "pagedown", "pagedown", *"wav", "enter", "ctrl+z")
        assert "Undone in c.png: add 'wav'" in desk.composer.status.plain[0]
        await desk.press("ctrl+z")
        assert not (dataset / "a.txt").exists()
        await desk.press("ctrl+y", "ctrl+y")
        assert (dataset / "a.txt").read_text() == "standing"
        assert (dataset / "c.txt").read_text() == "wav"
        await desk.press("ctrl+y")
        assert "Nothing to redo" in desk.composer.status.plain[0]


# --- tag cursor -------------------------------------------------------------------------------------------------------


async def test_a_tag_is_edited_in_its_place(tagged: Path) -> None:
    async with open_desk(tagged) as desk:
        await desk.press(ACTION, "left", "left", "enter")
        assert (desk.composer.input.value, desk.composer.prompt.plain) == ("two", ["Action, edit: "])
        await desk.press("x", "enter")
        assert desk.tags() == ["one", "twox", "three"]


async def test_an_edit_emptied_by_backspace_and_typed_anew(tagged: Path) -> None:
    async with open_desk(tagged) as desk:
        await desk.press(ACTION, "left", "enter", *["backspace"] * 6, *"four", "enter")
        assert desk.tags() == ["one", "two", "three", "four"]


async def test_tags_are_deleted_and_moved_by_keys(tagged: Path) -> None:
    async with open_desk(tagged) as desk:
        await desk.press(ACTION, "left", "less_than_sign", "ctrl+left")
        assert desk.tags() == ["three", "one", "two"]
        await desk.press("greater_than_sign")
        assert desk.tags() == ["one", "three", "two"]
        await desk.press("delete")
        assert (desk.tags(), desk.state.cursor.place) == (["one", "two"], 1)
        await desk.press("6")
        assert (desk.tags(), desk.tags("background")) == (["one"], ["two"])
        await desk.press("down")
        assert (desk.state.slot, desk.state.cursor.place) == ("background", 0)
        await desk.press("up", "up")
        assert desk.state.slot == "type"


async def test_a_tag_goes_to_the_globals_and_back(tagged: Path) -> None:
    async with open_desk(tagged) as desk:
        await desk.press(ACTION, "left", "1")
        assert desk.tags(GLOBALS) == ["three"]
        assert (tagged / "a.txt").read_text() == "three, photograph, one, two"
        assert (tagged / "b.txt").read_text().startswith("three, photograph")
        assert not (tagged / "c.txt").exists()
        await desk.press("up", "up", "5")
        assert (desk.tags(GLOBALS), desk.tags("details")) == ([], ["three"])
        assert (tagged / "b.txt").read_text().startswith("photograph")
        await desk.press("ctrl+z", "ctrl+z")
        assert (tagged / "a.txt").read_text() == "photograph, one, two, three"


async def test_a_letter_leaves_the_tag_cursor_and_types(tagged: Path) -> None:
    async with open_desk(tagged) as desk:
        await desk.press(ACTION, "left", "x")
        assert (desk.state.mode, desk.composer.input.value) == ("typing", "x")
        await desk.press("escape", "left", "f19", "home")
        assert desk.in_mode("tags")
        await desk.press("escape")
        assert desk.in_mode("empty")


# --- screens ----------------------------------------------------------------------------------------------------------


async def test_help_comes_with_f1_always_and_with_a_question_mark_on_an_empty_input(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press("f1")
        assert desk.shows(HelpScreen)
        await desk.press("escape", "question_mark")
        assert desk.shows(HelpScreen)
        await desk.press("f1", "w", "question_mark")
        assert (desk.shows(ComposerScreen), desk.composer.input.value) == (True, "w?")
        await desk.press("f1", "question_mark")
        assert (desk.shows(ComposerScreen), desk.composer.input.value) == (True, "w?")


async def test_the_palette_runs_an_action(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press("ctrl+p")
        assert desk.shows(Palette)
        await desk.press(*"mark done")
        await desk.app.workers.wait_for_complete([w for w in desk.app.workers if w.node is desk.top])
        await desk.press("enter")
        await desk.pilot.pause()
        assert desk.session.record("a.png").state == "done"
        assert desk.shows(ComposerScreen)


async def test_the_picture_fills_the_window_and_goes_away(dataset: Path) -> None:
    async with open_desk(dataset, protocol=Protocol.BLOCKS_TRUECOLOR) as desk:
        await desk.press("ctrl+o")
        assert desk.shows(PictureScreen)
        await desk.press("escape")
        assert desk.composer.picture.display
        await desk.press("f8")
        assert (desk.composer.picture.display, desk.composer.slots.region.x) == (False, 1)
        await desk.press("f8", "x")
        assert (desk.composer.picture.display, desk.composer.input.value) == (True, "x")


async def test_a_click_does_not_take_the_keyboard_away(tagged: Path) -> None:
    async with open_desk(tagged) as desk:
        for place in ("#slots", "#caption", "#picture", "#suggestions"):
            await desk.pilot.click(place)
        await desk.press("x")
        assert desk.composer.input.value == "x"


async def test_settings_change_keys_of_numbers_too(tagged: Path) -> None:
    keymap = Keymap(
        {"pick": ["f13", "f14"], "slot": ["f11", "f10"], "move_to_slot": ["alt+f5", "alt+f6"], "undo": ["%"]}
    )
    async with open_desk(tagged, keymap=keymap) as desk:
        await desk.press("f10")
        assert desk.state.slot == "type"
        await desk.press("f13")
        assert desk.tags() == ["photograph", "of a woman"]
        await desk.press("1", "enter")
        assert desk.tags()[-1] == "1"
        await desk.press("percent_sign")
        assert desk.tags() == ["photograph", "of a woman"]
        await desk.press("left", "alt+f5")
        assert desk.tags(GLOBALS) == ["of a woman"]


async def test_settings_may_give_ctrl_p_and_ctrl_q_something_else_to_do(tagged: Path) -> None:
    keymap = Keymap({"palette": [], "quit": ["f10"], "previous_image": ["ctrl+p"], "next_image": ["ctrl+q"]})
    async with open_desk(tagged, keymap=keymap) as desk:
        await desk.press("ctrl+q")
        assert (desk.app.is_running, desk.state.name) == (True, "b.png")
        await desk.press("ctrl+p")
        assert (desk.shows(ComposerScreen), desk.state.name) == (True, "a.png")

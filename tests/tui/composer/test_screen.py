"""The composer as a user meets it: keys in, lines and files out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.screen import Screen

from tests.conftest import PNG
from tests.support.tui_material import FixedCompleter, open_session, put, texts
from tests.tui.widgets.test_lines import has_control
from tui_captioner.domain.caption import Tag
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.services.session.jobs import Job, Progress, finish
from tui_captioner.services.session.session import Session
from tui_captioner.tui.actions import ACTIONS, Keymap
from tui_captioner.tui.app import CaptionerApp
from tui_captioner.tui.composer.actions import Mode
from tui_captioner.tui.composer.composing import Composing
from tui_captioner.tui.composer.screen import ComposerScreen
from tui_captioner.tui.dialogs.conflict import ConflictScreen
from tui_captioner.tui.dialogs.find import FindScreen, find_images
from tui_captioner.tui.dialogs.help import HelpScreen
from tui_captioner.tui.dialogs.progress import ProgressScreen
from tui_captioner.tui.graphics.protocol import Protocol, ProtocolChoice
from tui_captioner.tui.terminal.terminal_replies import TerminalCaps
from tui_captioner.tui.viewer.screen import PictureScreen
from tui_captioner.tui.widgets.lines import Lines

ACTION = "alt+3"
SIGNS = {"\t": "tab", "\r": "enter", "\x7f": "backspace", ",": "comma", " ": "space", "[": "left_square_bracket"}
SIGNS |= {"/": "slash", "%": "percent_sign", "→": "right", "\x11": "ctrl+q"}
CHARACTERS = {"comma": ",", "space": " ", "question_mark": "?", "less_than_sign": "<", "greater_than_sign": ">"}
SCREENS = frozenset({"f1", "question_mark", "ctrl+f", "ctrl+p", "ctrl+o", "f8", "escape", "enter", "delete", *"otq"})
"""Keys that may open or close a screen: a person sees what they did before going on."""


class Desk:
    """An app under test, with what is looked at most."""

    def __init__(self, app: CaptionerApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def composer(self) -> ComposerScreen:
        return self.app.composer

    @property
    def state(self) -> Composing:
        return self.composer.state

    @property
    def session(self) -> Session:
        return self.app.session

    @property
    def top(self) -> Screen[object]:
        return self.app.screen

    def shows(self, kind: type[Screen[Any]]) -> bool:
        """Whether a screen of this kind is on top."""
        return type(self.app.screen) is kind

    def in_mode(self, mode: Mode) -> bool:
        return self.state.mode == mode

    def tags(self, slot: str = "") -> list[str]:
        return texts(self.state, slot)

    def send(self, key: str) -> None:
        """Have a key arrive, by its name or its character, and wait for nothing."""
        key = SIGNS.get(key, key)
        character = next((char for char, name in SIGNS.items() if name == key and char.isascii()), None)
        character = CHARACTERS.get(key, key if len(key) == 1 else character)
        self.app.post_message(events.Key(key, character if key != "right" else None))

    async def press(self, *keys: str) -> None:
        """Press keys as a person does who types fast and looks at every screen that comes up."""
        for key in keys:
            self.send(key)
            if key in SCREENS:
                await self.pilot.pause()
        await self.pilot.pause()

    async def burst(self, typed: str) -> None:
        """Send these characters as fast as a terminal does, without waiting between them."""
        for char in typed:
            self.send(char)
        await self.pilot.pause()

    async def paste(self, text: str) -> None:
        self.app.post_message(events.Paste(text))
        await self.pilot.pause()

    def drawn(self) -> list[str]:
        """Every row of the window, as it is sent."""
        return ["".join(segment.text for segment in strip) for strip in self.top._compositor.render_strips()]


@asynccontextmanager
async def open_desk(
    dataset: Path,
    *,
    size: tuple[int, int] = (100, 30),
    keymap: Keymap | None = None,
    writable: bool = True,
    protocol: Protocol = Protocol.OFF,
    typed_ahead: str = "",
    remedy: str = "",
    session: Session | None = None,
) -> AsyncIterator[Desk]:
    opened = session or open_session(dataset, writable=writable)
    app = CaptionerApp(
        opened,
        keymap or Keymap(),
        TerminalCaps(),
        ProtocolChoice(protocol, "test", remedy=remedy),
        typed_ahead=typed_ahead,
        completer=FixedCompleter(opened),
    )
    try:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield Desk(app, pilot)
    finally:
        opened.close()


@pytest.fixture
def tagged(dataset: Path) -> Path:
    """The dataset with tags in the first image."""
    session = open_session(dataset)
    put(session, "a.png", type=["photograph"], action=["one", "two", "three"])
    session.close()
    return dataset


# --- typing -----------------------------------------------------------------------------------------------------------


async def test_tab_takes_the_best_suggestion_and_it_is_on_disk_at_once(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION, *"stan", "tab")
        assert (dataset / "a.txt").read_bytes() == b"standing"
        assert desk.composer.input.value == ""
        assert any("> standing" in line for line in desk.composer.slots.plain)
        assert desk.composer.caption.plain[0].strip() == "standing"
        assert "saved" in desk.composer.header.plain[0]


async def test_enter_keeps_exactly_what_was_typed(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION, *"Stan", "enter")
        assert desk.tags() == ["Stan"]


async def test_enter_takes_the_row_that_was_chosen(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION, *"stan", "down", "down", "enter")
        assert desk.tags() == ["standing on one leg"]


async def test_a_choice_that_was_taken_back_does_not_count(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION, *"stan", "down", "up", "enter")
        assert desk.tags() == ["stan"]


async def test_a_comma_ends_a_tag_as_typed_even_with_a_row_chosen(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION, *"stan", "down", "comma", *"wav", "comma")
        assert desk.tags() == ["stan", "wav"]
        assert desk.composer.input.value == ""


async def test_enter_on_an_empty_input_takes_a_chosen_prediction(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION, "down", "down", "enter")
        assert (desk.tags(), desk.state.slot) == (["standing on one leg"], "action")


async def test_digits_take_predictions_and_a_space_before_types_them(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION, "3")
        assert desk.tags() == ["sitting"]
        await desk.press("space", "1", *"girl", "enter")
        assert desk.tags() == ["sitting", "1girl"]
        await desk.press(*"x3", "enter")
        assert desk.tags()[-1] == "x3"
        await desk.press("9")
        assert "No prediction 9" in desk.composer.status.plain[0]


async def test_the_ghost_is_taken_whole_or_by_word(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION, *"standing o")
        assert desk.composer.input._suggestion == "standing on one leg"
        await desk.press("ctrl+right")
        assert desk.composer.input.value == "standing on"
        await desk.press("ctrl+right")
        assert desk.composer.input.value == "standing on one"
        await desk.press("right")
        assert desk.composer.input.value == "standing on one leg"
        await desk.press("enter")
        assert desk.tags() == ["standing on one leg"]


async def test_right_in_the_middle_of_the_text_moves_the_cursor(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION, *"stan", "left", "left", "right")
        assert desk.composer.input.value == "stan"
        assert desk.composer.input.cursor_position == 3
        await desk.press(*"d")
        assert desk.state.text == "stadn"


async def test_backspace_on_an_empty_input_takes_back_the_last_tag(tagged: Path) -> None:
    async with open_desk(tagged) as desk:
        await desk.press(ACTION, "x", "backspace")
        assert desk.tags() == ["one", "two", "three"]
        await desk.press("backspace")
        assert desk.tags() == ["one", "two"]
        assert (tagged / "a.txt").read_text() == "photograph, one, two"


async def test_escape_drops_the_choice_then_the_text_and_never_a_tag(tagged: Path) -> None:
    async with open_desk(tagged) as desk:
        await desk.press(ACTION, *"stan", "down", "escape")
        assert (desk.state.choice, desk.composer.input.value) == (None, "stan")
        await desk.press("escape")
        assert desk.composer.input.value == ""
        await desk.press("escape")
        assert desk.tags() == ["one", "two", "three"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("waving,one hand,smi\tstan\r", ["waving", "one hand", "smiling", "stan"]),
        (",".join(f"tag number {count}" for count in range(15)) + "\r", [f"tag number {n}" for n in range(15)]),
        ("standing o→\rsit\t\x7fred\r", ["standing on one leg", "red"]),
        ("x\x7f\x7fy\rz\r", ["y", "z"]),
    ],
)
async def test_fast_typing_is_neither_lost_nor_reordered(dataset: Path, typed: str, expected: list[str]) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION)
        await desk.burst(typed)
        assert desk.tags() == expected
        assert desk.composer.input.value == ""
        assert (dataset / "a.txt").read_text() == ", ".join(expected)


async def test_what_would_give_sharp_pictures_is_said_until_the_next_key_and_among_the_notices(dataset: Path) -> None:
    async with open_desk(dataset, size=(140, 30), remedy="set [pictures] on") as desk:
        assert "set [pictures] on" in desk.drawn()[-1]
        await desk.press("a")
        assert "set [pictures] on" not in desk.drawn()[-1]
        assert not desk.app._notifications
        await desk.press("f3")
        assert [notice.message for notice in desk.app._notifications] == ["set [pictures] on"]


async def test_what_was_typed_while_the_program_started_is_there(dataset: Path) -> None:
    async with open_desk(dataset, typed_ahead="\x1b3wav\x7fving\nsmi\x1b") as desk:
        assert (desk.tags(), desk.composer.input.value) == (["waving"], "smi")
        await desk.press("l")
        assert desk.state.text == "smil"


async def test_pasted_lines_become_tags_and_nothing_steers_the_terminal(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION)
        await desk.paste("waving\r\n one hand \n\x1b]0;x\x07\x9b2Jred")
        await desk.press("enter")
        assert desk.tags() == ["waving", "one hand", "]0;x2Jred"]


async def test_sentence_mode_keeps_commas(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press("alt+5", "f2")
        assert desk.composer.prompt.plain == ["Details, sentence: "]
        await desk.press(*"Low light", "comma", *" soft.", "enter")
        assert desk.state.tags("details") == (Tag("Low light, soft.", sentence=True),)
        assert desk.composer.prompt.plain == ["Details: "]
        await desk.press("alt+6", *"dusk", "enter")
        assert (dataset / "a.txt").read_text() == "Low light, soft. dusk"


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
        assert "Undone: add 'wav'" in desk.composer.status.plain[0]
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
        await desk.press("escape", "left", "f12", "home")
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
        await desk.press("f1", "q")
        assert (desk.shows(ComposerScreen), desk.composer.input.value) == (True, "w?")


async def test_the_palette_runs_an_action(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press("ctrl+p")
        assert desk.shows(CommandPalette)
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
        {"pick": ["f5", "f12"], "slot": ["f11", "f10"], "move_to_slot": ["alt+f5", "alt+f6"], "undo": ["%"]}
    )
    async with open_desk(tagged, keymap=keymap) as desk:
        await desk.press("f10")
        assert desk.state.slot == "type"
        await desk.press("f5")
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


# --- what may not be lost ---------------------------------------------------------------------------------------------


async def test_half_typed_text_outlives_ctrl_q(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION, "pagedown")
        await desk.burst("wav\x11")
    async with open_desk(dataset) as desk:
        assert (desk.state.name, desk.state.slot, desk.composer.input.value) == ("b.png", "action", "wav")


async def test_text_that_was_accepted_is_no_draft(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION, *"wav", "enter", "ctrl+q")
    async with open_desk(dataset) as desk:
        assert (desk.composer.input.value, desk.tags("action")) == ("", ["wav"])


async def test_opening_walking_and_leaving_changes_no_byte(dataset: Path) -> None:
    before = {path: path.read_bytes() for path in dataset.rglob("*")}
    async with open_desk(dataset) as desk:
        await desk.press("pagedown", "alt+4", "down", "pagedown", "f1", "escape", "ctrl+home", "left", "escape")
    assert {path: path.read_bytes() for path in dataset.rglob("*")} == before


async def test_a_sidecar_changed_outside_ours_is_kept(tagged: Path) -> None:
    async with open_desk(tagged) as desk:
        (tagged / "a.txt").write_text("theirs, [/foo]")
        await desk.press(ACTION, *"wav", "enter")
        assert desk.shows(ConflictScreen)
        drawn = "\n".join(desk.drawn())
        assert "photograph, one, two, three" in drawn
        assert "theirs, [/foo]" in drawn
        await desk.press("o")
        assert (desk.composer.input.value, (tagged / "a.txt").read_text()) == ("wav", "photograph, one, two, three")
        await desk.press("enter")
        assert (tagged / "a.txt").read_text() == "photograph, one, two, three, wav"


async def test_a_sidecar_changed_outside_theirs_is_taken(tagged: Path) -> None:
    async with open_desk(tagged) as desk:
        (tagged / "a.txt").write_text("standing")
        await desk.press(ACTION, *"wav", "enter", "t")
        assert (desk.composer.input.value, (tagged / "a.txt").read_text()) == ("wav", "standing")
        await desk.press("enter")
        assert (tagged / "a.txt").read_text() == "standing, wav"
        await desk.press("ctrl+z", "ctrl+z")
        assert (tagged / "a.txt").read_text() == "photograph, one, two, three"


async def test_a_sidecar_changed_outside_may_wait(tagged: Path) -> None:
    async with open_desk(tagged) as desk:
        (tagged / "a.txt").write_text("theirs")
        await desk.press(ACTION, *"wav", "enter", "escape")
        assert (desk.composer.input.value, (tagged / "a.txt").read_text()) == ("wav", "theirs")
        await desk.press("pagedown", "pageup")
        assert desk.shows(ConflictScreen)


async def test_the_cursor_and_the_edit_survive_a_conflict(tagged: Path) -> None:
    async with open_desk(tagged) as desk:
        (tagged / "a.txt").write_text("standing")
        await desk.press(ACTION, "left", "delete", "t", "enter")
        assert desk.app.is_running
        await desk.press("escape")
        put(desk.session, "a.png", action=["one", "two", "three"])
        await desk.press(ACTION, "left", "enter", "x")
        (tagged / "a.txt").write_text("standing")
        await desk.press("enter", "t", "enter")
        assert (tagged / "a.txt").read_text() == "standing, threex"


async def test_ours_can_be_kept_of_an_image_that_was_never_edited(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press("pagedown")
        (dataset / "b.txt").write_text("theirs")
        await desk.press(ACTION, *"wav", "enter")
        assert desk.shows(ConflictScreen)
        await desk.press("o")
        assert (dataset / "b.txt").read_text() == "photograph, of a woman, standing, a thing unheard of\n"
        await desk.press("enter")
        assert "standing, wav" in (dataset / "b.txt").read_text()
        assert "theirs" not in (dataset / "b.txt").read_text()


async def test_an_image_that_can_only_be_read_refuses_and_keeps_the_text(dataset: Path) -> None:
    (dataset / "a.txt").write_bytes(b"caf\xe9")
    async with open_desk(dataset) as desk:
        assert "Read-only: a.txt is not UTF-8" in desk.composer.status.plain[0]
        await desk.press(ACTION, *"wav", "enter")
        assert (desk.composer.input.value, desk.tags()) == ("wav", [])
        assert "Not changed: a.txt is not UTF-8" in desk.composer.status.plain[0]
        assert (dataset / "a.txt").read_bytes() == b"caf\xe9"


async def test_a_second_session_may_look_but_not_write(dataset: Path) -> None:
    async with open_desk(dataset, writable=False) as desk:
        assert "read-only" in desk.composer.header.plain[0]
        await desk.press(ACTION, *"wav", "enter")
        assert desk.composer.input.value == "wav"
        await desk.press("escape", "2", "ctrl+d", "ctrl+z", "backspace", "pagedown")
        assert desk.state.name == "b.png"
        assert not (dataset / "a.txt").exists()


async def test_a_full_disk_is_said(tagged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    async with open_desk(tagged) as desk:
        with monkeypatch.context() as patched:
            patched.setattr("tui_captioner.services.session.sidecars.write_atomic", full)
            await desk.press(ACTION, *"wav", "enter")
            assert "NOT SAVED" in desk.composer.header.plain[0]
        await desk.press("x", "enter")
        assert "NOT SAVED" not in desk.composer.header.plain[0]
        assert (tagged / "a.txt").read_text().endswith("wav, x")


async def test_keys_typed_during_a_long_job_are_not_lost(tagged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_captioner.tui.composer.background._PATIENCE", -1.0)
    session = open_session(tagged)
    apply = session.set_globals

    def slow(*arguments: object) -> Job:
        for done in range(3):
            yield Progress(done, 100)
        yield from apply(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(session, "set_globals", slow)
    async with open_desk(tagged, session=session) as desk:
        await desk.burst("annika\rberta\r")
        while desk.shows(ProgressScreen):
            await desk.pilot.pause()
        await desk.pilot.pause()
        assert desk.tags(GLOBALS) == ["annika", "berta"]


# --- what is drawn ----------------------------------------------------------------------------------------------------

HOSTILE = [
    "[long hair]",
    "[/foo]",
    "[bold red]x",
    "日本語のタグ",
    "👩‍🚀 astronaut ❤️",
    "a\x1b[31m\x9b2Jb",
    "\u202eabc",
    "{x}",
    "\\[y]",
]


@pytest.mark.parametrize("size", [(100, 30), (80, 24), (40, 12), (20, 5), (200, 60)])
async def test_every_tag_and_name_is_drawn_as_text(dataset: Path, size: tuple[int, int]) -> None:
    (dataset / "[").mkdir()
    for number, name in enumerate(("[/foo] \x1b[2J\x9bx.png", "日本\n👩‍🚀.png", "[red]é.png")):
        (dataset / name).write_bytes(PNG)
        (dataset / name).with_suffix(".txt").write_text(f"{HOSTILE[number]}, a\x1b]0;t\x07b")
    session = open_session(dataset)
    for name in session.names:
        put(session, name, type=["[x]"], action=HOSTILE, background=HOSTILE[:4])
    async with open_desk(dataset, size=size, session=session) as desk:
        for _ in session.names:
            await desk.press(ACTION, "left", "left", "left", "escape", *"[/f", "enter", *"sta", "down")
            rows = desk.drawn()
            assert len(rows) == size[1]
            assert not any(has_control(row) for row in rows)
            assert desk.app.is_running
            await desk.press("escape", "escape", "pagedown")
        if size[0] >= 80:
            shown = "\n".join(desk.drawn())
            assert "[bold red]x" in shown
            assert "\\x1b[31m\\x9b2Jb" in shown
            assert "日本語のタグ" in shown
        await desk.press("ctrl+f", "[")
        assert not any(has_control(row) for row in desk.drawn())
        await desk.press("escape", "f1", "pagedown", "escape", "f3")
        assert not any(has_control(row) for row in desk.drawn())


@pytest.mark.parametrize(("size", "picture"), [((40, 12), False), ((80, 24), True), ((100, 30), True)])
async def test_the_parts_stand_inside_the_window(tagged: Path, size: tuple[int, int], picture: bool) -> None:
    async with open_desk(tagged, size=size) as desk:
        await desk.press(ACTION, *"sta")
        assert desk.composer.picture.display is picture
        rows = desk.drawn()
        assert "a.png" in rows[0]
        assert "Action: sta" in "\n".join(rows)
        assert "standing" in "\n".join(rows)
        assert "photograph, one, two, three" in "\n".join(rows)
        assert "tags" in rows[-1]
        for part in (desk.composer.input, desk.composer.suggestions, desk.composer.caption, desk.composer.status):
            assert part.region.bottom <= size[1]
            assert part.region.right <= size[0]
            assert part.region.height >= 1


async def test_a_window_that_changes_its_size_is_divided_anew(tagged: Path) -> None:
    async with open_desk(tagged, size=(100, 30)) as desk:
        await desk.press(ACTION, *"sta")
        for size in ((40, 12), (20, 5), (120, 40)):
            await desk.pilot.resize_terminal(*size)
            await desk.pilot.pause()
            rows = desk.drawn()
            assert len(rows) == size[1]
            assert any("sta" in row for row in rows)
            assert "1/3" in rows[0]
        assert desk.composer.input.value == "sta"
        assert desk.composer.picture.display


async def test_help_can_be_read_in_a_narrow_window(dataset: Path) -> None:
    async with open_desk(dataset, size=(40, 12)) as desk:
        await desk.press("f1")
        lines = desk.top.query_one("#lines", Lines)
        text = "".join("".join(lines.plain).split())
        for action in (action for action in ACTIONS if action.id != "help_empty"):
            assert action.help.replace(" ", "") in text or not action.keys
        assert max(len(line.rstrip()) for line in lines.plain) <= lines.region.width
        first = desk.drawn()
        await desk.pilot.press("end")
        assert desk.drawn() != first
        assert "saved already." in " ".join("\n".join(desk.drawn()).split())


async def test_an_empty_folder_can_be_looked_at_and_left(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.press("x", "enter", "tab", "pagedown", "ctrl+f", "ctrl+z", "left", "ctrl+d", "f1", "escape")
        assert desk.app.is_running
        assert desk.shows(ComposerScreen)


async def test_pressing_any_key_anywhere_ends_nothing(tagged: Path) -> None:
    keymap = Keymap()
    keys = sorted({key for keys in keymap.keys.values() for key in keys} - {"ctrl+q", "ctrl+p", "ctrl+o", "ctrl+f"})
    session = open_session(tagged)
    finish(session.set_globals(["annika"], "add global"))
    async with open_desk(tagged, session=session) as desk:
        for start in ("escape", "x", "left"):
            for key in keys:
                for name in ("escape", "escape", start, key):
                    desk.send(name)
                await desk.pilot.pause()
                if not desk.shows(ComposerScreen):
                    await desk.press("escape")
                assert desk.shows(ComposerScreen), key
        assert desk.app.is_running

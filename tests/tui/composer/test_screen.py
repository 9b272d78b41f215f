"""The composer as a user meets it: keys in, lines and files out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.composer_desk import ACTION, open_desk
from tui_captioner.domain.caption import Tag

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
        await desk.press(ACTION, *"stan", "down", "enter")
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
        assert desk.composer.input.value == "standing on "
        await desk.press("ctrl+right")
        assert desk.composer.input.value == "standing on one "
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


async def test_what_is_odd_in_the_settings_is_said_at_the_start_and_among_the_notices(dataset: Path) -> None:
    odd = "config.toml: 'mause' is not known. Did you mean [mouse]?"
    async with open_desk(dataset, remarks=[odd]) as desk:
        assert [notice.message for notice in desk.app._notifications] == [odd]
        await desk.press("f3")
        assert [notice.message for notice in desk.app._notifications] == [odd, odd]


async def test_what_ends_in_the_background_while_the_app_is_left_draws_nothing(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        composer = desk.composer
    composer.redraw()
    assert not composer.children


async def test_what_was_typed_while_the_program_started_is_there(dataset: Path) -> None:
    async with open_desk(dataset, typed_ahead="\x1b3wav\x7fving\nsmi\x1b") as desk:
        assert (desk.tags(), desk.composer.input.value) == (["waving"], "smi")
        await desk.press("l")
        assert desk.state.text == "smil"


async def test_pasted_lines_become_tags_and_nothing_steers_the_terminal(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION)
        await desk.paste("waving\r\n one hand \n\x1b]0;x\x07\x9b2Jred")
        await desk.press("escape", "enter")
        assert desk.tags() == ["waving", "one hand", "]0;x2Jred"]


async def test_sentence_mode_keeps_commas(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press("alt+5", "f2")
        assert desk.composer.prompt.plain == ["Details, sentence: "]
        await desk.press(*"Low light", "comma", *" soft.", "enter")
        assert desk.state.tags("details") == (Tag("Low light, soft.", sentence=True),)
        assert desk.composer.prompt.plain == ["Details, sentence: "]
        await desk.press("f2", "alt+6", *"dusk", "enter")
        assert (dataset / "a.txt").read_text() == "Low light, soft. dusk"

"""The keys on F1: those of this screen first, in two columns where there is room, fewer with each word."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.composer_desk import open_desk
from tests.support.lines import plain
from tui_captioner.tui.actions import SCREENS, Keymap
from tui_captioner.tui.composer.actions import COMPOSER
from tui_captioner.tui.dialogs.help import HelpScreen
from tui_captioner.tui.dialogs.help_lines import TWO_COLUMNS, filtered, help_blocks, help_lines
from tui_captioner.tui.viewer.actions import VIEWER
from tui_captioner.tui.widgets.lines import width_of

STEADY = settings(derandomize=True, deadline=None)
BLOCKS = help_blocks(Keymap(), COMPOSER.actions)


def test_the_keys_of_this_screen_come_first_then_what_it_does_without_a_key() -> None:
    own = list(dict.fromkeys(action.group for action in COMPOSER.actions))
    headings = [block.heading for block in BLOCKS]
    assert headings[: len(own)] == own
    assert headings[len(own)] == "Without a key, in the palette"
    assert ("Put all captions in order") in [row.keys for row in BLOCKS[len(own)].rows]
    assert "Looking closely" in headings[len(own) + 1 :]
    assert help_blocks(Keymap(), VIEWER.actions)[0].heading == "Looking closely"


def test_the_keys_of_other_screens_stand_below_all_of_this_one() -> None:
    lines = [plain(line) for line in help_lines(BLOCKS, 140)]
    below = next(row for row, line in enumerate(lines) if line.startswith("On other screens"))
    halves = [half.strip() for line in lines[:below] for half in (line[:68], line[72:])]
    assert all((block.heading in halves) is not block.elsewhere for block in BLOCKS)
    assert not any("On other screens" in plain(line) for line in help_lines(help_blocks(Keymap()), 140))


def test_a_key_stands_once_under_a_heading() -> None:
    for block in BLOCKS:
        keys = [row.keys for row in block.rows]
        assert len(keys) == len(set(keys)), block.heading


def test_nothing_is_left_out() -> None:
    keymap, text = Keymap(), " ".join(row.text for block in BLOCKS for row in block.rows)
    for action in (action for screen in SCREENS for action in screen.actions):
        if keymap.keys[action.id] and action.id != "help_empty":
            assert action.help in text


@STEADY
@given(width=st.integers(20, 200))
def test_the_lines_fit_and_hold_every_word(width: int) -> None:
    lines = help_lines(BLOCKS, width)
    assert max(map(width_of, lines)) <= width
    shown = " ".join(plain(line) for line in lines)
    for word in ("Backspace", "Looking", "picture", "whichever", "predictions"):
        assert word in shown


def test_two_columns_take_half_the_lines() -> None:
    one, two = (len(help_lines(BLOCKS, width)) for width in (TWO_COLUMNS - 1, 160))
    assert two <= one * 0.7


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("undo", []),
        ("sentence", ["F2"]),
        ("SENTENCE mode", ["F2"]),
        ("f9", ["F9"]),
        ("[/foo]", []),
        ("nothing has this", []),
    ],
)
def test_words_narrow_the_keys(query: str, keys: list[str]) -> None:
    assert [row.keys for block in filtered(BLOCKS, query) for row in block.rows if row.keys in ("F2", "F9")] == keys


def test_without_words_all_is_there() -> None:
    assert filtered(BLOCKS, " ") == BLOCKS


async def test_typing_looks_for_words_and_esc_goes_back_step_by_step(dataset: Path) -> None:
    async with open_desk(dataset, size=(140, 40)) as desk:
        await desk.press("f1", *"unsure")
        assert desk.shows(HelpScreen)
        await desk.until_drawn("F9")
        assert not any("Backspace" in row for row in desk.drawn())
        await desk.press("escape")
        await desk.until_drawn("Backspace")
        assert desk.shows(HelpScreen)
        await desk.press("escape")
        assert not desk.shows(HelpScreen)
        assert desk.composer.input.value == ""


async def test_a_sign_that_is_a_key_closes_only_as_long_as_nothing_is_typed(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press("f1", *"why", "question_mark")
        assert desk.shows(HelpScreen)
        await desk.press("f1", "f1", "question_mark")
        assert not desk.shows(HelpScreen)

"""The shell's keys in the input, and the keys that must type nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.composer_desk import ACTION, open_desk

TEXT = "one half-open two"


@pytest.mark.parametrize(
    ("keys", "text", "cursor"),
    [
        (["ctrl+w"], "one half-open ", 14),
        (["ctrl+w", "ctrl+w"], "one ", 4),
        (["alt+backspace"], "one half-open ", 14),
        (["alt+backspace", "alt+backspace"], "one half-", 9),
        (["ctrl+u"], "", 0),
        (["alt+b", "alt+b", "ctrl+u"], "open two", 0),
        (["alt+b", "alt+b", "ctrl+k"], "one half-", 9),
        (["home", "ctrl+k"], "", 0),
        (["home", "alt+f"], TEXT, 3),
        (["home", "alt+f", "alt+f"], TEXT, 8),
        (["home", "alt+d"], " half-open two", 0),
        (["home", "alt+d", "alt+d"], "-open two", 0),
        (["home", "ctrl+e", "ctrl+h"], TEXT[:-1], len(TEXT) - 1),
        (["ctrl+b", "ctrl+b", "delete"], "one half-open to", 15),
        (["home", "end"], TEXT, len(TEXT)),
        (["ctrl+left", "ctrl+left"], TEXT, 9),
    ],
)
async def test_the_shells_keys_do_what_they_do_there(dataset: Path, keys: list[str], text: str, cursor: int) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION, *TEXT, *keys)
        assert (desk.composer.input.value, desk.composer.input.cursor_position) == (text, cursor)
        assert desk.state.text == text


@pytest.mark.parametrize("key", ["alt+t", "alt+u", "alt+full_stop", "alt+shift+q", "alt+z", "alt+comma", "alt+d"])
@pytest.mark.parametrize("before", ["", "wav"])
async def test_alt_with_a_key_that_means_nothing_types_nothing(dataset: Path, key: str, before: str) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION, *before, key)
        assert (desk.state.text, desk.tags()) == (before, [])


async def test_home_and_end_go_over_the_tags(tagged: Path) -> None:
    async with open_desk(tagged) as desk:
        await desk.press(ACTION, "left", "home")
        assert desk.state.cursor.place == 0
        await desk.press("end")
        assert desk.state.cursor.place == 2


async def test_a_word_of_a_tag_goes_with_the_shells_keys(tagged: Path) -> None:
    async with open_desk(tagged) as desk:
        await desk.press(ACTION, *"Mickey in a hat", "enter", "left", "alt+d", "ctrl+w")
        assert desk.tags()[-1] == "in a"

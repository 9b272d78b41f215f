"""The screens in the manual are what the program draws now."""

from __future__ import annotations

import re

from tests.support.manual_pages import PAGES
from tests.support.manual_screens import CODE, SHOTS, screens, with_screens

_COUNT = re.compile(r"~?\d+(?=/\d+ tokens)|~?\d+(?=  annika)")
"""Tokens, which are estimates where no tokenizer is at hand: on some machines and Pythons."""


def without_counts(text: str) -> str:
    return re.sub(" +", " ", _COUNT.sub("", text))


async def test_screens_are_drawn_so_now() -> None:
    drawn = await screens()
    for topic, text in PAGES.items():
        now = with_screens(text, drawn)
        assert without_counts(text) == without_counts(now), f"{topic}: run python -m tests.support.manual_screens"


def test_every_screen_is_on_a_page() -> None:
    assert sorted(name for text in PAGES.values() for name, _ in CODE.findall(text)) == sorted(
        shot.name for shot in SHOTS
    )

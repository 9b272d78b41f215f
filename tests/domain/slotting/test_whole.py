from __future__ import annotations

import pytest

from tui_captioner.domain.slotting.whole import says_all


@pytest.mark.parametrize(
    "text",
    [
        "a lobster on a white background",
        "two bottles next to a waterfall",
        "An_old_man in front of a chess board",
        "several boats near the pier",
        "a gizmo under glass",
        "a woman sitting at a cafe table",
    ],
)
def test_these_say_what_the_picture_shows(text: str) -> None:
    assert says_all(text)


@pytest.mark.parametrize(
    "text",
    [
        "lobster on a plate",
        "the lobster on a plate",
        "a lobster",
        "a bowl of soup",
        "a tower in the distance",
        "a ribbon in her hair",
        "a photo on film",
        "one hand on the lever",
        "two arms behind back",
        "a wheel on",
        "a lamp hanging from the ceiling",
    ],
)
def test_these_do_not(text: str) -> None:
    assert not says_all(text)

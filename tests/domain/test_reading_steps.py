"""Reading a caption takes steps that grow with its length and no faster, whatever it holds."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest

from tests.support.hostile_texts import UNITS, hostile_text
from tui_captioner.domain.reading import read_caption

_SHORT, _LONG = 3000, 12_000


def steps(text: str) -> int:
    """Calls that reading makes, and the characters that are handed over by them."""
    count = 0

    def note(frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal count
        count += 1
        if event == "call":
            names = frame.f_code.co_varnames[: frame.f_code.co_argcount]
            given = [frame.f_locals.get(name) for name in names]
            # The text itself is handed over to be looked into at one place; a part of it is a copy.
            count += sum(len(value) for value in given if isinstance(value, str) and value is not text)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        read_caption(text)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("name", UNITS)
def test_steps_grow_with_the_length_alone(name: str) -> None:
    short, long = (steps(hostile_text(name, length)) for length in (_SHORT, _LONG))
    assert long <= short * _LONG / _SHORT * 1.25


@pytest.mark.parametrize("name", UNITS)
def test_hostile_text_comes_out_as_it_went_in(name: str) -> None:
    text = hostile_text(name, _SHORT)
    assert read_caption(text).text == text

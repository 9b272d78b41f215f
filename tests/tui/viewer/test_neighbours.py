"""The strip of neighbours: how many there are, how large, what they are called."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.lines import TEXTS, plain
from tui_captioner.tui.graphics.protocol import Protocol, ProtocolChoice
from tui_captioner.tui.graphics.quality import Quality
from tui_captioner.tui.pictures import Pictures
from tui_captioner.tui.terminal.terminal_replies import TerminalCaps
from tui_captioner.tui.viewer.neighbours import MOST, count_of, name_line, rows_of
from tui_captioner.tui.widgets.lines import width_of

STEADY = settings(derandomize=True, deadline=None)


@pytest.mark.parametrize(("width", "count"), [(40, 1), (60, 3), (80, 3), (100, 5), (128, 7), (300, 7)])
def test_as_many_as_can_be_recognised_with_one_in_the_middle(width: int, count: int) -> None:
    assert count_of(width) == count
    assert count <= MOST


@pytest.mark.parametrize(("height", "rows"), [(30, 7), (40, 10), (50, 12), (200, 13)])
def test_the_strip_is_a_quarter_of_the_window(height: int, rows: int) -> None:
    assert rows_of(height) == rows


@STEADY
@given(name=TEXTS, width=st.integers(1, 40), here=st.booleans())
def test_a_name_fits(name: str, width: int, here: bool) -> None:
    assert width_of(name_line(name, width, here=here)) <= width


def test_the_picture_at_hand_is_marked_by_a_sign_too() -> None:
    assert plain(name_line("a.png", 11, here=True)) == "  > a.png"
    assert plain(name_line("a.png", 11, here=False)) == "   a.png"
    assert plain(name_line("", 11, here=True)).strip() == ""


@pytest.mark.parametrize(
    ("protocol", "quality", "expected"),
    [
        (Protocol.KITTY, Quality.NORMAL, Protocol.KITTY),
        (Protocol.KITTY_DIRECT, Quality.FULL, Protocol.KITTY_DIRECT),
        (Protocol.KITTY, Quality.LOW, Protocol.QUADRANTS),
        (Protocol.SIXEL, Quality.NORMAL, Protocol.QUADRANTS),
        (Protocol.BLOCKS_TRUECOLOR, Quality.NORMAL, Protocol.BLOCKS_TRUECOLOR),
        (Protocol.OFF, Quality.NORMAL, Protocol.OFF),
    ],
)
def test_small_pictures_are_real_where_the_terminal_keeps_them(
    protocol: Protocol, quality: Quality, expected: Protocol
) -> None:
    pictures = Pictures(
        TerminalCaps(tty=True, term="xterm-256color", truecolor=True), ProtocolChoice(protocol, "test", quality=quality)
    )
    assert pictures.thumbnail()._choice.protocol is expected

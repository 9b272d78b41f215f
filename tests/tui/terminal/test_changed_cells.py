"""What is sent of a frame: the screen of a terminal emulator is the same, cell by cell, as if all of it were sent."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tests.support.emulated_screen import EmulatedScreen
from tests.support.recorded_day import SIZE, read_day
from tui_captioner.tui.terminal.changed_cells import ChangedCells

ROWS, COLUMNS = 5, 12
CONSOLE = Console(color_system="truecolor", force_terminal=True)
SIXEL = "\x1b7\x1b[2;3H\x1bP0;1;0q#1~~\x1b\\\x1b8"


class Pair:
    """Two terminals: one gets what Textual writes, the other what is sent of it."""

    def __init__(self, rows: int, columns: int) -> None:
        self.whole, self.saving = EmulatedScreen(rows, columns), EmulatedScreen(rows, columns)
        self.cells = ChangedCells()
        self.written = self.sent = 0

    def feed(self, text: str) -> str:
        sent = self.cells.needed(text)
        self.whole.feed(text)
        self.saving.feed(sent)
        self.written += len(text)
        self.sent += len(sent)
        return sent

    def resize(self, rows: int, columns: int) -> None:
        for screen in (self.whole, self.saving):
            screen.resize(rows, columns)

    def check(self) -> None:
        for row in self.whole.dirty() | self.saving.dirty():
            assert self.saving.row(row) == self.whole.row(row), row
        assert self.saving.cursor == self.whole.cursor


def frame(*runs: tuple[int, int, str], cursor: tuple[int, int] = (0, 0)) -> str:
    """A frame as Textual writes it: at each row and column a text."""
    last = runs[-1][0] if runs else 0
    parts = [f"\x1b[{row + 1};{column + 1}H{text}" + "\n" * (row != last) for row, column, text in runs]
    return f"{''.join(parts)}\x1b[{cursor[0] + 1};{cursor[1] + 1}H"


def styled(text: str, style: str) -> str:
    return Strip([Segment(text, Style.parse(style))]).render(CONSOLE)


# --- a day ------------------------------------------------------------------------------------------------------------


def test_over_a_recorded_day_the_screen_is_the_same_for_a_quarter_of_the_text() -> None:
    pair = Pair(*SIZE)
    known = True
    for event in read_day():
        if isinstance(event, list):
            pair.resize(*event)
            # Until the program knows of it, what it writes is for another size, and nobody can read it.
            known = False
        elif not event:
            pair.cells.forget()
            known = True
        else:
            pair.feed(event)
            if known:
                pair.check()
    assert pair.written > 4 * pair.sent


# --- any screen -------------------------------------------------------------------------------------------------------

STYLES = st.builds(
    Style,
    color=st.sampled_from((None, "red", "#010203", "color(7)")),
    bgcolor=st.sampled_from((None, "blue", "#040506")),
    bold=st.sampled_from((None, True)),
    dim=st.sampled_from((None, True)),
    italic=st.sampled_from((None, True)),
    underline=st.sampled_from((None, True)),
    reverse=st.sampled_from((None, True)),
)
CHARACTERS = st.sampled_from((*"ab  ─▀⚠·", "雪", "\u0301", "👍", "\ufe0f", "\u200d", "ก", "☃"))
SEGMENTS = st.builds(lambda text, style: Segment(text, style), st.text(CHARACTERS, min_size=1, max_size=5), STYLES)


@st.composite
def runs(draw: st.DrawFn) -> tuple[int, int, str]:
    column = draw(st.integers(0, COLUMNS - 1))
    strip = Strip(draw(st.lists(SEGMENTS, max_size=4))).crop(0, COLUMNS - column)
    # No line of ours begins with a mark: terminals would draw it onto what stands beside it, or above.
    assume(not strip.text or cell_len(strip.text[0]))
    return draw(st.integers(0, ROWS - 1)), column, strip.render(CONSOLE)


FRAMES = st.builds(
    lambda parts, row, column: frame(*sorted(parts), cursor=(row, column)),
    st.lists(runs(), max_size=4),
    st.integers(0, ROWS - 1),
    st.integers(0, COLUMNS - 1),
)
OTHERS = st.sampled_from(
    (SIXEL, "\x1b[?2026h", "\x1b[6n", "\x1b[2J", "plain", "\x1b[1;1H\x1b[31mred\x1b[0m", "\x1b[3;1Hon")
)


@settings(max_examples=60)
@given(st.lists(st.one_of(FRAMES, FRAMES, FRAMES, OTHERS), max_size=12))
def test_whatever_is_written_the_screen_is_the_same(texts: list[str]) -> None:
    pair = Pair(ROWS, COLUMNS)
    for text in texts:
        pair.feed(text)
        pair.check()


@pytest.mark.parametrize("width", [1, 2, 3])
@settings(max_examples=25)
@given(texts=st.lists(FRAMES, max_size=8))
def test_so_it_is_whatever_width_a_terminal_gives_to_odd_characters(width: int, texts: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pyte.screens.wcwidth", odd_width(width))
        pair = Pair(ROWS, COLUMNS)
        for text in texts:
            pair.feed(text)
            pair.check()


def odd_width(width: int) -> Callable[[str], int]:
    return lambda char: (1 if char in "ab ─▀⚠·" else width) if cell_len(char) else 0


# --- what is sent -----------------------------------------------------------------------------------------------------


def sent_after(*texts: str) -> str:
    """What is sent of the last text."""
    cells = ChangedCells()
    return [cells.needed(text) for text in texts][-1]


def test_of_a_row_that_changes_in_one_place_that_place_is_sent() -> None:
    before, after = styled("red dress", "red on blue"), styled("red press", "red on blue")
    assert sent_after(frame((2, 3, before)), frame((2, 3, after))) == "\x1b[3;8H\x1b[31;44mp\x1b[m\x1b[1;1H"


def test_far_places_are_jumped_to_and_near_ones_written_through() -> None:
    assert sent_after(frame((0, 0, "a----b.........c")), frame((0, 0, "A----B.........C"))) == (
        "\x1b[1;1HA----B\x1b[9CC\x1b[1;1H"
    )


def test_nothing_is_sent_for_what_is_there() -> None:
    text = frame((0, 0, styled("there", "bold")), cursor=(1, 1))
    assert sent_after(text, text) == ""
    assert sent_after(text, frame((0, 0, styled("there", "bold")), cursor=(1, 2))) == "\x1b[2;3H"


def test_of_a_blank_only_what_is_seen_counts() -> None:
    assert sent_after(frame((0, 0, styled(" ", "red on blue"))), frame((0, 0, styled(" ", "bold on blue")))) == ""
    assert sent_after(frame((0, 0, styled(" ", "on blue"))), frame((0, 0, styled(" ", "underline on blue")))) != ""


def test_a_character_of_uncertain_width_is_sent_with_the_one_before_and_all_behind_it() -> None:
    text = frame((0, 0, "abc雪def"), (0, 9, "gh"))
    assert sent_after(text, text) == "\x1b[1;3Hc雪def\x1b[1;10Hgh\x1b[1;1H"


def test_a_mark_is_sent_with_its_letter_though_that_has_another_look() -> None:
    text = frame((0, 0, styled("ae", "red") + styled("\u0301x", "blue")))
    assert sent_after(text, text) == "\x1b[1;2H\x1b[31me\x1b[34m\u0301x\x1b[0m\x1b[1;1H"


@pytest.mark.parametrize("other", [SIXEL, "\x1b[?1049h", "text", "\x1b[2J", "\x1b[1;1Ha\x1b[31m\x1b[1;1H"])
def test_behind_what_is_not_understood_everything_is_sent_again(other: str) -> None:
    text = frame((0, 0, "there"))
    assert sent_after(text, other) == other
    assert sent_after(text, other, text) == "\x1b[1;1Hthere\x1b[1;1H"


@pytest.mark.parametrize("other", ["\x1b[?2026h", "\x1b[?2026l", "\x1b[6n", "\x07"])
def test_what_changes_no_cell_passes_and_nothing_is_forgotten(other: str) -> None:
    text = frame((0, 0, "there"))
    assert sent_after(text, other) == other
    assert sent_after(text, other, text) == ""


def test_a_line_feed_at_the_end_scrolls_and_is_not_left_out() -> None:
    text = frame((0, 0, "there"))
    assert sent_after(text, text + "\n") == text + "\n"


def test_colours_are_named_where_they_change() -> None:
    text = frame((0, 0, styled("▀", "#010203 on #040506") + styled("▀▀", "#070809 on #040506")))
    assert sent_after(text) == "\x1b[1;1H\x1b[38;2;1;2;3;48;2;4;5;6m▀\x1b[38;2;7;8;9m▀▀\x1b[m\x1b[1;1H"

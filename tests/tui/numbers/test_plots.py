"""Plots are plain text of the asked size, whatever they show; no text of a caption gets into one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.support.command_line import is_safe
from tests.tui.numbers.material import STRUCTURE, figures
from tui_captioner.domain.statistics.told import Row, Section, sections
from tui_captioner.tui.numbers.plots import Bars, bars_of, plot_lines

_NAME = st.text(st.characters(codec="utf-8"), max_size=12)


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, 100_000), _NAME), min_size=1, max_size=60),
    st.integers(0, 120),
    st.integers(0, 12),
    st.none() | st.floats(0.5, 60.5),
)
def test_a_plot_fits_its_place(bars: list[tuple[int, str]], width: int, height: int, limit: float | None) -> None:
    shown = Bars(tuple(value for value, _ in bars), tuple(name for _, name in bars), limit)
    lines = plot_lines(shown, width, height)
    assert len(lines) <= height
    assert all(cell_len(text) <= width for line in lines for text, _ in line)
    assert all(is_safe(text) for line in lines for text, _ in line)
    drawn = any(value for value, _ in bars) and width >= 30 and height >= 5
    assert bool(lines) is drawn


def test_bars_are_as_high_as_their_values() -> None:
    lines = ["".join(text for text, _ in line) for line in plot_lines(Bars((4, 2, 0, 1), tuple("abcd")), 60, 7)]
    assert lines[0].startswith("4 ")
    heights = [sum("█" in line[place : place + 2] for line in lines) for place in (4, 13, 22, 31)]
    assert heights[0] > heights[1] > heights[3] >= heights[2]
    assert lines[-1].split() == list("abcd")


def test_rows_of_tags_are_numbered_and_slots_are_named() -> None:
    found = figures(tags=30)
    by_key = {section.key: section for section in sections(found, STRUCTURE)}
    assert bars_of(by_key["used"], found, 100).names[:3] == ("1", "2", "3")
    assert bars_of(by_key["slots"], found, 100).names[0] == "Type"
    assert bars_of(by_key["empty-slots"], found, 100).names[0] == "Type"
    odd = Section("slots", "x", (Row("[b]\x1b[2J女", 3, 3),))
    assert is_safe(plot_text(bars_of(odd, found, 100)))


def plot_text(bars: Bars) -> str:
    return "\n".join(text for line in plot_lines(bars, 60, 8) for text, _ in line)


def test_bars_of_slots_stand_for_a_part_of_all_images() -> None:
    found = figures()
    section = next(section for section in sections(found, STRUCTURE) if section.key == "slots")
    assert bars_of(section, found, 100).whole == 40
    lines = [line[0][0] for line in plot_lines(Bars((10,), ("x",), whole=40), 60, 9)]
    assert lines[0].startswith("40")
    assert 1 <= sum("█" in line for line in lines) <= 3


@pytest.mark.parametrize(("limit", "place"), [(75, 50), (200, None), (5, None)])
def test_the_limit_stands_behind_the_last_caption_that_keeps_it(limit: int, place: int | None) -> None:
    found = figures(tokens={10: 30, 59: 1, 80: 9}, limit=limit)
    section = next(section for section in sections(found, STRUCTURE) if section.key == "tokens")
    bars = bars_of(section, found, 76)
    assert (bars.limit is None) is (place is None)
    if bars.limit is not None:
        starts = [int(name) for name in bars.names]
        assert starts[int(bars.limit - 0.5) - 1] <= limit < starts[int(bars.limit - 0.5)] + 3


def test_a_plot_of_many_values_has_as_many_bars_as_there_is_room_for() -> None:
    found = figures(tokens=dict.fromkeys(range(1, 500), 1))
    section = next(section for section in sections(found, STRUCTURE) if section.key == "tokens")
    for width in (30, 80, 200):
        bars = bars_of(section, found, width)
        assert 1 < len(bars.values) <= (width - 8) // 2
        assert sum(bars.values) == 499

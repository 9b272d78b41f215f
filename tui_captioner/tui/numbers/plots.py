"""Plots of a section of the numbers, drawn by plotext as plain text: colours are those of the screen.

No text of a caption gets into a plot: rows of tags are numbered. plotext is imported when a plot is drawn first, which
takes some 50 ms, so `prepare` may be called before, in a thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from rich.cells import cell_len

from tui_captioner.domain.statistics.figures import Statistics
from tui_captioner.domain.statistics.spread import Spread
from tui_captioner.domain.statistics.told import Section
from tui_captioner.domain.text import visible
from tui_captioner.tui.widgets.lines import Line, cut

_NAMED = ("progress", "slot-progress", "slots", "empty-slots")
"""Sections whose rows have names that stand below their bars."""
_SPREAD = ("tags", "tokens")
"""Sections that are spreads over numbers."""
_MOST = 60
"""Bars of a plot."""
_Y_AXIS = 8
"""Cells for the numbers at its left."""
_LEAST_HEIGHT, _LEAST_WIDTH = 5, 30


@dataclass(frozen=True, slots=True)
class Bars:
    """What a plot shows.

    Args:
        values: The height of each bar.
        names: What stands below each; empty for nothing.
        limit: The bar behind which a line stands; None for no line.
        whole: How high a bar would be that stands for all images; 0 where the highest bar fills the plot.
    """

    values: tuple[int, ...]
    names: tuple[str, ...]
    limit: float | None = None
    whole: int = 0


def prepare() -> None:
    """Import what draws plots."""
    _plotext()


def _plotext() -> Any:
    return import_module("plotext")


def bars_of(section: Section, figures: Statistics, width: int) -> Bars:
    """The bars of a section.

    Args:
        section: The section.
        figures: What it tells of.
        width: Cells of the plot.
    """
    room = max(1, min(_MOST, (width - _Y_AXIS) // 2))
    if section.key in _SPREAD:
        is_length = section.key == "tokens"
        spread = figures.length.tokens if is_length else figures.tags
        return _spread_bars(spread, room, figures.length.limit if is_length else None)
    rows = section.rows[:room]
    named = section.key in _NAMED
    names = tuple(row.label.removeprefix("nothing in ") if named else str(at) for at, row in enumerate(rows, 1))
    return Bars(tuple(row.images for row in rows), names, whole=max(row.whole for row in rows) if named else 0)


def _spread_bars(spread: Spread, room: int, limit: int | None) -> Bars:
    bins = spread.bins(room)
    within = [place for place, each in enumerate(bins, 1) if limit is not None and each.first <= limit < spread.most]
    names = tuple(str(each.first) for each in bins)
    return Bars(tuple(each.captions for each in bins), names, within[-1] + 0.5 if within else None)


def plot_lines(bars: Bars, width: int, height: int) -> list[Line]:
    """A plot, as lines; nothing where there is no room for one, or nothing to show.

    Args:
        bars: What it shows.
        width: Cells of a line.
        height: How many lines.
    """
    if height < _LEAST_HEIGHT or width < _LEAST_WIDTH or not any(bars.values):
        return []
    drawn: str = _drawn(bars, width, height)
    lines: list[Line] = [((cut(line.rstrip(), width), "dim"),) for line in drawn.splitlines()]
    return lines[:height]


def _drawn(bars: Bars, width: int, height: int) -> str:
    plot = _plotext()
    plot.clear_figure()
    plot.limit_size(False, False)
    plot.plot_size(width, height)
    plot.theme("clear")
    plot.frame(False)
    places = list(range(1, len(bars.values) + 1))
    # A bar alone would be as wide as the plot.
    plot.xlim(0.4, max(len(places), 6) + 0.6)
    plot.bar(places, list(bars.values), width=0.8, marker="sd")
    most = max(bars.whole, *bars.values)
    plot.ylim(0, most)
    plot.yticks(*_ticks(most))
    plot.xticks(*_named(places, bars.names, width - _Y_AXIS))
    if bars.limit is not None:
        plot.vertical_line(bars.limit)
    found = str(plot.uncolorize(plot.build()))
    plot.clear_figure()
    return found


def _ticks(most: int) -> tuple[list[int], list[str]]:
    values = sorted({0, most // 2, most})
    return values, [f"{value:,}" for value in values]


def _named(places: Sequence[int], names: Sequence[str], room: int) -> tuple[list[int], list[str]]:
    """Names below the bars, as many as do not touch each other; letters that take two cells are left out."""
    each = max(1, room // max(len(places), 6))
    longest = max((cell_len(visible(name)) for name in names), default=1)
    step = 1 if longest < each or not names[0].isdecimal() else -(-(longest + 1) // each)
    kept = list(range(0, len(places), step))
    shown = [cut(names[at], max(1, each * step - 1)) for at in kept]
    narrow = [text if cell_len(text) == len(text) else str(at + 1) for at, text in zip(kept, shown, strict=True)]
    return [places[at] for at in kept], narrow

"""Where a picture stands on the screen, whether it may be painted there, and what is below."""

from __future__ import annotations

from typing import Any

from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

from tui_captioner.tui.graphics.model import Spot
from tui_captioner.tui.terminal.textual_parts import draw_again, widgets_on_screen


def comes_through(widget: Widget) -> bool:
    """Whether the cells of a widget are to be seen, but for those that something lies over.

    Its screen is in front, or only screens are over it that are clear where they show nothing of their own.
    """
    if not widget.is_attached:
        return False
    above = _screens_above(widget)
    return above is not None and all(screen.is_modal and screen.styles.background.a == 0 for screen in above)


def _screens_above(widget: Widget) -> list[Screen[Any]] | None:
    """The screens that are over the one of a widget; None if that one is not shown at all."""
    if widget.screen.is_active:
        return []
    stack = widget.app.screen_stack
    return stack[stack.index(widget.screen) + 1 :] if widget.screen in stack else None


def spot_of(widget: Widget, columns: int, rows: int) -> Spot | None:
    """The first cell of a picture in the middle of its widget.

    Returns:
        None while the picture can't be seen whole: its screen is hidden, it is cut off, or something lies over it,
        such as a notice or a dialog.
    """
    if not comes_through(widget) or widget.size.width < columns or widget.size.height < rows:
        return None
    # In the order in which cells are taken: what comes before the widget lies over it.
    visible = widgets_on_screen(widget.screen)
    if widget not in visible:
        return None
    whole, clip = visible[widget]
    x, y = whole.x + (whole.width - columns) // 2, whole.y + (whole.height - rows) // 2
    picture = Region(x, y, columns, rows)
    if not clip.contains_region(picture):
        return None
    for other, (region, its_clip) in visible.items():
        if other is widget:
            break
        if other.visible and region.intersection(its_clip).overlaps(picture):
            return None
    return None if any(_covers(screen, picture) for screen in _screens_above(widget) or ()) else Spot(x, y)


def _covers(screen: Screen[Any], picture: Region) -> bool:
    """Whether something on a clear screen lies over a picture."""
    return any(
        other is not screen and other.visible and region.intersection(clip).overlaps(picture)
        for other, (region, clip) in widgets_on_screen(screen).items()
    )


def rewrite_row_below(widget: Widget) -> None:
    """Have the row of the screen below a widget written with the next frame, whatever is there."""
    if not widget.is_attached:
        return
    screen, region = widget.screen, widget.region
    row = Region(region.x, region.bottom, region.width, 1).intersection(screen.size.region)
    if row:
        draw_again(screen, row)

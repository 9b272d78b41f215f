"""Where a picture stands on the screen, whether it may be painted there, and what is below."""

from __future__ import annotations

from textual.geometry import Region
from textual.widget import Widget

from tui_captioner.tui.graphics.model import Spot
from tui_captioner.tui.terminal.textual_parts import draw_again, widgets_on_screen


def spot_of(widget: Widget, columns: int, rows: int) -> Spot | None:
    """The first cell of a picture in the middle of its widget.

    Returns:
        None while the picture can't be seen whole: its screen is not in front, it is cut off, or something lies over
        it, such as a notice.
    """
    if (
        not widget.is_attached
        or not widget.screen.is_active
        or widget.size.width < columns
        or widget.size.height < rows
    ):
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
    return Spot(x, y)


def rewrite_row_below(widget: Widget) -> None:
    """Have the row of the screen below a widget written with the next frame, whatever is there."""
    if not widget.is_attached:
        return
    screen, region = widget.screen, widget.region
    row = Region(region.x, region.bottom, region.width, 1).intersection(screen.size.region)
    if row:
        draw_again(screen, row)

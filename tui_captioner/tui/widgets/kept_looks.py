"""How a widget's parts look, kept from one key to the next."""

from __future__ import annotations

from rich.style import Style
from textual.widget import Widget


class KeptLooks:
    """Finds out once how the parts of a widget look, and again when its styles change.

    Textual forgets it with every refresh, even of a single cell, and to find it out takes longer than to draw a line.

    Args:
        widget: The widget. Its `notify_style_update` has to call `forget`: it is told of changes around it, too.
    """

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._known: dict[str, Style] = {}

    def of(self, part: str = "") -> Style:
        """How a part looks.

        Args:
            part: A component class; empty for the widget itself.
        """
        found = self._known.get(part)
        if found is None:
            found = self._widget.get_component_rich_style(part) if part else self._widget.rich_style
            self._known[part] = found
        return found

    def forget(self) -> None:
        """The styles have changed."""
        self._known.clear()

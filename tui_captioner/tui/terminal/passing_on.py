"""Keys that were sent to a screen before another one came up, or went: they belong to the one that is in front now."""

from __future__ import annotations

from textual import events
from textual.widget import Widget


def passed_on(event: events.Key, widget: Widget) -> bool:
    """Have a key come to the screen in front, where that is no more the one that it was sent to; whether it was so.

    Args:
        event: The key.
        widget: What it was sent to: a screen, or a line on it.
    """
    if widget.app.screen is widget.screen:
        return False
    event.stop()
    event.prevent_default()
    again = events.Key(event.key, event.character)
    again.time = event.time
    widget.app.post_message(again)
    return True

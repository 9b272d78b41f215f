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
    widget.app.post_message(afresh(event))
    return True


def afresh(event: events.Key) -> events.Key:
    """A key as it was before it was sent to a screen, to be sent once more; it was typed when it was typed."""
    again = events.Key(event.key, event.character)
    again.time = event.time
    return again

"""The pictures of the demo: how each is drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PIL import Image

from screenshots.demo_art import evening, outdoors, rooms

DRAWN: Mapping[str, Callable[[], Image.Image]] = {
    "01-beach-at-sunset.webp": outdoors.beach,
    "02-armchair-by-lamplight.webp": rooms.armchair,
    "03-bicycle-in-the-park.webp": outdoors.park,
    "04-sunglasses-portrait.webp": rooms.portrait,
    "05-neon-street-in-rain.webp": evening.street,
    "06-mountain-view.webp": outdoors.mountains,
    "07-dancing-on-stage.webp": evening.stage,
    "08-cooking-in-the-kitchen.webp": rooms.kitchen,
    "09-dog-in-the-snow.webp": outdoors.snow,
    "10-cafe-by-the-window.webp": rooms.cafe,
}
"""By the name of the file: what draws it, the same picture every time."""

"""The demo dataset: ten pictures, how each is drawn, and how far its caption has got."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PIL import Image

from tui_captioner.storage.demo import evening, outdoors, rooms

GLOBALS = ("annika",)
"""What stands in every caption: the trigger word."""


@dataclass(frozen=True)
class Scene:
    """One picture of the demo.

    Args:
        file_name: Name of its file.
        size: Width and height in pixels.
        draw: Draws it; the same picture every time.
        slots: The tags of its caption so far, by slot.
        state: `done`, `draft` (some slots are still empty) or `empty`.
    """

    file_name: str
    size: tuple[int, int]
    draw: Callable[[], Image.Image]
    slots: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    state: str = "empty"


_BEACH = {
    "type": ("illustration", "of a woman", "full body shot", "from front"),
    "action": ("standing", "waving", "looking at viewer", "laughing", "head tilt"),
    "subject": ("short auburn hair", "white sleeveless dress", "red belt", "barefoot"),
    "details": ("low sun as lighting source", "sun reflected in the water"),
    "background": ("beach at sunset", "palm tree", "sailboat on the sea", "pink clouds", "red starfish on the sand"),
    "associations": ("carefree",),
}

_ARMCHAIR = {
    "type": ("illustration", "of a woman", "full body shot", "from side"),
    "action": ("sitting", "holding a book", "reading", "looking down", "smiling"),
    "subject": ("short auburn hair", "yellow sweater", "blue trousers", "white socks"),
    "details": ("floor lamp as lighting source", "grey cat looking at viewer"),
    "background": (
        "living room at night",
        "teal armchair",
        "round red rug on a wooden floor",
        "crescent moon through the window",
        "red curtains",
        "books and a potted plant on a shelf",
    ),
    "associations": ("cosy",),
}

_PARK = {
    "type": ("illustration", "of a woman", "full body shot", "from side"),
    "action": ("riding a bicycle", "looking ahead", "smiling"),
    "subject": ("short auburn hair", "yellow t-shirt", "brown belt", "blue shorts", "white shoes"),
    "details": ("hair blown back by the wind", "flowers in a wicker basket"),
    "background": ("park in spring", "red bicycle", "sandy path", "green hills", "round trees", "white clouds"),
    "associations": ("cheerful",),
}

_PORTRAIT = {
    "type": ("illustration", "of a woman", "close up", "from front"),
    "action": ("touching her sunglasses", "looking at viewer", "laughing", "head tilt"),
    "subject": (
        "short auburn hair",
        "freckles",
        "coral t-shirt",
        "black sunglasses",
        "gold hoop earrings",
        "red nails",
    ),
    "details": ("sunset reflected in the sunglasses",),
}

_STREET = {
    "type": ("illustration", "of a woman", "full body shot", "from front"),
    "action": ("standing", "holding a red umbrella", "looking at viewer", "smiling"),
    "subject": ("short auburn hair", "yellow raincoat", "blue trousers", "red rubber boots"),
    "details": ("falling rain", "shop lights reflected on the wet ground"),
    "background": ("city street at night", "tall houses with lit windows", "neon signs", "shops with striped awnings"),
    "associations": ("dreamy",),
}

_MOUNTAINS = {
    "type": ("illustration", "of a woman", "full body shot", "from behind"),
    "action": ("standing", "holding a hiking pole", "looking into the distance"),
    "background": ("mountains at sunrise", "lake", "fir trees", "flowers on the ground"),
}

_STAGE = {
    "type": ("illustration", "of a woman", "full body shot", "from front"),
    "action": ("dancing", "arms raised", "standing on one leg", "eyes closed", "laughing"),
    "subject": ("short auburn hair", "teal sleeveless dress", "gold belt"),
}

SCENES: tuple[Scene, ...] = (
    Scene("01-beach-at-sunset.png", outdoors.BEACH, outdoors.beach, _BEACH, "done"),
    Scene("02-armchair-by-lamplight.png", rooms.ARMCHAIR, rooms.armchair, _ARMCHAIR, "done"),
    Scene("03-bicycle-in-the-park.png", outdoors.PARK, outdoors.park, _PARK, "done"),
    Scene("04-sunglasses-portrait.png", rooms.PORTRAIT, rooms.portrait, _PORTRAIT, "draft"),
    Scene("05-neon-street-in-rain.png", evening.STREET, evening.street, _STREET, "done"),
    Scene("06-mountain-view.png", outdoors.MOUNTAINS, outdoors.mountains, _MOUNTAINS, "draft"),
    Scene("07-dancing-on-stage.png", evening.STAGE, evening.stage, _STAGE, "draft"),
    Scene("08-cooking-in-the-kitchen.png", rooms.KITCHEN, rooms.kitchen),
    Scene("09-dog-in-the-snow.png", outdoors.SNOW, outdoors.snow),
    Scene("10-cafe-by-the-window.png", rooms.CAFE, rooms.cafe),
)

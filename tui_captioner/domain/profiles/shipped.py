"""The profiles that everybody has, as data: the rows have the form of `[profiles.NAME]` in `project.toml`.

What they say is from a captioning prompt guide for LoRA training ("Customizing the Prompt for Different LoRA Types",
its "Quick Reference" and "Common Mistakes"). They ask for no number of tags: the rules on few and on many tags hold for
all profiles.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_LOOKS = ["subject/hair and face", "subject/build or material"]

ROWS: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {
        "plain": {
            "title": "anything",
            "about": "All slots are described and written",
        },
        "character": {
            "title": "a character",
            "about": "Describe action, expression and camera; what the character looks like goes into the trigger word",
            "leaves_out": ["subject", "background"],
            "appearance": _LOOKS,
            "varies": "subject/clothing",
            "trigger": True,
            "framing": True,
            "class_words": ["woman", "man", "girl", "boy", "lady", "guy", "person", "character", "figure"],
            "sentences": [1, 3],
            "globals_at": "start",
        },
        "style": {
            "title": "a style",
            "about": "Describe what is shown and how it is framed; medium and technique go into the trigger word",
            "leaves_out": ["type/medium"],
            "trigger": True,
            "forbidden": ["painting", "illustration", "rendered", "stylized"],
            "sentences": [1, 3],
            "globals_at": "start",
        },
        "motion": {
            "title": "a motion",
            "about": "Describe the movement in its order: body parts, timing, direction; not who moves, nor where",
            "leaves_out": ["subject", "background"],
            "appearance": [*_LOOKS, "subject/clothing"],
            "trigger": True,
            "sentences": [1, 4],
            "globals_at": "start",
        },
        "object": {
            "title": "an object",
            "about": "Describe where the object is and what is done with it; its look goes into the trigger word",
            "leaves_out": ["subject"],
            "appearance": ["subject/build or material"],
            "trigger": True,
            "framing": True,
            "sentences": [1, 2],
            "globals_at": "start",
        },
    }
)
"""The guide asks for 2 to 4 sentences for a motion, and its own good examples have one: so 1 to 4."""

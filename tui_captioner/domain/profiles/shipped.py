"""The profiles that everybody has, as data: the rows have the form of `[profiles.NAME]` in `project.toml`.

What they say is from a captioning prompt guide for LoRA training ("Customizing the Prompt for Different LoRA Types",
its "Quick Reference" and "Common Mistakes"); `rule` and `describe` say in our words what its RULES ask of a model: one
rule, then what to describe in which order, since a list of don'ts alone was measured to be kept less well. They ask
for no number of tags: the rules on few and on many tags hold for all profiles.
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
            "rule": "Write only what can be seen, each thing in the slot that it belongs to.",
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
            "rule": "Write how the character is seen and what it does; nothing of looks, clothes, body or place.",
            "describe": [
                "the camera: how much of the character is in view, and from which angle",
                "movement and pose",
                "gesture",
                "gaze and expression",
            ],
        },
        "style": {
            "title": "a style",
            "about": "Describe what is shown and how it is framed; medium and technique go into the trigger word",
            "leaves_out": ["type/medium"],
            "trigger": True,
            "forbidden": ["painting", "illustration", "rendered", "stylized"],
            "sentences": [1, 3],
            "globals_at": "start",
            "rule": "Write what is shown and never how it is made: nothing of style, medium, texture or technique.",
            "describe": [
                "what is depicted: the subjects and the objects",
                "how the scene is composed: what stands where, near and far",
                "how it is framed, where that can be told",
            ],
        },
        "motion": {
            "title": "a motion",
            "about": "Describe the movement in its order: body parts, timing, direction; not who moves, nor where",
            "leaves_out": ["subject", "background"],
            "appearance": [*_LOOKS, "subject/clothing"],
            "trigger": True,
            "sentences": [1, 4],
            "globals_at": "start",
            "rule": "Write the movement alone: nothing of what the one who moves looks like, nothing of the place.",
            "describe": [
                "the movement in its order: what comes first, what comes next",
                "which parts of the body move and how: arms, legs, head, torso, hips",
                "timing: slowly, quickly, pauses and then, suddenly",
                "direction: to the left, forward, turning clockwise",
            ],
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
            "rule": "Write where the object is and what happens to it; nothing of its look, material or texture.",
            "describe": [
                "where the object is, and how it stands to the scene around it",
                "what is done with it: held, lying on a shelf, floating",
                "how it is framed: how much is in view, and from which angle",
            ],
        },
    }
)
"""The guide asks for 2 to 4 sentences for a motion, and its own good examples have one: so 1 to 4."""

"""The good captions of the guides, set by set."""

from __future__ import annotations

from tests.support.worked_example import WORKED_EXAMPLE

GOOD = {
    "worked example": ("ohwxStyle, " + ", ".join(WORKED_EXAMPLE.values()),),
    "soda": (
        "ukj soda bottle on a wooden table in warm afternoon lighting, pine trees in the background",
        "two ukj soda bottles next to a tropical waterfall",
        "two ukj soda bottles by a waterfall in the jungle",
    ),
    "character": (
        "a medium shot of annika leaning against a wall, arms crossed with a relaxed expression, three quarter view",
        "a full body side view of annika running, hair trailing behind with arms pumping",
        "a close up of annika looking directly at the camera with a slight smile, straight on",
        "a closeup shot of annika walking down a street, smiling and looking over her shoulder",
        "a medium shot of annika sitting and turning to look behind her, hand resting on the chair back",
        "a full body shot of annika jumping, hair lifting on the upswing, arms raised",
    ),
    "style": (
        "a woman sitting at a cafe table with a cup of coffee in illustration style, warm afternoon light through the "
        "window",
        "a mountain landscape with a river in the foreground in illustration style, wide shot, clouds gathering above "
        "the peaks",
        "a cat sleeping on a stack of books in illustration style, close up, soft shadows",
    ),
    "motion": (
        "a figure demonstrating a fluid walk with steady forward stride, smooth weight transfer from heel to toe, arms "
        "swinging in natural opposition to the legs",
        "a figure showing a fluid walk from the side, even pace with relaxed shoulders, slight lean forward on each "
        "step, head level throughout the movement",
    ),
    "object": (
        "a crystal sword held in two hands at chest height in a medium shot, blade pointing upward, slight glow "
        "reflecting on the holder's face",
        "a crystal sword resting on a stone pedestal in a wide shot, straight on, centered in the frame",
        "a crystal sword being swung in an arc from right to left in a full body view, from the side, motion blur "
        "along the blade's path",
    ),
    "repetition mended": ("simple white background with a lamp", "sarcastic"),
}
TRIGGERS = {
    "worked example": "ohwxStyle",
    "soda": "ukj",
    "character": "annika",
    "style": "illustration style",
    "motion": "fluid walk",
    "object": "crystal sword",
}

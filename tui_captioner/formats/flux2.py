"""Flux.2's JSON captions: what docs.bfl.ai shows as JSON prompts; nothing in them is required."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui_captioner.domain.structure import GLOBALS
from tui_captioner.domain.trainers.json_schemas import FLUX2_KEYS
from tui_captioner.formats.json_caption import (
    REST,
    Made,
    ReadJson,
    Sentence,
    SlotTag,
    by_home,
    gather,
    in_order,
    object_of,
    said,
)
from tui_captioner.formats.rows import FormatError

_SUBJECT, _ACTION = "subjects[].description", "subjects[].action"
HOMES: Mapping[str, str] = {
    GLOBALS: _SUBJECT,
    "type/of a": _SUBJECT,
    "type/kind": "composition",
    "type/perspective": "camera.angle",
    "type": "style",
    "action": _ACTION,
    "subject": _SUBJECT,
    "details/light": "lighting",
    "details": "scene",
    "background": "background",
    "associations": "mood",
    REST: "scene",
}
_READS: Mapping[str, tuple[str, ...]] = {
    "scene": ("details",),
    _SUBJECT: ("subject", "type"),
    _ACTION: ("action",),
    "style": ("type",),
    "lighting": ("details",),
    "mood": ("associations",),
    "background": ("background",),
    "composition": ("type",),
    "camera.angle": ("type",),
}


def write(tags: Sequence[SlotTag], _sentence: Sentence) -> Made:
    """The caption that tags make."""
    return Made(in_order({home: said(those) for home, those in by_home(HOMES, tags).items()}, FLUX2_KEYS))


def read(text: str) -> ReadJson:
    """What a caption says, key by key.

    Raises:
        FormatError: If it is no such caption; names the place.
    """
    value = object_of(text)
    if not value.keys() & FLUX2_KEYS.keys():
        raise FormatError("it has none of the keys of Flux.2", f"They are {', '.join(FLUX2_KEYS)}")
    found = ReadJson()
    gather(value, _READS, found)
    return found

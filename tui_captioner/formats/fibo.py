"""FIBO's JSON captions, as its captioner writes them and its trainer parses them; empty values are left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui_captioner.domain.structure import GLOBALS
from tui_captioner.domain.trainers.json_schemas import FIBO_KEYS
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
    text_in,
)
from tui_captioner.formats.rows import FormatError

_OBJECT = "objects[].description"
_LOOKS, _CLOTHES = "objects[].appearance_details", "objects[].clothing"
HOMES: Mapping[str, str] = {
    GLOBALS: _OBJECT,
    "type/of a": _OBJECT,
    "type/kind": "aesthetics.composition",
    "type/perspective": "photographic_characteristics.camera_angle",
    "type": "style_medium",
    "action/pose and movement": "objects[].pose",
    "action/gaze and expression": "objects[].expression",
    "action": "objects[].action",
    "subject/hair and face": _LOOKS,
    "subject/hair": _LOOKS,
    "subject/face": _LOOKS,
    "subject/build or material": _LOOKS,
    "subject/clothing": _CLOTHES,
    "subject/accessories": _CLOTHES,
    "subject": _OBJECT,
    "details/light": "lighting.conditions",
    "details": "context",
    "background": "background_setting",
    "associations": "aesthetics.mood_atmosphere",
    REST: "context",
}
_NO_SLOT = "FIBO's own captioner says location, relationship, direction and color_scheme too, which no slot has"
_SUMMARY = "short_description"
_READS: Mapping[str, tuple[str, ...]] = {
    _OBJECT: ("subject", "type"),
    "objects[].shape_and_color": ("subject",),
    "objects[].texture": ("subject",),
    _LOOKS: ("subject",),
    "objects[].pose": ("action",),
    "objects[].expression": ("action",),
    _CLOTHES: ("subject",),
    "objects[].action": ("action",),
    "objects[].skin_tone_and_texture": ("subject",),
    "background_setting": ("background",),
    "lighting.conditions": ("details",),
    "aesthetics.composition": ("type",),
    "aesthetics.mood_atmosphere": ("associations",),
    "photographic_characteristics.camera_angle": ("type",),
    "style_medium": ("type",),
    "context": ("details",),
    "artistic_style": ("type",),
}


def write(tags: Sequence[SlotTag], sentence: Sentence) -> Made:
    """The caption that tags make."""
    texts = {home: said(those) for home, those in by_home(HOMES, tags).items()}
    value = in_order({**texts, _SUMMARY: sentence(tags)}, FIBO_KEYS)
    return Made(value, (_NO_SLOT,) if value else ())


def read(text: str) -> ReadJson:
    """What a caption says, key by key.

    Raises:
        FormatError: If it is no such caption; names the place.
    """
    value = object_of(text)
    if not value.keys() & FIBO_KEYS.keys():
        raise FormatError("it has none of the keys of FIBO", f"They are {', '.join(FIBO_KEYS)}")
    found = ReadJson()
    found.summary = text_in(value, _SUMMARY, found)
    gather({key: inner for key, inner in value.items() if key != _SUMMARY}, _READS, found)
    return found

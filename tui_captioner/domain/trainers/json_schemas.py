"""What JSON captions may hold, and what is wrong with one, as the trainers' own code sees it.

- Ideogram 4: `ideogram4/caption_verifier.py` of musubi-tuner, which SimpleTuner has too; ai-toolkit's
  `toolkit/ideogram_caption.py` says the same.
- Flux.2: docs.bfl.ai, "JSON prompting": a habit; nothing is required, and nobody verifies it.
- FIBO: `src/fibo_inference/parse_caption.py` of Bria-AI/FIBO: empty values are taken out; the trainer parses, no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tui_captioner.domain.dialects import FIBO, FLUX2, IDEOGRAM4

Schema = Mapping[str, Any]
"""Keys in their order; behind each a schema of an object, a list with that of its items, or None for text."""

STYLE_PHOTO = ("aesthetics", "lighting", "photo", "medium")
STYLE_OTHER = ("aesthetics", "lighting", "medium", "art_style")
"""All keys that Ideogram's style needs, for photographs and for all else; `color_palette` may follow."""
MEDIA = ("photograph", "illustration", "3d_render", "painting", "graphic_design")
"""The media that Ideogram knows by name."""
_OBJ = ("type", "bbox", "desc", "color_palette")
_TEXT = ("type", "bbox", "text", "desc", "color_palette")
_OPTIONAL = frozenset({"bbox", "color_palette"})
_MOST_COLOURS, _MOST_ELEMENT_COLOURS = 16, 5
_MOST_WORDS = 50
"""Words of a description of the whole, as Ideogram asks for."""
_LARGEST = 1000
_COLOUR = re.compile(r"#[0-9A-F]{6}")
_MOST_OBJECTS, _MOST_STYLE_WORDS = 5, 3

FLUX2_KEYS: Schema = {
    "scene": None,
    "subjects": [{"description": None, "position": None, "action": None}],
    "style": None,
    "color_palette": None,
    "lighting": None,
    "mood": None,
    "background": None,
    "composition": None,
    "camera": {"angle": None, "lens": None, "depth_of_field": None},
}
FIBO_KEYS: Schema = {
    "short_description": None,
    "objects": [
        dict.fromkeys(
            (
                *("description", "location", "relationship", "relative_size", "shape_and_color", "texture"),
                *("appearance_details", "number_of_objects", "pose", "expression", "clothing", "action", "gender"),
                *("skin_tone_and_texture", "orientation"),
            )
        )
    ],
    "background_setting": None,
    "lighting": dict.fromkeys(("conditions", "direction", "shadows")),
    "aesthetics": dict.fromkeys(
        ("composition", "color_scheme", "mood_atmosphere", "preference_score", "aesthetic_score")
    ),
    "photographic_characteristics": dict.fromkeys(("depth_of_field", "focus", "camera_angle", "lens_focal_length")),
    "style_medium": None,
    "text_render": [dict.fromkeys(("text", "location", "size", "color", "font", "appearance_details"))],
    "context": None,
    "artistic_style": None,
}


def faults(dialect: str, value: Any) -> list[str]:
    """What is wrong with a JSON caption; each begins with the place.

    Args:
        dialect: One of `domain.dialects.JSON_DIALECTS`.
        value: What was parsed.
    """
    if not isinstance(value, dict):
        return [f"it must be an object, and is {_kind(value)}"]
    return list({IDEOGRAM4: _ideogram, FLUX2: _flux2, FIBO: _fibo}[dialect](value))


def dialect_of(value: Any) -> str:
    """Whose form a JSON caption has by its keys; empty where it has none of those."""
    if not isinstance(value, dict):
        return ""
    if "compositional_deconstruction" in value:
        return IDEOGRAM4
    shared = {FLUX2: len(value.keys() & FLUX2_KEYS.keys()), FIBO: len(value.keys() & FIBO_KEYS.keys())}
    best = max(shared, key=lambda dialect: shared[dialect])
    return best if shared[best] else ""


# --- Ideogram 4 -------------------------------------------------------------------------------------------------------


def _ideogram(value: Mapping[str, Any]) -> Iterator[str]:
    yield from _keys("", value, ("high_level_description", "style_description", "compositional_deconstruction"))
    if "high_level_description" in value:
        said = value["high_level_description"]
        yield from _text("high_level_description", said)
        if isinstance(said, str) and len(said.split()) > _MOST_WORDS:
            yield f"high_level_description: more than {_MOST_WORDS} words"
    if "style_description" in value:
        yield from _style(value["style_description"])
    if "compositional_deconstruction" not in value:
        yield "compositional_deconstruction is missing"
    else:
        yield from _composition(value["compositional_deconstruction"])


def _style(style: Any) -> Iterator[str]:
    place = "style_description"
    if not isinstance(style, dict):
        yield f"{place}: {_kind(style)} where an object must be"
        return
    if ("photo" in style) == ("art_style" in style):
        yield f"{place}: one of 'photo' and 'art_style' must be there, and only one"
        return
    wanted = STYLE_PHOTO if "photo" in style else STYLE_OTHER
    yield from _keys(place, style, (*wanted, "color_palette"), needed=wanted)
    for key in wanted:
        if key in style:
            yield from _text(f"{place}.{key}", style[key])
    yield from _palette(place, style, _MOST_COLOURS)


def _composition(value: Any) -> Iterator[str]:
    place = "compositional_deconstruction"
    if not isinstance(value, dict):
        yield f"{place}: {_kind(value)} where an object must be"
        return
    yield from _keys(place, value, ("background", "elements"), needed=("background", "elements"))
    if "background" in value:
        yield from _text(f"{place}.background", value["background"])
    elements = value.get("elements", [])
    if not isinstance(elements, list):
        yield f"{place}.elements: {_kind(elements)} where a list must be"
        return
    for number, element in enumerate(elements):
        yield from _element(f"elements[{number}]", element)


def _element(place: str, element: Any) -> Iterator[str]:
    if not isinstance(element, dict):
        yield f"{place}: {_kind(element)} where an object must be"
        return
    kind = element.get("type")
    if kind not in ("obj", "text"):
        yield f"{place}.type: it must be 'obj' or 'text'"
        return
    order = _OBJ if kind == "obj" else _TEXT
    needed = tuple(key for key in order if key not in _OPTIONAL)
    yield from _keys(place, element, order, needed=needed)
    for key in needed:
        if key in element:
            yield from _text(f"{place}.{key}", element[key])
    if "bbox" in element:
        yield from _box(f"{place}.bbox", element["bbox"])
    yield from _palette(place, element, _MOST_ELEMENT_COLOURS)


def _box(place: str, box: Any) -> Iterator[str]:
    is_box = isinstance(box, list) and len(box) == 4
    if not is_box or not all(isinstance(edge, int) and not isinstance(edge, bool) for edge in box):
        yield f"{place}: it must be four whole numbers, ymin, xmin, ymax, xmax"
    elif not all(0 <= edge <= _LARGEST for edge in box):
        yield f"{place}: numbers go from 0 to {_LARGEST}"
    elif box[0] > box[2] or box[1] > box[3]:
        yield f"{place}: ymin or xmin is larger than ymax or xmax"


def _palette(place: str, value: Mapping[str, Any], most: int) -> Iterator[str]:
    palette = value.get("color_palette", [])
    if not isinstance(palette, list):
        yield f"{place}.color_palette: {_kind(palette)} where a list must be"
        return
    if len(palette) > most:
        yield f"{place}.color_palette: {len(palette)} colours, and {most} are most"
    if any(not isinstance(colour, str) or _COLOUR.fullmatch(colour) is None for colour in palette):
        yield f"{place}.color_palette: a colour is written #RRGGBB, in capitals"


# --- the others -------------------------------------------------------------------------------------------------------


def _flux2(value: Mapping[str, Any]) -> Iterator[str]:
    yield from _by_schema("", value, FLUX2_KEYS)


def _fibo(value: Mapping[str, Any]) -> Iterator[str]:
    yield from _by_schema("", value, FIBO_KEYS)
    objects = value.get("objects", [])
    if isinstance(objects, list) and len(objects) > _MOST_OBJECTS:
        yield f"objects: {len(objects)}, and {_MOST_OBJECTS} are most"
    style = value.get("artistic_style", "")
    if isinstance(style, str) and len(style.split()) > _MOST_STYLE_WORDS:
        yield f"artistic_style: {_MOST_STYLE_WORDS} words are most"


def _by_schema(place: str, value: Any, schema: Any) -> Iterator[str]:
    """What does not fit a schema: keys, their order, values that are empty."""
    if value in ("", None, [], {}):
        yield f"{place or 'it'}: an empty value is left out"
    elif isinstance(schema, list):
        if not isinstance(value, list):
            yield f"{place}: {_kind(value)} where a list must be"
            return
        for number, item in enumerate(value):
            yield from _by_schema(f"{place}[{number}]", item, schema[0])
    elif isinstance(schema, Mapping):
        if not isinstance(value, dict):
            yield f"{place}: {_kind(value)} where an object must be"
            return
        yield from _keys(place, value, tuple(schema))
        for key, inner in schema.items():
            if key in value:
                yield from _by_schema(f"{place}.{key}" if place else key, value[key], inner)


# --- shared -----------------------------------------------------------------------------------------------------------


def _keys(place: str, value: Mapping[str, Any], order: Sequence[str], needed: Sequence[str] = ()) -> Iterator[str]:
    """Keys that are not known, missing, or in another order."""
    where = f"{place}: " if place else ""
    unknown = [key for key in value if key not in order]
    if unknown:
        yield f"{where}{_quoted(unknown)} is not known"
    missing = [key for key in needed if key not in value]
    if missing:
        yield f"{where}{_quoted(missing)} is missing"
    there = [key for key in value if key in order]
    if there != [key for key in order if key in value]:
        yield f"{where}the keys must stand in the order {', '.join(key for key in order if key in value)}"


def _text(place: str, value: Any) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"{place}: {_kind(value)} where text must be"


def _quoted(keys: Sequence[str]) -> str:
    return ", ".join(repr(key[:40]) for key in keys[:3]) + (" ..." if len(keys) > 3 else "")


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")

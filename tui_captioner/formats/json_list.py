"""A JSON list of objects, each with an image and its caption, as many scripts write it; COCO's captions too.

[{"file_name": "a.png", "caption": "a cat"}, ...]
{"images": [{"file_name": "a.png", "caption": "a cat"}, ...]}
{"images": [{"id": 1, "file_name": "a.png"}], "annotations": [{"image_id": 1, "caption": "a cat"}]}
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from tui_captioner.formats.rows import FormatError, Row
from tui_captioner.formats.strict_json import (
    field_of,
    kind,
    name_at,
    parse,
    text_at,
    text_of,
    texts_at,
    without_doubles,
)

NAMES = ("file_name", "filename", "image", "image_path", "path", "file", "img", "video", "video_path")
"""Fields that name an image."""
CAPTIONS = ("caption", "text", "prompt", "captions", "description", "tags")
"""Fields that hold its caption, or a list of captions; of `tags`, the tags of one."""

_HINT = 'The file is [{"file_name": "a.png", "caption": "..."}, ...]'
_IMAGES = re.compile(rb'"images"\s*+:\s*+\[\s*+\{')
_FIRST = re.compile(rb"(?:\xef\xbb\xbf)?\s*+\[\s*+(?=\{)")


def read(data: bytes) -> list[Row]:
    """The rows of such a file; other fields are passed over.

    Raises:
        FormatError: If it is something else, or an object has none, or several, of these fields; names the place.
    """
    value = parse(text_of(data))
    if isinstance(value, dict):
        images = value.get("images")
        if not isinstance(images, list):
            raise FormatError(f"{kind(images)} where the list 'images' must be", _HINT)
        if "annotations" in value:
            return without_doubles(_coco(images, value["annotations"]))
        value = images
    if not isinstance(value, list):
        raise FormatError(f"{kind(value)} where a list of objects must be", _HINT)
    return without_doubles(_row(_object(item, place), place) for item, place in _items(value, "item"))


def _items(values: Sequence[Any], what: str) -> list[tuple[Any, str]]:
    return [(value, f"{what} {number}") for number, value in enumerate(values, 1)]


def _object(value: Any, place: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise FormatError(f"{place}: {kind(value)} where an object must be", _HINT)
    return value


def _row(value: Mapping[str, Any], place: str) -> Row:
    name = field_of(value, NAMES, place)
    field = field_of(value, CAPTIONS, place)
    texts = texts_at(value[field], f"{place}, {field!r}")
    if field == "tags" and isinstance(value[field], list):
        texts = (", ".join(texts),) if texts else ()
    return Row(name_at(value[name], f"{place}, {name!r}"), texts, place)


def _coco(images: Sequence[Any], annotations: Any) -> list[Row]:
    """COCO: the captions stand apart from the images and name them by number."""
    if not isinstance(annotations, list):
        raise FormatError(f"{kind(annotations)} where the list 'annotations' must be", _HINT)
    captions: dict[str, list[str]] = {}
    for item, place in _items(annotations, "annotation"):
        value = _object(item, place)
        for field in ("image_id", "caption"):
            field_of(value, (field,), place)
        captions.setdefault(_number(value["image_id"], place), []).append(text_at(value["caption"], place))
    rows: list[Row] = []
    for item, place in _items(images, "image"):
        value = _object(item, place)
        field_of(value, ("id",), place)
        name = field_of(value, NAMES, place)
        found = captions.pop(_number(value["id"], place), [])
        rows.append(Row(name_at(value[name], f"{place}, {name!r}"), tuple(found), place))
    if captions:
        raise FormatError(f"annotations are about an image of number {next(iter(captions))}, and there is none", "")
    return rows


def _number(value: Any, place: str) -> str:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise FormatError(f"{place}: {kind(value)} where the number of an image must be", _HINT)
    return str(value)


def sniff(data: bytes, name: str) -> bool:
    """Whether this looks like such a file: the first object names an image."""
    if not name.lower().endswith(".json"):
        return False
    return _IMAGES.search(data) is not None or any(isinstance(_first(data).get(field), str) for field in NAMES)


def looks_like_objects(data: bytes) -> bool:
    """Whether this is a list whose first item is no object of numbers alone, as a tagger writes one."""
    return _FIRST.match(data) is None or any(not isinstance(value, int | float) for value in _first(data).values())


def _first(data: bytes) -> Mapping[str, Any]:
    """The first object of a list; nothing if it does not begin so."""
    start = _FIRST.match(data)
    if start is None:
        return {}
    try:
        value, _ = json.JSONDecoder().raw_decode(data[start.end() :].decode("utf-8", "ignore"))
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}

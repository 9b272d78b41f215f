"""What the JSON forms of captions have in common: tags go to keys by their slot and layer, texts come back from keys.

Written: one line, compact, UTF-8 as it is, keys in the order of the schema, nothing for a key without text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tui_captioner.domain.caption import Tag, join
from tui_captioner.domain.trainers.json_schemas import Schema
from tui_captioner.formats.rows import FormatError
from tui_captioner.formats.strict_json import parse, text_at

REST = ""
"""In a table of homes: the key for tags of any other slot."""


@dataclass(frozen=True, slots=True)
class SlotTag:
    """A tag with where it stands in the caption.

    Args:
        slot: Key of its slot, the globals among them.
        layer: Its layer, empty where that is not known.
        tag: The tag.
    """

    slot: str
    layer: str
    tag: Tag


Sentence = Callable[[Sequence[SlotTag]], str]
"""Says these tags as a sentence."""


@dataclass(frozen=True, slots=True)
class Made:
    """A JSON caption.

    Args:
        value: The object.
        notes: What could not be said as its form wants it, a clause each.
    """

    value: Mapping[str, Any]
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The object as it is written."""
        return compact(self.value)


@dataclass(frozen=True, slots=True)
class KeyText:
    """A text of a JSON caption.

    Args:
        slots: Where it may belong, the likeliest first.
        text: The text.
    """

    slots: tuple[str, ...]
    text: str


@dataclass
class ReadJson:
    """A JSON caption that was read.

    Args:
        texts: What goes into slots, in the order of the keys.
        summary: What it says of the whole.
        tail: Slots whose tags may stand behind the summary's last sentence, since no key has them.
        untaken: Keys with something in them that no slot takes, each once.
    """

    texts: list[KeyText] = field(default_factory=list)
    summary: str = ""
    tail: tuple[str, ...] = ()
    untaken: dict[str, None] = field(default_factory=dict)


def compact(value: Any) -> str:
    """A value as trainers want it: one line, no blanks, no escapes but those that JSON needs."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def by_home(homes: Mapping[str, str], tags: Iterable[SlotTag]) -> dict[str, list[SlotTag]]:
    """Tags by the key that takes them, in their order.

    Args:
        homes: Key by `slot/layer`, by `slot` for all other layers, and for `REST`.
        tags: The tags.
    """
    found: dict[str, list[SlotTag]] = {}
    for one in tags:
        home = homes.get(f"{one.slot}/{one.layer}") or homes.get(one.slot) or homes[REST]
        found.setdefault(home, []).append(one)
    return found


def said(tags: Iterable[SlotTag]) -> str:
    """Tags as the text of one key."""
    return join([one.tag for one in tags])


def in_order(texts: Mapping[str, str], schema: Schema, place: str = "") -> dict[str, Any]:
    """An object with these texts, keys in the order of the schema; what has no text is left out.

    Args:
        texts: By key, as in `camera.angle` and `objects[].pose`; a list gets one item.
        schema: See `domain.trainers.json_schemas`.
        place: What stands before its keys.
    """
    made: dict[str, Any] = {}
    for key, inner in schema.items():
        if inner is None:
            made[key] = texts.get(place + key, "")
        elif isinstance(inner, list):
            item = in_order(texts, inner[0], f"{place}{key}[].")
            made[key] = [item] if item else []
        else:
            made[key] = in_order(texts, inner, f"{place}{key}.")
    return {key: value for key, value in made.items() if value}


def object_of(text: str) -> dict[str, Any]:
    """The object that a caption is.

    Raises:
        FormatError: If it is none; names the place.
    """
    value = parse(text)
    if not isinstance(value, dict):
        raise FormatError("it is no JSON object", "A JSON caption begins with {")
    return value


def gather(value: Any, reads: Mapping[str, tuple[str, ...]], read: ReadJson, place: str = "") -> None:
    """Put the texts of an object into `read`.

    Args:
        value: What was parsed.
        reads: Slots by key, as in `objects[].pose`; none for a key that says nothing of the picture.
        read: Gets the texts, and the keys that are none of those.
        place: The key of the value.

    Raises:
        FormatError: If a text can't be one.
    """
    if place in reads:
        read.texts.extend(KeyText(reads[place], text) for text in _texts(value, place, read) if reads[place])
    elif isinstance(value, dict) and _leads(f"{place}." if place else "", reads):
        for key, inner in value.items():
            gather(inner, reads, read, f"{place}.{key}" if place else key)
    elif isinstance(value, list) and _leads(f"{place}[]", reads):
        for item in value:
            gather(item, reads, read, f"{place}[]")
    elif value not in ("", None, [], {}):
        read.untaken[place] = None


def _leads(start: str, reads: Mapping[str, tuple[str, ...]]) -> bool:
    return any(key.startswith(start) for key in reads)


def _texts(value: Any, place: str, read: ReadJson) -> Iterator[str]:
    """The texts in a value: it, or those in a list; anything else is told as not taken."""
    items = value if isinstance(value, list) else [value]
    for item in items:
        if isinstance(item, str):
            if text_at(item, place).strip():
                yield item
        elif item is not None:
            read.untaken[place] = None


def text_in(value: Mapping[str, Any], key: str, read: ReadJson) -> str:
    """The text behind a key, empty where there is none."""
    return " ".join(_texts(value.get(key), key, read))

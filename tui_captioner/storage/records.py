"""What the database holds of one image, and its JSON form."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tui_captioner.domain.caption import Caption, Tag, Tags
from tui_captioner.domain.errors import CaptionerError

STATES = ("empty", "draft", "done", "reviewed", "flagged")
"""States of an image, in the order of the work."""
FINISHED = ("done", "reviewed")
"""States that need no more work."""


class RecordError(CaptionerError):
    """A stored record that is not as `dump_record` wrote it; the message is a clause that says what is wrong."""


@dataclass(frozen=True, slots=True)
class ImageRecord:
    """One image's caption, its other captions, and its state.

    Args:
        caption: The first caption, the one a sidecar gets.
        state: One of `STATES`.
        alternatives: Further captions.
    """

    caption: Caption = field(default_factory=Caption)
    state: str = "empty"
    alternatives: tuple[Caption, ...] = ()

    def with_caption(self, caption: Caption, alternatives: tuple[Caption, ...] | None = None) -> ImageRecord:
        """The record with another first caption, in the state that follows.

        The first tag makes an empty image a draft, and one whose tags are all gone is empty again: nothing is left
        that could be done. A flag is about the image, not about its tags, and stays.

        Args:
            caption: The first caption.
            alternatives: The further captions; those it has if not given.
        """
        state = self.state
        if state == "empty" and not caption.is_empty:
            state = "draft"
        elif state != "flagged" and caption.is_empty and not self.caption.is_empty:
            state = "empty"
        return ImageRecord(caption, state, self.alternatives if alternatives is None else alternatives)


class Draft(NamedTuple):
    """Text that was half typed when its image was left, or the program ended.

    Args:
        slot: Key of the slot that it was typed in.
        text: The text.
        of: The text of the tag that was being edited; empty for a new one.
    """

    slot: str
    text: str
    of: str = ""


def dump_record(record: ImageRecord) -> str:
    """A record as JSON; compact, since the history holds many."""
    data: dict[str, Any] = {"state": record.state, "caption": _dump_caption(record.caption)}
    if record.alternatives:
        data["alternatives"] = [_dump_caption(caption) for caption in record.alternatives]
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def load_record(text: str) -> ImageRecord:
    """The record in `text`, as `dump_record` wrote it.

    Raises:
        RecordError: If it is anything else.
    """
    try:
        data = json.loads(_text(text))
    except (TypeError, ValueError, RecursionError):
        raise RecordError("it is no JSON") from None
    try:
        alternatives = tuple(_load_caption(item) for item in _of(list, data.get("alternatives", [])))
        record = ImageRecord(_load_caption(data["caption"]), data["state"], alternatives)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        raise RecordError("it has not the shape of a record") from None
    if record.state not in STATES:
        raise RecordError(f"there is no state {record.state!r}")
    return record


def _dump_caption(caption: Caption) -> dict[str, Any]:
    data: dict[str, Any] = {"slots": {key: _dump_tags(tags) for key, tags in caption.slots.items()}}
    if caption.file_order is not None:
        data["file_order"] = _dump_tags(caption.file_order)
    return data


def _load_caption(data: Mapping[str, Any]) -> Caption:
    order = data.get("file_order")
    return Caption(
        {_text(key): _load_tags(tags) for key, tags in data["slots"].items()},
        None if order is None else _load_tags(order),
    )


def _dump_tags(tags: Tags) -> list[Any]:
    return [
        [tag.text, ("s" if tag.sentence else "") + ("u" if tag.unsure else "")]
        if tag.sentence or tag.unsure
        else tag.text
        for tag in tags
    ]


def _load_tags(items: list[Any]) -> Tags:
    return tuple(_load_tag(item) for item in _of(list, items))


def _load_tag(item: Any) -> Tag:
    if isinstance(item, str):
        return Tag(_text(item))
    text, flags = _of(list, item)
    return Tag(_text(text), sentence="s" in _of(str, flags), unsure="u" in flags)


def _of(kind: type, value: Any) -> Any:
    """A value that must be of a kind; TypeError otherwise."""
    if not isinstance(value, kind):
        raise TypeError
    return value


def _text(value: Any) -> str:
    """A value that must be text which UTF-8 can hold; TypeError or ValueError otherwise."""
    text: str = _of(str, value)
    if not text.isascii():
        text.encode()
    return text

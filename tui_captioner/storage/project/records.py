"""What the database holds of one image, and its JSON form."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tui_captioner.domain.caption import STRIDE, Caption, CaptionText, Origin, Tag, plain_tag
from tui_captioner.domain.caption_prose import PLACES, WRITERS, Prose
from tui_captioner.domain.drafting.drafted import Drafted, DraftedTag, confirmed_by
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.slot_states import (
    FINISHED,
    SLOT_STATES,
    STATES,
    Marks,
    SlotMark,
    marks_after,
    reads_otherwise,
)

__all__ = ["FINISHED", "STATES", "Draft", "ImageRecord", "RecordError", "dump_record", "load_marks", "load_record"]

_UNSURE = "u"
_PLAIN = ("", _UNSURE)
"""The flags of most tags."""
_LEFT_OUT, _WRITTEN, _BY = "k", "w", "b"
"""Flags of a tag that is kept and not written, of one that is written because the user said so, and of one whose last
value says who set it."""


_AS_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class RecordError(CaptionerError):
    """A stored record that is not as `dump_record` wrote it; the message is a clause that says what is wrong."""


@dataclass(frozen=True, slots=True)
class ImageRecord:
    """One image's caption, its other captions, and its state.

    Args:
        caption: The first caption, the one a sidecar gets.
        state: One of `STATES`.
        alternatives: Further captions.
        note: What somebody wrote on the image; no trainer reads it.
        marks: The states that slots were given, by key of the slot.
        drafted: What models proposed and nobody confirmed.
    """

    caption: Caption = field(default_factory=Caption)
    state: str = "empty"
    alternatives: tuple[Caption, ...] = ()
    note: str = ""
    marks: Marks = field(default_factory=dict)
    drafted: Drafted = ()

    @property
    def is_bare(self) -> bool:
        """Whether it is no caption yet, nor the decision that there is to be none."""
        blank = self.caption.is_empty and self.caption.read is None and self.caption.prose is None
        return self.state == "empty" and blank and not self.alternatives

    def with_caption(self, caption: Caption, alternatives: tuple[Caption, ...] | None = None) -> ImageRecord:
        """The record with another first caption, in the state that follows.

        The first tag makes an empty image a draft, and one whose tags are all gone is empty again: nothing is left
        that could be done. A flag is about the image, not about its tags, and stays. What was reviewed is done, if it
        reads otherwise now. For slots see `domain.slot_states`. A machine tag that the caption has now is confirmed.

        Args:
            caption: The first caption.
            alternatives: The further captions; those it has if not given.
        """
        others = self.alternatives if alternatives is None else alternatives
        state = self.state
        if state == "reviewed" and reads_otherwise((self.caption, *self.alternatives), (caption, *others)):
            state = "done"
        if state == "empty" and not caption.is_empty:
            state = "draft"
        elif state != "flagged" and caption.is_empty and not self.caption.is_empty:
            state = "empty"
        caption, drafted = confirmed_by(caption, self.drafted)
        marks = marks_after(self.marks, self.caption, caption)
        return ImageRecord(caption, state, others, self.note, marks, drafted)


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
    if record.note:
        data["note"] = record.note
    if record.marks:
        data["slot_states"] = {slot: [mark.state, *filter(None, [mark.note])] for slot, mark in record.marks.items()}
    if record.drafted:
        data["drafted"] = [[one.slot, one.text, one.by, *([] if one.known else [0])] for one in record.drafted]
    return _AS_JSON(data)


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
        alternatives = tuple(map(_load_caption, _of(list, data.get("alternatives", []))))
        note = _text(data.get("note", ""))
        marks = _load_marks(data.get("slot_states", {}))
        drafted = tuple(map(_load_drafted, _of(list, data.get("drafted", []))))
        record = ImageRecord(_load_caption(data["caption"]), data["state"], alternatives, note, marks, drafted)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        raise RecordError("it has not the shape of a record") from None
    if record.state not in STATES:
        raise RecordError(f"there is no state {record.state!r}")
    return record


def load_marks(text: str) -> Marks:
    """The states of slots, as they stand in their column.

    Raises:
        RecordError: If they are not as `dump_record` wrote them.
    """
    try:
        return _load_marks(json.loads(_text(text)))
    except (TypeError, ValueError, RecursionError):
        raise RecordError("the states of slots are not what they should be") from None


def _load_marks(data: Any) -> Marks:
    """States of slots; TypeError or ValueError for anything else."""
    found = {_text(slot): SlotMark(*_texts(mark)) for slot, mark in _of(dict, data).items()}
    if not all(mark.state in SLOT_STATES for mark in found.values()):
        raise ValueError
    return found


def _load_drafted(item: Any) -> DraftedTag:
    """A machine tag; TypeError or ValueError for anything else."""
    slot, text, by, *flags = _of(list, item)
    return DraftedTag(_text(slot), _text(text), _text(by), known=not flags)


def _dump_caption(caption: Caption) -> dict[str, Any]:
    data: dict[str, Any] = {
        "slots": {key: [_dump_tag(tag, _origin(tag)) for tag in tags] for key, tags in caption.slots.items()}
    }
    if caption.read is not None:
        data["file_order"] = [
            _dump_tag(tag, _moved_place(number, tag)) for number, tag in enumerate(caption.read.pieces, 1)
        ]
        if not caption.read.is_plain:
            data["gaps"] = list(caption.read.gaps)
    if caption.left_out:
        data["left_out"] = sorted(caption.left_out)
    if caption.prose is not None:
        data["prose"] = [caption.prose.text, caption.prose.place, caption.prose.by, list(caption.prose.of)]
    return data


def _load_caption(data: Mapping[str, Any]) -> Caption:
    order = data.get("file_order")
    read = None
    if "gaps" not in data and isinstance(order, list) and set(map(type, order)) <= {str}:
        read = CaptionText.listed(_texts(order))  # nearly every caption
    elif order is not None:
        pieces = _load_tags(order)
        gaps = data["gaps"] if "gaps" in data else CaptionText.of(pieces).gaps
        read = CaptionText.numbered(pieces, _texts(gaps))
    slots = {_text(key): _load_tags(tags) for key, tags in data["slots"].items()}
    return Caption(slots, read, frozenset(_texts(data.get("left_out", []))), _load_prose(data.get("prose")))


def _load_prose(values: Any) -> Prose | None:
    if values is None:
        return None
    text, place, by, of = _of(list, values)
    if place not in PLACES or by not in WRITERS:
        raise ValueError
    return Prose(_text(text), place, by, _texts(of))


def _origin(tag: Tag) -> list[Any]:
    """Where a tag stands in the text: its place, then what else its origin says if that is not what most say."""
    origin = tag.origin
    if origin is None:
        return []
    plain = origin.read and origin.joint is None and origin.glue is None
    return [origin.place] if plain else [origin.place, origin.read, origin.joint, origin.glue]


def _moved_place(number: int, tag: Tag) -> list[Any]:
    """The place of a piece of the text, if others before it are gone; all else of its origin follows from the text."""
    return [] if tag.origin is None or tag.origin.place == STRIDE * number else [tag.origin.place]


def _dump_tag(tag: Tag, origin: list[Any]) -> Any:
    flags = ("s" if tag.sentence else "") + (_UNSURE if tag.unsure else "") + ("m" if tag.mark else "")
    flags += "" if tag.written is None else _WRITTEN if tag.written else _LEFT_OUT
    if tag.by:
        return [tag.text, flags + _BY, *origin, tag.by]
    return [tag.text, flags, *origin] if flags or origin else tag.text


def _load_tags(items: Any) -> tuple[Tag, ...]:
    return tuple(map(_load_tag, _of(list, items)))


def _load_tag(item: Any) -> Tag:
    if isinstance(item, str):
        return Tag(_text(item))
    text, flags, *origin = _of(list, item)
    if len(origin) == 1 and flags in _PLAIN:
        return plain_tag(_text(text), _of(int, origin[0]), flags == _UNSURE)
    flags = _of(str, flags)
    by = _text(origin.pop()) if _BY in flags else ""
    return Tag(
        _text(text),
        sentence="s" in flags,
        unsure=_UNSURE in flags,
        mark="m" in flags,
        origin=_load_origin(origin),
        written=False if _LEFT_OUT in flags else True if _WRITTEN in flags else None,
        by=by,
    )


def _load_origin(values: list[Any]) -> Origin | None:
    if not values:
        return None
    place, read, joint, glue = [*values, True, None, None][:4] if len(values) < 4 else values
    before, behind = (None, None) if glue is None else _texts(glue)
    sides = None if before is None or behind is None else (before, behind)
    return Origin(_of(int, place), _of(bool, read), None if joint is None else _text(joint), sides)


def _of(kind: type | tuple[type, ...], value: Any) -> Any:
    """A value that must be of a kind; TypeError otherwise."""
    if not isinstance(value, kind):
        raise TypeError
    return value


def _texts(values: Any) -> tuple[str, ...]:
    """A list of texts; TypeError or ValueError otherwise."""
    texts = tuple(_of((list, tuple), values))
    _text("".join(texts))
    return texts


def _text(value: Any) -> str:
    """A value that must be text which UTF-8 can hold; TypeError or ValueError otherwise."""
    text: str = _of(str, value)
    if not text.isascii():
        text.encode()
    return text

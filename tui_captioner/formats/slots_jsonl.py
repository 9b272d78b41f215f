"""Our own format, which carries everything: slots, states, alternatives, and the order of captions as they were read.

The first line is the header, then comes a line per image:

    {"format": "tui-captioner-slots", "version": 1, "profile": "character", "trigger": "annika", "globals": ["annika"],
     "output": {"separator": ", ", "head_separator": "", "globals_at": "start"},
     "structure": [{"key": "globals", "title": "Globals", "hint": "", "layers": []}, ...]}
    {"file_name": "a.png", "state": "draft", "caption": "annika, standing", "slots": {"action": ["standing"]}}

A tag is its text or, if it is a sentence or was placed by guess, `{"text": "...", "sentence": true, "unsure": true}`.
`written` is false for a tag that is kept and not written, true for one that is written though the profile leaves its
slot out; `mark` says that it parts the caption (`BREAK`), `place` where it stood in the text that was read: `[place]`,
or `[place, whether it stood there itself, what followed it, [what stood on its two sides]]`.
`file_order`, a list of tags, is there as long as a caption keeps the text it was read from; `gaps` is what stands
before, between and behind those, if that is not what is written between tags; `left_out` are globals that stood there;
`prose` are the sentences that are written: `{"text": "...", "place": "instead", "by": "template"}`, with `of`, the tags
that a person wrote them for;
`alternatives` are objects with `caption`, `slots` and perhaps `file_order`; `note` is what somebody wrote on the image,
and `slot_states` has the slots that were given a state: `{"background": {"state": "flagged", "note": "?"}}`. Unknown
fields are passed over, so that a later version may add some. `caption` is what the trainer reads, for people and other
programs; what counts are slots.

`Row.captions` are the texts of the first caption and the alternatives, and `Row.extra` holds, decoded:
`header` (a `Header`), `state` (one of `domain.slot_states.STATES`), `caption` (a `Caption`), `alternatives` (a tuple of
`Caption`), and where there are any `note` (a text) and `marks` (a `SlotMark` for each slot that was given a state).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from tui_captioner.domain.caption import Caption, CaptionText, Origin, OutputRules, Tag, Tags
from tui_captioner.domain.caption_prose import INSTEAD, PERSON, PLACES, WRITERS, Prose
from tui_captioner.domain.profiles.profile import PLAIN, profile_name
from tui_captioner.domain.slot_states import SLOT_STATES, STATES, Marks, SlotMark
from tui_captioner.domain.structure import DEFAULT_STRUCTURE, Slot, Structure
from tui_captioner.formats.rows import FormatError, Row
from tui_captioner.formats.strict_json import (
    first_object,
    json_lines,
    kind,
    name_at,
    one_line,
    text_at,
    without_doubles,
)

FORMAT = "tui-captioner-slots"
VERSION = 1

_HINT = "It is not as tui-captioner wrote it"
_BETWEEN = ",;|/"
"""What may stand between tags beside blanks: the separators that people use."""
_MOST_PLACES = 1 << 30
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Header:
    """What holds for all images of the file.

    Args:
        structure: The slots.
        output: How the captions are written.
        globals: Texts that stand in every caption.
        profile: Kind of LoRA.
        trigger: The trigger word.
    """

    structure: Structure = DEFAULT_STRUCTURE
    output: OutputRules = field(default_factory=OutputRules)
    globals: tuple[str, ...] = ()
    profile: str = PLAIN
    trigger: str = ""


# --- read -------------------------------------------------------------------------------------------------------------


def read(data: bytes) -> list[Row]:
    """The rows of such a file; see above for their `extra`.

    Raises:
        FormatError: If it is something else, or of a later version; names the place.
    """
    header: Header | None = None
    rows: list[Row] = []
    for number, value in json_lines(data):
        place = f"line {number}"
        if header is None:
            header = _header(value, place)
        else:
            rows.append(_row(value, header, place))
    if header is None:
        raise FormatError("it is empty", f'The first line is {{"format": "{FORMAT}", ...}}')
    return without_doubles(rows)


def _header(value: Mapping[str, Any], place: str) -> Header:
    if value.get("format") != FORMAT:
        raise FormatError(f"{place}: not the header of {FORMAT}", f'The first line is {{"format": "{FORMAT}", ...}}')
    if value.get("version") != VERSION:
        raise FormatError(f"{place}: version {value.get('version')!r}, known is {VERSION}", "Use a newer tui-captioner")
    output = _object(value.get("output", {}), f"{place}, 'output'")
    structure = _structure(value, place)
    rules = OutputRules(
        *(
            text_at(output.get(name, default), f"{place}, {name!r}")
            for name, default in (("separator", ", "), ("head_separator", ""), ("globals_at", "start"))
        )
    )
    if rules.globals_at not in ("start", "end", *structure.own_keys):
        raise FormatError(f"{place}, 'globals_at': there is no slot {rules.globals_at!r}", _HINT)
    return Header(
        structure,
        rules,
        _list(value.get("globals", []), f"{place}, 'globals'", text_at),
        profile_name(text_at(value.get("profile", PLAIN), f"{place}, 'profile'")),
        text_at(value.get("trigger", ""), f"{place}, 'trigger'"),
    )


def _structure(value: Mapping[str, Any], place: str) -> Structure:
    if "structure" not in value:
        return DEFAULT_STRUCTURE
    place = f"{place}, 'structure'"
    try:
        return Structure(_list(value["structure"], place, _slot))
    except ValueError as error:
        raise FormatError(f"{place}: {error}", _HINT) from None


def _slot(value: Any, place: str) -> Slot:
    table = _object(value, place)
    key = text_at(table.get("key"), f"{place}, 'key'")
    if not key.isidentifier():
        raise FormatError(f"{place}, 'key': {key!r} is not one word of letters, digits and _", _HINT)
    return Slot(
        key,
        text_at(table.get("title", key.capitalize()), f"{place}, 'title'"),
        text_at(table.get("hint", ""), f"{place}, 'hint'"),
        _list(table.get("layers", []), f"{place}, 'layers'", text_at),
    )


def _row(value: Mapping[str, Any], header: Header, place: str) -> Row:
    name = name_at(value.get("file_name"), f"{place}, 'file_name'")
    state = text_at(value.get("state", "draft"), f"{place}, 'state'")
    if state not in STATES:
        raise FormatError(f"{place}, 'state': {state!r}", f"States are {', '.join(STATES)}")
    text, caption = _caption(value, place)
    others = _list(value.get("alternatives", []), f"{place}, 'alternatives'", _caption)
    texts = (text, *(other for other, _ in others)) if text or others else ()
    alternatives = tuple(other for _, other in others)
    extra = {"header": header, "state": state, "caption": caption, "alternatives": alternatives}
    if "note" in value:
        extra["note"] = text_at(value["note"], f"{place}, 'note'")
    if "slot_states" in value:
        extra["marks"] = _marks(value["slot_states"], place)
    return Row(name, texts, place, extra)


def _marks(value: Any, place: str) -> Marks:
    """The states that slots were given."""
    found: dict[str, SlotMark] = {}
    for slot, given in _object(value, f"{place}, 'slot_states'").items():
        where = f"{place}, 'slot_states', {slot!r}"
        table = _object(given, where)
        state = text_at(table.get("state"), f"{where}, 'state'")
        if state not in SLOT_STATES:
            raise FormatError(f"{where}: {state!r}", f"States of a slot are {', '.join(SLOT_STATES)}")
        found[text_at(slot, where)] = SlotMark(state, text_at(table.get("note", ""), f"{where}, 'note'"))
    return found


def _caption(value: Any, place: str) -> tuple[str, Caption]:
    table = _object(value, place)
    slots = _object(table.get("slots", {}), f"{place}, 'slots'")
    order = table.get("file_order")
    read = None if order is None else _read(table, _list(order, f"{place}, 'file_order'", _tag), place)
    left_out = frozenset(_list(table.get("left_out", []), f"{place}, 'left_out'", text_at))
    tags = {text_at(key, place): _list(items, f"{place}, slot {key!r}", _tag) for key, items in slots.items()}
    prose = None if "prose" not in table else _prose(_object(table["prose"], f"{place}, 'prose'"), f"{place}, 'prose'")
    caption = Caption({key: value for key, value in tags.items() if value}, read, left_out, prose)
    return text_at(table.get("caption", ""), f"{place}, 'caption'"), caption


def _prose(table: Mapping[str, Any], place: str) -> Prose:
    """The sentences that are written for a caption."""
    text = text_at(table.get("text"), f"{place}, 'text'")
    where, by = text_at(table.get("place", INSTEAD), place), text_at(table.get("by", PERSON), place)
    if not text or where not in PLACES or by not in WRITERS:
        raise FormatError(f"{place}: {where!r}, {by!r}", f"One of {', '.join(PLACES)}, by one of {', '.join(WRITERS)}")
    return Prose(text, where, by, _list(table.get("of", []), f"{place}, 'of'", text_at))


def _read(table: Mapping[str, Any], pieces: Tags, place: str) -> CaptionText:
    """The text that a caption was read from."""
    if "gaps" not in table:
        return CaptionText.numbered(pieces, CaptionText.of(pieces).gaps)
    gaps = _list(table["gaps"], f"{place}, 'gaps'", text_at)
    if len(gaps) != len(pieces) + 1:
        raise FormatError(f"{place}, 'gaps': {len(gaps)} for {len(pieces)} tags", "There is one more gap than tags")
    if any(char for gap in gaps for char in gap if not (char.isspace() or char in _BETWEEN)):
        raise FormatError(f"{place}, 'gaps': there is more than a separator in one", _HINT)
    return CaptionText.numbered(pieces, gaps)


def _tag(value: Any, place: str) -> Tag:
    table: Mapping[str, Any] = {"text": value} if isinstance(value, str) else _object(value, place)
    text = text_at(table.get("text"), place)
    flags: dict[str, bool] = {}
    for flag in ("sentence", "unsure", "mark"):
        flags[flag] = table.get(flag, False)
        if not isinstance(flags[flag], bool):
            raise FormatError(f"{place}, {flag!r}: {kind(flags[flag])} where true or false must be", _HINT)
    # Tags that were read from a file may hold more than typed ones, such as two spaces, and come back as they are.
    line_break = flags["mark"] and bool(text) and text.isspace()
    whole = flags["sentence"] or line_break
    if not (text.strip() or line_break) or (not whole and any(char in text for char in "\n\r,")):
        raise FormatError(f"{place}: {text!r} is no tag", "A tag has no line break, and no comma but in a sentence")
    origin = _origin(table["place"], place) if "place" in table else None
    sentence, unsure, mark = flags["sentence"], flags["unsure"], flags["mark"]
    return Tag(text, sentence, unsure, mark, origin, _decided(table, place))


def _decided(table: Mapping[str, Any], place: str) -> bool | None:
    """Whether a tag is written whatever the profile says; None where that was not decided."""
    value = table.get("written")
    if value is not None and not isinstance(value, bool):
        raise FormatError(f"{place}, 'written': {kind(value)} where true or false must be", _HINT)
    return value


def _origin(value: Any, place: str) -> Origin:
    """Where a tag stood in the text that was read."""
    parts = value if isinstance(value, list) else []
    number, read, joint, glue = parts if len(parts) == 4 else [*parts[:1], True, None, None]
    sides = glue is None or (isinstance(glue, list) and len(glue) == 2 and all(isinstance(side, str) for side in glue))
    right = type(number) is int and 0 <= number < _MOST_PLACES and isinstance(read, bool)
    if len(parts) not in (1, 4) or not right or not sides or not (joint is None or joint in (",", " ", "")):
        raise FormatError(f"{place}, 'place': {value!r}", _HINT)
    return Origin(number, read, joint, None if glue is None else (glue[0], glue[1]))


def _object(value: Any, place: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise FormatError(f"{place}: {kind(value)} where an object must be", _HINT)
    return value


def _list(value: Any, place: str, item: Callable[[Any, str], _Item]) -> tuple[_Item, ...]:
    if not isinstance(value, list):
        raise FormatError(f"{place}: {kind(value)} where a list must be", _HINT)
    return tuple(item(part, f"{place}, item {number}") for number, part in enumerate(value, 1))


def sniff(data: bytes, _name: str) -> bool:
    """Whether this looks like such a file."""
    return first_object(data).get("format") == FORMAT


# --- write ------------------------------------------------------------------------------------------------------------


def write(header: Header, rows: Iterable[Row]) -> Iterator[bytes]:
    """The file, for rows with the `extra` that is described above; their own header does not matter."""
    yield _line(
        {
            "format": FORMAT,
            "version": VERSION,
            "profile": header.profile,
            "trigger": header.trigger,
            "globals": list(header.globals),
            "output": {
                "separator": header.output.separator,
                "head_separator": header.output.head_separator,
                "globals_at": header.output.globals_at,
            },
            "structure": [
                {"key": slot.key, "title": slot.title, "hint": slot.hint, "layers": list(slot.layers)}
                for slot in header.structure.slots
            ],
        }
    )
    for row in rows:
        text, *others = row.captions or ("",)
        value: dict[str, Any] = {"file_name": row.file_name, "state": row.extra["state"]}
        value |= _written(text, row.extra["caption"])
        if others:
            pairs = zip(others, row.extra["alternatives"], strict=True)
            value["alternatives"] = [_written(other, caption) for other, caption in pairs]
        value |= _reviewed(row.extra)
        yield _line(value)


def _reviewed(extra: Mapping[str, Any]) -> dict[str, Any]:
    """The note of an image and the states of its slots, where there are any."""
    marks: Marks = extra.get("marks", {})
    states = {slot: {"state": mark.state, **({"note": mark.note} if mark.note else {})} for slot, mark in marks.items()}
    return {**({"note": extra["note"]} if extra.get("note") else {}), **({"slot_states": states} if states else {})}


def _line(value: Any) -> bytes:
    return (one_line(value) + "\n").encode()


def _written(text: str, caption: Caption) -> dict[str, Any]:
    value: dict[str, Any] = {
        "caption": text,
        "slots": {key: _tags(tags) for key, tags in caption.slots.items() if tags},
    }
    if caption.read is not None:
        value["file_order"] = [_written_tag(replace(tag, origin=None)) for tag in caption.read.pieces]
        if not caption.read.is_plain:
            value["gaps"] = list(caption.read.gaps)
    if caption.left_out:
        value["left_out"] = sorted(caption.left_out)
    if caption.prose is not None:
        prose = caption.prose
        value["prose"] = {"text": prose.text, "place": prose.place, "by": prose.by}
        value["prose"] |= {"of": list(prose.of)} if prose.of else {}
    return value


def _tags(tags: Tags) -> list[Any]:
    return [_written_tag(tag) for tag in tags]


def _written_tag(tag: Tag) -> Any:
    given = (("sentence", tag.sentence), ("unsure", tag.unsure), ("mark", tag.mark))
    flags: dict[str, Any] = {name: True for name, is_so in given if is_so}
    if tag.written is not None:
        flags["written"] = tag.written
    origin = tag.origin
    if origin is not None:
        plain = origin.read and origin.joint is None and origin.glue is None
        flags["place"] = [origin.place] if plain else [origin.place, origin.read, origin.joint, origin.glue]
    return {"text": tag.text, **flags} if flags else tag.text

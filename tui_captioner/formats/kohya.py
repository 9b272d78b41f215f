"""The metadata of kohya's sd-scripts: `{"image_path": ..., "caption": ...}` a line, or one JSON object by path.

Only `caption` is written, with absolute paths: they work with all generations of the loader, and captions that are
split over `caption` and `tags` are joined there without a space, or lose the tags.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tui_captioner.formats.rows import FormatError, Row
from tui_captioner.formats.strict_json import (
    field_of,
    first_object,
    first_value,
    kind,
    name_at,
    one_line,
    only_caption,
    parse,
    rows_of_lines,
    text_at,
    text_of,
)


def read(data: bytes) -> list[Row]:
    """The rows of a metadata file in lines.

    Raises:
        FormatError: If it is something else; names the place.
    """
    return rows_of_lines(data, _row)


def _row(value: Mapping[str, Any], place: str) -> Row:
    field_of(value, ("image_path",), place)
    return Row(name_at(value["image_path"], f"{place}, 'image_path'"), _captions(value, place), place)


def read_json(data: bytes) -> list[Row]:
    """The rows of a metadata file that is one object; a key may be a path with or without its suffix.

    ai-toolkit's file has the same shape; its `caption_short` is a second caption.

    Raises:
        FormatError: If it is something else; names the place.
    """
    value = parse(text_of(data))
    if not isinstance(value, dict):
        raise FormatError(f"{kind(value)} where an object must be", 'The file is {"path": {"caption": "..."}}')
    return [_keyed(name, fields) for name, fields in value.items()]


def _keyed(name: str, fields: Any) -> Row:
    place = f"key {one_line(name)}"
    if not isinstance(fields, dict):
        raise FormatError(
            f"{place}: {kind(fields)} where an object must be", 'The file is {"path": {"caption": "..."}}'
        )
    short = (text_at(fields["caption_short"], f"{place}, 'caption_short'"),) if "caption_short" in fields else ()
    return Row(name_at(name, place), (*_captions(fields, place), *short), place)


def _captions(value: Mapping[str, Any], place: str) -> tuple[str, ...]:
    """The caption with the tags behind it, as the loader trains them but for the space."""
    if "caption" not in value and "tags" not in value:
        raise FormatError(f"{place}: no 'caption' and no 'tags'", "")
    parts = [text_at(value[name], f"{place}, {name!r}") for name in ("caption", "tags") if name in value]
    text = ", ".join(part for part in parts if part)
    return (text,) if text or "caption" in value else ()


def sniff(data: bytes, name: str) -> bool:
    """Whether this looks like such lines."""
    first = first_object(data) if name.lower().endswith(".jsonl") else {}
    return "image_path" in first and not any(key.startswith("control_path") for key in first)


def sniff_json(data: bytes, name: str) -> bool:
    """Whether this looks like one object of objects."""
    return name.lower().endswith(".json") and first_value(data).startswith(b"{")


def write(rows: Iterable[Row], *, lines: bool = False) -> Iterator[bytes]:
    """The lines; the file names are to be absolute paths.

    Args:
        rows: The images.
        lines: Whether all captions of an image are written, a line of the text each: with `enable_wildcard` the
            trainer draws one of them.

    Raises:
        FormatError: If a row has no caption, or several.
    """
    for row in rows:
        caption = "\n".join(row.captions) if lines and row.captions else only_caption(row, "sd-scripts")
        line = one_line({"image_path": row.file_name, "caption": caption})
        yield (line + "\n").encode()

"""The lines of musubi-tuner's `image_jsonl_file` and `video_jsonl_file`: `{"image_path": ..., "caption": ...}`.

Relative paths would count from the folder that the training is started in, so absolute ones are written. A blank line
stops the trainer; on reading it is passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tui_captioner.formats.rows import Row
from tui_captioner.formats.strict_json import (
    field_of,
    first_object,
    name_at,
    one_line,
    only_caption,
    rows_of_lines,
    text_at,
)

_PATHS = ("image_path", "video_path")


def read(data: bytes) -> list[Row]:
    """The rows of such a file; control images are passed over.

    Raises:
        FormatError: If it is something else; names the place.
    """
    return rows_of_lines(data, _row)


def _row(value: Mapping[str, Any], place: str) -> Row:
    path = field_of(value, _PATHS, place)
    field_of(value, ("caption",), place)
    caption = text_at(value["caption"], f"{place}, 'caption'")
    return Row(name_at(value[path], f"{place}, {path!r}"), (caption,), place)


def sniff(data: bytes, name: str) -> bool:
    """Whether this looks like such lines."""
    first = first_object(data) if name.lower().endswith(".jsonl") else {}
    return any(path in first for path in _PATHS)


def write(rows: Iterable[Row]) -> Iterator[bytes]:
    """The lines for images; the file names are to be absolute paths.

    Raises:
        FormatError: If a row has no caption, or several.
    """
    return _lines(rows, "image_path")


def write_videos(rows: Iterable[Row]) -> Iterator[bytes]:
    """The lines for videos, which have a file of their own; see `write`."""
    return _lines(rows, "video_path")


def _lines(rows: Iterable[Row], path: str) -> Iterator[bytes]:
    for row in rows:
        yield (one_line({path: row.file_name, "caption": only_caption(row, "musubi-tuner")}) + "\n").encode()

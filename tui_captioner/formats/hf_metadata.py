"""metadata.jsonl of Hugging Face's image folders: a line per image, `{"file_name": "a.png", "text": "..."}`.

The README.md beside it names the data files. Without it, `load_dataset(FOLDER)` takes the sidecars for the data set
(the text builder wins, the images are lost), and a picture called `cat_test.png` for a split of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tui_captioner.formats.rows import FormatError, Row
from tui_captioner.formats.strict_json import (
    field_of,
    first_object,
    name_at,
    one_line,
    rows_of_lines,
    text_of,
    texts_at,
)

FILE_NAME = "metadata.jsonl"
COLUMNS = ("text", "caption", "prompt")
"""Columns that hold captions: diffusers reads `text` by default, the others are in use."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
"""A line with its end."""
_TOP_LEVEL_KEY = re.compile(r"[^\s#-]")


def read(data: bytes) -> list[Row]:
    """The rows of a metadata.jsonl; columns other than the captions' are passed over.

    Raises:
        FormatError: If it is something else; names the place.
    """
    return rows_of_lines(data, _row)


def _row(value: Mapping[str, Any], place: str) -> Row:
    field_of(value, ("file_name",), place)
    column = field_of(value, COLUMNS, place)
    captions = texts_at(value[column], f"{place}, {column!r}")
    return Row(name_at(value["file_name"], f"{place}, 'file_name'"), captions, place)


def sniff(data: bytes, name: str) -> bool:
    """Whether this looks like a metadata.jsonl."""
    return name.lower().endswith(".jsonl") and "file_name" in (first := first_object(data)) and "format" not in first


def write(rows: Iterable[Row]) -> Iterator[bytes]:
    """A metadata.jsonl: all captions texts, or all lists where an image has several. The loader takes no mixture.

    Raises:
        FormatError: If a row has no caption: the column must not have nulls.
    """
    rows = list(rows)
    lists = any(len(row.captions) > 1 for row in rows)
    for row in rows:
        if not row.captions:
            raise FormatError(f"{row.file_name} has no caption; every row needs one", "")
        text = list(row.captions) if lists else row.captions[0]
        yield (one_line({"file_name": row.file_name, "text": text}) + "\n").encode()


def readme(suffixes: Iterable[str], existing: bytes = b"") -> bytes:
    """The README.md that makes `load_dataset(FOLDER)` load the images with their captions.

    Args:
        suffixes: The suffixes of the images as they are written, such as `.png` and `.PNG`.
        existing: A README.md that is there already: all of it stays but the `configs` of its front matter.

    Raises:
        FormatError: If the existing one is no UTF-8, or its front matter has no end.
    """
    configs = _configs(sorted(set(suffixes)))
    text = text_of(existing)
    lines = _LINE.findall(text)
    if not lines or lines[0].strip() != "---":
        return "".join(["---\n", *configs, "---\n", "\n" if text else "", text]).encode()
    end = next((number for number, line in enumerate(lines[1:], 1) if line.strip() == "---"), 0)
    if not end:
        raise FormatError("the front matter of README.md has no end", "End it with a line of ---")
    kept = _without_configs(lines[1:end])
    return "".join([lines[0], *kept, *configs, *lines[end:]]).encode()


def _configs(suffixes: Sequence[str]) -> list[str]:
    paths = [FILE_NAME, *(f"**/*{suffix}" for suffix in suffixes)]
    return [
        "configs:\n",
        "- config_name: default\n",
        "  data_files:\n",
        "  - split: train\n",
        "    path:\n",
        *(f"    - {one_line(path)}\n" for path in paths),
    ]


def _without_configs(lines: Sequence[str]) -> list[str]:
    """The lines of a front matter without those of its top-level key `configs`; comments beside it stay."""
    kept: list[str] = []
    inside = False
    for line in lines:
        if _TOP_LEVEL_KEY.match(line):
            inside = re.match(r"""(["']?)configs\1\s*:""", line) is not None
        if not inside or line.startswith("#"):
            kept.append(line)
    return kept

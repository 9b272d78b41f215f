"""The rows of the metadata files of `datasets`: `metadata.jsonl` and `metadata.csv`, one image each."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from posixpath import normpath

_NULLS = frozenset({"", "NA", "N/A", "NULL", "None", "nan", "null"})
"""Values of a CSV that are read as no caption (FORMATS, section 6)."""


@dataclass(slots=True)
class MetadataRows:
    """What a metadata file says.

    Attributes:
        captions: Captions by the path of the image, as the loader finds it.
        broken: Numbers of the lines that are no rows.
        outside: Names that lead out of the folder, which the loader refuses.
        counts: How many rows each path has.
        columns: Every column that some row has.
    """

    captions: dict[str, object] = field(default_factory=dict)
    broken: list[int] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    columns: set[str] = field(default_factory=set)

    def add(self, name: str, caption: object) -> None:
        """Add a row."""
        path = row_path(name)
        if not path:
            self.outside.append(name)
            return
        self.captions[path] = caption
        self.counts[path] += 1


def row_path(name: str) -> str:
    """The path that `datasets` makes of a `file_name` (folder_based_builder.py, 5.2); empty for one that it refuses."""
    path = normpath(name).replace("\\", "/") if name else ".."
    refused = "://" in name or path == ".." or path.startswith(("/", "../"))
    return "" if refused else path


def read_rows(file: str, data: bytes, column: str = "text") -> MetadataRows:
    """Read a metadata file.

    Args:
        file: Its name, which says what it is.
        data: Its bytes.
        column: The column of the captions.
    """
    rows = MetadataRows()
    for number, row in _rows_of_csv(data) if file.endswith(".csv") else _rows_of_jsonl(data):
        name = row.get("file_name") if isinstance(row, dict) else None
        if not isinstance(row, dict) or not isinstance(name, str) or not name:
            rows.broken.append(number)
            continue
        rows.columns.update(row)
        rows.add(name, row.get(column))
    return rows


def _rows_of_jsonl(data: bytes) -> Iterator[tuple[int, object]]:
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError):
                yield number, None


def _rows_of_csv(data: bytes) -> Iterator[tuple[int, object]]:
    reader = csv.DictReader(StringIO(data.decode("utf-8-sig", "replace"), newline=""))
    try:
        for row in reader:
            yield reader.line_num, {key: None if value in _NULLS else value for key, value in row.items() if key}
    except csv.Error:
        yield reader.line_num, None

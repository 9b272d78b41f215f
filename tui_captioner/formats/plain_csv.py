"""Captions as a table with a head line: `file_name,caption`. `None` and `NA` are text like any other."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from tui_captioner.formats.rows import FormatError, Row
from tui_captioner.formats.strict_json import name_at, only_caption, text_of, without_doubles

NAMES = ("file_name", "image", "image_path", "video", "path", "filename", "file")
"""Heads of the column with the images; DiffSynth's is `image` or `video`."""
CAPTIONS = ("caption", "text", "prompt")
"""Heads of the column with the captions; Hugging Face's is `text`, DiffSynth's `prompt`."""

DELIMITERS = ",;\t|"
"""What may part the fields of a line."""
_EXCEL = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)
_IMAGE = re.compile(r"\.(?:png|jpe?g|webp|bmp|gif|tiff?|avif|heic|jxl|mp4|webm|mkv|mov|avi)$", re.IGNORECASE)

MAX_FIELD = 1 << 20
"""Longer fields (in characters) come of a quote that was never closed."""


def read(data: bytes) -> list[Row]:
    """The rows of a table; other columns are passed over.

    Fields may be parted by a comma, a semicolon (Excel, where the comma is the decimal sign), a tab or a bar; Excel's
    first line `sep=;` says by which. A table of two columns may do without a head: images, captions.

    Raises:
        FormatError: If it has no such columns, or a line does not fit the head; names the place.
    """
    return without_doubles(_rows(_text(data)))


def _text(data: bytes) -> str:
    """The text of a table; Excel's "Unicode text" is UTF-16 with a byte order mark."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise FormatError(f"it is not UTF-16: {error.reason} at byte {error.start}", "Save it again") from None
    return text_of(data)


def _rows(text: str) -> Iterator[Row]:
    table = _table(text)
    lines = _lines(text, table)
    image, caption, width = table.image, table.caption, len(table.names)
    first = "head" if table.has_head else "first line"
    for number, cells in lines:
        place = f"line {number}"
        if len(cells) != width:
            raise FormatError(
                f"{place}: {len(cells)} fields where the {first} has {width}", "Put texts with commas into quotes"
            )
        yield Row(name_at(cells[image], f"{place}, {table.names[image]!r}"), (cells[caption],), place)


@dataclass(frozen=True, slots=True)
class _Table:
    """How a table is written.

    Args:
        delimiter: What parts its fields.
        names: Names of the columns.
        image: Which column has the images, from 0.
        caption: Which has the captions.
        skipped: How many lines with something in them stand before the first row of an image.
        has_head: Whether one of them names the columns.
    """

    delimiter: str
    names: Sequence[str]
    image: int
    caption: int
    skipped: int
    has_head: bool = True


def _table(text: str) -> _Table:
    """How a table is written, by its first line.

    Raises:
        FormatError: If that names no image and caption.
    """
    said = _EXCEL.match(text)
    skipped = 1 if said else 0
    first = text[said.end() if said else 0 :]
    heads = {mark: _split(first, mark) for mark in (said[1] if said else DELIMITERS)}
    for mark, head in heads.items():
        names = [cell.strip().lower() for cell in head]
        if set(names) & set(NAMES) and set(names) & set(CAPTIONS):
            return _Table(mark, head, _column(names, NAMES), _column(names, CAPTIONS), skipped + 1)
    for mark, head in heads.items():
        if len(head) == 2 and _IMAGE.search(head[0].strip()):
            return _Table(mark, ("image", "caption"), 0, 1, skipped, has_head=False)
    mark = max(heads, key=lambda one: len(heads[one]))
    if _IMAGE.search(heads[mark][0].strip() if heads[mark] else ""):
        raise FormatError(
            f"line {skipped + 1}: no head, and {len(heads[mark])} fields, so nothing tells which is the caption",
            "Write file_name,caption above it, and put texts with commas into quotes",
        )
    names = [cell.strip().lower() for cell in heads[mark]]
    _column(names, NAMES)
    _column(names, CAPTIONS)
    raise FormatError("line 1: no head", "The first line names the columns, such as: file_name,caption")


def _split(text: str, delimiter: str) -> list[str]:
    """The fields of the first line that is not blank; none if it can't be read."""
    try:
        with _long_fields():
            reader = csv.reader(io.StringIO(text[:MAX_FIELD], newline=""), delimiter=delimiter)
            return next((cells for cells in reader if cells), [])
    except csv.Error:
        return []


@contextmanager
def _long_fields() -> Iterator[None]:
    before = csv.field_size_limit(MAX_FIELD)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _lines(text: str, table: _Table) -> Iterator[tuple[int, list[str]]]:
    """Number of its first line and fields of each row of an image."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=table.delimiter)
    number, skipped = 1, 0
    try:
        with _long_fields():
            for cells in reader:
                if cells and skipped >= table.skipped:
                    yield number, cells
                skipped += bool(cells)
                number = reader.line_num + 1
    except csv.Error as error:
        raise FormatError(f"line {number}: {error}", "Close every quote, and write a quote in a text twice") from None


def _column(head: Sequence[str], wanted: Sequence[str]) -> int:
    there = [name for name in wanted if name in head]
    if len(there) != 1 or head.count(there[0]) != 1:
        said = f"more than one of the columns {', '.join(wanted)}" if there else f"no column {' or '.join(wanted)}"
        raise FormatError(f"line 1: {said}", "The first line names the columns, such as: file_name,caption")
    return head.index(there[0])


def sniff(data: bytes, name: str) -> bool:
    """Whether this looks like such a table."""
    if not name.lower().endswith((".csv", ".tsv")):
        return False
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = data.decode("utf-16" if wide else "utf-8-sig", "ignore")
    try:
        return len(_table(text).names) > 1
    except FormatError:
        return False


def write(rows: Iterable[Row]) -> Iterator[bytes]:
    """A table of two columns; every field in quotes, so that the bytes are the same with every Python.

    Raises:
        FormatError: If a row has no caption, or several.
    """
    yield _line(("file_name", "caption"))
    for row in rows:
        yield _line((row.file_name, only_caption(row, "csv")))


def _line(cells: Sequence[str]) -> bytes:
    target = io.StringIO(newline="")
    csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(cells)
    return target.getvalue().encode()

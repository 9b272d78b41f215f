"""Captions as a table with a head line: `file_name,caption`. `None` and `NA` are text like any other."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from tui_captioner.formats.rows import FormatError, Row
from tui_captioner.formats.strict_json import name_at, only_caption, text_of, without_doubles

NAMES = ("file_name", "image", "image_path", "video", "path", "filename", "file")
"""Heads of the column with the images; DiffSynth's is `image` or `video`."""
CAPTIONS = ("caption", "text", "prompt")
"""Heads of the column with the captions; Hugging Face's is `text`, DiffSynth's `prompt`."""

MAX_FIELD = 1 << 20
"""Longer fields (in characters) come of a quote that was never closed."""


def read(data: bytes) -> list[Row]:
    """The rows of a table; other columns are passed over.

    Raises:
        FormatError: If it has no such columns, or a line does not fit the head; names the place.
    """
    return without_doubles(_rows(text_of(data)))


def _rows(text: str) -> Iterator[Row]:
    lines = _lines(text)
    _, head = next(lines, (1, []))
    names = [cell.strip().lower() for cell in head]
    image, caption = _column(names, NAMES), _column(names, CAPTIONS)
    for number, cells in lines:
        place = f"line {number}"
        if len(cells) != len(head):
            raise FormatError(
                f"{place}: {len(cells)} fields where the head has {len(head)}", "Put texts with commas into quotes"
            )
        yield Row(name_at(cells[image], f"{place}, {head[image]!r}"), (cells[caption],), place)


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Number of its first line and fields of each row that is not blank."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    before = csv.field_size_limit(MAX_FIELD)
    number = 1
    try:
        for cells in reader:
            if cells:
                yield number, cells
            number = reader.line_num + 1
    except csv.Error as error:
        raise FormatError(f"line {number}: {error}", "Close every quote, and write a quote in a text twice") from None
    finally:
        csv.field_size_limit(before)


def _column(head: Sequence[str], wanted: Sequence[str]) -> int:
    there = [name for name in wanted if name in head]
    if len(there) != 1 or head.count(there[0]) != 1:
        said = f"more than one of the columns {', '.join(wanted)}" if there else f"no column {' or '.join(wanted)}"
        raise FormatError(f"line 1: {said}", "The first line names the columns, such as: file_name,caption")
    return head.index(there[0])


def sniff(data: bytes, name: str) -> bool:
    """Whether this looks like such a table."""
    if not name.lower().endswith(".csv"):
        return False
    try:
        head = next(csv.reader([data.removeprefix(b"\xef\xbb\xbf").splitlines()[0].decode()]))
        names = [cell.strip().lower() for cell in head]
        return _column(names, NAMES) >= 0 and _column(names, CAPTIONS) >= 0
    except (FormatError, UnicodeDecodeError, csv.Error, IndexError, StopIteration):
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

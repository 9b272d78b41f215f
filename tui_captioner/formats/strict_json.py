"""JSON read strictly and written plainly, for all formats that are made of it.

Read: UTF-8, no key twice, no NaN, no lone surrogates in texts; every complaint names the place. Written: one line per
value, UTF-8 as it is, so that a person can read the file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from tui_captioner.domain.errors import DecodingError
from tui_captioner.formats import sidecar
from tui_captioner.formats.encodings import encoding_hint
from tui_captioner.formats.rows import FormatError, Row

_LINE_BREAK = re.compile(r"\r\n|\n|\r")
"""What ends a line: not what `str.splitlines` takes for one, since U+2028 and U+0085 may stand in a JSON text."""
_SURROGATE = re.compile("[\ud800-\udfff]")


def text_of(data: bytes) -> str:
    """The text of a file; a UTF-8 BOM is taken off.

    Raises:
        FormatError: If it is UTF-16 or not UTF-8, with the byte.
    """
    try:
        return sidecar.decode(data)
    except DecodingError as error:
        raise FormatError(f"it {error.message}", encoding_hint(data, "--encoding NAME")) from None


def _lines_of(text: str) -> list[str]:
    """The lines of a text, cut at `\\r\\n`, `\\n` and `\\r` alone."""
    return _LINE_BREAK.split(text)


def parse(text: str, line: int = 0) -> Any:
    """The value in a JSON text.

    Args:
        text: The text.
        line: The number of the line it is in a file of many values; 0 if it is a whole file.

    Raises:
        FormatError: If it is no JSON, nested too deeply, has a key twice or a number that is none; names the place.
    """
    where = f"line {line}: " if line else ""

    def without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise FormatError(f"{where}the key {_quoted(key)} stands twice", "Delete one of the two")
            found[key] = value
        return found

    def no_number(name: str) -> float:
        raise FormatError(f"{where}{name} is not JSON", "Put a number or null in its place")

    try:
        return json.loads(text, object_pairs_hook=without_doubles, parse_constant=no_number)
    except json.JSONDecodeError as error:
        raise FormatError(f"{_place(text, error.pos, line)}: {error.msg}", "Mend the file there") from None
    except RecursionError:
        raise FormatError(f"{where}it is nested too deeply", "It is no caption file") from None
    except ValueError:
        raise FormatError(f"{where}a number is too long", "It is no caption file") from None


def _place(text: str, offset: int, line: int) -> str:
    before = _lines_of(text[:offset])
    return f"line {line or len(before)}, column {len(before[-1]) + 1}"


def json_lines(data: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    """Number and object of each line of a JSONL file; blank lines are passed over.

    Raises:
        FormatError: If a line is no JSON object.
    """
    for number, line in enumerate(_lines_of(text_of(data)), 1):
        if line.strip(" \t"):
            value = parse(line, number)
            if not isinstance(value, dict):
                raise FormatError(f"line {number}: {kind(value)} where an object must be", 'A line is {"name": value}')
            yield number, value


def rows_of_lines(data: bytes, row: Callable[[Mapping[str, Any], str], Row]) -> list[Row]:
    """The rows of a JSONL file, each of an image of its own.

    Args:
        data: The file.
        row: Makes a row from the object of a line and the name of its place.

    Raises:
        FormatError: If a line is no such object, or an image stands twice; names the place.
    """
    return without_doubles(row(value, f"line {number}") for number, value in json_lines(data))


def first_object(data: bytes) -> Mapping[str, Any]:
    """The first line of a JSONL file if it is a JSON object, else nothing; never raises."""
    try:
        return next(((value) for _, value in json_lines(data[: _end_of_first_line(data)])), {})
    except FormatError:
        return {}


def _end_of_first_line(data: bytes) -> int:
    start = len(data) - len(data.lstrip(b"\xef\xbb\xbf \t\r\n"))
    ends = [end for end in (data.find(b"\n", start), data.find(b"\r", start)) if end >= 0]
    return min(ends, default=len(data))


def first_value(data: bytes) -> bytes:
    """The bytes behind the first key of a JSON object, without blanks; nothing if it does not begin so."""
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    if not data.startswith(b"{"):
        return b""
    data = data[1:].lstrip(b" \t\r\n")
    end = 1
    while data[:1] == b'"' and end < len(data) and data[end : end + 1] != b'"':
        end += 2 if data[end : end + 1] == b"\\" else 1
    behind = data[end + 1 :].lstrip(b" \t\r\n")
    return behind[1:].lstrip(b" \t\r\n") if behind.startswith(b":") else b""


def text_at(value: Any, place: str) -> str:
    """A value that must be text.

    Raises:
        FormatError: If it is none, or holds half a surrogate pair, which no UTF-8 file can hold; names `place`.
    """
    if not isinstance(value, str):
        raise FormatError(f"{place}: {kind(value)} where text must be", "")
    if _SURROGATE.search(value):
        raise FormatError(f"{place}: half a surrogate pair (\\ud800 to \\udfff)", "Write the whole character")
    return value


def texts_at(value: Any, place: str) -> tuple[str, ...]:
    """A value that must be text or a list of texts; raises FormatError if it is neither."""
    if isinstance(value, list):
        return tuple(text_at(item, f"{place}, item {number}") for number, item in enumerate(value, 1))
    if not isinstance(value, str):
        raise FormatError(f"{place}: {kind(value)} where text or a list of texts must be", "")
    return (text_at(value, place),)


def field_of(value: Mapping[str, Any], names: Iterable[str], place: str) -> str:
    """Which of some fields an object has.

    Raises:
        FormatError: If it has none of them, or more than one.
    """
    wanted = list(names)
    there = [name for name in wanted if name in value]
    if len(there) != 1:
        said = f"both {there[0]!r} and {there[1]!r}" if there else f"no {' or '.join(map(repr, wanted))}"
        raise FormatError(f"{place}: {said}", f"One of them must be there: {', '.join(wanted)}")
    return there[0]


def name_at(value: Any, place: str) -> str:
    """A value that must name an image; raises FormatError if it is no text or blank."""
    name = text_at(value, place)
    if not name.strip() or "\0" in name:
        raise FormatError(f"{place}: {'a blank' if not name.strip() else 'no'} file name", "")
    return name


def kind(value: Any) -> str:
    """What a JSON value is, for a message."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    names = {dict: "an object", list: "a list", str: "text", int: "a number", float: "a number"}
    return names[type(value)]


def one_line(value: Any) -> str:
    """A value as one line of JSON, non-ASCII characters as they are."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def without_doubles(rows: Iterable[Row]) -> list[Row]:
    """Rows, each of an image of its own.

    Raises:
        FormatError: If an image stands twice; names both places.
    """
    places: dict[str, str] = {}
    kept: list[Row] = []
    for row in rows:
        if row.file_name in places:
            raise FormatError(
                f"{row.place}: {_quoted(row.file_name)} was there already, {places[row.file_name]}",
                "Delete one of the two",
            )
        places[row.file_name] = row.place
        kept.append(row)
    return kept


def only_caption(row: Row, title: str) -> str:
    """The caption of a row for a format that takes one.

    Raises:
        FormatError: If it has another number of captions.
    """
    if len(row.captions) != 1:
        raise FormatError(f"{row.file_name} has {len(row.captions)} captions; {title} takes one an image", "")
    return row.captions[0]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)

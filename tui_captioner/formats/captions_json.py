"""captions.json, which diffusion-pipe and dreamlook.ai read: `{"a.png": ["first caption", "second"]}`.

diffusion-pipe stops at a value that is no list, so lists are always written; text is read too. The keys are bare file
names with their suffix, or names of members where the images are in a tar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tui_captioner.formats.rows import FormatError, Row
from tui_captioner.formats.strict_json import (
    first_value,
    kind,
    name_at,
    one_line,
    parse,
    text_of,
    texts_at,
    without_doubles,
)

FILE_NAME = "captions.json"


def read(data: bytes) -> list[Row]:
    """The rows of a captions.json.

    Raises:
        FormatError: If it is something else; names the place.
    """
    value = parse(text_of(data))
    if not isinstance(value, dict):
        raise FormatError(f"{kind(value)} where an object must be", 'The file is {"a.png": ["caption"]}')
    return [_row(name, captions) for name, captions in value.items()]


def _row(name: str, captions: object) -> Row:
    place = f"key {one_line(name)}"
    return Row(name_at(name, place), texts_at(captions, place), place)


def sniff(data: bytes, name: str) -> bool:
    """Whether this looks like a captions.json: an object whose first value is text or a list."""
    return name.lower().endswith(".json") and first_value(data)[:1] in (b'"', b"[")


def write(rows: Iterable[Row], *, members: bool = False) -> Iterator[bytes]:
    """A captions.json, a line per image, in the order of the rows.

    Args:
        rows: The images.
        members: Whether they are members of a tar, which go by their names with folders.

    Raises:
        FormatError: If a name stands twice, has a folder, or has no caption.
    """
    rows = without_doubles(rows)
    for row in rows:
        if "/" in row.file_name and not members:
            raise FormatError(f"{row.file_name} has a folder; the keys are bare file names", "")
        if not row.captions:
            raise FormatError(f"{row.file_name} has no caption", "")
    yield b"{"
    for number, row in enumerate(rows):
        line = f"{',' if number else ''}\n  {one_line(row.file_name)}: {one_line(list(row.captions))}"
        yield line.encode()
    yield b"\n}\n" if rows else b"}\n"

"""What must hold of anything that was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from tui_captioner.domain.typed_text import is_drawable
from tui_captioner.domain.vocabulary import Term
from tui_captioner.formats.rows import FormatError, Row

Write = Callable[[Iterable[Row]], Iterator[bytes]]
Read = Callable[[bytes], Iterable[Row]]


def is_text(text: str) -> None:
    """It can be written into a UTF-8 file."""
    text.encode("utf-8")


def rows_are_text(_: bytes, rows: Iterable[Row]) -> None:
    """Names are none that a file system can't have, and all texts can be written."""
    for row in rows:
        assert "\0" not in row.file_name
        is_text(row.file_name + "".join(row.captions))


def round_trip(read: Read, write: Write) -> Callable[[bytes, Any], None]:
    """What is written of the rows is read as the same rows, where the format can hold them."""

    def check(_: bytes, rows: Iterable[Row]) -> None:
        rows = list(rows)
        try:
            data = b"".join(write(rows))
        except FormatError:
            return
        again = list(read(data))
        assert [(row.file_name, row.captions) for row in again] == [(row.file_name, row.captions) for row in rows]

    return check


def no_controls(text: str) -> None:
    """Nothing in it steers a terminal, and it has one line."""
    assert all(map(is_drawable, text)), ascii(text)


def terms_are_clean(_: bytes, terms: Iterable[Term]) -> None:
    """Each is text that a tag may have, and so are the others by which it is found."""
    for term in terms:
        assert term.text.strip(), term
        for text in (term.text, *term.aliases):
            no_controls(text)

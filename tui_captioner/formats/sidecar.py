"""The sidecar: one caption as a text file. UTF-8 without BOM, one line, no newline at the end.

That is the only form which every trainer that reads sidecars takes as the same string: none strips a BOM, and
kohya's sd-scripts reads the first line only.
"""

from __future__ import annotations

import codecs

from tui_captioner.domain.errors import DecodingError
from tui_captioner.formats.encodings import encoding_hint, order_of_utf16

EXTENSIONS = (".txt", ".caption", ".cap")
"""Suffixes read as sidecars, the preferred first (`.caption` is the default of kohya's sd-scripts)."""

MOST = 1 << 18
"""A longer text (in bytes, or characters) is no caption: the longest that an encoder reads has some 10,000."""

_COMMAND = "tui-captioner import DATASET --from sidecar --encoding NAME"
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(data: bytes) -> str:
    """The text of a sidecar.

    Args:
        data: The whole file. A UTF-8 BOM is taken off.

    Raises:
        DecodingError: With the byte offset, if the bytes are not UTF-8 or hold a NUL. Nothing is ever replaced.
    """
    for name, marks in (("UTF-32", _UTF32), ("UTF-16", _UTF16)):
        if data.startswith(marks):
            raise DecodingError(
                f"is {name}, not UTF-8 (byte order mark at byte 0)",
                f"To take it over: {_COMMAND.replace('NAME', name.lower())}",
                offset=0,
            )
    skipped = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    try:
        text = data[skipped:].decode("utf-8")
    except UnicodeDecodeError as error:
        offset = error.start + skipped
        raise DecodingError(
            f"is not UTF-8: byte 0x{data[offset]:02x} at offset {offset}",
            encoding_hint(data, f"{_COMMAND} --dry-run"),
            offset=offset,
        ) from None
    if "\0" in text:
        offset = data.index(b"\0")
        raise DecodingError(
            f"holds a NUL byte at offset {offset}",
            f"It is no text, or {order_of_utf16(data) or 'utf-16-le'}: then {_COMMAND} takes it over",
            offset=offset,
        )
    return text


def check_size(data: bytes) -> None:
    """Raise DecodingError if a file is larger than any caption: parting it into tags would take minutes."""
    if len(data) > MOST:
        raise DecodingError(
            f"is {len(data)} bytes long, and no caption is longer than {MOST}",
            "If it is one, shorten it; else move it away",
            offset=MOST,
        )


def decode_caption(data: bytes) -> str:
    """The text of a sidecar whose size is that of a caption.

    Raises:
        DecodingError: See `check_size` and `decode`.
    """
    check_size(data)
    return decode(data)


def encode(caption: str) -> bytes:
    """The bytes of a sidecar that holds `caption`."""
    return caption.encode("utf-8")

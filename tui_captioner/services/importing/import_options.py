"""What is imported and how, and what was read before anything is done with it."""

from __future__ import annotations

import codecs
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from tui_captioner.domain.dialects import JSON_DIALECTS
from tui_captioner.domain.errors import CaptionerError, DecodingError
from tui_captioner.formats import names, toriato
from tui_captioner.formats.encodings import encoding_hint, order_of_utf16
from tui_captioner.formats.registry import READERS
from tui_captioner.formats.rows import Row
from tui_captioner.services.importing.import_texts import Lines

Mode = Literal["fill", "replace", "alternatives"]

BESIDE = ("sidecar", "hydrus", "infotext", "toriato", *JSON_DIALECTS)
"""Formats that lie beside the images, a file each; they need no file to be named."""

ALIASES: Mapping[str, tuple[str, ...]] = {
    "hf-metadata": (names.HF_IMAGEFOLDER, names.CSV),
    "kohya": (names.KOHYA_JSONL, names.KOHYA_JSON),
    "musubi": (names.MUSUBI_JSONL,),
}
"""Names for which several formats of the registry stand, or shorter ones."""

_NO_TEXT = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"})


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What is imported, and how.

    Args:
        format: `auto`, one of `BESIDE` or `ALIASES`, or a format of the registry.
        file: The file; None for the whole dataset, with a format of `BESIDE`.
        mode: `fill`: only images without a caption. `replace`: the captions of the file instead of those that are
            there. `alternatives`: beside those that are there.
        lines: What the lines of a caption are; None leaves them parts of one caption.
        suffix: For formats of `BESIDE`: the suffix of the files; empty for those the dataset uses.
        encoding: Name of the encoding of the files; empty for UTF-8.
        namespaces: For `hydrus`: whether tags keep theirs.
        threshold: For `toriato`: the smallest confidence of a tag, 0 to 1.
    """

    format: str = "auto"
    file: Path | None = None
    mode: Mode = "fill"
    lines: Lines | None = None
    suffix: str = ""
    encoding: str = ""
    namespaces: bool = True
    threshold: float = toriato.THRESHOLD


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that is not imported.

    Args:
        what: The file and the place in it, or the image.
        why: The reason.
    """

    what: str
    why: str


@dataclass
class ReadRows:
    """What was read.

    Args:
        format: Which format it turned out to be.
        rows: The captions by key.
        refused: What could not be read.
        own: Images whose row was read from the caption they have now.
    """

    format: str
    rows: list[Row]
    refused: list[Refusal] = field(default_factory=list)
    own: set[str] = field(default_factory=set)


def format_names() -> Sequence[str]:
    """All formats by the names that `ImportOptions.format` takes."""
    return tuple(dict.fromkeys(("auto", *BESIDE, *ALIASES, *(reader.name for reader in READERS))))


def check_encoding(encoding: str) -> None:
    """Raise CaptionerError if there is no such encoding of text."""
    try:
        codec = codecs.lookup(encoding)
        is_text = getattr(codec, "_is_text_encoding", True) and codec.name.replace("-", "_") not in _NO_TEXT
    except (LookupError, ValueError):
        is_text = False
    if not is_text:
        raise CaptionerError(f"There is no encoding {encoding!r}", "Some are utf-16, cp1252, shift_jis, gb18030, big5")


def to_utf8(data: bytes, encoding: str) -> bytes:
    """Bytes in a named encoding as UTF-8; unchanged if none is named.

    Raises:
        DecodingError: If they are not in that encoding, with the offset.
    """
    if not encoding:
        return data
    try:
        return decode_as(data, encoding).encode("utf-8")
    except UnicodeDecodeError as error:
        offset, why = error.start, f"byte 0x{data[error.start : error.start + 1].hex()} at offset {error.start}"
    except UnicodeError as error:
        offset, why = 0, str(error)
    raise DecodingError(f"is not {encoding}: {why}", encoding_hint(data, "--encoding NAME"), offset=offset)


def decode_as(data: bytes, encoding: str, errors: str = "strict") -> str:
    """The text of bytes in a named encoding. UTF-16 without a byte order mark is told by where its zeros are.

    Raises:
        UnicodeError: If the bytes are not in that encoding, or nothing tells the order of UTF-16.
    """
    try:
        name = codecs.lookup(encoding).name
        if name == "utf-16" and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            encoding = order_of_utf16(data)
            if not encoding:
                raise UnicodeError("it has no byte order mark; name utf-16-le or utf-16-be")
        return data.decode(encoding, errors)
    except UnicodeError:
        raise
    except Exception as error:  # codecs of rare encodings raise what they like
        raise UnicodeError(str(error)) from error

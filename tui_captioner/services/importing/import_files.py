"""Files that name their images: which format they are, and the rows in them."""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from tui_captioner.domain.dialects import JSON_DIALECTS
from tui_captioner.domain.errors import CaptionerError, DecodingError, WrongUseError
from tui_captioner.domain.trainers.json_schemas import dialect_of
from tui_captioner.formats import hydrus, json_list, names, sidecar
from tui_captioner.formats.encodings import encoding_hint
from tui_captioner.formats.infotext import is_infotext
from tui_captioner.formats.registry import READERS, Reader
from tui_captioner.formats.rows import FormatError, Row
from tui_captioner.formats.strict_json import parse, text_of
from tui_captioner.services.importing.import_beside import lone_rows, read_folder
from tui_captioner.services.importing.import_options import (
    ALIASES,
    BESIDE,
    ImportOptions,
    ReadRows,
    decode_as,
    format_names,
    to_utf8,
)
from tui_captioner.storage.files.media_suffixes import IMAGE_SUFFIXES
from tui_captioner.storage.files.regular_files import open_regular, read_regular, unreadable

_HEAD = 1 << 16
"""How much of a file is looked at to tell its format."""
_BY_SUFFIX = {".json": names.CAPTIONS_JSON, ".jsonl": names.HF_IMAGEFOLDER, ".csv": names.CSV, ".tsv": names.CSV}
"""Who reads a file that no format knows for its own, and says by place what is wrong with it."""
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


def read_file(path: Path, options: ImportOptions) -> ReadRows:
    """The rows of a file, or, with a format of `BESIDE`, of the files in a folder.

    Raises:
        CaptionerError: If it can't be read, or is not of the format; the message names the file and the place.
    """
    try:
        if path.is_dir():
            return read_folder(path, options)
        head = _head(path, options.encoding)
        form = _detect(path, head) if options.format == "auto" else options.format
        if form in JSON_DIALECTS and not _is_lone(path, head):
            form = _detect(path, head)
        if form in BESIDE:
            return ReadRows(form, list(lone_rows(path, path.name, replace(options, format=form))))
        reader = _reader(form, path, head)
        return ReadRows(reader.name, list(_rows(reader, path, options.encoding)))
    except FormatError as error:
        raise CaptionerError(f"{path}: {error.message}", error.hint) from error
    except DecodingError as error:
        raise DecodingError(f"{path} {error.message}", error.hint, offset=error.offset) from error
    except RecursionError:
        raise CaptionerError(f"{path}: it is nested too deeply", "It is no caption file") from None
    except MemoryError:
        raise CaptionerError(f"{path}: there is not enough memory to read it", "Part it into smaller files") from None
    except OSError as error:
        raise unreadable(path, error) from error


def _head(path: Path, encoding: str) -> bytes:
    """The beginning of a file as UTF-8, for a look at what it is."""
    with open_regular(path) as file:
        head = file.read(_HEAD)
    if not head:
        raise FormatError("the file is empty", "Nothing was imported")
    if not encoding:
        return head
    try:
        return decode_as(head[: len(head) // 4 * 4] or head, encoding, errors="replace").encode("utf-8", "replace")
    except UnicodeError as error:
        raise FormatError(f"it is not {encoding}: {error}", encoding_hint(head, "--encoding NAME")) from None


def _rows(reader: Reader, path: Path, encoding: str) -> Iterable[Row]:
    if reader.read_file is None:
        return reader.read(to_utf8(read_regular(path), encoding))
    if encoding:
        raise FormatError(f"{reader.name} has no encoding to choose", "Leave --encoding out")
    with open_regular(path) as file:
        return list(reader.read_file(file))


def _reader(name: str, path: Path, head: bytes) -> Reader:
    """The reader of a format; where a name stands for several, the one that knows the file."""
    wanted = ALIASES.get(name, (name,))
    readers = [reader for reader in READERS if reader.name in wanted]
    if not readers:
        raise WrongUseError(f"There is no format {name!r}", f"Formats are {', '.join(format_names())}")
    knowing = (reader for reader in readers if reader.sniff(head, path.name))
    by_suffix = (reader for reader in readers if path.suffix.lower() in reader.suffixes)
    return next(knowing, None) or next(by_suffix, readers[0])


def _is_lone(path: Path, head: bytes) -> bool:
    """Whether a file is one JSON caption, not a table with many."""
    if path.suffix.lower() not in (".json", *sidecar.EXTENSIONS):
        return False
    try:
        is_caption = bool(dialect_of(parse(text_of(head))))
    except FormatError:
        is_caption = False
    return is_caption or not _known(path, head)


def _known(path: Path, head: bytes) -> str:
    """The format that knows a file for its own; empty if none does."""
    return next((reader.name for reader in READERS if reader.sniff(head, path.name)), "")


def _detect(path: Path, head: bytes) -> str:
    """What a file is, by its beginning and its suffix."""
    known = _known(path, head)
    if not known and path.suffix.lower() == ".jsonl" and len(head) >= _HEAD:
        known = _known(path, read_regular(path))  # its first line is longer than its beginning
    if known:
        return known
    if head.startswith(_WIDE):
        sidecar.decode(head)  # says what it is
    suffix = path.suffix.lower()
    if suffix in IMAGE_SUFFIXES:
        return "infotext"
    if suffix == ".json" and head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"[":
        return names.JSON_LIST if json_list.looks_like_objects(head) else "toriato"
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    text = head.decode("utf-8", "ignore")
    if suffix not in sidecar.EXTENSIONS or "\0" in text:
        raise FormatError("it is in no format that is known", f"Name it: --from {', '.join(format_names()[1:])}")
    if is_infotext(text):
        return "infotext"
    return "hydrus" if hydrus.is_tag_list(text) else "sidecar"

"""The zip that Civitai's trainer takes: images, and beside each a `.txt` of the same path with its caption.

Members are stored as they are (pictures do not shrink) with a fixed time, so that the bytes depend on the content
alone.
"""

from __future__ import annotations

import io
import shutil
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from tui_captioner.formats import sidecar
from tui_captioner.formats.packing import MAX_TEXT, TEXT_SUFFIX, Packed, check_name
from tui_captioner.formats.rows import FormatError, Row
from tui_captioner.formats.strict_json import one_line, only_caption, text_of, without_doubles

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".mp4", ".webm"})
"""What the trainer takes, compared without regard to case."""
MOST = 1000
"""As many images it takes."""

_TIME = (1980, 1, 1, 0, 0, 0)
_ERRORS = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError),
    *(LookupError, OverflowError, RuntimeError, ValueError),
)
"""What `zipfile` raises for damaged ones; RuntimeError for a member with a password."""
_REGULAR = 0o100644 << 16


def read(data: bytes) -> list[Row]:
    """The rows of a zip; see `read_file`."""
    return read_file(io.BytesIO(data))


def read_file(file: BinaryIO) -> list[Row]:
    """The rows of a zip: one for each image, with the caption of the `.txt` beside it, if there is one.

    Raises:
        FormatError: If it is no zip, or a member has a hostile name or is no caption; names the member.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            return without_doubles(_rows(archive))
    except _ERRORS as error:
        raise FormatError(f"it is no zip that can be read: {error}", "") from None


def _rows(archive: zipfile.ZipFile) -> Iterator[Row]:
    texts: dict[str, zipfile.ZipInfo] = {}
    images: list[str] = []
    for member in archive.infolist():
        if member.is_dir() or member.filename.startswith("__MACOSX/"):
            continue
        check_name(member.filename)
        stem, _, suffix = member.filename.rpartition(".")
        if suffix.lower() == TEXT_SUFFIX:
            if stem in texts:
                raise FormatError(f"member {member.filename!r} stands twice", "")
            texts[stem] = member
        elif f".{suffix.lower()}" in SUFFIXES:
            images.append(member.filename)
    for name in images:
        text = texts.get(name.rpartition(".")[0])
        captions = () if text is None else (_text(archive, text),)
        yield Row(name, captions, f"member {one_line(name)}")


def _text(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> str:
    if member.file_size > MAX_TEXT:
        raise FormatError(f"member {member.filename!r} is too large for a caption", "")
    try:
        with archive.open(member) as content:
            return text_of(content.read(MAX_TEXT + 1))
    except FormatError as error:
        raise FormatError(f"member {member.filename!r}: {error.message}", error.hint) from None


def sniff(data: bytes, _name: str) -> bool:
    """Whether this looks like a zip."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def write(packed: Iterable[Packed], target: BinaryIO) -> Iterator[Packed]:
    """Write a zip, image by image, and yield each when it is in; no `.txt` for one without a caption.

    Args:
        packed: The images; their rows' names are the members' names.
        target: Where the zip is written to; must be seekable.

    Raises:
        FormatError: If a name is hostile or of a kind that is not taken, two share one `.txt`, or there are too many.
        OSError: If an image can't be read or the zip can't be written.
    """
    stems: set[str] = set()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for item in packed:
            stem = _stem(item.row.file_name)
            if stem in stems or len(stems) == MOST:
                said = f"takes no more than {MOST} images" if len(stems) == MOST else "has a twin with the same .txt"
                raise FormatError(f"{item.row.file_name} {said}", "")
            stems.add(stem)
            _add(archive, stem, item)
            yield item


def _stem(name: str) -> str:
    check_name(name)
    stem, dot, suffix = name.rpartition(".")
    if (dot + suffix).lower() not in SUFFIXES:
        raise FormatError(f"{name} is of a kind that Civitai does not take", f"It takes {' '.join(sorted(SUFFIXES))}")
    return stem


def _add(archive: zipfile.ZipFile, stem: str, item: Packed) -> None:
    with item.open() as source, archive.open(_member(item.row.file_name, item.size), "w") as target:
        shutil.copyfileobj(source, target, 1 << 20)
    if item.row.captions:
        data = sidecar.encode(only_caption(item.row, "Civitai"))
        with archive.open(_member(f"{stem}.{TEXT_SUFFIX}", len(data)), "w") as target:
            target.write(data)


def _member(name: str, size: int) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _TIME)
    member.file_size = size
    member.create_system = 3
    member.external_attr = _REGULAR
    return member

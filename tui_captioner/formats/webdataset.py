"""WebDataset: a tar in which the files of a sample stand one behind the other and share their name up to the first dot.

A sample is `KEY.png`, `KEY.txt` with the first caption and, where all captions are exported, `KEY.json` with
`{"file_name": ..., "captions": [...]}`. All samples have the same kinds of members: loaders stop at a difference.
The bytes depend on the content alone: no times, no owners.
"""

from __future__ import annotations

import io
import lzma
import tarfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from tui_captioner.domain.tar_member import TarMember
from tui_captioner.formats import sidecar
from tui_captioner.formats.packing import MAX_TEXT, TEXT_SUFFIX, Packed, check_name, split_name
from tui_captioner.formats.rows import FormatError, Row
from tui_captioner.formats.strict_json import name_at, one_line, parse, text_of, texts_at, without_doubles

JSON_SUFFIX = "json"
_OTHERS = frozenset({"cls", "npy", "npz", "pt", "pth", "pyd", "pickle", "md5", "index", "safetensors"})
"""Suffixes of members that are neither captions nor pictures."""
_ERRORS = (
    *(tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError),
    *(LookupError, OverflowError, RecursionError, ValueError),
)
"""What `tarfile`, and what unpacks for it, raise for damaged ones."""


def read(data: bytes) -> list[Row]:
    """The rows of a tar; see `read_file`."""
    return read_file(io.BytesIO(data))


def read_file(file: BinaryIO) -> list[Row]:
    """The rows of a tar: a sample each, named by its picture, or as the .json that we wrote says.

    The captions are those of the .json, else that of the .txt.

    Raises:
        FormatError: If it is no tar, or a member has a hostile name or is no caption; names the member.
    """
    try:
        with tarfile.open(fileobj=file, mode="r:*", tarinfo=TarMember) as archive:
            rows = without_doubles(_samples(archive))
            _check_end(archive)
            return rows
    except _ERRORS as error:
        # The module lists what each way of reading said, a line each; that it is no tar says as much.
        reason = "" if isinstance(error, tarfile.ReadError) and "\n" in str(error) else f": {error}"
        raise FormatError(f"it is no tar that can be read{reason}", "") from None


def _check_end(archive: tarfile.TarFile) -> None:
    """Raise FormatError if the block of zeros is missing that ends a tar: `tarfile` takes that for the end as well."""
    if archive.fileobj is not None:
        archive.fileobj.seek(archive.offset)
        if len(archive.fileobj.read(tarfile.BLOCKSIZE)) < tarfile.BLOCKSIZE:
            last = archive.getmembers()[-1].name
            raise FormatError(f"it breaks off behind member {last!r}", "Copy it again")


def _samples(archive: tarfile.TarFile) -> Iterator[Row]:
    key, members = "", dict[str, tarfile.TarInfo]()
    for member in archive:
        if not member.isfile():
            continue
        name = member.name.removeprefix("./")
        check_name(name)
        own, suffix = split_name(name)
        if own != key and members:
            yield from _row(archive, key, members)
            members = {}
        key = own
        if suffix.lower() in members:
            raise FormatError(f"member {name!r} stands twice", "")
        if suffix:
            members[suffix.lower()] = member
    yield from _row(archive, key, members)


def _row(archive: tarfile.TarFile, key: str, members: dict[str, tarfile.TarInfo]) -> Iterator[Row]:
    pictures = [members[kind] for kind in members if kind not in _OTHERS | {TEXT_SUFFIX, JSON_SUFFIX}]
    if len(pictures) != 1:
        if pictures:
            raise FormatError(f"sample {key!r} has {len(pictures)} pictures", "")
        return
    name = pictures[0].name.removeprefix("./")
    place = f"member {one_line(name)}"
    captions: tuple[str, ...] = ()
    if JSON_SUFFIX in members:
        table = _table(archive, members[JSON_SUFFIX])
        captions = _listed(table, members[JSON_SUFFIX].name)
        if "captions" in table and "file_name" in table:
            name = name_at(table["file_name"], f"member {members[JSON_SUFFIX].name!r}, 'file_name'")
    if not captions and TEXT_SUFFIX in members:
        captions = (_text(archive, members[TEXT_SUFFIX]),)
    yield Row(name, captions, place)


def _listed(table: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """The captions in a .json; none if it holds something else, as other programs' do."""
    for field in ("captions", "caption", "text"):
        if field in table:
            return texts_at(table[field], f"member {name!r}, {field!r}")
    return ()


def _table(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Mapping[str, Any]:
    text = _text(archive, member)
    try:
        value = parse(text)
    except FormatError as error:
        raise FormatError(f"member {member.name!r}: {error.message}", error.hint) from None
    return value if isinstance(value, dict) else {}


def _text(archive: tarfile.TarFile, member: tarfile.TarInfo) -> str:
    content = archive.extractfile(member)
    if content is None or member.size > MAX_TEXT:
        raise FormatError(f"member {member.name!r} is too large for a caption", "")
    try:
        return text_of(content.read())
    except FormatError as error:
        raise FormatError(f"member {member.name!r}: {error.message}", error.hint) from None


def sniff(data: bytes, name: str) -> bool:
    """Whether this looks like a tar."""
    return data[257:262] == b"ustar" or (name.lower().endswith((".tar", ".tar.gz", ".tgz")) and data[:2] == b"\x1f\x8b")


def write(packed: Iterable[Packed], target: BinaryIO, *, lists: bool = True) -> Iterator[Packed]:
    """Write a tar, sample by sample, and yield each when it is in.

    Args:
        packed: The images; their rows' names are the members' names, with one dot.
        target: Where the tar is written to.
        lists: Whether a .json with all captions goes with each image.

    Raises:
        FormatError: If a name is hostile, has no suffix or several dots, or a key stands twice.
        OSError: If an image can't be read or the tar can't be written.
    """
    keys: set[str] = set()
    with tarfile.open(fileobj=target, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for item in packed:
            key = _key(item.row.file_name)
            if key in keys:
                raise FormatError(f"{item.row.file_name}: the name up to the dot stands twice", "Rename one of the two")
            keys.add(key)
            _add(archive, key, item, lists=lists)
            yield item


def _key(name: str) -> str:
    check_name(name)
    key, suffix = split_name(name)
    if not suffix or "." in suffix or suffix.lower() in (TEXT_SUFFIX, JSON_SUFFIX) or key.endswith("/") or not key:
        raise FormatError(f"{name}: the name must have one dot", "A loader takes all behind the first dot for the kind")
    return key


def _add(archive: tarfile.TarFile, key: str, item: Packed, *, lists: bool) -> None:
    with item.open() as content:
        archive.addfile(_member(item.row.file_name, item.size), content)
        if content.read(1):
            raise OSError(f"{item.row.file_name} grew while it was read")
    first = sidecar.encode(item.row.captions[0] if item.row.captions else "")
    _add_bytes(archive, f"{key}.{TEXT_SUFFIX}", first)
    if lists:
        value = {
            "file_name": str(item.row.extra.get("file_name", item.row.file_name)),
            "captions": [*item.row.captions],
        }
        _add_bytes(archive, f"{key}.{JSON_SUFFIX}", one_line(value).encode())


def _add_bytes(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    archive.addfile(_member(name, len(data)), io.BytesIO(data))


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size = size
    member.mode = 0o644
    return member

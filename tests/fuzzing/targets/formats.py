"""Files of captions from anywhere: each format's reader, the JSON of models, and what `import` makes of a file."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.fuzzing.invariants import Write, is_text, round_trip, rows_are_text, terms_are_clean
from tests.fuzzing.target import Target, emptied_folder, from_file
from tui_captioner.domain.trainers.metadata_rows import read_rows
from tui_captioner.domain.trainers.target import read_as
from tui_captioner.domain.trainers.targets import TARGETS as TRAINERS
from tui_captioner.domain.vocabulary import Term
from tui_captioner.formats import (
    captions_json,
    encodings,
    fibo,
    flux2,
    hf_metadata,
    hydrus,
    ideogram4,
    infotext,
    kohya,
    musubi,
    names,
    plain_csv,
    sidecar,
    slots_jsonl,
    toriato,
)
from tui_captioner.formats.json_caption import ReadJson
from tui_captioner.formats.registry import READERS, Reader
from tui_captioner.formats.rows import Row
from tui_captioner.formats.term_lists import ListReport, detect_kind, read_terms
from tui_captioner.services.importing.import_beside import read_folder
from tui_captioner.services.importing.import_files import read_file
from tui_captioner.services.importing.import_options import BESIDE, ImportOptions, format_names
from tui_captioner.storage.dataset.archive_names import names_in_archive
from tui_captioner.storage.dataset.scan import Dataset, scan

_MOST_NAMES = 12
"""Files of a dataset whose names are tried."""
_SUFFIXES = ("json", "jsonl", "csv", "txt", "tar", "zip", "png")
_ENCODINGS = ("", "utf-16", "utf-16-le", "cp1252", "shift_jis", "gb18030", "utf-7", "utf-32", "hz", "utf-8-sig")


def _slots(rows: Iterable[Row]) -> Iterable[bytes]:
    rows = list(rows)
    return slots_jsonl.write(rows[0].extra["header"], rows) if rows else ()


_WRITERS: dict[str, Write] = {
    names.HF_IMAGEFOLDER: hf_metadata.write,
    names.KOHYA_JSONL: kohya.write,
    names.MUSUBI_JSONL: musubi.write,
    names.CAPTIONS_JSON: captions_json.write,
    names.CSV: plain_csv.write,
    names.SLOTS_JSONL: lambda rows: iter(_slots(rows)),
}


def _of_format(reader: Reader) -> Target:
    def read(data: bytes) -> list[Row]:
        for suffix in reader.suffixes:
            reader.sniff(data, f"x{suffix}")
        rows = list(reader.read(data))
        if reader.read_file is not None:
            assert list(reader.read_file(io.BytesIO(data))) == rows
        return rows

    back = (round_trip(read, _WRITERS[reader.name]),) if reader.name in _WRITERS else ()
    return Target(f"format-{reader.name}", read, invariants=(rows_are_text, *back))


def _imported(suffix: str, **how: Any) -> Callable[[bytes], list[Row]]:
    def read(path: Path) -> list[Row]:
        return read_file(path, ImportOptions(file=path, **how)).rows

    return from_file(f"x.{suffix}", read)


def _imported_as(data: bytes) -> list[Row]:
    """Where the user names format and encoding: the first three bytes choose them, and the suffix."""
    suffix, form, encoding = (
        choices[number % len(choices)]
        for number, choices in zip(data.ljust(3, b"\0")[:3], (_SUFFIXES, format_names(), _ENCODINGS), strict=True)
    )
    return _imported(suffix, format=form, encoding=encoding)(data[3:])


def _beside(data: bytes) -> list[Row]:
    """A folder of files beside images, in each format that has such."""
    folder = emptied_folder("captions")
    for name in ("a.txt", "b.json", "c.ideogram.json"):
        (folder / name).write_bytes(data)
    return [row for form in BESIDE for row in read_folder(folder, ImportOptions(form)).rows]


def _folder_of_names(data: bytes) -> Dataset:
    """A dataset whose files have these names, a line each."""
    folder = emptied_folder("dataset")
    for name in data.split(b"\n")[:_MOST_NAMES]:
        with suppress(OSError, ValueError):  # what no file can be called
            Path(os.fsdecode(os.fsencode(folder) + b"/" + name.replace(b"/", b"\\"))).touch()
    return scan(folder, sidecar.EXTENSIONS)


def _names_are_apart(_: bytes, found: Dataset) -> None:
    shown = [image.name for image in found.images]
    assert len(set(shown)) == len(shown)
    for text in (*shown, *(notice.message for notice in found.notices)):
        is_text(text)


def _caption_file(data: bytes) -> str:
    text = sidecar.decode_caption(data)
    infotext.pieces_of(text), hydrus.is_tag_list(text), hydrus.read_tags(text, namespaces=False)
    return text


def _is_unchanged(data: bytes, text: str) -> None:
    assert sidecar.encode(text) == data.removeprefix(b"\xef\xbb\xbf")


def _json_caption(read: Callable[[str], ReadJson]) -> Callable[[bytes], ReadJson]:
    return lambda data: read(sidecar.decode_caption(data))


def _is_written(_: bytes, read: ReadJson) -> None:
    is_text("".join(key.text for key in read.texts) + read.summary)


def _trained(data: bytes) -> list[str]:
    return [text for trainer in TRAINERS.values() for text in read_as(trainer, data).texts]


def _metadata(data: bytes) -> None:
    for name in ("metadata.csv", "metadata.jsonl"):
        read_rows(name, data)


def _terms(data: bytes) -> list[Term]:
    text = sidecar.decode(data)
    return list(read_terms(text, detect_kind(text), ListReport()))


def _guessed(data: bytes) -> None:
    for one in encodings.candidates(data):
        data[:1].decode(one.encoding, "replace")
    encodings.encoding_hint(data, "NAME")


def _readme(data: bytes) -> bytes:
    return hf_metadata.readme((".png",), data)


def _settles(_: bytes, readme: bytes) -> None:
    assert _readme(readme) == readme


TARGETS = (
    *map(_of_format, READERS),
    Target("format-kohya-json-lines", lambda data: kohya.read(data)),
    Target("format-toriato", lambda data: toriato.read(data), invariants=(rows_are_text,)),
    Target("format-ideogram4", _json_caption(ideogram4.read), invariants=(_is_written,)),
    Target("format-flux2", _json_caption(flux2.read), invariants=(_is_written,)),
    Target("format-fibo", _json_caption(fibo.read), invariants=(_is_written,)),
    *(Target(f"import-{suffix}", _imported(suffix), invariants=(rows_are_text,)) for suffix in _SUFFIXES),
    Target("import-as", _imported_as, invariants=(rows_are_text,)),
    Target("captions-beside", _beside, invariants=(rows_are_text,)),
    Target("file-names", _folder_of_names, invariants=(_names_are_apart,)),
    Target("sidecar", _caption_file, invariants=(_is_unchanged,)),
    Target("encodings", _guessed),
    Target("trainers", _trained),
    Target("metadata", _metadata),
    Target("readme", _readme, invariants=(_settles,)),
    Target("term-list", _terms, invariants=(terms_are_clean,)),
    Target("archive-names", from_file("x.tar", names_in_archive)),
)

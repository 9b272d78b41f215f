"""Captions that lie beside the images, a file each, or in the images themselves."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

from tui_captioner.domain.dialects import SUFFIXES
from tui_captioner.domain.errors import CaptionerError, DecodingError
from tui_captioner.domain.named_commands import told_of
from tui_captioner.domain.reading import is_json
from tui_captioner.formats import hydrus, sidecar, toriato
from tui_captioner.formats.infotext import NEGATIVE, parse_infotext
from tui_captioner.formats.rows import FormatError, Row
from tui_captioner.services.importing.import_options import ImportOptions, ReadRows, Refusal, to_utf8
from tui_captioner.services.session.jobs import Progress
from tui_captioner.services.session.session import Session
from tui_captioner.storage.dataset.scan import ImageFile, scan
from tui_captioner.storage.files.media_suffixes import IMAGE_SUFFIXES
from tui_captioner.storage.files.regular_files import read_regular


def reading_dataset(session: Session, options: ImportOptions) -> Generator[Progress, None, ReadRows]:
    """The captions beside all images of a dataset; what can't be read is in `refused`.

    Args:
        session: The open dataset.
        options: A format of `BESIDE`, and how it is read.
    """
    source = ReadRows(options.format, [])
    named = _by_suffix(session, options.suffix) if options.suffix else {}
    for count, name in enumerate(session.names, 1):
        image = session.image(name)
        for path in _candidates(image, options, named):
            try:
                row = _row_of(path, name, options, session.project.sidecar_files.read_there)
            except FileNotFoundError:
                continue
            except (CaptionerError, OSError) as error:
                why = told_of(_why(error, path), session.project.root)
                source.refused.append(Refusal(_below(session, path), why))
                break
            if row is not None:
                source.rows.append(row)
                if os.fspath(path) in _current(image):
                    source.own.add(name)
                break
        yield Progress(count, len(session.names))
    return source


def lone_rows(path: Path, name: str, options: ImportOptions) -> Iterator[Row]:
    """The row of one such file that lies anywhere.

    Args:
        path: The file.
        name: What it is called there; without its suffix, that is the key of the row.
        options: How it is read.

    Raises:
        OSError: If it can't be read.
        CaptionerError: If it holds something else.
    """
    suffix = options.suffix or next((one for one in SUFFIXES.values() if name.lower().endswith(one)), path.suffix)
    key = name if path.suffix.lower() in IMAGE_SUFFIXES else name[: len(name) - len(suffix)]
    row = _row_of(path, key, options)
    if row is not None:
        yield row


def read_folder(folder: Path, options: ImportOptions) -> ReadRows:
    """The captions in all such files of a folder, and of the folders in it; what can't be read is in `refused`.

    Args:
        folder: A folder that lies anywhere, its files called as the images are.
        options: A format of `BESIDE`, and how it is read.
    """
    source = ReadRows(options.format, [])
    usual = ".json" if options.format == "toriato" else ".txt"
    suffix = options.suffix or SUFFIXES.get(options.format, usual)
    for path in sorted(folder.rglob(f"*{suffix}")):
        name = path.relative_to(folder).as_posix()
        try:
            source.rows += lone_rows(path, name, options)
        except (CaptionerError, OSError) as error:
            source.refused.append(Refusal(name, _why(error, path)))
    return source


def _by_suffix(session: Session, suffix: str) -> dict[str, Path]:
    """The files of a suffix by image, whatever their case."""
    files: dict[str, Path] = {}
    for image in scan(session.project.root, (suffix,)).images:
        file = image.named_file or image.sidecar_file
        files[image.name] = image.root / file
    return files


def _candidates(image: ImageFile, options: ImportOptions, named: dict[str, Path]) -> Iterator[Path]:
    """The files that may hold the caption of an image, the likeliest first."""
    if options.suffix:
        if image.name in named:
            yield named[image.name]
        return
    if options.format == "toriato":
        yield image.path.with_suffix(".json")
        return
    if options.format in SUFFIXES:
        stem = image.file.rpartition(".")[0]
        yield from (image.root / (stem + suffix) for suffix in (SUFFIXES[options.format], ".json"))
    if options.format == "hydrus":
        yield image.root / (image.named_file or image.file + ".txt")
    yield image.sidecar
    if options.format != "hydrus" and image.named_file:
        yield image.root / image.named_file
    if options.format == "infotext" and not image.is_video:
        yield image.path


def _current(image: ImageFile) -> tuple[str, ...]:
    """The files of which the caption of an image that was never edited is made."""
    return tuple(os.fspath(image.root / file) for file in (image.sidecar_file, image.named_file) if file)


def _row_of(path: Path, key: str, options: ImportOptions, read: Callable[[Path], bytes] = read_regular) -> Row | None:
    """The row in a file; None if it holds nothing of this format."""
    if options.format == "infotext" and path.suffix.lower() in IMAGE_SUFFIXES:
        return _picture(path, key)
    data = _utf8(read(path), options)
    if options.format == "toriato":
        captions = next(iter(toriato.read(data, threshold=options.threshold))).captions
        return Row(key, captions, path.name)
    text = sidecar.decode_caption(data)
    if options.format in SUFFIXES:
        return Row(key, (text,), path.name) if is_json(text.strip()) or path.suffix.lower() == ".json" else None
    if options.format == "hydrus":
        # A caption with commas or sentences is no list, unless its name or the user says that it is one.
        asked = bool(options.suffix or options.file) or path.stem == key.rpartition("/")[2]
        if not (asked or hydrus.is_tag_list(text)):
            return None
        return Row(key, (", ".join(hydrus.read_tags(text, namespaces=options.namespaces)),), path.name)
    if options.format == "infotext":
        parsed = parse_infotext(text)
        return None if parsed is None else Row(key, (parsed.prompt,), path.name)
    return Row(key, (text,), path.name)


def _utf8(data: bytes, options: ImportOptions) -> bytes:
    """The bytes as UTF-8. Of a whole dataset only those files are in the named encoding that are not UTF-8 already."""
    if options.file is None:
        with contextlib.suppress(DecodingError):
            sidecar.decode(data)
            return data
    return to_utf8(data, options.encoding)


def _picture(path: Path, key: str) -> Row | None:
    """The prompt in a picture."""
    # Here, not above: an import that looks into no picture must not pay for Pillow.
    from tui_captioner.storage.images.pictures import embedded_text_of

    found = embedded_text_of(path)
    if found is None:
        return None
    parsed = parse_infotext(found.text)
    if parsed is not None:
        return Row(key, (parsed.prompt,), path.name)
    # Without settings only the generators' own field is sure to be a prompt; comments hold anything.
    prompt = found.text.partition(NEGATIVE)[0].strip()
    return Row(key, (prompt,), path.name) if found.where == "parameters" and prompt else None


def _below(session: Session, path: Path) -> str:
    return os.path.relpath(path, session.project.root)


def _why(error: CaptionerError | OSError, path: Path) -> str:
    if isinstance(error, OSError):
        return f"it can't be read: {error.strerror or error}"
    if isinstance(error, DecodingError):
        return f"it {error}"
    if isinstance(error, FormatError):
        return error.message
    return error.message.removeprefix(f"{path} ").removeprefix(f"{path.name} ")

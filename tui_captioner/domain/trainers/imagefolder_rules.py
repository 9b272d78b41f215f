"""Rules over metadata.jsonl and its like, as `datasets` reads them: for diffusers, and for finetrainers if it is there.

From `datasets` 5.2, packaged_modules/folder_based_builder, and finetrainers, data/dataset.py: initialize_dataset.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tui_captioner.domain.checks.finding import ERROR, WARNING, Finding
from tui_captioner.domain.trainers.findings import Check
from tui_captioner.domain.trainers.folder import Media
from tui_captioner.domain.trainers.imagefolder import METADATA, is_loaded_as_images, split_of
from tui_captioner.domain.trainers.metadata_rows import MetadataRows, read_rows
from tui_captioner.domain.trainers.target import Target

FINETRAINERS = ("metadata.json", "metadata.jsonl", "metadata.csv")
"""Any of these makes finetrainers read it in place of all caption files."""
_COLUMN = "caption"
"""The column that finetrainers wants."""


# --- diffusers --------------------------------------------------------------------------------------------------------


def imagefolder_findings(check: Check, target: Target) -> Iterator[Finding]:
    """What is wrong with the metadata files of a dataset for `load_dataset`."""
    mend = f"tui-captioner export {check.place} --to {target.export}"
    names = _metadata_names(check)
    if not names:
        message = "there is no metadata.jsonl: load_dataset reads no caption files beside images"
        yield Finding("needs-export", ERROR, message, mend)
    if not _has_configs(check):
        yield from _without_configs(check, mend)
    kinds = sorted({name.rpartition(".")[2] for name in names})
    if len(kinds) > 1:
        message = (
            f"{' and '.join(names)} are both there: load_dataset stops at metadata files of two kinds (ValueError)"
        )
        yield Finding("metadata-kinds", ERROR, message, "Delete the one that is out of date")
    elif names and names[0] in check.facts.contents:
        yield from _rows(check, names[0], mend)


def metadata_file(check: Check) -> str:
    """The metadata file of the dataset's own folder, empty if there is none; what is in a .parquet is not looked at."""
    return next((name for name in _metadata_names(check) if "/" not in name), "")


def _has_configs(check: Check) -> bool:
    return re.search(rb"(?m)^[ \t]*+configs:", check.facts.contents.get("README.md", b"")) is not None


def _metadata_names(check: Check) -> list[str]:
    """The metadata files that are loaded: those that the configs of README.md name, else all, of sub-folders too."""
    own = [name for name in METADATA if check.facts.has(name)]
    if not _has_configs(check):
        folders = sorted(folder for folder in check.facts.files if folder and not folder.startswith("."))
        return own + [
            f"{folder}/{name}" for folder in folders for name in METADATA if check.facts.has(f"{folder}/{name}")
        ]
    readme = check.facts.contents["README.md"]
    return [name for name in own if name.encode() in readme] or own


def _without_configs(check: Check, mend: str) -> Iterator[Finding]:
    """FORMATS, fact 10: without `configs` in README.md, datasets goes by the names."""
    facts = check.facts
    suffixes = frozenset() if check.target is None else check.target.media
    listed = {folder: names for folder, names in facts.files.items() if not folder.startswith(".")}
    files = [f"{folder}/{name}".lstrip("/") for folder, names in listed.items() for name in names if name[0] not in "."]
    if not is_loaded_as_images([*files, *(media.file for media in facts.media)], suffixes):
        message = "load_dataset loads the text files of this folder and no image, since README.md has no configs"
        yield Finding("text-builder", ERROR, message, mend)
    for media in facts.media:
        split = split_of(media.file)
        if split:
            message = (
                f"its path has a word that means the split '{split}': load_dataset loads only images with such a word, "
                "each into its split, unless README.md has configs"
            )
            yield Finding("split-word", ERROR, message, f"{mend}, which writes it; or rename", media.name)


def _rows(check: Check, file: str, mend: str) -> Iterator[Finding]:
    """FORMATS, table: rows decide; the types of the captions must not be mixed."""
    rows = read_rows(file, check.facts.contents[file])
    for number in rows.broken:
        message = f"line {number} of {file} is no row with a file_name: loading stops"
        yield Finding("metadata-row", ERROR, message, mend)
    for name in rows.outside:
        message = f"{file} names '{name}', which leads out of its folder: loading stops (ValueError)"
        yield Finding("metadata-row", ERROR, message, mend)
    kinds = {type(value) for value in rows.captions.values() if value is not None}
    if len(kinds) > 1:
        message = f"{file} has both texts and lists as captions: loading stops (ArrowInvalid)"
        yield Finding("metadata-types", ERROR, message, mend)
    yield from _against_images(check, rows, file, mend)


def _against_images(check: Check, rows: MetadataRows, file: str, mend: str) -> Iterator[Finding]:
    images = {media.file: media for media in check.facts.media}
    others = {media.file for media in (*check.facts.others, *check.facts.hidden)}
    for name in rows.captions:
        if name not in images and name not in others and not check.facts.has(name):
            message = f"{file} names '{name}', which is not there: training stops when it is opened"
            yield Finding("row-without-image", ERROR, message, mend)
        if rows.counts[name] > 1:
            message = (
                f"has {rows.counts[name]} rows in {file}: it is trained with the text of each, and with the last one's "
                "alone where rows are looked up by their name"
            )
            shown = images[name].name if name in images else name
            yield Finding("metadata-doubled", WARNING, message, f"Delete all but one of them, or {mend}", shown)
    for name, media in images.items():
        if name not in rows.captions and not media.is_mask and not _has_own_metadata(check, media):
            message = f"has no row in {file}: it is dropped without a word"
            yield Finding("image-without-row", ERROR, message, mend, media.name)
        elif name in rows.captions and not rows.captions[name]:
            message = f"has a row without a text in {file}: training stops (ValueError)"
            yield Finding("row-without-text", ERROR, message, mend, media.name)


def _has_own_metadata(check: Check, media: Media) -> bool:
    """Whether the sub-folder of an image has a metadata file, whose rows are not looked at."""
    return bool(media.folder) and any(check.facts.has(f"{media.folder}/{name}") for name in METADATA)


# --- finetrainers -----------------------------------------------------------------------------------------------------


def finetrainers_rows(check: Check) -> MetadataRows | None:
    """The rows that finetrainers reads in place of caption files; None where it reads those, or finds no captions."""
    names = [name for name in FINETRAINERS if check.facts.has(name)]
    if len(names) != 1 or names[0] not in check.facts.contents or names[0].endswith(".json"):
        return None
    rows = read_rows(names[0], check.facts.contents[names[0]], _COLUMN)
    return rows if _COLUMN in rows.columns else None


def finetrainers_findings(check: Check) -> Iterator[Finding]:
    """A metadata file, or an archive, makes finetrainers ignore every caption file."""
    names = [name for name in FINETRAINERS if check.facts.has(name)]
    mend = f"Move {' and '.join(names)} out of {check.place} while finetrainers trains on its .txt files"
    if len(names) > 1:
        message = f"{' and '.join(names)} are both there: finetrainers stops (ValueError)"
        yield Finding("metadata-switch", ERROR, message, mend)
    elif names and finetrainers_rows(check) is None:
        message = (
            f"{names[0]} is there: finetrainers then ignores every .txt file, and finds no column '{_COLUMN}' in it"
        )
        yield Finding("metadata-switch", ERROR, message, mend)
    elif not names:
        yield from _packed(check)
    else:
        rows = finetrainers_rows(check)
        for media in check.trained():
            if rows is not None and not rows.captions.get(media.file):
                message = f"has no caption in {names[0]}, which finetrainers reads in place of the .txt files"
                yield Finding("image-without-row", ERROR, message, mend, media.name)


def _packed(check: Check) -> Iterator[Finding]:
    """Since 2025 any archive or table below the folder makes it a WebDataset; `find_files` looks 100 levels deep."""
    files = (f"{folder}/{name}".lstrip("/") for folder, names in check.facts.files.items() for name in names)
    packed = sorted(file for file in files if file.endswith((".tar", ".parquet")))
    if packed:
        message = f"{packed[0]} is there: finetrainers takes the folder for a WebDataset and ignores every .txt file"
        mend = f"Move {packed[0]} out of {check.place} while finetrainers trains on its .txt files"
        yield Finding("metadata-switch", WARNING, message, mend)

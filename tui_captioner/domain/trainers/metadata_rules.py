"""Rules over the files that hold the captions of all images, and over caches that hold old ones."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from io import StringIO

from tui_captioner.domain.checks.finding import ERROR, WARNING, Finding
from tui_captioner.domain.trainers.findings import Check
from tui_captioner.domain.trainers.folder import Media
from tui_captioner.domain.trainers.imagefolder import METADATA, is_loaded_as_images, split_of
from tui_captioner.domain.trainers.target import CaptionSource, Target

_NULLS = frozenset({"", "NA", "N/A", "NULL", "None", "nan", "null"})
"""Values of a CSV that are read as no caption (FORMATS, section 6)."""
_CACHE = re.compile(r"(.+)_te(?:_outputs)?\.(?:npz|safetensors)$", re.DOTALL)


def metadata_findings(check: Check) -> Iterator[Finding]:
    """What is wrong with the metadata files that the trainer reads; nothing without a trainer."""
    target = check.target
    if target is None:
        return
    if target.captions is CaptionSource.METADATA:
        yield from _imagefolder(check, target)
    elif target.captions is CaptionSource.CAPTIONS_JSON:
        yield from _dreamlook(check, target)
    elif target.key == "diffusion-pipe" and "captions.json" in check.facts.contents:
        yield from _diffusion_pipe(check)


def captions_of_all(check: Check) -> Mapping[str, tuple[str, ...]] | None:
    """The captions of all images by their path, from the file that the trainer reads in place of sidecars.

    None where it reads sidecars, or there is no such file (yet) or none that can be read.
    """
    target, facts = check.target, check.facts
    if target is None:
        return None
    if target.captions is CaptionSource.METADATA:
        file = _metadata_file(check)
        if not file:
            return None
        rows, _ = _rows_of(file, facts.contents.get(file, b""))
    elif (target.captions is CaptionSource.CAPTIONS_JSON or target.key == "diffusion-pipe") and facts.has(
        "captions.json"
    ):
        rows, broken = _table(check, "")
        if broken:
            return None
    else:
        return None
    return {name: _texts(value) for name, value in rows.items()}


def _texts(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(text for text in values if isinstance(text, str))


def _export(target: Target) -> str:
    return f"tui-captioner export DATASET --to {target.export}"


# --- metadata.jsonl ---------------------------------------------------------------------------------------------------


def _imagefolder(check: Check, target: Target) -> Iterator[Finding]:
    facts, mend = check.facts, _export(target)
    file = _metadata_file(check)
    if not file:
        message = "there is no metadata.jsonl: load_dataset reads no caption files beside images"
        yield Finding("needs-export", ERROR, message, mend)
    if re.search(rb"(?m)^[ \t]*+configs:", facts.contents.get("README.md", b"")) is None:
        yield from _without_configs(check, mend)
    if file in facts.contents:
        yield from _rows(check, file, mend)


def _metadata_file(check: Check) -> str:
    """The metadata file of the dataset's own folder, empty if there is none; what is in a .parquet is not looked at."""
    return next((name for name in METADATA if check.facts.has(name)), "")


def _without_configs(check: Check, mend: str) -> Iterator[Finding]:
    """FORMATS, fact 10: without `configs` in README.md, datasets goes by the names."""
    facts = check.facts
    suffixes = frozenset() if check.target is None else check.target.media
    files = [f"{folder}/{name}".lstrip("/") for folder, names in facts.files.items() for name in names]
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
    rows, broken = _rows_of(file, check.facts.contents[file])
    for number in broken:
        message = f"line {number} of {file} is no row with a file_name: loading stops"
        yield Finding("metadata-row", ERROR, message, mend)
    kinds = {type(value) for value in rows.values() if value is not None}
    if len(kinds) > 1:
        message = f"{file} has both texts and lists as captions: loading stops (ArrowInvalid)"
        yield Finding("metadata-types", ERROR, message, mend)
    yield from _against_images(check, rows, file, mend)


def _rows_of(file: str, data: bytes) -> tuple[dict[str, object], list[int]]:
    """Captions by file name, and the numbers of the lines that are no rows."""
    if file.endswith(".csv"):
        return _rows_of_csv(data.decode("utf-8-sig", "replace"))
    rows: dict[str, object] = {}
    broken: list[int] = []
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            rows[row["file_name"]] = row.get("text")
        except (ValueError, TypeError, KeyError, AttributeError):
            broken.append(number)
    return rows, broken


def _rows_of_csv(text: str) -> tuple[dict[str, object], list[int]]:
    rows: dict[str, object] = {}
    broken: list[int] = []
    reader = csv.DictReader(StringIO(text, newline=""))
    try:
        for row in reader:
            value = row.get("text")
            if row.get("file_name"):
                rows[row["file_name"]] = None if value in _NULLS else value
            else:
                broken.append(reader.line_num)
    except csv.Error:
        broken.append(reader.line_num)
    return rows, broken


def _against_images(check: Check, rows: Mapping[str, object], file: str, mend: str) -> Iterator[Finding]:
    images = {media.file: media for media in check.facts.media}
    for name in rows:
        if name not in images and not check.facts.has(name):
            message = f"{file} names '{name}', which is not there: training stops when it is opened"
            yield Finding("row-without-image", ERROR, message, mend)
    for name, media in images.items():
        if name not in rows and not media.is_mask and not _has_own_metadata(check, media):
            message = f"has no row in {file}: it is dropped without a word"
            yield Finding("image-without-row", ERROR, message, mend, media.name)
        elif name in rows and not rows[name]:
            message = f"has a row without a text in {file}: training stops (ValueError)"
            yield Finding("row-without-text", ERROR, message, mend, media.name)


def _has_own_metadata(check: Check, media: Media) -> bool:
    """Whether the sub-folder of an image has a metadata file, whose rows are not looked at."""
    return bool(media.folder) and any(check.facts.has(f"{media.folder}/{name}") for name in METADATA)


# --- captions.json ----------------------------------------------------------------------------------------------------


def _table(check: Check, mend: str) -> tuple[dict[str, object], list[Finding]]:
    try:
        table = json.loads(check.facts.contents["captions.json"])
    except ValueError:
        table = None
    if isinstance(table, dict):
        return table, []
    message = "captions.json is no JSON object of file names and captions"
    return {}, [Finding("captions-json", ERROR, message, mend)]


def _diffusion_pipe(check: Check) -> Iterator[Finding]:
    """FORMATS, fact 11: lists are asserted, and all .txt are ignored."""
    mend = "tui-captioner export DATASET --to captions-json, or delete it so that the .txt files count"
    message = "there is a captions.json: diffusion-pipe ignores every .txt file"
    yield Finding("captions-json", WARNING, message, mend)
    table, broken = _table(check, mend)
    yield from broken
    for name, value in table.items():
        if not isinstance(value, list):
            message = "its caption in captions.json is no list: diffusion-pipe stops (AssertionError)"
            yield Finding("captions-json-string", ERROR, message, mend, name)
    for media in check.facts.media if table else ():
        if not media.folder and media.file not in table:
            message = "is not in captions.json, so it has no caption there"
            yield Finding("image-without-row", ERROR, message, mend, media.name)


def _dreamlook(check: Check, target: Target) -> Iterator[Finding]:
    mend = _export(target)
    if "captions.json" not in check.facts.contents:
        message = "there is no captions.json: dreamlook.ai reads no caption files beside images"
        yield Finding("needs-export", ERROR, message, mend)
        return
    table, broken = _table(check, mend)
    yield from broken
    if broken:
        return
    images = {media.file: media for media in check.trained()}
    for name in table:
        if name not in images:
            message = f"captions.json names '{name}', which is no image of this folder"
            yield Finding("row-without-image", ERROR, message, mend)
    for name, media in images.items():
        if name not in table:
            message = "is not in captions.json: dreamlook.ai falls back to instance_prompt"
            yield Finding("image-without-row", ERROR, message, mend, media.name)


# --- caches -----------------------------------------------------------------------------------------------------------


def cache_findings(check: Check, changed: Callable[[Media], float | None]) -> Iterator[Finding]:
    """Caches of text encoders beside the images: trained on in place of the captions (FORMATS, sd-scripts specifics).

    Args:
        check: What the rules look at.
        changed: When the caption of an image was last changed, in seconds; None if there is none.
    """
    if check.target is None or not check.target.caches:
        return
    images = {media.stem: media for media in check.facts.media}
    for cache, time in check.facts.caches.items():
        media = images.get(_stem_of_cache(cache, images))
        if media is None:
            continue
        base, since = cache.rpartition("/")[2], changed(media)
        if since is not None and since > time:
            message = f"{base} is older than its caption: {check.title} goes on training the old text"
            yield Finding("stale-cache", ERROR, message, "Delete the file; it is made anew", media.name)
        else:
            message = f"{base} keeps the text that was cached: {check.title} does not look whether the caption changes"
            yield Finding("text-cache", WARNING, message, "Delete it after editing captions", media.name)


def _stem_of_cache(cache: str, images: Mapping[str, Media]) -> str:
    """The stem that a cache belongs to: its name ends in `_te`, after up to two words for the model."""
    found = _CACHE.fullmatch(cache)
    stem = found.group(1) if found else ""
    for _ in range(3):
        if stem in images:
            return stem
        stem = stem.rpartition("_")[0]
    return ""

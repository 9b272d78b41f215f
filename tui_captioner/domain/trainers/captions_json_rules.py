"""Rules over captions.json, which diffusion-pipe and dreamlook.ai read, and over the archives of diffusion-pipe."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from tui_captioner.domain.checks.finding import ERROR, WARNING, Finding
from tui_captioner.domain.trainers.findings import Check
from tui_captioner.domain.trainers.folder import Media
from tui_captioner.domain.trainers.reading import decoded
from tui_captioner.domain.trainers.target import Target

CAPTIONS = "captions.json"


def captions_table(check: Check, folder: str = "") -> dict[str, object] | None:
    """What captions.json says by image; None where there is none, or it is no JSON object that Python reads.

    `json.load` stops at a BOM, and takes the last of several entries for one key.

    Args:
        check: What the rules look at.
        folder: The folder that it lies in.
    """
    text = decoded(check.facts.contents.get(_in(folder), b""))
    try:
        table = json.loads(text) if text is not None else None
    except (ValueError, RecursionError):
        return None
    return table if isinstance(table, dict) else None


def captions_tables(check: Check) -> dict[str, dict[str, object]]:
    """The captions.json of each folder that diffusion-pipe takes images from, by the folder; those that can be read."""
    folders = sorted({"", *(media.folder for media in check.trained())})
    found = {folder: captions_table(check, folder) for folder in folders}
    return {folder: table for folder, table in found.items() if table is not None}


def _in(folder: str, name: str = CAPTIONS) -> str:
    return f"{folder}/{name}" if folder else name


def _broken(check: Check, mend: str, folder: str = "") -> Iterator[Finding]:
    file = _in(folder)
    if file not in check.facts.contents:
        return
    if captions_table(check, folder) is None:
        message = f"{file} is no JSON object of file names and captions in UTF-8 without BOM: {check.title} stops"
        yield Finding("captions-json", ERROR, message, mend)
        return
    for name in _doubled(check.facts.contents[file]):
        message = f"has several entries in {file}: {check.title} takes the last one"
        mend = f"Make one of them, with a list of captions; or {mend}"
        yield Finding("metadata-doubled", WARNING, message, mend, _in(folder, name))


def _doubled(data: bytes) -> list[str]:
    """Keys that stand in the outermost object more than once."""
    outermost: list[list[tuple[str, object]]] = [[]]

    def noted(pairs: list[tuple[str, object]]) -> dict[str, object]:
        outermost[0] = pairs  # the outermost object is done last
        return dict(pairs)

    json.loads(data, object_pairs_hook=noted)
    counts = Counter(key for key, _ in outermost[0])
    return [key for key, count in counts.items() if count > 1]


def diffusion_pipe_findings(check: Check) -> Iterator[Finding]:
    """FORMATS, fact 11: lists are asserted, and all .txt are ignored; members of archives go by their own names."""
    folders: dict[str, list[Media]] = {"": []}
    for media in check.trained():
        folders.setdefault(media.folder, []).append(media)
    for folder in sorted(folders):
        yield from _of_folder(check, folder, folders[folder])
    yield from _archives(check, captions_table(check) or {})


def _of_folder(check: Check, folder: str, own: Sequence[Media]) -> Iterator[Finding]:
    file, table = _in(folder), captions_table(check, folder)
    mend = f"tui-captioner export {check.place} --to captions-json, or delete {file} so that the .txt files count"
    yield from _broken(check, mend, folder)
    for name, value in (table or {}).items():
        if value is not None and not isinstance(value, list):
            message = f"its caption in {file} is no list: diffusion-pipe stops (AssertionError)"
            yield Finding("captions-json-string", ERROR, message, mend, _in(folder, name))
        elif isinstance(value, list) and not (value and all(isinstance(text, str) for text in value)):
            message = f"its list in {file} is empty, or holds what is no text: diffusion-pipe stops at it"
            yield Finding("captions-json-string", ERROR, message, mend, _in(folder, name))
    for media in own if table is not None else ():
        is_there = table is not None and table.get(media.file.rpartition("/")[2]) is not None
        if not media.is_mask and not is_there:
            message = f"is not in {file}, so it has no caption there: diffusion-pipe leaves it out"
            yield Finding("image-without-row", ERROR, message, mend, media.name)


def _archives(check: Check, table: dict[str, object]) -> Iterator[Finding]:
    for archive, members in sorted(check.facts.archives.items()):
        if members is None:
            message = f"{archive} can't be read as a tar archive without compression: diffusion-pipe stops at it"
            yield Finding("archive", ERROR, message, "Pack it with tar cf, without z, j or J", archive)
            continue
        missing = [name for name in members if name not in table]
        if missing:
            some = f"{missing[0]}" + (f" and {len(missing) - 1} more" if len(missing) > 1 else "")
            message = f"{some} in it have no entry in {CAPTIONS}, by which alone their captions are found: left out"
            mend = f'Add {{"{missing[0]}": ["caption"]}} and so on to {check.shown_path(CAPTIONS)}'
            yield Finding("archive", ERROR, message, mend, archive)


def dreamlook_findings(check: Check, target: Target) -> Iterator[Finding]:
    """dreamlook.ai reads no sidecars."""
    mend = f"tui-captioner export {check.place} --to {target.export}"
    if CAPTIONS not in check.facts.contents:
        message = f"there is no {CAPTIONS}: dreamlook.ai reads no caption files beside images"
        yield Finding("needs-export", ERROR, message, mend)
        return
    yield from _broken(check, mend)
    table = captions_table(check)
    if table is None:
        return
    images = {media.file: media for media in check.trained()}
    for name in table:
        if name not in images:
            message = f"{CAPTIONS} names '{name}', which is no image of this folder"
            yield Finding("row-without-image", ERROR, message, mend)
    for name, media in images.items():
        if name not in table:
            message = f"is not in {CAPTIONS}: dreamlook.ai falls back to instance_prompt"
            yield Finding("image-without-row", ERROR, message, mend, media.name)

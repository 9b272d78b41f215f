"""Rules over files that are not listed as images here and that a trainer opens all the same.

Hidden files, macOS's fork files (`._a.png`), folders of the system, pictures of kinds that are no training images, and
links to folders.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tui_captioner.domain.checks.finding import ERROR, WARNING, Finding
from tui_captioner.domain.trainers.findings import Check
from tui_captioner.domain.trainers.folder import Media, takes_case, takes_suffix
from tui_captioner.domain.trainers.reading import decoded
from tui_captioner.domain.trainers.suffixes import OPENED, SOUNDS
from tui_captioner.domain.trainers.target import Target

_FORBIDDEN = frozenset({".Spotlight-V100", ".Trashes", ".fseventsd", ".TemporaryItems", ".zfs", ".ipynb_checkpoints"})
"""Folders that SimpleTuner leaves out (helpers/data_backend/local.py: list_files)."""
_OUT = "Delete it, or move it out of the dataset"


def hidden_findings(check: Check) -> Iterator[Finding]:
    """What the trainer would find that is not listed here; nothing without a trainer."""
    if check.target is not None:
        for rule in (_hidden, _system, _others, _links):
            yield from rule(check, check.target)


def _has_caption(check: Check, media: Media) -> bool:
    return check.facts.has(f"{media.stem}.txt")


def _parts(media: Media) -> list[str]:
    return media.folder.split("/") if media.folder else []


def _hidden(check: Check, target: Target) -> Iterator[Finding]:
    for media in check.facts.hidden:
        if not takes_suffix(target, media) or not takes_case(target, media):
            continue
        does = _does_with_hidden(check, target, media)
        if does:
            base = media.file.rpartition("/")[2]
            what = "is a fork file of macOS" if base.startswith("._") else "is hidden"
            what = what if base.startswith(".") else "lies in a hidden folder"
            yield Finding("hidden-image", ERROR, f"{what} and no image here: {target.title} {does}", _OUT, media.name)


def _does_with_hidden(check: Check, target: Target, media: Media) -> str:
    """What a trainer does with a hidden image; empty where it passes over it."""
    captioned = _has_caption(check, media)
    if target.key == "simpletuner" and not set(_parts(media)) & _FORBIDDEN:
        return "trains on it all the same" if captioned else "takes it all the same and stops: it has no caption"
    if target.key == "onetrainer" and not any(part.startswith(".") for part in _parts(media)):
        unless = " with include_subdirectories" if media.folder else ""
        return f"trains on it all the same{unless}, or stops if it can't be opened"
    if media.folder or not captioned:
        return ""
    if target.key == "finetrainers":
        return "trains on it all the same, since its caption is there too"
    if target.key == "diffusion-pipe":
        return _does_diffusion_pipe(check, media)
    return ""


def _does_diffusion_pipe(check: Check, media: Media) -> str:
    """It reads the caption before it opens the picture, and leaves out what it can't open."""
    data = check.facts.contents.get(f"{media.stem}.txt")
    if data is not None and decoded(data) is None:
        return "reads its caption, which is no UTF-8, and loses the whole dataset"
    head = check.facts.heads.get(media.file)
    if head is not None and head.problem:
        return ""
    return "trains on it all the same, since its caption is there too"


def _system(check: Check, target: Target) -> Iterator[Finding]:
    counts: Counter[str] = Counter()
    for media in check.facts.system:
        if takes_suffix(target, media) and _looks_into(target, media):
            counts[media.name.rpartition("/")[0]] += 1
    for folder, count in sorted(counts.items()):
        what = f"is a folder of the system with {count} picture{'s' if count > 1 else ''} in it, not listed here"
        if target.key == "onetrainer":
            does, severity = "OneTrainer trains on them with include_subdirectories", WARNING
        else:
            does, severity = f"{target.title} looks into it and {target.missing}", ERROR
        yield Finding("system-folder", severity, f"{what}: {does}", "Move it out of the dataset", folder)


def _looks_into(target: Target, media: Media) -> bool:
    hidden = any(part.startswith(".") for part in _parts(media))
    if target.key == "ai-toolkit":
        return not hidden and not media.file.rpartition("/")[2].startswith(".")
    if target.key == "onetrainer":
        return not hidden
    return target.key == "simpletuner" and not set(_parts(media)) & _FORBIDDEN


def _others(check: Check, target: Target) -> Iterator[Finding]:
    """Files that are no images here, by their suffix, and that the trainer opens."""
    for media in check.facts.others:
        captioned, suffix = _has_caption(check, media), media.suffix.lower()
        opened = target.media | SOUNDS if target.key == "simpletuner" else OPENED
        if suffix not in opened or target.key not in ("simpletuner", "diffusion-pipe"):
            continue
        if target.key == "diffusion-pipe" and (media.folder or not captioned):
            continue
        kind = "sound" if suffix in SOUNDS else "an image"
        if not captioned:
            does = f"SimpleTuner takes {suffix} for {kind} and stops at its start, since it has no caption"
            yield Finding("foreign-media", ERROR, f"is no image here: {does} (FileNotFoundError)", _OUT, media.name)
        else:
            does = f"{target.title} takes {suffix} for {kind} and trains on it, with its caption"
            yield Finding("foreign-media", WARNING, f"is no image here: {does}", _OUT, media.name)


def _links(check: Check, target: Target) -> Iterator[Finding]:
    does = {
        "simpletuner": "SimpleTuner follows it and trains on what is there",
        "onetrainer": "OneTrainer follows it with include_subdirectories and trains on what is there",
    }.get(target.key)
    for name in check.facts.linked if does else ():
        message = f"is a link to a folder: {does}; it is not listed here"
        yield Finding("linked-folder", WARNING, message, "Name that folder as a dataset of its own", name)

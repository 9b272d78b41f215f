"""Entries of trainers that read a folder with all its sub-folders: never one and another inside of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tui_captioner.domain.trainers.settings.facts import SettingsFacts, TrainedFolder


def outermost(folders: Iterable[TrainedFolder]) -> tuple[TrainedFolder, ...]:
    """The folders that hold all others, each with the numbers of those in it."""
    found: list[TrainedFolder] = []
    for folder in sorted(folders, key=lambda folder: folder.path.rstrip("/").split("/")):
        if found and found[-1].holds(folder):
            found[-1] = _with(found[-1], folder)
        else:
            found.append(folder)
    return tuple(found)


def entries_with_sub_folders(facts: SettingsFacts, *, kinds_apart: bool = False) -> tuple[TrainedFolder, ...]:
    """The folders to name: the dataset itself where all counts once, else the outermost ones.

    Args:
        facts: The dataset.
        kinds_apart: Whether pictures and videos must not be read together.
    """
    found = outermost(facts.counted)
    is_mixed = any(folder.images for folder in found) and any(folder.videos for folder in found)
    all_taken = len(facts.counted) == len(facts.folders)
    if len(found) < 2 or facts.has_repeats or not all_taken or (kinds_apart and is_mixed):
        return found
    whole = TrainedFolder(facts.root)
    for folder in found:
        whole = _with(whole, folder)
    return (whole,)


def _with(outer: TrainedFolder, inner: TrainedFolder) -> TrainedFolder:
    return replace(outer, images=outer.images + inner.images, videos=outer.videos + inner.videos)


def uneven_said(facts: SettingsFacts, entries: Iterable[TrainedFolder]) -> list[str]:
    """What is said of folders whose repeats get lost, as they lie in one that is read with all its sub-folders."""
    lost = [
        (inner, outer)
        for outer in entries
        for inner in facts.folders
        if outer.holds(inner) and inner.repeats != outer.repeats
    ]
    if not lost:
        return []
    inner, outer = lost[0]
    more = f" and {len(lost) - 1} more" if len(lost) > 1 else ""
    return [
        f"{inner.shown}{more} counts as often as {outer.shown}, which is read with its sub-folders; for repeats of "
        "its own move the images beside it into a folder of their own"
    ]

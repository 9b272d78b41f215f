"""Exports that are archives of images and captions, next to the dataset; never whole in memory."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from tui_captioner.formats import civitai, webdataset
from tui_captioner.formats.packing import Packed, trouble_with
from tui_captioner.formats.rows import Row
from tui_captioner.services.exporting.export_plan import ExportError, ExportPlan, Item, WrongExportError, is_utf8
from tui_captioner.services.exporting.export_targets import (
    beside,
    check_free,
    file_target,
    said,
)
from tui_captioner.storage.files.archives import StagedFiles

_UNSAFE = re.compile(r"[^\w-]+")


def write_webdataset(plan: ExportPlan) -> None:
    """One tar, or as many as the shard size makes, numbered from 0."""
    if plan.options.shard_size < 0:
        raise WrongExportError("--shard-size must not be below 0", "It is the number of images per tar")
    target = file_target(plan, beside(plan, ".tar"), inside=False)
    members = members_of(plan, one_dot=True)
    suffixes = sorted({name.rpartition(".")[2] for name in members.values()})
    if len(suffixes) > 1:
        said_ = ", ".join(suffixes)
        plan.report.warnings.append(f"the images are of several kinds ({said_}); Hugging Face's loader takes one kind")
    shards = _shards(plan, target)
    items = plan.told(iter(plan.items))
    with StagedFiles() as staged:
        for path, size in shards:
            packed = (packed_as(item, members[item.image.name]) for item in islice(items, size))
            with said(path):
                for _ in webdataset.write(packed, staged.add(path), lists=plan.options.alternatives != "first"):
                    pass
        with said(target):
            staged.commit()
    plan.report.paths.extend(path for path, _ in shards)
    plan.count()


def _shards(plan: ExportPlan, target: Path) -> list[tuple[Path, int]]:
    """The tars and how many images each gets; refuses where tars of an earlier export would stay among them."""
    total, size = len(plan.items), plan.options.shard_size
    if not size:
        check_free(plan, [target])
        return [(target, total)]
    ending = target.suffix or ".tar"
    stem = target.name.removesuffix(ending)
    paths = [target.with_name(f"{stem}-{number:06d}{ending}") for number in range(-(-total // size))]
    pattern = re.compile(rf"{re.escape(stem)}-\d{{6}}{re.escape(ending)}")
    there = {path for path in target.parent.iterdir() if pattern.fullmatch(path.name)}
    check_free(plan, sorted(there.intersection(paths)))
    stale = sorted(there.difference(paths))
    if stale:
        raise ExportError(
            f"{stale[0]} is of an earlier export and would be read with the new ones; nothing was written",
            "Take it away, or write elsewhere with -o PATH",
        )
    return [(path, size) for path in paths]


def write_civitai(plan: ExportPlan) -> None:
    """A zip for Civitai."""
    target = file_target(plan, beside(plan, "_civitai.zip"), inside=False)
    check_free(plan, [target])
    if len(plan.items) > civitai.MOST:
        raise ExportError(
            f"{len(plan.items)} images are more than the {civitai.MOST} that Civitai takes", "Choose some with --state"
        )
    members = members_of(plan, one_dot=False)
    packed = (packed_as(item, members[item.image.name]) for item in plan.told(iter(plan.items)))
    with StagedFiles() as staged, said(target):
        for _ in civitai.write(packed, staged.add(target)):
            pass
        staged.commit()
    plan.report.paths.append(target)
    plan.count()


def packed_as(item: Item, member: str) -> Packed:
    """An image on its way into an archive, under the name of a member."""
    captions = tuple(caption for caption in item.captions if caption)
    row = Row(member, captions, "", {"file_name": item.image.name})
    return Packed(row, item.image.path.stat().st_size, lambda: item.image.path.open("rb"))


# --- names of members -------------------------------------------------------------------------------------------------


def members_of(plan: ExportPlan, *, one_dot: bool) -> Mapping[str, str]:
    """The name in the archive by image.

    Raises:
        ExportError: If a name can't stand there, or two share their `.txt`, and they are not to be renamed.
    """
    wrong = dict(_wrong_names(plan.items, one_dot=one_dot))
    if wrong and not plan.options.rename:
        name, reason = next(iter(wrong.items()))
        more = f" ({len(wrong)} images have such names)" if len(wrong) > 1 else ""
        raise ExportError(f"{name} {reason}{more}", "Rename it, or let --rename give it another name in the archive")
    names: dict[str, str] = {}
    taken: set[str] = set()
    for item in sorted(plan.items, key=lambda item: item.image.name in wrong):
        stem, suffix = _split(item)
        if item.image.name in wrong:
            stem = _free(_safe(stem), taken)
        taken.add(_folded(stem))
        names[item.image.name] = f"{stem}.{suffix.lower() if one_dot else suffix}"
    return names


def _wrong_names(items: list[Item], *, one_dot: bool) -> Iterator[tuple[str, str]]:
    stems = Counter(_folded(_split(item)[0]) for item in items)
    for item in items:
        stem, _ = _split(item)
        trouble = trouble_with(item.image.file) if is_utf8(item.image.file) else "is not UTF-8"
        if trouble:
            yield item.image.name, trouble
        elif one_dot and "." in stem.rpartition("/")[2]:
            yield item.image.name, "has a dot before that of its suffix, which a loader takes for the kind"
        elif not stem.rpartition("/")[2]:
            yield item.image.name, "has nothing before its suffix"
        elif stems[_folded(stem)] > 1:
            yield item.image.name, "has the same name up to the suffix as another image, so they would share a caption"


def _split(item: Item) -> tuple[str, str]:
    stem, _, suffix = item.image.file.rpartition(".")
    return stem, suffix


def _folded(stem: str) -> str:
    return unicodedata.normalize("NFC", stem).casefold()


def _safe(stem: str) -> str:
    return "/".join(_UNSAFE.sub("_", part.encode(errors="replace").decode()) or "_" for part in stem.split("/"))


def _free(stem: str, taken: set[str]) -> str:
    """The stem, with a number behind it if it is taken."""
    number, free = 1, stem
    while _folded(free) in taken:
        number += 1
        free = f"{stem}_{number}"
    return free

"""Sidecars as an export: those not yet written in the dataset, or all of them in another folder."""

from __future__ import annotations

import os
import unicodedata
from collections import defaultdict
from pathlib import Path

from tui_captioner.domain.dialects import suffix_for
from tui_captioner.domain.trainers.settings.facts import numbered_suffix
from tui_captioner.formats import sidecar
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.exporting.export_plan import ExportError, ExportPlan, Item, Skipped, WrongExportError
from tui_captioner.services.exporting.export_targets import check_free, check_images, folder_target, images_put, said
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.services.side_by_side import side_by_side_of
from tui_captioner.storage.dataset.mounts import syncs_as_a_whole
from tui_captioner.storage.dataset.scan import PROJECT_FOLDER
from tui_captioner.storage.files.staged_folder import StagedFolder

SUFFIX = ".txt"
"""Whatever the dataset has: this one is what every trainer reads."""


def write_sidecars(plan: ExportPlan) -> None:
    """A `.txt` for each image in another folder, in the sub-folders that the images are in."""
    folder = folder_target(plan)
    if folder is None:
        raise WrongExportError(
            "The sidecars of the dataset itself need no choice of images", "Name a folder with -o FOLDER"
        )
    _no_twins(plan.items)
    mode = plan.options.images or "none"
    wanted = _files_each(plan, folder) if plan.options.files else _one_file_each(plan, folder)
    wanted |= _in_dialects(plan, folder)
    with said(folder):
        if plan.options.lines:
            wanted |= _said_of_lines(plan, folder)
        changed = {path: data for path, data in wanted.items() if not _holds(path, data)}
        check_free(plan, changed)
        missing = [] if mode == "none" else check_images(plan, folder)
    with said(folder), StagedFolder(folder, together=syncs_as_a_whole(folder)) as staged:
        for count, (path, data) in enumerate(changed.items(), len(plan.items) - len(changed) + 1):
            with said(path):
                staged.write(path, data)
            plan.tell(count)
        with images_put(missing, folder, link=mode == "link"):
            staged.commit()
    plan.report.paths.append(folder)
    plan.count()
    _warn_of_suffixes(plan)


def _said_of_lines(plan: ExportPlan, folder: Path) -> dict[Path, bytes]:
    """Settings for the new folder that say what its lines are, so that they are read and checked as that."""
    path = folder / PROJECT_FOLDER / "project.toml"
    several = any(len(item.captions) > 1 for item in plan.items)
    return {path: b'[input]\nlines = "captions"\n'} if several and not path.exists() else {}


def _one_file_each(plan: ExportPlan, folder: Path) -> dict[Path, bytes]:
    return {folder / (item.image.file.rpartition(".")[0] + SUFFIX): _bytes(plan, item) for item in plan.items}


def _in_dialects(plan: ExportPlan, folder: Path) -> dict[Path, bytes]:
    """A file for each dialect of each image; for a trainer that reads `.txt` alone it is in place of the caption."""
    suffixes = {name: suffix_for(name, plan.options.trainer) for name in plan.options.dialects}
    return {
        folder / (item.image.file.rpartition(".")[0] + suffixes[name]): sidecar.encode(text)
        for item in plan.items
        for name, text in item.beside.items()
        if text
    }


def _files_each(plan: ExportPlan, folder: Path) -> dict[Path, bytes]:
    """As many files for each image as captions of the one that has most: a.txt, a.2.txt, ...

    ai-toolkit reads those of one suffix for all images of an entry, and trains on an empty text where there is none,
    so the captions of the others come again, in turn.
    """
    most = max(len(item.captions) for item in plan.items)
    fewer = sum(len(item.captions) < most for item in plan.items)
    wanted: dict[Path, bytes] = {}
    for item in plan.items:
        stem = item.image.file.rpartition(".")[0]
        for number in range(most):
            path = folder / (stem + numbered_suffix(number + 1))
            if path in wanted:
                raise ExportError(f"{path.name} would be a caption of two images", "Rename one of them")
            wanted[path] = sidecar.encode(item.captions[number % len(item.captions)] or " ")
    if fewer:
        plan.report.warnings.append(f"{fewer} of the images have fewer than {most} captions: theirs come again in turn")
    return wanted


def _no_twins(items: list[Item]) -> None:
    stems: dict[str, list[str]] = defaultdict(list)
    for item in items:
        stem = item.image.file.rpartition(".")[0]
        stems[unicodedata.normalize("NFC", stem).casefold()].append(item.image.name)
    twins = [names for names in stems.values() if len(names) > 1]
    if twins:
        raise ExportError(
            f"{' and '.join(twins[0])} would share one sidecar ({len(twins)} such groups)", "Rename all but one of each"
        )


def _bytes(plan: ExportPlan, item: Item) -> bytes:
    """One line, or a line per caption; a blank for none, since trainers stop at a file of no bytes."""
    if plan.options.lines:
        return sidecar.encode("\n".join(line for line in map(str.strip, item.captions) if line) or " ")
    return sidecar.encode(item.captions[0] or " ")


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data


def _warn_of_suffixes(plan: ExportPlan) -> None:
    mixed = [item.image.name for item in plan.items if _mixed(item.image.path.suffix)]
    if mixed:
        plan.report.warnings.append(
            f"sd-scripts and musubi-tuner pass over suffixes of mixed case: {', '.join(mixed[:3])}"
            + (" ..." if len(mixed) > 3 else "")
        )


def _mixed(suffix: str) -> bool:
    return suffix not in (suffix.lower(), suffix.upper())


# --- in the dataset itself --------------------------------------------------------------------------------------------


def write_pending(plan: ExportPlan) -> None:
    """Write the sidecars in the dataset that could not be written yet; all others stay as they are.

    Raises:
        ReadOnlyError: If the dataset can't be written.
    """
    session = plan.session
    database = session.project.database
    if database is None:
        return
    session.project.ensure()
    pending = [name for name in database.pending() if name in session.project.images]
    for progress in session.finish_interrupted():
        plan.progress(progress.done, progress.total)
    left = set(database.pending())
    written = [name for name in pending if name not in left]
    plan.report.paths.extend(session.image(name).sidecar for name in written)
    plan.report.images += len(written)
    plan.report.captions += sum(1 for name in written if session.caption_text(session.unplaced(name).record.caption))
    for name in session.names:
        reason = _unwritten(session, name)
        if reason:
            plan.report.skipped.append(Skipped(name, reason, trouble=True))


def write_beside(plan: ExportPlan) -> None:
    """Bring the files in other dialects of all images to what the captions say, those of untouched captions too.

    `write_pending` tells of those that are left.

    Raises:
        ReadOnlyError: If the dataset can't be written.
    """
    session = plan.session
    session.project.ensure()
    finish(catalogue_of(session).fill_kept())
    beside = side_by_side_of(session)
    for count, _ in enumerate(beside.write(session.names, force=plan.options.force), 1):
        plan.progress(min(count, len(session.names)), len(session.names))
    plan.report.paths.extend(beside.paths)
    plan.report.images += len(beside.written)
    plan.report.captions += len(beside.paths)


def _unwritten(session: Session, name: str) -> str:
    """Why the sidecar of an image is not as the caption says; empty if it is."""
    if session.conflict(name) is not None:
        return "its sidecar was changed outside; open it in the composer to choose"
    return session.save_state(name)


def is_in_place(root: Path, output: Path | None) -> bool:
    """Whether sidecars are to go where the images are."""
    return output is None or os.path.realpath(output) == os.path.realpath(root)

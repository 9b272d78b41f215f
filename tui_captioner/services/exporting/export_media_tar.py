"""diffusion-pipe's own way for many images: folders that hold a tar and a captions.json, nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tui_captioner.domain.trainers.settings.facts import repeats_of
from tui_captioner.formats import captions_json, media_tar
from tui_captioner.formats.rows import Row
from tui_captioner.services.exporting.export_archives import members_of, packed_as
from tui_captioner.services.exporting.export_plan import ExportError, ExportPlan, Item, WrongExportError
from tui_captioner.services.exporting.export_targets import beside, check_free, folder_made, folder_target, said
from tui_captioner.storage.files.archives import StagedFiles


@dataclass(frozen=True, slots=True)
class TarFolder:
    """A folder that gets a tar.

    Args:
        path: The folder.
        repeats: How often its images count.
        items: The images in the tar.
    """

    path: Path
    repeats: int
    items: list[Item]


def tar_folders(plan: ExportPlan, base: Path) -> list[TarFolder]:
    """The folders that an export makes: one, or where folders count differently by their names one for each.

    Args:
        plan: The export.
        base: The folder that all of them go into.
    """
    by_top: dict[str, list[Item]] = {}
    for item in plan.items:
        top, slash, _ = item.image.file.partition("/")
        by_top.setdefault(top if slash else "", []).append(item)
    repeats = {top: repeats_of(top) for top in by_top}
    if len(set(repeats.values())) == 1:
        return [TarFolder(base, next(iter(repeats.values())), plan.items)]
    return [TarFolder(base / (top or _root_name(by_top)), repeats[top], by_top[top]) for top in sorted(by_top)]


def _root_name(tops: Mapping[str, object]) -> str:
    """What the folder is called for images that lie in the dataset itself."""
    name = "images"
    while name in tops:
        name = f"{name}_"
    return name


def write_diffusion_pipe(plan: ExportPlan) -> None:
    """A tar of the images with a captions.json that goes by its members, in a folder of their own.

    There is nothing else in it: the trainer takes every other file for an image.
    """
    base = folder_target(plan)
    if base is None and plan.options.output is not None:
        raise WrongExportError(f"{plan.options.output} is the dataset itself", "Name a folder elsewhere with -o FOLDER")
    base = base or beside(plan, "_diffusion-pipe")
    members = members_of(plan, one_dot=False)
    folders = tar_folders(plan, base)
    files = {folder.path: (_tar_in(plan, folder), folder.path / captions_json.FILE_NAME) for folder in folders}
    for path, own in files.items():
        _check_alone(path, own)
    check_free(plan, [file for own in files.values() for file in own])
    with ExitStack() as made:
        for path in dict.fromkeys([base, *files]):
            made.enter_context(folder_made(path))
        _write(plan, folders, files, members)
    plan.report.paths.extend(file for own in files.values() for file in own)
    plan.count()


def _tar_in(plan: ExportPlan, folder: TarFolder) -> Path:
    return folder.path / f"{plan.root.name or 'dataset'}.tar"


def _check_alone(path: Path, own: tuple[Path, Path]) -> None:
    """Folders in it, such as those that the trainer makes for its cache, are none of its images."""
    others = sorted(file for file in path.iterdir() if file.is_file() and file not in own) if path.is_dir() else []
    if others:
        raise ExportError(
            f"{others[0]} is there already, and diffusion-pipe would take it for an image", "Name an empty folder"
        )


def _write(
    plan: ExportPlan,
    folders: Iterable[TarFolder],
    files: Mapping[Path, tuple[Path, Path]],
    members: Mapping[str, str],
) -> None:
    written = 0
    with StagedFiles() as staged:
        for folder in folders:
            tar, table = files[folder.path]
            packed = (packed_as(item, members[item.image.name]) for item in folder.items)
            with said(tar):
                for _ in media_tar.write(packed, staged.add(tar)):
                    written += 1
                    plan.tell(written)
                rows = [Row(members[item.image.name], item.captions) for item in folder.items]
                staged.write(table, captions_json.write(rows, members=True))
        with said(plan.root):
            staged.commit()

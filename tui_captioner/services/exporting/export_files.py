"""Exports that are text files beside or in the dataset, and Hugging Face's folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.formats import captions_json, hf_metadata, kohya, musubi, plain_csv, slots_jsonl
from tui_captioner.formats.rows import Row
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.exporting.export_plan import (
    NO_CAPTION,
    ExportError,
    ExportPlan,
    Item,
    Skipped,
    WrongExportError,
)
from tui_captioner.services.exporting.export_targets import (
    beside,
    check_free,
    check_images,
    file_target,
    folder_made,
    folder_target,
    images_put,
    said,
)
from tui_captioner.services.exporting.slots_rows import header_of, row_of
from tui_captioner.services.session.jobs import finish
from tui_captioner.storage.files.archives import StagedFiles
from tui_captioner.storage.files.regular_files import read_regular

RowOf = Callable[[Item], Row]


def write_captions_json(plan: ExportPlan) -> None:
    """captions.json in the dataset, by bare names."""
    target = file_target(plan, plan.root / captions_json.FILE_NAME)
    check_free(plan, [target])
    doubles = [name for name, count in Counter(map(_bare, plan.items)).items() if count > 1]
    if doubles:
        raise ExportError(
            f"{len(doubles)} names stand in more than one folder: {', '.join(doubles[:3])}",
            "captions.json goes by bare names: rename them, or export each folder by itself",
        )
    _write(plan, [(target, captions_json.write(_rows(plan, lambda item: Row(_bare(item), item.captions))))])
    plan.report.warnings.append(f"diffusion-pipe ignores every .txt in a folder that has a {captions_json.FILE_NAME}")
    below = sum("/" in item.image.name for item in plan.items)
    if below:
        plan.report.warnings.append(f"{below} images lie in sub-folders, which diffusion-pipe does not read")


def _bare(item: Item) -> str:
    return item.image.file.rpartition("/")[2]


def write_kohya(plan: ExportPlan) -> None:
    """Lines for sd-scripts next to the dataset; in it, loaders that open every file would take them for an image."""
    target = file_target(plan, beside(plan, "_kohya.jsonl"))
    check_free(plan, [target])
    _write(plan, [(target, kohya.write(_rows(plan, _absolute(plan))))])


def write_musubi(plan: ExportPlan) -> None:
    """Lines for musubi-tuner next to the dataset; videos get a file of their own, as the trainer wants it."""
    target = file_target(plan, beside(plan, "_musubi.jsonl"))
    pictures = [item for item in plan.items if not item.image.is_video]
    videos = [item for item in plan.items if item.image.is_video]
    row = _absolute(plan)
    files: list[tuple[Path, Iterator[bytes]]] = []
    if pictures:
        files.append((target, musubi.write(_rows(plan, row, pictures))))
    if videos:
        path = target.with_name(f"{target.stem}_video{target.suffix}") if pictures else target
        files.append((path, musubi.write_videos(_rows(plan, row, videos))))
    check_free(plan, [path for path, _ in files])
    _write(plan, files)


def _absolute(plan: ExportPlan) -> RowOf:
    root = plan.root
    return lambda item: Row(str(root / item.image.file), item.captions)


def write_csv(plan: ExportPlan) -> None:
    """A table next to the dataset."""
    target = file_target(plan, beside(plan, ".csv"))
    check_free(plan, [target])
    _write(plan, [(target, plain_csv.write(_rows(plan, _named)))])


def write_slots(plan: ExportPlan) -> None:
    """Everything that is known, next to the dataset."""
    target = file_target(plan, beside(plan, ".slots.jsonl"))
    check_free(plan, [target])
    # The only format that has slots in it.
    finish(catalogue_of(plan.session).fill_kept())
    rows = _rows(plan, lambda item: row_of(plan.session, item.image.name))
    _write(plan, [(target, slots_jsonl.write(header_of(plan.session), rows))])


def write_hf(plan: ExportPlan) -> None:
    """metadata.jsonl and README.md in the dataset, or a folder of them and the images."""
    folder = folder_target(plan)
    _one_kind(plan)
    mode = plan.options.images or ("none" if folder is None else "link")
    if folder is None and mode != "none":
        raise WrongExportError(
            f"--images {mode} does not go with the dataset's own folder", "Name another with -o FOLDER"
        )
    if mode == "none":
        _every_image_captioned(plan)
    target = plan.root if folder is None else folder
    readme = _readme(plan, target / "README.md")
    check_free(plan, [target / hf_metadata.FILE_NAME])
    missing = [] if mode == "none" else check_images(plan, target)
    rows = hf_metadata.write(_rows(plan, _named))
    files = [(target / hf_metadata.FILE_NAME, rows)]
    if readme is not None:
        files.append((target / "README.md", iter([readme])))
    with folder_made(target), images_put(missing, link=mode == "link") as linked:
        _write(plan, files)
    if mode == "link" and linked < len(missing):
        plan.report.warnings.append(f"{len(missing) - linked} images were copied: links are not possible there")


def _one_kind(plan: ExportPlan) -> None:
    """Leave out the videos where there are pictures: a data set there holds one kind."""
    if any(not item.image.is_video for item in plan.items):
        reason = "Hugging Face's data sets hold pictures or videos, not both"
        for item in plan.items:
            if item.image.is_video:
                plan.report.skipped.append(Skipped(item.image.name, reason, trouble=True))
        plan.items = [item for item in plan.items if not item.image.is_video]


def _every_image_captioned(plan: ExportPlan) -> None:
    """The loader drops an image without a row silently, so none may be without one that lies there."""
    bare = [skipped.name for skipped in plan.report.skipped if skipped.reason == NO_CAPTION]
    if bare:
        said = ", ".join(bare[:3]) + (" ..." if len(bare) > 3 else "")
        raise ExportError(
            f"{len(bare)} images have no caption: {said}. The loader would drop them and not say so",
            "--include-empty gives them an empty one, -o FOLDER makes a folder without them",
        )


def _readme(plan: ExportPlan, path: Path) -> bytes | None:
    """What README.md is to hold, None if it holds that already."""
    suffixes = {item.image.path.suffix for item in plan.items}
    with said(path):
        existing = read_regular(path) if path.exists() else b""
    try:
        wanted = hf_metadata.readme(suffixes, existing)
    except CaptionerError as error:
        raise ExportError(f"{path}: {error.message}", error.hint) from None
    if wanted == existing:
        return None
    if existing and not plan.options.force:
        raise ExportError(
            f"{path} exists already; nothing was written",
            "--force puts the configs into its front matter and keeps all else of it",
        )
    return wanted


def _named(item: Item) -> Row:
    return Row(item.image.file, item.captions)


def _rows(plan: ExportPlan, row: RowOf, items: Iterable[Item] | None = None) -> Iterator[Row]:
    return (row(item) for item in plan.told(iter(plan.items if items is None else items)))


def _write(plan: ExportPlan, files: Iterable[tuple[Path, Iterator[bytes]]]) -> None:
    with StagedFiles() as staged:
        for path, chunks in files:
            with said(path):
                staged.write(path, chunks)
            plan.report.paths.append(path)
        with said(plan.report.paths[0]):
            staged.commit()
    plan.count()

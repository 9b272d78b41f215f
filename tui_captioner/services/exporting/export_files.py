"""Exports that are text files beside or in the dataset, and Hugging Face's folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.formats import captions_json, hf_metadata, kohya, musubi, plain_csv, slots_jsonl
from tui_captioner.formats.hydrus import lines_of
from tui_captioner.formats.rows import FormatError, Row
from tui_captioner.formats.strict_json import parse
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
    """captions.json in the dataset, by bare names: one, or for diffusion-pipe one in each folder with images."""
    if plan.options.trainer == "diffusion-pipe":
        _one_each_folder(plan)
        return
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
        plan.report.warnings.append(
            f"{below} images lie in sub-folders, which diffusion-pipe does not read; "
            "--for diffusion-pipe writes a captions.json into each folder"
        )


def _one_each_folder(plan: ExportPlan) -> None:
    """A captions.json in each folder: diffusion-pipe reads that of the folder that it is given, and no sub-folders."""
    if plan.options.output is not None:
        raise WrongExportError(
            "-o does not go with --to captions-json --for diffusion-pipe: the captions.json lie beside the images",
            "--to diffusion-pipe-tar makes a folder elsewhere",
        )
    by_folder: dict[str, list[Item]] = {}
    for item in plan.items:
        by_folder.setdefault(item.image.file.rpartition("/")[0], []).append(item)
    files = {plan.root / folder / captions_json.FILE_NAME: items for folder, items in sorted(by_folder.items())}
    check_free(plan, files)
    rows = {path: [Row(_bare(item), item.captions) for item in items] for path, items in files.items()}
    _write(plan, [(path, captions_json.write(those)) for path, those in rows.items()])
    plan.report.warnings.append(f"diffusion-pipe ignores every .txt in a folder that has a {captions_json.FILE_NAME}")


def _bare(item: Item) -> str:
    return item.image.file.rpartition("/")[2]


def write_kohya(plan: ExportPlan) -> None:
    """Lines for sd-scripts next to the dataset; in it, loaders that open every file would take them for an image."""
    target = file_target(plan, beside(plan, "_kohya.jsonl"))
    check_free(plan, [target])
    _check_lines(plan)
    _write(plan, [(target, kohya.write(_rows(plan, _a_line_each(plan)), lines=plan.options.lines))])


def _a_line_each(plan: ExportPlan) -> RowOf:
    """Rows as for `_absolute`; where lines are drawn from, no line is blank."""
    row = _absolute(plan)
    if not plan.options.lines:
        return row
    return lambda item: Row(row(item).file_name, tuple(line for text in item.captions for line in lines_of(text)))


def _check_lines(plan: ExportPlan) -> None:
    """Say, or refuse, what sd-scripts would make of lines and braces.

    It takes the first line of a text, or one by chance with enable_wildcard, which takes `{...}` for a choice too.
    """
    if not plan.options.lines:
        broken = sum("\n" in item.captions[0] for item in plan.items)
        if broken:
            images = f"{broken} caption{'s have' if broken > 1 else ' has'}"
            plan.report.warnings.append(
                f"{images} several lines, of which sd-scripts takes the first; --lines has it draw one of them"
            )
        return
    as_json = [item.image.name for item in plan.items if any(map(_is_json, item.captions))]
    if as_json:
        raise ExportError(
            f"{as_json[0]} has a caption in JSON ({len(as_json)} images have); enable_wildcard, which drawing a line "
            "needs, takes what is in braces for a choice",
            "Leave --lines out, or those images with --filter",
        )
    braces = sum(any("{" in text for text in item.captions) for item in plan.items)
    if braces:
        plan.report.warnings.append(
            f"{braces} image{'s have' if braces > 1 else ' has'} captions with braces, which enable_wildcard takes for "
            "choices: {red|blue}"
        )


def _is_json(text: str) -> bool:
    if not text.lstrip().startswith("{"):
        return False
    try:
        parse(text)
    except FormatError:
        return False
    return True


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
    for kind in (pictures, videos):
        _warn_of_shared_caches(plan, kind)


def _warn_of_shared_caches(plan: ExportPlan, items: Iterable[Item]) -> None:
    """musubi-tuner caches by bare names: of images of one name in several folders one caption is trained for all."""
    stems = Counter(_bare(item).rpartition(".")[0] for item in items)
    shared = [stem for stem, count in stems.items() if count > 1]
    if shared:
        said = ", ".join(shared[:3]) + (" ..." if len(shared) > 3 else "")
        plan.report.warnings.append(
            f"{len(shared)} names stand more than once ({said}): musubi-tuner keeps one cache file a name, so one "
            "caption would be trained for all of them. Have it read the folders (check --for musubi), or export each "
            "folder by itself with --filter and -o"
        )


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
    with folder_made(target), images_put(missing, target, link=mode == "link") as linked:
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

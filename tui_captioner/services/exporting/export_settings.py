"""Which trainer an export is for, and what that trainer's settings are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from tui_captioner.domain.dialects import suffix_for
from tui_captioner.domain.trainers.settings.facts import SettingsFacts, TrainedFolder, numbered_suffix
from tui_captioner.domain.trainers.settings.makers import MAKERS
from tui_captioner.domain.trainers.targets import TARGETS
from tui_captioner.formats import names
from tui_captioner.services.exporting.export_media_tar import tar_folders
from tui_captioner.services.exporting.export_plan import ExportOptions, ExportPlan, WrongExportError
from tui_captioner.services.exporting.settings_facts import facts_of_folder, facts_of_lists, has_images

_FOR: Mapping[str, tuple[str, ...]] = {
    names.SIDECARS: tuple(key for key in TARGETS if TARGETS[key].export == names.SIDECARS),
    names.HF_IMAGEFOLDER: ("diffusers",),
    names.CAPTIONS_JSON: ("diffusion-pipe", "dreamlook"),
    names.KOHYA_JSONL: ("sd-scripts",),
    names.MUSUBI_JSONL: ("musubi",),
    names.WEBDATASET: ("webdataset",),
    names.CIVITAI_ZIP: ("civitai",),
    names.DIFFUSION_PIPE_TAR: ("diffusion-pipe",),
}
"""Who reads a format; the first one if nothing is said, but for sidecars, which many read."""

_FILES_OF_A_TAR = 2
"""The tar, and its captions.json."""


def check_trainer(options: ExportOptions) -> None:
    """Raise WrongExportError if the trainer that was named does not read the format."""
    readers = _FOR.get(options.to, ())
    if options.trainer and options.trainer not in readers:
        hint = f"It is for {', '.join(readers)}" if readers else "No trainer reads it"
        raise WrongExportError(f"--for {options.trainer} does not go with {options.to}", hint)


def trainer_of(options: ExportOptions) -> str:
    """Key of the trainer whose settings an export ends with; empty for none."""
    usual = "" if options.to == names.SIDECARS else _FOR.get(options.to, ("",))[0]
    trainer = options.trainer or usual
    return trainer if trainer in MAKERS else ""


def settle_facts(plan: ExportPlan) -> None:
    """Put into the report of an export that is written what the settings for it are made of."""
    trainer = trainer_of(plan.options)
    if trainer:
        plan.report.facts = _facts(plan, trainer)
        plan.report.trainer = trainer if plan.report.facts is not None else ""


def _facts(plan: ExportPlan, trainer: str) -> SettingsFacts | None:
    to, paths, target = plan.options.to, plan.report.paths, TARGETS[trainer]
    if to == names.KOHYA_JSONL:
        return facts_of_lists(plan, target, _absolute(paths[0]))
    if to == names.MUSUBI_JSONL:
        kinds = {item.image.is_video for item in plan.items}
        return facts_of_lists(
            plan,
            target,
            _absolute(paths[0]) if False in kinds else None,
            _absolute(paths[-1]) if True in kinds else None,
        )
    if to == names.DIFFUSION_PIPE_TAR:
        is_one = len(paths) == _FILES_OF_A_TAR
        return _of_tars(plan, _absolute(paths[0].parent if is_one else paths[0].parent.parent))
    if to == names.CAPTIONS_JSON:
        is_flat = not any("/" in item.image.file for item in plan.items)
        each = plan.options.trainer == "diffusion-pipe"
        is_there = each or (is_flat and plan.options.output is None)
        return facts_of_folder(plan, target, plan.root, captions_json=True) if is_there else None
    return _of_sidecars(plan, _absolute(paths[0]), trainer)


def _of_sidecars(plan: ExportPlan, folder: Path, trainer: str) -> SettingsFacts | None:
    if not has_images(plan.items, folder):
        plan.report.warnings.append(
            f"the images are not in {folder}, where {TARGETS[trainer].title} would look for them, so there are no "
            "settings: --images link puts them there"
        )
        return None
    facts = facts_of_folder(plan, TARGETS[trainer], folder)
    most = max((len(item.captions) for item in plan.items), default=1) if plan.options.files else 1
    if plan.options.dialects:
        facts = replace(facts, suffix=suffix_for(plan.options.dialects[0], trainer), head_mark="")
    return replace(facts, more_suffixes=tuple(map(numbered_suffix, range(2, most + 1))))


def _of_tars(plan: ExportPlan, base: Path) -> SettingsFacts:
    """A folder with a tar is one folder to diffusion-pipe, whatever folders the images in it were in."""
    folders = []
    for made in tar_folders(plan, base):
        videos = sum(item.image.is_video for item in made.items)
        name = "" if made.path == base else made.path.name
        folders.append(TrainedFolder(str(made.path), name, made.repeats, len(made.items) - videos, videos))
    facts = facts_of_folder(plan, TARGETS["diffusion-pipe"], base, captions_json=True)
    return replace(facts, folders=tuple(folders))


def _absolute(path: Path) -> Path:
    return path.absolute()

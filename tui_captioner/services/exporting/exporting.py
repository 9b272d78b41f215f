"""Captions out, in the format of a trainer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from tui_captioner.domain.trainers.targets import TARGETS
from tui_captioner.formats import names
from tui_captioner.formats.registry import WRITERS
from tui_captioner.services.exporting.export_archives import write_civitai, write_webdataset
from tui_captioner.services.exporting.export_files import (
    write_captions_json,
    write_csv,
    write_hf,
    write_kohya,
    write_musubi,
    write_slots,
)
from tui_captioner.services.exporting.export_media_tar import write_diffusion_pipe
from tui_captioner.services.exporting.export_plan import (
    ExportOptions,
    ExportPlan,
    ExportReport,
    Report,
    WrongExportError,
    make_plan,
)
from tui_captioner.services.exporting.export_settings import check_trainer, settle_facts, trainer_of
from tui_captioner.services.exporting.export_sidecars import is_in_place, write_beside, write_pending, write_sidecars
from tui_captioner.services.exporting.settings_facts import facts_in_place
from tui_captioner.services.session.jobs import result_of
from tui_captioner.services.session.session import Session

_WRITE: Mapping[str, Callable[[ExportPlan], None]] = {
    names.SIDECARS: write_sidecars,
    names.HF_IMAGEFOLDER: write_hf,
    names.CAPTIONS_JSON: write_captions_json,
    names.KOHYA_JSONL: write_kohya,
    names.MUSUBI_JSONL: write_musubi,
    names.CSV: write_csv,
    names.WEBDATASET: write_webdataset,
    names.CIVITAI_ZIP: write_civitai,
    names.DIFFUSION_PIPE_TAR: write_diffusion_pipe,
    names.SLOTS_JSONL: write_slots,
}


def _silent(_done: int, _total: int) -> None:
    """No progress is shown."""


def needs_writing(root: Path, options: ExportOptions) -> bool:
    """Whether the dataset must be opened for writing: only its own sidecars need that."""
    return options.to == names.SIDECARS and is_in_place(root, options.output)


def export(session: Session, options: ExportOptions, progress: Report = _silent) -> ExportReport:
    """Export the captions of an open dataset. Nothing of it is changed but what is asked to be written into it.

    Args:
        session: The dataset; to be opened for writing if `needs_writing` says so.
        options: What and where to.
        progress: Told how far it is; may raise to stop, and nothing is left then.

    Raises:
        ExportError: If it was refused or could not be written.
        ReadOnlyError: If sidecars are to be written into a dataset that can't be.
    """
    check_trainer(options)
    if needs_writing(session.project.root, options):
        return _in_place(session, options, progress)
    plan = make_plan(session, options, progress)
    _WRITE[options.to](plan)
    settle_facts(plan)
    return plan.report


def _in_place(session: Session, options: ExportOptions, progress: Report) -> ExportReport:
    """The sidecars of the dataset follow every edit by themselves, so only what could not be written is left to do."""
    if options.template or options.template_place:
        raise WrongExportError(
            "The dataset's own sidecars stay captions of tags: a template writes elsewhere",
            "Name a folder with -o FOLDER",
        )
    if options.dialects:
        raise WrongExportError(
            "Beside the dataset's own sidecars lie the dialects that project.toml names",
            f"Write dialects = {list(options.dialects)} under [output], or name a folder with -o FOLDER",
        )
    chosen = (options.states, options.include_empty, options.alternatives, options.lines, options.files, options.images)
    if any(chosen) or options.names is not None:
        raise WrongExportError(
            "The dataset's own sidecars follow every edit: there is nothing to choose", "Name a folder with -o FOLDER"
        )
    plan = ExportPlan(session, options, WRITERS[options.to], [], ExportReport(), progress)
    if session.project.settings.dialects:
        write_beside(plan)
    write_pending(plan)
    trainer = trainer_of(options)
    if trainer:
        plan.report.trainer = trainer
        plan.report.facts = result_of(facts_in_place(session, TARGETS[trainer]))
    return plan.report

"""The file that trainers' settings are written to: named by the user, outside of the dataset, never over another."""

from __future__ import annotations

import os
from pathlib import Path

from tui_captioner.domain.trainers.settings.settings_text import TrainerSettings
from tui_captioner.services.exporting.export_plan import ExportError, WrongExportError
from tui_captioner.services.exporting.export_targets import is_below, said
from tui_captioner.storage.files.atomic import write_atomic, write_new

_BY_SUFFIX = frozenset({"sd-scripts", "musubi"})
"""Trainers that go by the suffix of the file, and take no other."""


def check_config_file(path: Path, root: Path, trainer: str, kind: str, *, force: bool) -> None:
    """Refuse a place that settings must not be written to, before anything else is done.

    Args:
        path: The file.
        root: The dataset.
        trainer: Key of the trainer.
        kind: `toml`, `yaml` or `json`.
        force: Whether a file that exists may be replaced.

    Raises:
        WrongExportError: If there is no such folder, the place is a folder or lies in the dataset, or the trainer
            would not take the file under its name.
        ExportError: If there is a file already.
    """
    if path.is_dir():
        raise WrongExportError(f"{path} is a folder", f"Name a file in it: {path / f'dataset.{kind}'}")
    if not path.parent.is_dir():
        raise WrongExportError(f"There is no folder {path.parent}", "Make it, or name a file elsewhere")
    if is_below(path, root):
        raise WrongExportError(
            f"{path} lies in the dataset, where trainers would find it", "Name a file elsewhere with --write-config"
        )
    if trainer in _BY_SUFFIX and path.suffix.lower() != f".{kind}":
        raise WrongExportError(f"{path} does not end in .{kind}, and {trainer} takes no other", "Name it so")
    if not os.path.lexists(path):
        return
    if not path.is_file() or path.is_symlink():
        raise WrongExportError(f"{path} is a link or no regular file", "Name another file")
    if not force:
        raise ExportError(f"{path} exists already; it was not written", "--force replaces it")


def write_config_file(path: Path, settings: TrainerSettings, *, force: bool) -> None:
    """Write the settings, whole or not at all.

    Args:
        path: The file, which `check_config_file` allowed.
        settings: The settings.
        force: Whether a file that exists may be replaced.

    Raises:
        ExportError: If there are none, the file is there by now, or can't be written.
    """
    if not settings.text:
        raise ExportError(f"{path} was not written: {'; '.join(settings.words)}", "")
    with said(path):
        (write_atomic if force else write_new)(path, settings.text.encode())

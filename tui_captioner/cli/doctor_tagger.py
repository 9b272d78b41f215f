"""What `doctor` says of taggers: whether they can be run here, and which one a project has."""

from __future__ import annotations

from pathlib import Path

from tui_captioner.domain.errors import CaptionerError, WrongUseError
from tui_captioner.services.drafting.tagging import check_place
from tui_captioner.storage.dataset.scan import PROJECT_FOLDER
from tui_captioner.storage.images.extras import describe_package
from tui_captioner.storage.project.settings import load_settings
from tui_captioner.storage.taggers.tagger import INSTALL
from tui_captioner.storage.taggers.tagger_files import TaggerFiles


def describe_tagger(dataset: Path | None) -> str:
    """What runs taggers, and the tagger that the project of a dataset names; nothing is run.

    Args:
        dataset: The folder with the images; None for none.

    Raises:
        WrongUseError: If it is no folder.
        SettingsError: If its settings can't be read.
    """
    runs = describe_package("onnxruntime", INSTALL)
    if dataset is None:
        return runs
    if not dataset.is_dir():
        raise WrongUseError(f"{dataset} is no folder", "Name the folder that holds the images")
    folder = load_settings(dataset / PROJECT_FOLDER / "project.toml").draft.tagger
    if folder is None:
        return f"{runs}; the project names none ([draft] tagger)"
    try:
        check_place(dataset, folder)
        files = TaggerFiles(folder)
    except CaptionerError as error:
        return f"{runs}; the project's can't be used: {error.message}"
    return f"{runs}; the project's is {folder}, with {len(files.labels):,} tags"

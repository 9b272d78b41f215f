"""What is kept for the user, not in a dataset: whether an image was ever finished; the folder of backups and log."""

from __future__ import annotations

import contextlib
from pathlib import Path

from platformdirs import user_state_path


def state_folder() -> Path:
    """Where it lies or may be made.

    Raises:
        OSError: If there is no home folder: the path would lead into the folder that the program was started in.
    """
    folder = user_state_path("tui-captioner", appauthor=False)
    if not folder.is_absolute():
        raise OSError("there is no state folder")
    return folder


def log_path() -> Path:
    """Where the log lies or may be made; raises OSError without a home folder."""
    return state_folder() / "log" / "tui-captioner.log"


def _marker() -> Path:
    return user_state_path("tui-captioner", appauthor=False) / "begun"


def is_newcomer() -> bool:
    """Whether no image was ever finished here."""
    return not _marker().exists()


def note_first_image() -> None:
    """An image was finished; a state folder that can't be written is passed over, it only costs convenience."""
    with contextlib.suppress(OSError):
        _marker().parent.mkdir(parents=True, exist_ok=True)
        _marker().touch()

"""The files of a tagger in a folder: its model, the list of its tags, and what tells it from another one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tui_captioner.domain.errors import WrongUseError
from tui_captioner.domain.taggers.family import PREPROCESS, TaggerUnknownError, labels_file
from tui_captioner.domain.taggers.labels import Labels, LabelsError, read_labels
from tui_captioner.storage.files.regular_files import read_regular, unreadable

_MODEL = "model.onnx"
_LARGEST_FILE = 64 * 1024**2
_HASHED = 1024**2


class TaggerFiles:
    """What lies in the folder of a tagger; nothing of it is run.

    Args:
        folder: The folder.

    Attributes:
        name: Name of the folder: what its tags are set down to.
        model: The model.
        listed: Name of the file with its tags.
        labels: Its tags.
        preprocess: What stands in its `preprocess.json`; None where there is none.
        key: What tells one model from another.

    Raises:
        WrongUseError: If there is no tagger in the folder.
        CaptionerError: If one of its files can't be read.
    """

    def __init__(self, folder: Path) -> None:
        self.name = folder.resolve().name
        self._folder = folder
        self.model, found = _model_in(folder), _names_in(folder)
        with self.told():
            self.listed = labels_file(found)
            self.labels: Labels = read_labels(self.listed, _text(folder / self.listed))
        self.preprocess = _text(folder / PREPROCESS) if PREPROCESS in found else None
        try:
            self.key = _key(self.model, folder / self.listed)
        except OSError as error:
            raise WrongUseError(f"{self.model} can't be read: {error.strerror}") from error

    @contextmanager
    def told(self) -> Iterator[None]:
        """What is wrong with them, as an error that names the folder."""
        try:
            yield
        except (TaggerUnknownError, LabelsError) as error:
            raise WrongUseError(f"{self._folder} holds no tagger that is known here: {error}") from error


def _model_in(folder: Path) -> Path:
    """The model in a folder: `model.onnx`, or the only one that there is."""
    if not folder.is_dir():
        raise WrongUseError(f"{folder} is no folder", "A tagger is a folder with its model.onnx and its list of tags")
    if (folder / _MODEL).is_file():
        return folder / _MODEL
    found = sorted(folder.glob("*.onnx"))
    if len(found) == 1:
        return found[0]
    told = "several models, and none is called" if found else "no"
    raise WrongUseError(f"there is {told} {_MODEL} in {folder}", "A tagger is a folder with its model and its tags")


def _names_in(folder: Path) -> set[str]:
    try:
        return {path.name for path in folder.iterdir()}
    except OSError as error:
        raise WrongUseError(f"{folder} can't be read: {error.strerror}", "Check its permissions") from error


def _text(path: Path) -> str:
    """What stands in one of its files."""
    try:
        return read_regular(path, _LARGEST_FILE).decode("utf-8-sig")
    except OSError as error:
        raise unreadable(path, error) from error
    except UnicodeDecodeError as error:
        raise WrongUseError(f"{path} is not UTF-8 ({error})", "Is the download whole?") from error


def _key(model: Path, labels: Path) -> str:
    """What tells one model from another: its size, its beginning and its end, and its tags."""
    digest = hashlib.blake2b(labels.read_bytes(), digest_size=16)
    size = model.stat().st_size
    digest.update(size.to_bytes(8, "big"))
    with model.open("rb") as file:
        digest.update(file.read(_HASHED))
        file.seek(max(0, size - _HASHED))
        digest.update(file.read(_HASHED))
    return digest.hexdigest()

"""What is chosen for an import, row by row. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, cast

from tui_captioner.domain.dialects import JSON_DIALECTS
from tui_captioner.domain.dialects import TITLES as DIALECT_TITLES
from tui_captioner.domain.errors import WrongUseError
from tui_captioner.formats.registry import READERS
from tui_captioner.services.importing.import_options import ALIASES, BESIDE, ImportOptions, check_encoding, format_names
from tui_captioner.storage.files.file_names import check_suffix

FILE = "file"
"""The key of the row of the file."""
_TITLES = {
    "auto": "told by the file itself",
    "sidecar": "captions as trainers read them, a file for each image",
    "hydrus": "a tag on each line, a file for each image",
    "infotext": "prompts of A1111 and Forge, in pictures or beside them",
    "toriato": "tags with confidences, as JSON",
}
_MODES = {
    "fill": "for images without a caption",
    "replace": "instead of the captions there",
    "alternatives": "beside the captions there",
}
_LINES = {
    None: "as they stand",
    "alternatives": "a caption each",
    "paragraphs": "parts of one caption",
    "tags": "a tag each",
}
_NAMESPACES = {True: "character:x as it is", False: "x alone"}


@dataclass(frozen=True)
class Row:
    """One thing that is chosen or typed.

    Args:
        key: The field of `ImportOptions`.
        title: What it is called.
        choices: Value and words of each choice; none where a text is typed.
        empty: What an empty text stands for.
        read: Makes a value of what was typed; raises CaptionerError or ValueError for what is none.
    """

    key: str
    title: str
    choices: Mapping[Any, str] | None = None
    empty: str = ""
    read: Callable[[str], Any] = str

    def value(self, options: ImportOptions) -> Any:
        """What is chosen."""
        return getattr(options, self.key)

    def text(self, options: ImportOptions) -> str:
        """What was typed; empty for nothing."""
        value = self.value(options)
        return "" if value is None else str(value)

    def turned(self, options: ImportOptions, step: int) -> ImportOptions:
        """The options with the next choice, or the one before."""
        values = list(self.choices or ())
        at = values.index(self.value(options))
        return replace(options, **{self.key: values[(at + step) % len(values)]})

    def typed(self, options: ImportOptions, text: str) -> ImportOptions:
        """The options with a text.

        Raises:
            WrongUseError: If it is none that can be used.
        """
        try:
            return replace(options, **{self.key: self.read(text.strip())})
        except ValueError as error:
            raise WrongUseError(f"{self.title}: {error}") from error


def rows(options: ImportOptions) -> Sequence[Row]:
    """What is to be chosen: what has no bearing on the format or on the file is left out."""
    found = [
        Row(FILE, "File", empty="what lies beside the images", read=_file),
        Row("format", "Format", _formats()),
        Row("mode", "Captions", cast(Mapping[Any, str], _MODES)),
        Row("lines", "Lines", cast(Mapping[Any, str], _LINES)),
    ]
    if options.file is None:
        found.append(Row("suffix", "Suffix", empty="those of the dataset", read=_suffix))
    found.append(Row("encoding", "Encoding", empty="UTF-8", read=_encoding))
    if options.format == "hydrus":
        found.append(Row("namespaces", "Namespaces", cast(Mapping[Any, str], _NAMESPACES)))
    if options.format == "toriato":
        found.append(Row("threshold", "Confidence", read=_threshold))
    return found


def checked(options: ImportOptions) -> ImportOptions:
    """The options, where they go together, as they are carried out: without `~`, and without what has no bearing.

    Raises:
        WrongUseError: If they don't.
    """
    if options.file is None and options.format not in BESIDE:
        raise WrongUseError(f"No file is named; {', '.join(BESIDE)} are read from beside the images without one")
    if options.file is None:
        return options
    try:
        file = options.file.expanduser()
        is_folder = file.is_dir()
    except RuntimeError as error:
        raise WrongUseError(f"{options.file}: there is no such home folder") from error
    except OSError as error:  # no file has so long a name
        raise WrongUseError(f"{options.file} can't be looked at: {error.strerror}") from error
    if is_folder and options.format not in BESIDE:
        raise WrongUseError(f"{file} is a folder: name the file that holds the captions")
    return replace(options, file=file, suffix="")


@cache
def _formats() -> Mapping[str, str]:
    titles = {reader.name: reader.title for reader in READERS}
    titles |= {name: f"{DIALECT_TITLES[name]}, beside the images or in a table" for name in JSON_DIALECTS} | _TITLES
    return {name: titles.get(name) or titles[ALIASES[name][0]] for name in format_names()}


def _file(text: str) -> Path | None:
    return Path(text) if text else None


def _suffix(text: str) -> str:
    return check_suffix(text, "it") if text else ""


def _encoding(text: str) -> str:
    if text:
        check_encoding(text)
    return text


def _threshold(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise ValueError("it is a number from 0 to 1")
    return value

"""The project's settings, `project.toml`: made to be edited by hand, so what we write keeps comments and order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tui_captioner.domain.caption import OutputRules, clean_text
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.structure import DEFAULT_STRUCTURE, Structure, structure_from_settings
from tui_captioner.domain.tokens import limits_of
from tui_captioner.storage.atomic import write_atomic
from tui_captioner.storage.dataset import IMAGE_SUFFIXES, VIDEO_SUFFIXES
from tui_captioner.storage.regular_files import read_regular
from tui_captioner.storage.toml_text import parse_toml

LINES = ("captions", "one")
"""What `[input] lines` may say: each line of a sidecar is a caption of its own, or all are parts of one."""

_NEW_FILE = """\
# Settings of this dataset. Edit by hand as you like; comments stay.
# profile = "character"             # what kind of LoRA: character, style, motion, object
# trigger = "annika"                # the word the training attaches the concept to
globals = []                        # in every caption, in this order
# [input]
# suffixes = [".tags"]              # more suffixes of caption files, read before .txt, .caption and .cap
# lines = "captions"                # sidecars of several lines: captions (each line is one) or one (all are one)
# [output]
# extension = ".txt"                # suffix of new sidecars
# separator = ", "
# head_separator = "|||"            # after the globals: kohya's keep_tokens_separator
# globals_at = "start"              # start, end, or the key of the slot they follow
# [tokens]
# model = "sdxl"                    # whose limits count: sd, sdxl, sd3, flux-dev, wan, qwen-image and others
# max_tokens = 150                  # kohya's max_token_length: 75, 150 or 225
# tokenizers = ["tokenizer.json"]   # files for exact counts, such as T5's
"""


class SettingsError(CaptionerError):
    """A settings file that can't be used; names the file, the field and what it should be."""


@dataclass(frozen=True, slots=True)
class TokenSettings:
    """Whose limits the captions have to keep to.

    Args:
        model: One of `domain.tokens.MODELS`.
        max_tokens: kohya's `max_token_length`, 0 for what the model has.
        tokenizers: `tokenizer.json` files for exact counts, relative to the dataset.
    """

    model: str = "sd"
    max_tokens: int = 0
    tokenizers: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class ProjectSettings:
    """What `project.toml` says; everything has a default.

    Args:
        profile: Kind of LoRA.
        trigger: The trigger word.
        globals: Texts that stand in every caption, in order.
        structure: The slots.
        output: How captions are written.
        extension: Suffix of new sidecars; empty: what the dataset uses already.
        suffixes: Suffixes of sidecars that are read before the usual ones, in lower case.
        lines: What the lines of a sidecar are: `captions` (each one of its own) or `one` (parts of one caption); empty
            where that was not decided.
        tokens: Whose limits the captions have to keep to.
    """

    profile: str = "default"
    trigger: str = ""
    globals: tuple[str, ...] = ()
    structure: Structure = DEFAULT_STRUCTURE
    output: OutputRules = field(default_factory=OutputRules)
    extension: str = ""
    suffixes: tuple[str, ...] = ()
    lines: str = ""
    tokens: TokenSettings = field(default_factory=TokenSettings)


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file, none if it does not exist.

    Raises:
        SettingsError: If it can't be read or is no TOML, with the place.
    """
    try:
        return parse_toml(read_regular(path).decode("utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingsError(f"{path} can't be read: {error.strerror}", "Check its permissions") from error
    except ValueError as error:
        raise SettingsError(f"{path} is not valid TOML: {error}", "Mend the file; nothing was changed") from error


def load_settings(path: Path) -> ProjectSettings:
    """Read `project.toml`; defaults where the file or a field is missing.

    Raises:
        SettingsError: If the file is no TOML or a field has a wrong type or value.
    """
    data = read_toml(path)
    try:
        structure = structure_from_settings(_list_of_tables(data.get("structure"))) if "structure" in data else None
        output = _table(data.get("output", {}), "output")
        return ProjectSettings(
            profile=_text(data, "profile", "default"),
            trigger=_text(data, "trigger", ""),
            globals=_globals(data.get("globals", [])),
            structure=structure or DEFAULT_STRUCTURE,
            output=_output(output, structure or DEFAULT_STRUCTURE),
            extension=_extension(_text(output, "extension", "")),
            suffixes=_suffixes(_table(data.get("input", {}), "input").get("suffixes", [])),
            lines=_lines(_table(data.get("input", {}), "input")),
            tokens=_tokens(_table(data.get("tokens", {}), "tokens")),
        )
    except ValueError as error:
        raise SettingsError(f"{path}: {error}", "Mend the file; nothing was changed") from error


def _table(value: object, name: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise ValueError(f"[{name}] must be a table")
    return value


def _list_of_tables(value: object) -> Sequence[Mapping[str, object]]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise ValueError("the structure must be written as [[structure]] tables")
    return value


def _text(data: Mapping[str, object], key: str, default: str) -> str:
    value = data.get(key, default)
    if not isinstance(value, str):
        raise ValueError(f"{key!r} must be text, not {value!r}")
    return value


def _globals(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError("'globals' must be a list of texts")
    return tuple(dict.fromkeys(text for text in map(clean_text, value) if text))


def _output(table: Mapping[str, object], structure: Structure) -> OutputRules:
    place = _text(table, "globals_at", "start")
    if place not in ("start", "end", *structure.own_keys):
        raise ValueError(f"'globals_at' must be start, end or one of {', '.join(structure.own_keys)}, not {place!r}")
    separator = _text(table, "separator", ", ")
    if not separator or "\n" in separator or "\r" in separator:
        raise ValueError("'separator' must be text without line breaks")
    return OutputRules(separator, _text(table, "head_separator", ""), place)


def _extension(value: str) -> str:
    if value and (not value.startswith(".") or "/" in value or len(value) < 2):
        raise ValueError(f"'extension' must be a suffix such as .txt, not {value!r}")
    return value.lower()


def _tokens(table: Mapping[str, object]) -> TokenSettings:
    most, files = table.get("max_tokens", 0), table.get("tokenizers", [])
    if not isinstance(most, int) or isinstance(most, bool):
        raise ValueError(f"'max_tokens' must be a number, not {most!r}")
    if not isinstance(files, list) or not all(isinstance(file, str) for file in files):
        raise ValueError("'tokenizers' must be a list of file names")
    model = _text(table, "model", "sd")
    limits_of(model, most)
    return TokenSettings(model, most, tuple(Path(file) for file in files))


def _suffixes(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError("'suffixes' must be a list of suffixes such as .tags")
    return tuple(dict.fromkeys(check_sidecar_suffix(item) for item in value))


def _lines(table: Mapping[str, object]) -> str:
    value = _text(table, "lines", "")
    if value not in ("", *LINES):
        raise ValueError(f"'lines' must be {' or '.join(LINES)}, not {value!r}")
    return value


def check_sidecar_suffix(suffix: str) -> str:
    """A suffix of caption files in lower case.

    Raises:
        ValueError: If it is none, or that of pictures or videos; says so.
    """
    body = suffix[1:]
    if not suffix.startswith(".") or not body or any(char in body for char in "./\\\0"):
        raise ValueError(f"a suffix of caption files is a dot and a word such as .tags, not {suffix!r}")
    if suffix.lower() in IMAGE_SUFFIXES | VIDEO_SUFFIXES:
        raise ValueError(f"{suffix} is a suffix of pictures or videos, not of captions")
    return suffix.lower()


def make_settings(path: Path) -> None:
    """Write a commented `project.toml` for hand-editing, unless there is one; raises OSError if it can't be written."""
    if not path.exists():
        write_atomic(path, _NEW_FILE.encode())


def write_globals(path: Path, texts: Sequence[str]) -> None:
    """Put the globals into `project.toml`, making the file if need be; all else in it stays as it is.

    Raises:
        OSError: If it could not be written; the old file is untouched then.
        SettingsError: If the file there is no TOML.
    """
    import tomlkit

    try:
        source = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        source = _NEW_FILE
    try:
        document = tomlkit.parse(source)
    except (ValueError, RecursionError) as error:
        raise SettingsError(f"{path} is not valid TOML: {error}", "Mend the file and try again") from error
    if document.get("globals") != list(texts):
        document["globals"] = list(texts)
    write_atomic(path, tomlkit.dumps(document).encode("utf-8"))

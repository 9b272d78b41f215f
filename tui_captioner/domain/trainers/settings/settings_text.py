"""Settings as text: values in TOML, YAML and JSON that all readers take for the same, comments that end nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from shlex import quote
from textwrap import TextWrapper

from tui_captioner.domain.text import visible
from tui_captioner.domain.trainers.settings.facts import SettingsFacts, TrainedFolder, is_utf8

_COMMENT = 98
"""Characters of a line of comment behind its sign."""
_COMMAND = "tui-captioner export "


@dataclass(frozen=True, slots=True)
class TrainerSettings:
    """The settings of one trainer for one dataset.

    Args:
        title: The trainer.
        kind: `toml`, `yaml` or `json`.
        text: The settings, empty where there can be none; ends in a line break.
        words: What is to be known beside them, a line each: where the form has no comments, and where there are none.
    """

    title: str
    kind: str
    text: str
    words: tuple[str, ...] = ()


def quoted(text: str) -> str:
    r"""A text as a value of TOML and of YAML.

    What could steer a terminal or is not seen is written as `\u202e`, so that the text can be printed as it is. A
    backslash and a quotation mark make it a literal: the `toml` package, which trainers read with, takes some escapes
    behind another wrongly. Both languages know all of what is written here.
    """
    shown = [visible(char) for char in text]
    is_plain = all(one == char for one, char in zip(shown, text, strict=True))
    if is_plain and "'" not in text and ("\\" in text or '"' in text):
        return f"'{text}'"
    return '"' + "".join(_escaped(char) for char in text) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    if visible(char) == char:
        return char
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


def json_text(value: object) -> str:
    """A value as JSON of several lines that can be printed as it is, with a line break at its end."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return "".join(char if char == "\n" or visible(char) == char else json.dumps(char)[1:-1] for char in text) + "\n"


def comments(lines: Iterable[str]) -> list[str]:
    """Lines of comment, cut at blanks where they are long and no command; what is no text in them is written out, so
    that no comment ends before its line does."""
    cut = TextWrapper(_COMMENT, break_long_words=False, break_on_hyphens=False, subsequent_indent="  ")
    return [
        f"# {part}"
        for line in map(visible, lines)
        for part in ([line] if line.startswith(_COMMAND) else cut.wrap(line))
    ]


def number(count: int, what: str) -> str:
    """Such as `1 image`, `2 images`."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def heading(facts: SettingsFacts, title: str, folders: Iterable[TrainedFolder]) -> str:
    """The line that says what the settings are for: `photos/ for sd-scripts: 2 folders, 3 images, 1 video`."""
    found = list(folders)
    images = facts.images + sum(folder.images for folder in found)
    videos = facts.videos + sum(folder.videos for folder in found)
    parts = [number(len(found), "folder")] if found else []
    parts += [number(count, what) for count, what in ((images, "image"), (videos, "video")) if count]
    return f"tui-captioner: {visible(facts.name)}/ for {title}: {', '.join(parts)}"


def txt_alone(facts: SettingsFacts, trainer: str) -> list[str]:
    """What is said where a trainer reads `.txt` alone, and captions are called otherwise."""
    if facts.suffix == ".txt":
        return []
    return [
        f"it reads .txt alone, and captions here are {facts.suffix}; this makes a folder for it:",
        f"{_COMMAND}{quote(facts.root)} --to sidecars -o FOLDER --images link --for {trainer}",
    ]


def left_out(facts: SettingsFacts, read_whole: Sequence[TrainedFolder] = ()) -> list[str]:
    """What is said of folders that get no entry, and what the facts say themselves.

    Args:
        facts: The dataset.
        read_whole: Folders that are read with all that is in them.
    """
    said = list(facts.notes)
    folders = [folder for folder in facts.folders if not any(outer.holds(folder) for outer in read_whole)]
    said += [f"left out: {folder.shown}, whose name says 0 repeats" for folder in folders if not folder.repeats]
    return said + [
        f"left out: {folder.shown}, whose path is not UTF-8: rename it"
        for folder in folders
        if folder.repeats and not is_utf8(folder.path)
    ]


def repeats_said(facts: SettingsFacts) -> list[str]:
    """Where the numbers of repeats come from."""
    named = next((folder for folder in facts.counted if folder.repeats != 1), None)
    return [f"num_repeats is the number before a folder's name, as in {visible(named.name)}"] if named else []

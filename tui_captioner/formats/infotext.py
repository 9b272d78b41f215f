"""The text that A1111 and Forge write into pictures and beside them: prompt, negative prompt, settings.

    masterpiece, a cat
    Negative prompt: blurry
    Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 512x512

The last line is the settings if it has at least three `key: value` pairs, and the line that starts with
`Negative prompt:` begins the negative part (their `parse_generation_parameters`). Three pairs alone would make
`character:x, series:y, artist:z` settings too, so one of the keys has to be one that such a text always has.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tui_captioner.domain.caption import CaptionText
from tui_captioner.domain.reading import read_caption

NEGATIVE = "Negative prompt:"
_LINE = re.compile(r"\r\n|\n|\r")
_PAIR = re.compile(r"\s*(\w[\w \-/]*):\s*(.*)", re.DOTALL)
# Possessive, and the end of the line closes a quote too: hostile text must not be looked at again and again.
_QUOTED = re.compile(r'"(?:\\.|[^\\"])*+(?:"|\\?$)')
_ALWAYS_THERE = frozenset({"steps", "sampler", "cfg scale", "seed", "size", "model", "model hash"})
_LEADING_NEGATIVE = re.compile(r"[ \t]*+" + NEGATIVE)
_MIN_PAIRS = 3
_LONGEST_SETTINGS = 100_000
"""Characters of a settings line; anything longer is no settings line (regional prompts make some thousands)."""


class Infotext(NamedTuple):
    """The parts of such a text.

    Args:
        prompt: What was asked for, lines joined by line feeds.
        negative: What was to be kept out; empty if nothing.
        settings: The last line by key, in its order.
    """

    prompt: str
    negative: str
    settings: dict[str, str]


def parse_infotext(text: str) -> Infotext | None:
    """The parts of an infotext; None if the text is none, that is if its last line is no settings line."""
    if text.count(":") < _MIN_PAIRS:
        return None
    lines = [line.strip() for line in _LINE.split(text.strip())]
    settings = _settings(lines[-1])
    if settings is None:
        return None
    prompt: list[str] = []
    negative: list[str] = []
    part = prompt
    for line in lines[:-1]:
        if line.startswith(NEGATIVE):
            part = negative
            line = line.removeprefix(NEGATIVE).strip()
        part.append(line)
    return Infotext("\n".join(prompt).strip(), "\n".join(negative).strip(), settings)


def is_infotext(text: str) -> bool:
    """Whether a text ends in the settings of A1111 or Forge."""
    return parse_infotext(text) is not None


def pieces_of(text: str, *, separator: str = ", ", head_separator: str = "", join_lines: bool = False) -> CaptionText:
    """Any caption taken apart, an infotext so that its settings can be told from its tags.

    Neither the negative prompt nor the settings are cut at their commas: they stay whole, as sentences, so that each
    goes by one key. Nothing is left out, as nothing must be lost unasked.

    Args:
        text: The decoded caption.
        separator: What the project writes between tags.
        head_separator: The project's own mark behind the globals.
        join_lines: Whether lines belong together, so that the breaks between them are no pieces.
    """
    whole_from = None if parse_infotext(text) is None else _behind_prompt(text)
    return read_caption(
        text, separator=separator, head_separator=head_separator, join_lines=join_lines, whole_from=whole_from
    )


def _behind_prompt(text: str) -> int:
    """Where the negative prompt of an infotext begins, or its settings where it has none."""
    starts = [0, *(match.end() for match in _LINE.finditer(text.rstrip()))]
    negative = (start for start in starts[:-1] if _LEADING_NEGATIVE.match(text, start))
    return next(negative, starts[-1])


def _settings(line: str) -> dict[str, str] | None:
    if line.count(":") < _MIN_PAIRS or len(line) > _LONGEST_SETTINGS:
        return None
    pairs: dict[str, str] = {}
    for part in _parts(line):
        match = _PAIR.fullmatch(part)
        if match is not None:
            pairs[match[1].strip()] = _unquoted(match[2].strip())
    known = any(key.lower() in _ALWAYS_THERE for key in pairs)
    return pairs if known and len(pairs) >= _MIN_PAIRS else None


def _parts(line: str) -> list[str]:
    """The line cut at the commas outside of quotes (`Lora hashes: "a: 1, b: 2"` is one part)."""
    masked = _QUOTED.sub(lambda quoted: "\0" * len(quoted[0]), line)
    parts: list[str] = []
    start = 0
    for comma in re.finditer(",", masked):
        parts.append(line[start : comma.start()])
        start = comma.end()
    parts.append(line[start:])
    return parts


def _unquoted(value: str) -> str:
    """A quoted value without its quotes and with its escapes taken back."""
    if len(value) < 2 or not (value.startswith('"') and value.endswith('"')):
        return value
    return re.sub(r"\\(.)", r"\1", value[1:-1])

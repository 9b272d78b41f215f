"""The dialects: forms besides the line of tags in which one caption may be kept, each in a file of its own.

The suffixes are those in use: `.ideogram.json` is read by ai-toolkit's users and by other captioners. Two dots keep a
file apart from the sidecar, and from metadata that a trainer would look for.
"""

from __future__ import annotations

from collections.abc import Mapping

PROSE, IDEOGRAM4, FLUX2, FIBO = "prose", "ideogram4", "flux2", "fibo"
SUFFIXES: Mapping[str, str] = {
    PROSE: ".prose.txt",
    IDEOGRAM4: ".ideogram.json",
    FLUX2: ".flux2.json",
    FIBO: ".fibo.json",
}
"""All dialects by name, with the suffix of their files."""
JSON_DIALECTS = (IDEOGRAM4, FLUX2, FIBO)
TITLES: Mapping[str, str] = {
    PROSE: "sentences",
    IDEOGRAM4: "Ideogram 4's JSON",
    FLUX2: "Flux.2's JSON",
    FIBO: "FIBO's JSON",
}
_OF_TRAINER: Mapping[str, str] = {"musubi": ".json", "sd-scripts": ".json"}
_FREE = ("ai-toolkit", *_OF_TRAINER)
"""Trainers that take captions of any suffix; all others read `.txt`, whatever is in it."""


def suffix_for(dialect: str, trainer: str = "") -> str:
    """The suffix of a dialect's files.

    Args:
        dialect: Its name.
        trainer: Key of the trainer that is to read them; empty for files that lie side by side.
    """
    if trainer and trainer not in _FREE:
        return ".txt"
    return _OF_TRAINER.get(trainer, SUFFIXES[dialect]) if dialect in JSON_DIALECTS else SUFFIXES[dialect]

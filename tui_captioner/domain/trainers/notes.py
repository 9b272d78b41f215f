"""What a user has to set at a trainer for one dataset, beside what holds for every dataset."""

from __future__ import annotations

from collections.abc import Mapping
from shlex import quote

from tui_captioner.domain.trainers.target import Target

_SEPARATORS: Mapping[str, tuple[str, str]] = {
    "sd-scripts": ("caption_separator", ","),
    "onetrainer": ("tag_delimiter", ","),
    "diffusion-pipe": ("cache_shuffle_delimiter", ", "),
}
"""The setting for what stands between tags, and what it is unless it is set; it counts with shuffling alone."""


def notes_for(target: Target, suffix: str, separator: str, root: str) -> tuple[str, ...]:
    """What is to be set at a trainer.

    Args:
        target: The trainer.
        suffix: Suffix of the dataset's captions.
        separator: What the dataset has between tags.
        root: The dataset as the user named it, for commands.
    """
    return (
        *_suffix(target, suffix),
        *_separator(target, separator),
        *(note.replace("DATASET", quote(root)) for note in target.notes),
    )


def _suffix(target: Target, suffix: str) -> tuple[str, ...]:
    usual = target.suffix_default
    if not target.suffix_setting or suffix == usual:
        return ()
    default = f"its default is {usual}" if usual else "it has no default"
    return (f'set {target.suffix_setting} = "{suffix}", with the dot ({default})',)


def _separator(target: Target, separator: str) -> tuple[str, ...]:
    name, usual = _SEPARATORS.get(target.key, ("", ""))
    if not name or not separator.strip() or separator.strip() == usual.strip():
        return ()
    own = separator if usual.endswith(" ") else separator.strip()
    return (f'set {name} = "{own}" where tags are shuffled (its default is "{usual}")',)

"""A look into some sidecars of a dataset, for what should be said when it is opened."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from shlex import quote

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.formats.hydrus import has_lines, is_tag_list
from tui_captioner.formats.infotext import is_infotext
from tui_captioner.formats.sidecar import decode
from tui_captioner.storage.dataset.scan import ImageFile, Notice
from tui_captioner.storage.files.regular_files import read_regular

Reader = Callable[[Path, int], bytes]

MOST = 64
"""How many sidecars are read: enough to notice a kind of file, few enough for a slow network folder."""
_LONGEST = 1 << 16
"""Bytes; a longer sidecar is passed over here."""


def notices(images: Sequence[ImageFile], read: Reader = read_regular, lines: str = "") -> Iterator[Notice]:
    """What some sidecars, spread over the dataset, turn out to be beside captions.

    Args:
        images: The images of the dataset.
        read: Gives the bytes of a file, at most so many.
        lines: What the settings say of sidecars of several lines; empty where that was not decided.
    """
    step, place = max(1, len(images) // MOST), quote(str(images[0].root)) if images else ""
    looked = 0
    generated: list[str] = []
    lists: list[str] = []
    several: list[str] = []
    for image in images[::step]:
        text = _text(image, read)
        if text:
            looked += 1
            if is_infotext(text):
                generated.append(image.name)
            elif is_tag_list(text):
                lists.append(image.name)
            elif has_lines(text):
                several.append(image.name)
    if generated:
        yield Notice(
            f"{_share(generated, looked)} the settings of A1111 ('Steps: ...'), which would be trained; the prompts "
            f"alone become captions with: tui-captioner import {place} --from infotext",
            tuple(generated),
        )
    if lists:
        yield Notice(
            f"{_share(lists, looked)} a tag a line, of which kohya's trainer reads the first alone; they become "
            f"one line with: tui-captioner import {place} --from hydrus",
            tuple(lists),
        )

    if several and not lines:
        yield Notice(
            f"{_share(several, looked)} several lines. OneTrainer, and sd-scripts with wildcards, take each line for a "
            f"caption of its own. To take them so: tui-captioner import {place} --from sidecar --lines alternatives. "
            'What they are is kept in project.toml: [input] lines = "captions" (one a line) or "one" (one caption)',
            tuple(several),
        )


def _share(names: Sequence[str], looked: int) -> str:
    return f"{len(names)} of {looked} sidecars looked into {'hold' if len(names) > 1 else 'holds'}"


def _text(image: ImageFile, read: Reader) -> str:
    """The caption of an image as it lies there, empty where there is none that can be read."""
    for file in (image.sidecar_file, image.named_file):
        if file:
            with contextlib.suppress(OSError, CaptionerError):
                return decode(read(image.root / file, _LONGEST))
    return ""

"""Messages that hold for every dataset, told of one: their commands name that one, and can be typed as they stand."""

from __future__ import annotations

import re
from shlex import quote

_DATASET = re.compile(r"(tui-captioner (?:[a-z]+ )?)DATASET\b")
"""A command of ours, for any dataset; the word alone may be a word of the user."""


def told_of(text: str, dataset: object) -> str:
    """A message with commands for one dataset.

    Args:
        text: The message.
        dataset: The dataset, its path, whole or as it was typed.
    """
    return _DATASET.sub(lambda found: found[1] + quote(str(dataset)), text)


def told_shortly(text: str, dataset: object, name: str) -> str:
    """A message for a line of a screen, which has no room for whole paths: the dataset by a short name.

    Args:
        text: The message.
        dataset: The dataset, its path as it stands in messages.
        name: The name of its folder.
    """
    path = str(dataset)
    if "/" not in path:
        return told_of(text, path)
    for whole, short in ((quote(path), quote(name)), (path, name)):
        text = re.sub(rf"(?<![\w./]){re.escape(whole)}(?![\w-])", short.replace("\\", r"\\"), text)
    return told_of(text, name)

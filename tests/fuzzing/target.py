"""What is fuzzed: a reader of bytes that anybody may have made, and what must hold of whatever it reads."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tui_captioner.domain.errors import CaptionerError

Invariant = Callable[[bytes, Any], None]
"""Given an input and what was read from it; fails where that must not be."""


@dataclass(frozen=True, slots=True)
class Target:
    """A reader.

    Args:
        name: Its name, also that of its folder in the corpus.
        read: Reads an input.
        refusals: What it may raise for one that it does not take; anything else is a fault.
        invariants: What must hold of what was read.
    """

    name: str
    read: Callable[[bytes], Any]
    refusals: tuple[type[Exception], ...] = (CaptionerError,)
    invariants: tuple[Invariant, ...] = ()

    def takes(self, data: bytes) -> bool:
        """Whether an input is read; raises what no input may make it raise."""
        try:
            found = self.read(data)
        except self.refusals:
            return False
        for holds in self.invariants:
            holds(data, found)
        return True


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="fuzzing-")


def emptied_folder(name: str) -> Path:
    """A folder with nothing in it, in one that goes with this process."""
    folder = Path(_folder().name) / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def from_file(name: str, read: Callable[[Path], Any]) -> Callable[[bytes], Any]:
    """A reader of files as one of bytes: they lie alone in a folder, under this name."""

    def run(data: bytes) -> Any:
        path = emptied_folder(name) / name
        path.write_bytes(data)
        return read(path)

    return run


def text_of(data: bytes) -> str:
    """An input as text that somebody typed: what is no UTF-8 in it is a sign like another."""
    return data.decode("utf-8", "replace")

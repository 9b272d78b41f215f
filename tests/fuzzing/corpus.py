"""The inputs that are kept: `corpus/TARGET/NAME`.

One whose name begins with `sound` is read; the others are what a reader once stumbled over, or shapes worth keeping,
and may be refused.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "corpus"
SOUND = "sound"


def files_of(target: str) -> list[Path]:
    """The kept inputs of a target, in order."""
    return sorted((FOLDER / target).iterdir()) if (FOLDER / target).is_dir() else []


def inputs_of(target: str) -> list[bytes]:
    """The same as bytes."""
    return [path.read_bytes() for path in files_of(target)]

"""A small dataset to try the program on: ten pictures that ship with the package, their captions half done."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tui_captioner.storage.files.atomic import write_atomic

__all__ = ["GLOBALS", "SCENES", "Scene", "picture_of", "write_images"]

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Scene:
    """One picture of the demo.

    Args:
        file_name: Name of its file.
        state: `done`, `draft` (some slots are still empty) or `empty`.
        slots: The tags of its caption so far, by slot.
    """

    file_name: str
    state: str
    slots: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


_DATA = tomllib.loads((_HERE / "scenes.toml").read_text(encoding="utf-8"))

GLOBALS: tuple[str, ...] = tuple(_DATA["globals"])
"""What stands in every caption: the trigger word."""
SCENES: tuple[Scene, ...] = tuple(
    Scene(scene["file_name"], scene["state"], {slot: tuple(tags) for slot, tags in scene.get("slots", {}).items()})
    for scene in _DATA["scenes"]
)


def picture_of(scene: Scene) -> Path:
    """Where the picture of a scene lies in the package."""
    return _HERE / "pictures" / scene.file_name


def write_images(folder: Path) -> list[Path]:
    """Copy the pictures of the demo into `folder`; those that are there already are left alone.

    Returns:
        The paths of all pictures of the demo, also of those that were there.

    Raises:
        OSError: If the folder or a picture can't be written; the pictures before it stay.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for scene in SCENES:
        path = folder / scene.file_name
        if not os.path.lexists(path):
            write_atomic(path, picture_of(scene).read_bytes())
        paths.append(path)
    return paths

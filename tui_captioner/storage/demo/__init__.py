"""A small dataset to try the program on, drawn on the spot instead of shipped as files."""

from __future__ import annotations

import io
import os
from pathlib import Path

from tui_captioner.storage.demo.scenes import GLOBALS, SCENES, Scene
from tui_captioner.storage.files.atomic import write_atomic

__all__ = ["GLOBALS", "SCENES", "Scene", "png_bytes", "write_images"]


def png_bytes(scene: Scene) -> bytes:
    """The picture of a scene as a PNG file."""
    buffer = io.BytesIO()
    scene.draw().save(buffer, "PNG", compress_level=7)
    return buffer.getvalue()


def write_images(folder: Path) -> list[Path]:
    """Draw the pictures of the demo into `folder`; those that are there already are left alone.

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
            write_atomic(path, png_bytes(scene))
        paths.append(path)
    return paths

"""Which decoding process a file is for, by its first bytes: each has the libraries that it needs, and no more."""

from __future__ import annotations

from pathlib import Path

from tui_captioner.storage.files.media_suffixes import VIDEO_SUFFIXES
from tui_captioner.storage.images.image_content import plugin_format

PICTURES, PLUGINS, VIDEOS = "pictures", "plugins", "videos"
KINDS = (PICTURES, PLUGINS, VIDEOS)

_PIXEL_BYTES = 16
"""What decoding takes at most: four bytes a pixel, and copies for turning, mixing and scaling."""
_OWN_MEMORY = 1 << 30
"""Bytes of addresses that the process takes without a picture: libraries, and stacks of their threads."""


def kind_for(path: Path, head: bytes) -> str:
    """The kind of process for a file that begins so."""
    if path.suffix.lower() in VIDEO_SUFFIXES:
        return VIDEOS
    return PLUGINS if plugin_format(head) in ("HEIF", "JXL") else PICTURES


def memory_for(max_megapixels: int) -> int:
    """Bytes of addresses that a process may take, for pictures of so many megapixels."""
    return _OWN_MEMORY + max_megapixels * 1_000_000 * _PIXEL_BYTES

"""Which files are images and videos, by the suffixes of their names."""

from __future__ import annotations

IMAGE_SUFFIXES = frozenset(
    {
        ".png",
        ".jpg",
        ".jpeg",
        ".jfif",
        ".jpe",
        ".jif",
        ".webp",
        ".bmp",
        ".gif",
        ".tif",
        ".tiff",
        ".avif",
        ".heic",
        ".heif",
        ".jxl",
    }
)
"""Suffixes of images, compared without regard to case."""

VIDEO_SUFFIXES = frozenset({".mp4", ".mov", ".webm", ".mkv"})
"""Suffixes of videos, which trainers of motion read beside images or instead of them."""

MEDIA_SUFFIXES = IMAGE_SUFFIXES | VIDEO_SUFFIXES

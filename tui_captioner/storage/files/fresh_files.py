"""Files that were changed so lately that they may change once more unseen."""

from __future__ import annotations

FRESH = 2_000_000_000
"""Nanoseconds: a file that is younger than this may change once more within its time stamp (FAT counts in 2 s)."""

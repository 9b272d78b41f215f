"""What is known of a picture by its header: enough to say what a trainer would make of it, without decoding it."""

from __future__ import annotations

from dataclasses import dataclass

RARE_KINDS = frozenset({"JPEG 2000", "Photoshop", "icon", "DDS", "PNM", "QOI"})
"""Kinds that a trainer opens only where its Pillow was built with them, whatever the name says."""
_TURNS = {
    2: "mirrored",
    3: "upside down",
    4: "upside down and mirrored",
    5: "lying on its side and mirrored",
    6: "lying on its side",
    7: "lying on its side and mirrored",
    8: "lying on its side",
}


@dataclass(frozen=True, slots=True)
class PictureHead:
    """What the first and last bytes of a picture or video say.

    Args:
        kind: What it is by its bytes, such as `JPEG`; empty where that is not known.
        problem: Why it can't be decoded, in words that follow a colon; empty where nothing speaks against it.
        width: Pixels as they are stored, not turned; 0 where that was not looked for.
        height: The same.
        orientation: EXIF's, 1 to 8.
        frames: Pictures in it, 0 where that was not looked for.
    """

    kind: str = ""
    problem: str = ""
    width: int = 0
    height: int = 0
    orientation: int = 1
    frames: int = 0

    @property
    def untold_turn(self) -> str:
        """How it is seen by who takes no notice of its EXIF data; empty where it is upright."""
        return _TURNS.get(self.orientation, "")

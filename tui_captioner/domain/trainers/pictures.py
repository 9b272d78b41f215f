"""What is known of a picture by its header: enough to say what a trainer would make of it, without decoding it."""

from __future__ import annotations

from dataclasses import dataclass

RARE_KINDS = frozenset({"JPEG 2000", "Photoshop", "icon", "DDS", "PNM", "QOI"})
"""Kinds that a trainer opens only where its Pillow was built with them, whatever the name says."""
DEEP_GREY, FLOATING_GREY = "16-bit grey ", "floating grey "
"""Begin the kinds of pictures of one channel that Pillow cuts at 255 where it makes three of 8 bits of it: `I;16` and
`I` have up to 65,535 levels and more, `F` mostly has 0 to 1 (seen in Pillow 10.4 and 13.0)."""
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
        kind: What it is by its bytes, such as `JPEG` or `16-bit grey PNG`; empty where that is not known.
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
    def cut_levels(self) -> str:
        """`PNG` or `TIFF` where its one channel has more levels than 8 bits hold, else empty."""
        start = next((one for one in (DEEP_GREY, FLOATING_GREY) if self.kind.startswith(one)), self.kind)
        return self.kind.removeprefix(start)

    @property
    def untold_turn(self) -> str:
        """How it is seen by who takes no notice of its EXIF data; empty where it is upright."""
        return _TURNS.get(self.orientation, "")

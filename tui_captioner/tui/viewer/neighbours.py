"""The strip of pictures around the one that is looked at, large enough to be recognised, with their names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from tui_captioner.tui.pictures import Pictures
from tui_captioner.tui.widgets.image_preview import ImagePreview
from tui_captioner.tui.widgets.lines import Line, Lines, cut

MOST = 7
"""Pictures in the strip: the one at hand in the middle."""
_NARROWEST = 18
"""Columns of a picture; where there are fewer for each, fewer are shown."""
_FEWEST_ROWS, _MOST_ROWS = 6, 13


class Neighbour(Vertical):
    """A small picture over its name.

    Args:
        pictures: How pictures are shown.
        here: Whether it is the one that is looked at.
    """

    def __init__(self, pictures: Pictures, *, here: bool) -> None:
        super().__init__(classes="neighbour -here" if here else "neighbour")
        self._thumbnail = pictures.thumbnail(classes="thumbnail")
        self._here = here

    def compose(self) -> ComposeResult:
        """The picture, its name below."""
        yield self._thumbnail
        yield Lines(classes="name")

    def show(self, name: str, path: Path | None) -> None:
        """Show another one; without a path, none."""
        self._thumbnail.show(path)
        self.query_one(Lines).show_lines([name_line(name.rsplit("/", 1)[-1], self.size.width, here=self._here)])

    @property
    def preview(self) -> ImagePreview:
        """Its picture."""
        return self._thumbnail


def name_line(name: str, width: int, *, here: bool) -> Line:
    """A name in the middle of so many cells; the one that is looked at is marked by a sign too."""
    shown = cut(f"> {name}" if here and name else name, width)
    return ((" " * ((width - cell_len(shown)) // 2), ""), (shown, "accent" if here else "dim"))


def rows_of(height: int) -> int:
    """Rows of the strip in a window of that many: a quarter of it, within reason."""
    return max(_FEWEST_ROWS, min(_MOST_ROWS, height // 4))


def count_of(width: int) -> int:
    """How many pictures a strip of that many columns has: an odd number, as one is in the middle."""
    fitting = max(1, min(MOST, width // _NARROWEST))
    return fitting if fitting % 2 else fitting - 1


class NeighbourStrip(Horizontal):
    """The pictures before and after the one at hand.

    Args:
        pictures: How pictures are shown.
        id: Its id.
    """

    def __init__(self, pictures: Pictures, *, id: str) -> None:
        super().__init__(id=id)
        self._neighbours = [Neighbour(pictures, here=place == MOST // 2) for place in range(MOST)]

    def compose(self) -> ComposeResult:
        """All that there may be."""
        yield from self._neighbours

    def fit(self, width: int, height: int) -> None:
        """Take the room that the strip has in a window of so many columns and rows."""
        self.styles.height = rows_of(height)
        spare = (MOST - count_of(width)) // 2
        for place, neighbour in enumerate(self._neighbours):
            neighbour.display = spare <= place < MOST - spare

    def show(self, around: Sequence[tuple[str, Path | None]]) -> None:
        """Show pictures.

        Args:
            around: Name and file of each, the one at hand in the middle; empty and None where there is none.
        """
        for neighbour, (name, path) in zip(self._neighbours, around, strict=True):
            if neighbour.display:
                neighbour.show(name, path)

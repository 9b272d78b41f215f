"""A list of tags with the first images of the one under the cursor below it, once the cursor rests."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence

from textual import work
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widget import Widget

from tui_captioner.domain.text import visible
from tui_captioner.services.catalogue.tag_table import TagTable
from tui_captioner.tui.lists.filtered_page import FilteredPage
from tui_captioner.tui.lists.workplace import Workplace
from tui_captioner.tui.widgets.image_preview import ImagePreview
from tui_captioner.tui.widgets.lines import Lines, cut

_STRIP = 5
"""Pictures of the tag under the cursor."""
_STRIP_ROWS = 6
_STRIP_NEEDS = 22
"""Rows of the window from which there is room for them."""
_REST = 0.15
"""Seconds that the cursor rests before pictures are loaded."""


class PicturedPage(FilteredPage[str]):
    """See the module.

    Args:
        place: What it works on.
    """

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self.table = TagTable(self.session)
        self._resting: Timer | None = None
        self._pictured = ""

    @property
    def text_here(self) -> str:
        """The tag under the cursor; empty where there is none."""
        raise NotImplementedError

    def widgets_below(self) -> Iterator[Widget]:
        """The pictures of the tag under the cursor, and their names."""
        with Horizontal(id="pictures"):
            for _ in range(_STRIP):
                yield self.place.pictures.thumbnail(classes="thumbnail")
        yield Lines(id="names")

    def on_mount(self) -> None:
        """Make room for the pictures."""
        self._arrange()

    def on_resize(self) -> None:
        """There may be room for the pictures now."""
        self._arrange()

    def _arrange(self) -> None:
        wide = self.app.size.height >= _STRIP_NEEDS
        self.query_one("#pictures").display = wide
        self.query_one("#pictures").styles.height = _STRIP_ROWS
        self.query_one("#names").styles.height = 1

    def forget_pictures(self) -> None:
        """Other images may have the tag now."""
        self._pictured = ""

    def redraw(self) -> None:
        """Draw every line anew; the pictures follow when the cursor rests."""
        if not self.is_laid_out:
            return
        super().redraw()
        text = self.text_here
        if text != self._pictured:
            self._pictured = text
            if self._resting is not None:
                self._resting.stop()
            self._resting = self.set_timer(_REST, self._show_pictures)

    @work(exclusive=True, group="pictures")
    async def _show_pictures(self) -> None:
        """Show the first images of the tag under the cursor."""
        if not self.query_one("#pictures").display:
            return
        text = self.text_here
        names: Sequence[str] = ()
        if text:
            found = await asyncio.to_thread(self.table.images, [text], _STRIP)
            names = found or ()
        for place, thumbnail in enumerate(self.query(".thumbnail").results(ImagePreview)):
            thumbnail.show(self.session.image(names[place]).path if place < len(names) else None)
        shown = "  ".join(visible(name.rsplit("/", 1)[-1]) for name in names)
        of = f'  … the images of "{text}"' if text else ""
        width = self.size.width - 2
        self.query_one("#names", Lines).show_lines([((cut(shown + of, width), "dim"),)])

"""Looking closely at a picture: the whole window, zoom and pan, beside the one before, what its header says."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.getters import query_one
from textual.screen import ModalScreen

from tui_captioner.domain.text import visible
from tui_captioner.storage.images.image_errors import ImageUnreadable, LoadCancelled
from tui_captioner.tui.graphics.model import View
from tui_captioner.tui.keymap import ScreenKeymap
from tui_captioner.tui.pictures import Pictures
from tui_captioner.tui.terminal.passing_on import passed_on
from tui_captioner.tui.terminal.terminal import cell_pixels
from tui_captioner.tui.viewer.neighbours import MOST, NeighbourStrip
from tui_captioner.tui.viewer.viewport import Viewport
from tui_captioner.tui.widgets.frame_lines import LastLine
from tui_captioner.tui.widgets.image_preview import ImagePreview
from tui_captioner.tui.widgets.lines import Lines, Piece
from tui_captioner.tui.widgets.two_ended_lines import spread
from tui_captioner.tui.work_while_shown import WorkWhileShown

_STRIP_NEEDS = 30
"""Rows of the window from which there is room for the strip."""
_HINTS = (("zoom_in", "closer"), ("one_to_one", "1:1"), ("fit", "fit"), ("beside", "beside"), ("leave_picture", "back"))


@dataclass(frozen=True)
class Gallery:
    """The pictures that can be gone through.

    Args:
        names: Their names in order.
        path_of: Gives the file of a name.
    """

    names: Sequence[str]
    path_of: Callable[[str], Path]

    def neighbour(self, name: str, step: int) -> str:
        """The name so many places on, empty beyond either end."""
        place = self.names.index(name) + step
        return self.names[place] if 0 <= place < len(self.names) else ""


class PictureScreen(WorkWhileShown, ModalScreen[str]):
    """One picture or two, as large as the window; ends with the name of the picture that was looked at last.

    Args:
        gallery: The pictures.
        name: The one to begin with.
        pictures: How they are shown.
        keymap: Which key does what.
    """

    CSS_PATH = "screen.tcss"

    facts = query_one("#facts", Lines)
    here = query_one("#here", ImagePreview)
    before = query_one("#before", ImagePreview)
    strip = query_one("#strip", NeighbourStrip)
    hints = query_one("#hints", LastLine)

    def __init__(self, gallery: Gallery, name: str, pictures: Pictures, keymap: ScreenKeymap) -> None:
        super().__init__()
        self._gallery, self._pictures, self.keymap = gallery, pictures, keymap
        self.name_at = name
        self._view: Viewport | None = None
        self._sizes: dict[str, tuple[int, int]] = {}
        self._facts: dict[str, str] = {}
        self._chequered = self._beside = False
        self._with_strip = True
        self._handlers = self._make_handlers()

    def compose(self) -> ComposeResult:
        """What is known on top, the pictures, their neighbours below."""
        yield Lines(id="facts")
        with Horizontal(id="views"):
            yield self._pictures.preview(id="before")
            yield self._pictures.preview(id="here")
        yield NeighbourStrip(self._pictures, id="strip")
        yield LastLine(id="hints")

    def on_mount(self) -> None:
        """Show the first picture once the sizes are known."""
        self.screen_layout_refresh_signal.subscribe(self, self._fit_to_layout)
        self._arrange()
        self.call_after_refresh(self._show)

    def on_resize(self) -> None:
        """See whether there is room for the strip; keep what is looked at in the middle."""
        self._arrange()
        self.call_after_refresh(self._show_view)

    def _fit_to_layout(self, _: object) -> None:
        """The room for the picture may be another: so is what fits into it."""
        if self._view is not None and self.here.size.width and self._view.box != self._box():
            self._show_view()

    # --- keys -----------------------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Every key is this screen's: none may reach the composer below."""
        if passed_on(event, self):
            return
        event.stop()
        action = self.keymap.lookup(event.key, "picture")
        if action is not None:
            self._handlers[action.id]()

    def _make_handlers(self) -> Mapping[str, Callable[[], None]]:
        return {
            "leave_picture": lambda: self._leave(),
            "zoom_in": lambda: self._look(lambda view: view.zoomed(1)),
            "zoom_out": lambda: self._look(lambda view: view.zoomed(-1)),
            "fit": lambda: self._look(lambda view: view.fit()),
            "one_to_one": lambda: self._look(lambda view: view.one_to_one()),
            "pan_left": lambda: self._look(lambda view: view.panned(-1, 0)),
            "pan_right": lambda: self._look(lambda view: view.panned(1, 0)),
            "pan_up": lambda: self._look(lambda view: view.panned(0, -1)),
            "pan_down": lambda: self._look(lambda view: view.panned(0, 1)),
            "picture_next": lambda: self._step(1),
            "picture_previous": lambda: self._step(-1),
            "chequered": self._toggle_chequered,
            "beside": self._toggle_beside,
            "strip": self._toggle_strip,
            "quit": lambda: self.app.exit(),
        }

    def _leave(self) -> None:
        self.dismiss(self.name_at)

    def _look(self, change: Callable[[Viewport], Viewport]) -> None:
        if self._view is not None:
            self._view = change(self._view)
            self._show_view()

    def _step(self, step: int) -> None:
        name = self._gallery.neighbour(self.name_at, step)
        if name:
            self.name_at = name
            self._show()

    def _toggle_chequered(self) -> None:
        self._chequered = not self._chequered
        self._show_view()

    def _toggle_beside(self) -> None:
        self._beside = not self._beside
        self._arrange()
        self.call_after_refresh(self._show)

    def _toggle_strip(self) -> None:
        self._with_strip = not self._with_strip
        self._arrange()
        self.call_after_refresh(self._show)

    # --- what is shown --------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        """Make room for what is to be seen; sizes do not depend on the pictures, so nothing moves."""
        self.before.display = self._beside
        self.strip.display = self._with_strip and self.size.height >= _STRIP_NEEDS
        self.strip.fit(self.size.width, self.size.height)

    def _show(self) -> None:
        """Another picture: its view is that of the one before, if that was not simply the whole."""
        self._fit_view()
        self._show_view()
        self._show_strip()
        self._read_facts(self.name_at)

    def _show_view(self) -> None:
        """The part of the pictures that is looked at."""
        self._fit_view()
        self._show_in(self.here, self.name_at)
        if self._beside:
            self._show_in(self.before, self._gallery.neighbour(self.name_at, -1))
        self._tell()

    def _fit_view(self) -> None:
        """Bring the view to the present picture and window, as far as the picture's size is known."""
        source = self._sizes.get(self.name_at)
        if source is None or not self.here.size.width:
            return
        box = self._box()
        if self._view is None:
            self._view = Viewport(source, box, most=self._pictures.most_pixels)
        else:
            self._view = self._view.fitted_to(source, box)

    def _box(self) -> tuple[int, int]:
        """The window in dots."""
        across, down = self._pictures.dots(self._cell())
        return max(1, round(self.here.size.width * across)), max(1, round(self.here.size.height * down))

    def _cell(self) -> tuple[int, int]:
        known = None if self.app.is_headless else cell_pixels()
        return known or self._pictures.caps.cell or (10, 20)

    def _show_in(self, preview: ImagePreview, name: str) -> None:
        if not name:
            preview.message("There is no picture before this one")
            return
        view, source = self._view, self._sizes.get(name)
        if view is not None and source is not None:
            # At the same scale: of a smaller picture, more is seen.
            view = view.fitted_to(source, view.box)
        if view is None or view.is_fit:
            # As large as fits, as the line on top says; the composer stops at twice the size.
            shown = View(max_zoom=None)
        else:
            cell = self._cell()
            # The view counts dots, the preview pixels.
            pixels_per_dot = cell[0] / self._pictures.dots(cell)[0]
            shown = View(view.region, view.present_scale * pixels_per_dot)
        preview.show(self._gallery.path_of(name), shown, chequered=self._chequered)

    def _show_strip(self) -> None:
        if not self.strip.display:
            return
        names = [self._gallery.neighbour(self.name_at, step) for step in range(-(MOST // 2), MOST // 2 + 1)]
        self.strip.show([(visible(name), self._gallery.path_of(name) if name else None) for name in names])

    @on(ImagePreview.Shown, "#here")
    def _note_size(self, message: ImagePreview.Shown) -> None:
        name = self.name_at
        if message.path == self._gallery.path_of(name) and name not in self._sizes:
            self._sizes[name] = message.source_size
            was_whole = self._view is None or self._view.is_fit
            self._fit_view()
            if not was_whole:
                self._show_view()
            self._tell()

    @on(ImagePreview.Shown, "#before")
    def _note_size_before(self, message: ImagePreview.Shown) -> None:
        name = self._gallery.neighbour(self.name_at, -1)
        if name and name not in self._sizes and message.path == self._gallery.path_of(name):
            self._sizes[name] = message.source_size
            self._show_in(self.before, name)

    def _tell(self) -> None:
        """What is known of the picture, and the keys."""
        width = self.size.width - 2
        place = f"{self._gallery.names.index(self.name_at) + 1}/{len(self._gallery.names)}"
        left: list[Piece] = [(place, "strong"), ("  ", ""), (visible(self.name_at), ""), ("  ", "")]
        left.append((self._facts.get(self.name_at, ""), "dim"))
        scale = ""
        if self._view is not None and self.name_at in self._sizes:  # the view of the picture before is no fact of this
            scale = f"{self._view.present_scale * 100:.0f}%{' fit' if self._view.is_fit else ''}"
        self.facts.show_lines([spread(left, [(scale, "dim")], width)])
        self._tell_keys()

    def _tell_keys(self) -> None:
        # Here the user wants to see more: if the terminal could show it, this is the place to say how.
        said = "left: the picture before" if self._beside else self._pictures.choice.remedy
        self.hints.tell([(said, "dim")], self.keymap.hints(_HINTS), least=1)

    @work(exclusive=True, group="facts")
    async def _read_facts(self, name: str) -> None:
        """Read what the header says, off the loop."""
        if name in self._facts:
            return
        try:
            facts = await asyncio.to_thread(self._pictures.store.facts, self._gallery.path_of(name))
        except (ImageUnreadable, LoadCancelled):
            return  # the picture's place says why
        parts = [f"{facts.size[0]}x{facts.size[1]}", facts.aspect, facts.format]
        parts += [facts.mode] if facts.alpha else []
        parts += [f"{facts.frames} frames"] if facts.frames > 1 else []
        parts += [f"{facts.duration:.1f} s"] if facts.duration else []
        parts += [_size_text(facts.bytes)] + ([facts.taken] if facts.taken else [])
        self._facts[name] = "  ".join(parts)
        self._tell()


def _size_text(amount: int) -> str:
    return f"{amount / 1e6:.1f} MB" if amount >= 1_000_000 else f"{max(1, round(amount / 1000))} kB"

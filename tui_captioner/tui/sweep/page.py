"""What both sweeps have in common: header, a large picture, lines beside it, the caption below, and the last line."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.getters import query_one
from textual.widget import Widget

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.text import visible
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.session.jobs import Progress
from tui_captioner.services.session.sidecars import SidecarChangedError
from tui_captioner.storage.catalogue.database import CatalogueDatabase
from tui_captioner.tui.action import Action, ScreenActions
from tui_captioner.tui.dialogs.conflict import ConflictScreen
from tui_captioner.tui.dialogs.help import HelpScreen
from tui_captioner.tui.dialogs.unasked import show_unasked
from tui_captioner.tui.lists.work import in_slices
from tui_captioner.tui.lists.work_page import WorkPage
from tui_captioner.tui.outside.screen import OutsideScreen
from tui_captioner.tui.palette import ActionProvider
from tui_captioner.tui.viewer.screen import Gallery, PictureScreen
from tui_captioner.tui.widgets.frame_lines import HeaderLine, LastLine
from tui_captioner.tui.widgets.image_preview import ImagePreview
from tui_captioner.tui.widgets.lines import Line, Lines, Piece

Answer = TypeVar("Answer")
Handler = Callable[[str], object]
"""Takes the key that was pressed, empty from the palette."""
_LOW = 20
"""Rows of the window below which nothing is left blank."""
_LEAST, _MOST = 30, 48
"""Cells of what stands beside the picture."""


class SweepPage(WorkPage[str]):
    """A screen over one image at a time; answers what is to be said when it is left."""

    CSS_PATH = Path(__file__).with_name("page.tcss")
    AUTO_FOCUS = ""
    COMMANDS = {ActionProvider}
    declared: ClassVar[ScreenActions]
    """Its actions."""
    caption_rows: ClassVar[int] = 2
    """Rows of what stands below the picture."""

    header = query_one("#header", HeaderLine)
    picture = query_one("#picture", ImagePreview)
    caption = query_one("#caption", Lines)
    status = query_one("#status", LastLine)

    _name_shown: str | None = None
    _unsaved: frozenset[str] = frozenset()

    # --- what a subclass gives ------------------------------------------------------------------------------------

    @property
    def name_at(self) -> str:
        """The image that one is at; empty for none."""
        raise NotImplementedError

    @property
    def nothing(self) -> str:
        """What to say in place of a picture where there is no image."""
        raise NotImplementedError

    def near(self) -> Sequence[str]:
        """The images that are likely to come next, the likeliest first."""
        raise NotImplementedError

    @property
    def mode(self) -> str:
        """What the screen is at."""
        raise NotImplementedError

    def own_handlers(self) -> Mapping[str, Handler]:
        """The handler of each action, besides those of both sweeps."""
        raise NotImplementedError

    def widgets_beside(self) -> Iterator[Widget]:
        """What stands beside the picture."""
        raise NotImplementedError

    def draw(self, width: int, beside: int) -> None:
        """Draw all lines but the last one.

        Args:
            width: Cells of the caption.
            beside: Cells of what stands beside the picture.
        """
        raise NotImplementedError

    def said(self) -> Sequence[Piece]:
        """What the last line says where there is no message."""
        return ()

    def hints(self) -> Sequence[tuple[str, str]]:
        """Ids of actions with a word each, for the last line; the last one is the last to go."""
        raise NotImplementedError

    # --- parts ----------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The parts of the screen."""
        yield HeaderLine(id="header")
        with Horizontal(id="body"):
            yield self.place.pictures.preview(id="picture")
            with Vertical(id="beside"):
                yield from self.widgets_beside()
        yield Lines(id="caption")
        yield LastLine(id="status")

    def on_mount(self) -> None:
        """Show the first image."""
        self._arrange()
        self.call_after_refresh(self.follow)

    def on_resize(self, _: events.Resize) -> None:
        """Divide the window anew."""
        self._arrange()
        self.call_after_refresh(self.redraw)

    def on_screen_resume(self) -> None:
        """Another screen was over this one."""
        self.call_after_refresh(self.follow)

    def _arrange(self) -> None:
        self.set_class(self.app.size.height < _LOW, "-low")
        self.query_one("#beside").styles.width = self._beside
        self.caption.styles.height = self.caption_rows

    @property
    def _beside(self) -> int:
        width = self.app.size.width
        return max(min(_LEAST, width // 2), min(_MOST, width * 2 // 5))

    # --- drawing --------------------------------------------------------------------------------------------------

    @property
    def folder(self) -> str:
        """The name of the dataset, for the header."""
        return self.session.project.root.resolve().name

    def follow(self) -> None:
        """Show the image that one is at, and get the next ones ready."""
        name = self.name_at
        if name != self._name_shown:
            self._name_shown = name
            if name:
                self.picture.show(self.session.image(name).path)
                self.picture.prefetch([self.session.image(near).path for near in self.near() if near])
            else:
                self.picture.message(self.nothing)
        self.redraw()

    def redraw(self) -> None:
        """Draw every line anew; only the cells that changed are sent."""
        if not self.is_mounted or not self.size.width or not self.query("#status"):
            return
        self.draw(self.size.width - 2, self._beside - 1)
        if self.work is not None:
            self.status.tell(self.progress_line(self.work, self.size.width - 2), ())
            return
        left = [(self.message, "error" if self.warning else "accent")] if self.message else self.said()
        self.status.tell(left, self.keymap.hints(self.hints()), least=1)

    async def asked(self, question: Callable[[CatalogueDatabase], Answer]) -> Answer | None:
        """What the catalogue answers in a thread, brought up to date before; None, and said why, where it can't."""
        catalogue = catalogue_of(self.session)
        try:
            if not catalogue.is_ready:
                fill = catalogue.fill(at_once=True)
                await in_slices(fill, progress=self._show_reading, waiting=lambda: catalogue.is_waiting)
                self.say("")
            # The few images that changed last are looked at here; the question itself takes long.
            catalogue.ask(lambda _: True)
            return await asyncio.to_thread(catalogue.ask_aside, question)
        except CaptionerError as error:
            self.say(str(error), warning=True)
            return None

    def _show_reading(self, progress: Progress) -> None:
        """Say how far the captions of a large dataset are read, while that is waited for."""
        if progress.total > 1:
            self.say(f"reading the captions {progress.done:,}/{progress.total:,}")
            self.redraw()

    def fill(self, lines: Lines, drawn: Sequence[Line]) -> None:
        """Have a widget as high as what it draws."""
        lines.styles.height = len(drawn)
        lines.show_lines(drawn)

    # --- keys -----------------------------------------------------------------------------------------------------

    @cached_property
    def _handlers(self) -> Mapping[str, Handler]:
        return {
            "sweep_picture": lambda _: self._show_whole_picture(),
            "palette": lambda _: self.app.action_command_palette(),
            "help": lambda _: self.show_help(),
            "quit": lambda _: self.app.exit(),
            **self.own_handlers(),
        }

    @property
    def commands(self) -> Sequence[Action]:
        """What the palette offers here."""
        return self.declared.actions

    async def run_action_of(self, action: Action, key: str = "") -> None:
        """Carry out an action of the registry; its errors are shown and lose nothing."""
        self.say("")
        self.guarded(lambda: self._handlers[action.id](key))
        self.tell_news()

    def guarded(self, act: Callable[[], object]) -> None:
        """Do something, and show the image that one is at then; errors are shown and lose nothing."""
        try:
            act()
        except SidecarChangedError as error:
            self._ask_about(error)
        except CaptionerError as error:
            self.say(str(error), warning=True)
        if self.is_current:
            self.follow()

    def tell_news(self) -> None:
        """Say what could not be written, and what happened by itself."""
        unsaved = frozenset(self.session.unsaved)
        if unsaved != self._unsaved:
            self._unsaved = unsaved
            self._tell_unsaved()
        news = self.session.take_news()
        if news:
            self.notify(visible(news), severity="warning", timeout=15, markup=False)

    def _ask_about(self, error: SidecarChangedError) -> None:
        """Have the user choose between the two texts of a sidecar that was changed outside."""

        def chosen(answer: str | None) -> None:
            if answer == "all":
                self.app.push_screen(OutsideScreen(self.place, error.conflict.name), lambda _: self.follow())
                return
            keep = {"ours": self.session.keep_ours, "theirs": self.session.take_theirs}.get(answer or "")
            if keep is not None:
                self.guarded(lambda: keep(error.conflict))
            self.follow()

        show_unasked(self.app, ConflictScreen(self.keymap, error.conflict), chosen)

    def show_help(self) -> None:
        """Show the keys."""
        self.app.push_screen(HelpScreen(self.keymap, self.declared))

    def _show_whole_picture(self) -> None:
        if not self.name_at:
            return
        gallery = Gallery([self.name_at], lambda name: self.session.image(name).path)
        self.app.push_screen(PictureScreen(gallery, self.name_at, self.place.pictures, self.keymap))

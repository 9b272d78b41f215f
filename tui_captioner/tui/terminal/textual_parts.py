"""The private parts of Textual that the program uses, all of them, and nowhere else.

Textual may change what begins with an underscore in any release. So its version is held to a minor range, each part is
reached through a function or a class of this module that says what it is needed for, and a test names them all.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Iterable, MutableMapping
from typing import IO, Any, ClassVar

from rich.text import Text
from textual import content, events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.binding import Binding
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.driver import Driver
from textual.drivers import linux_driver
from textual.drivers._writer_thread import WriterThread
from textual.geometry import Region
from textual.keys import Keys
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from tui_captioner.tui.terminal.changed_cells import ChangedCells
from tui_captioner.tui.terminal.terminal import has_terminal

# --- what is drawn ----------------------------------------------------------------------------------------------------


def rendered_before(strip: Strip) -> str | None:
    """What a strip was rendered to, if it was; it keeps that."""
    return strip._render_cache


def keep_rendered(strip: Strip, rendered: str) -> None:
    """Have a strip give this whenever it is rendered."""
    strip._render_cache = rendered


def clean_contents_with(clean: Callable[[str], str]) -> None:
    """Have the text of labels, notices and the palette cleaned by this function."""
    content._strip_control_codes = clean  # type: ignore[assignment]


def widgets_on_screen(screen: Screen[Any]) -> dict[Widget, tuple[Region, Region]]:
    """The widgets that can be seen, each with its place and what it is clipped to; those that lie on top come first."""
    return screen._compositor.visible_widgets


def draw_again(screen: Screen[Any], region: Region) -> None:
    """Have a part of the screen written with the next frame, whatever is there.

    Not by `refresh`: a screen that refreshes a part of itself forgets the widgets that want to be refreshed.
    """
    screen._compositor._dirty_regions.add(region)


def send_all_cells(app: App[Any]) -> None:
    """Have the next frames sent whole: the terminal may not show what it was sent, as after a change of its size."""
    writer = getattr(app._driver, "_writer_thread", None)
    if isinstance(writer, SteadyWriter):
        writer.forget_cells()


_parse_styles = Stylesheet._parse_rules
_parsed: dict[Hashable, list[RuleSet]] = {}


def parse_styles_once() -> None:
    """Have styles that were parsed not parsed again.

    Textual parses those of all widgets anew with each screen that has a style sheet of its own, and with each theme:
    a tenth of the time until such a screen is there.
    """
    Stylesheet._parse_rules = _styles_parsed_once  # type: ignore[method-assign]


def _styles_parsed_once(self: Stylesheet, css: str, *place: Any, **more: Any) -> list[RuleSet]:
    key = (css, place, *more.items(), *self._variables.items())
    if key not in _parsed:
        _parsed[key] = _parse_styles(self, css, *place, **more)
    return _parsed[key]


def driver_of(app: App[Any]) -> Driver | None:
    """What writes to the terminal, in order with the frames; None before the app has started."""
    return app._driver


_FORGET = ""
"""Stands between the texts to write where the terminal's cells may have changed."""


class SteadyWriter(WriterThread):
    """Writes to the terminal in a thread of its own: of a frame, the cells that change.

    When the terminal is gone, what is written is dropped. Textual's ends there, and whoever writes the thirty-first
    text after that waits for ever.

    There is a new one whenever the program takes the terminal over again, and it knows nothing of what is there.
    """

    def __init__(self, file: IO[str]) -> None:
        super().__init__(file)
        self._cells = ChangedCells()

    def forget_cells(self) -> None:
        """Have everything that is written from here on sent, whatever was sent before."""
        self.write(_FORGET)

    def run(self) -> None:
        """Write what comes, until it is stopped."""
        alive = True
        while (text := self._queue.get()) is not None:
            if text == _FORGET:
                self._cells.forget()
            alive = alive and self._done(self._file.write, self._needed(text))
            if not self._queue.qsize():
                alive = alive and self._done(self._file.flush)
        if alive:
            self._done(self._file.flush)

    def _needed(self, text: str) -> str:
        """What has to be sent of a text."""
        try:
            return self._cells.needed(text)
        except Exception:  # a screen that stands still would be worse than bytes too many
            self._cells.forget()
            return text

    @staticmethod
    def _done(write: Callable[..., object], *text: str) -> bool:
        """Whether the terminal is there."""
        try:
            write(*text)
        except (OSError, ValueError):
            return False
        return True


class WholeWriter(SteadyWriter):
    """Sends frames whole, so that cells whose colours the terminal changed by itself are mended by the next frame."""

    def _needed(self, text: str) -> str:
        return text


class SteadyDriver(linux_driver.LinuxDriver):
    """Textual's driver, which a terminal that goes away does not hold up.

    When the line drops, the kernel sends SIGHUP, then SIGCONT. By the latter Textual enters its application mode a
    second time, with threads that read and write what is gone.
    """

    writer: ClassVar[type[SteadyWriter]] = SteadyWriter

    def start_application_mode(self) -> None:
        """Take the terminal over, with a writer that does not stop."""
        linux_driver.WriterThread = self.writer  # type: ignore[attr-defined]
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def _sigtstp_application(self, *_: object) -> None:
        _between_callbacks(super()._sigtstp_application)

    def _sigcont_application(self, *_: object) -> None:
        _between_callbacks(self._come_back)

    def _come_back(self) -> None:
        if not self._auto_restart or not has_terminal(self.fileno):
            return
        if self._key_thread is not None and self._key_thread.is_alive():
            # Stopped without being asked: the shell has changed the terminal meanwhile.
            self.suspend_application_mode()
        self.resume_application_mode()


class WholeDriver(SteadyDriver):
    """The same for a terminal that does not keep the colours of cells."""

    writer = WholeWriter


def driver_for(terminal: str) -> type[SteadyDriver]:
    """The driver for a terminal.

    Args:
        terminal: Its name, as it was found out. mlterm 3.9 gives cells other colours once many more are named, as those
            of a picture are.
    """
    return WholeDriver if terminal == "mlterm" else SteadyDriver


def _between_callbacks(act: Callable[[], object]) -> None:
    """Have the event loop do what a signal asks for: it may have come in the middle of a write, which holds a lock."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        act()
    else:
        loop.call_soon_threadsafe(act)


# --- what is typed ----------------------------------------------------------------------------------------------------


def key_sequences() -> MutableMapping[str, Any]:
    """Textual's table of what terminals send for keys: names of keys, or characters, by sequence."""
    return ANSI_SEQUENCES_KEYS  # type: ignore[return-value]


class InputParser(XTermParser):
    """Reads what the terminal sends."""

    def keys_of(self, keys: Iterable[events.Key], *, alt: bool) -> Iterable[events.Key]:
        """The keys of one sequence as they are to arrive; here as Textual has them.

        Args:
            keys: Its keys.
            alt: Whether Alt was held.
        """
        del alt
        return keys

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        try:
            keys = list(super()._sequence_to_key_events(sequence, alt))
        except (OverflowError, ValueError):
            # Its numbers are none, or of no character. Raised, it would end the app: the parser does not go on.
            keys = [events.Key(Keys.Ignore, sequence)]
        return self.keys_of(keys, alt=alt)


def read_terminal_with(parser: type[InputParser]) -> None:
    """Have all apps read the terminal by this parser."""
    linux_driver.XTermParser = parser  # type: ignore[attr-defined]


def bindings_of(widget: Widget, key: str) -> list[Binding]:
    """The bindings that a widget itself has for a key."""
    return widget._bindings.key_to_bindings.get(key, [])


class OpenInput(Input):
    """Textual's input with what is drawn, and where, left to whoever inherits it."""

    @property
    def greyed(self) -> str:
        """The text with what is suggested to follow it; empty if nothing is."""
        return self._suggestion

    @greyed.setter
    def greyed(self, text: str) -> None:
        self._suggestion = text

    @property
    def cursor_is_drawn(self) -> bool:
        """Whether the cursor is to be seen; it may blink."""
        return self._cursor_visible

    def shown(self) -> Text:
        """What is drawn of the text."""
        return Input._value.fget(self)  # type: ignore[attr-defined, no-any-return]

    def cell_of(self, position: int) -> int:
        """The cell where a character begins, counted from the first one of the text."""
        return super()._position_to_cell(position)

    def character_at(self, offset: int) -> int:
        """The place of the character in a cell, counted from the first one that can be seen."""
        return super()._cell_offset_to_index(offset)

    @property
    def _value(self) -> Text:
        return self.shown()

    def _position_to_cell(self, position: int) -> int:
        return self.cell_of(position)

    def _cell_offset_to_index(self, offset: int) -> int:
        return self.character_at(offset)


# --- what ends the app ------------------------------------------------------------------------------------------------


def tell_of_crashes(app: App[Any], tell: Callable[[BaseException], str]) -> None:
    """Have an error that ends the app told by a line of ours in place of its traceback, which quotes all it held.

    Args:
        app: The app.
        tell: Gives the line; empty to leave the traceback.
    """
    handle = app._handle_exception

    def told(error: Exception) -> None:
        handle(error)
        line = tell(error)
        if line:
            app._exit_renderables[:] = [Text(line)]

    app._handle_exception = told  # type: ignore[method-assign]

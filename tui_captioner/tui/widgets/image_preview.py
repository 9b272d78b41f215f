"""The picture beside the caption."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import monotonic

from textual import events, work
from textual.app import App
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget
from textual.worker import Worker

from tui_captioner.storage.images.image_errors import ImageUnreadable, LoadCancelled
from tui_captioner.tui.graphics.file_watch import INTERVAL, FileWatch
from tui_captioner.tui.graphics.link import Link, link_of
from tui_captioner.tui.graphics.loader import CACHE_BYTES, PictureLoader
from tui_captioner.tui.graphics.model import Load, Picture, PictureKey, PictureRequest, View
from tui_captioner.tui.graphics.place import comes_through
from tui_captioner.tui.graphics.presenter import Presenter
from tui_captioner.tui.graphics.protocol import Protocol, ProtocolChoice
from tui_captioner.tui.graphics.renderers.registry import RENDERERS
from tui_captioner.tui.graphics.requests import Requests
from tui_captioner.tui.graphics.shown_content import ShownContent
from tui_captioner.tui.terminal.terminal import cell_pixels
from tui_captioner.tui.terminal.terminal_replies import TerminalCaps

__all__ = ["ImagePreview", "View"]

REST = 0.15
"""Seconds on a picture after which the user is taken to stay, so that it is worth sending in full."""

_QUICK = 0.25
"""Pictures that follow each other faster than this many seconds are not even decoded until there is a rest."""
_SLOW = 0.3
"""Seconds after which the picture before gives way to a sign that the next one is on its way."""
_BAND_CELLS = 500
"""Most cells painted at a time on a slow line, some 20 kB."""
_COMING = "…"


class ImagePreview(Widget, can_focus=False):
    """Shows one picture as well as the terminal can; says why where it can't.

    Put borders and margins around it, not on it. The app passes the terminal's acknowledgements on, see `link_of`.

    Args:
        caps: What is known about the terminal; its cell size is used.
        choice: How pictures are shown; half blocks of 24-bit colour if not given.
        rest: Seconds on a picture before it is sent in full.
        cache_bytes: Memory for pictures that are ready.
        load: Decodes and shrinks pictures; called in threads.
        write: Takes terminal commands instead of the app's terminal; for tests.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = "ImagePreview { width: 1fr; height: 1fr; }"

    class Shown(Message):
        """A picture is there, at least in blocks.

        Attributes:
            path: The file.
            source_size: Its width and height in pixels.
            frames: Frames of an animation, of which the first is shown.
            ms: Milliseconds that decoding and scaling took.
            protocol: The way it is shown.
            bytes_sent: Bytes of the encoded picture that was sent last, which may be the one before; 0 if none was.
        """

        def __init__(self, preview: ImagePreview, picture: Picture) -> None:
            super().__init__()
            self.protocol = preview._choice.protocol
            self.bytes_sent = preview.bytes_sent
            self.preview = preview
            self.path = picture.path
            self.source_size = picture.source_size
            self.frames = picture.frames
            self.ms = picture.milliseconds

        @property
        def control(self) -> ImagePreview:
            """The widget, for `@on` selectors."""
            return self.preview

    class Failed(Message):
        """A picture can't be shown; the widget says so itself.

        Attributes:
            path: The file.
            reason: What is wrong, in words.
        """

        def __init__(self, preview: ImagePreview, path: Path, reason: str) -> None:
            super().__init__()
            self.preview = preview
            self.path = path
            self.reason = reason

        @property
        def control(self) -> ImagePreview:
            """The widget, for `@on` selectors."""
            return self.preview

    def __init__(
        self,
        caps: TerminalCaps | None = None,
        choice: ProtocolChoice | None = None,
        *,
        load: Load,
        rest: float = REST,
        cache_bytes: int = CACHE_BYTES,
        write: Callable[[str], bool] | None = None,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._choice = choice or ProtocolChoice(Protocol.BLOCKS_TRUECOLOR, "nothing else was chosen")
        self._rest = rest
        self._loader = PictureLoader(load, cache_bytes)
        self._own_link = None if write is None else Link(write)
        self._requests = Requests(caps, self._choice, self._line)
        self._delivery = RENDERERS[self._choice.protocol].delivery(self._line, self._choice.through_tmux)
        self._presenter = Presenter(self, self._delivery, self._loader, self._line, rest)
        self._files = FileWatch()
        self._path: Path | None = None
        self._view, self._chequered = View(), False
        self._ahead: tuple[Path, ...] = ()
        self._worker: Worker[None] | None = None
        self._ahead_worker: Worker[None] | None = None
        self._asked_at = float("-inf")
        self._slow: Timer | None = None
        self._looks: Timer | None = None

    # -- what the screen calls -----------------------------------------------------------------------------------------

    def show(self, path: Path | None, view: View | None = None, chequered: bool = False) -> None:
        """Show a picture, or nothing; whatever was under way for another one is dropped.

        Args:
            path: The file; none: nothing.
            view: The part of it; all of it if not given. Until that is ready, what is seen of the picture stays.
            chequered: Whether squares of two greys show through transparent pixels.
        """
        now = monotonic()
        quick = now - self._asked_at < _QUICK
        self._asked_at = now
        self._path, self._view, self._chequered = path, view or View(), chequered
        self._files.follow(None)
        if path is None:
            self._stop()
            self._turn(ShownContent())
        else:
            self._start(wait=quick)

    def prefetch(self, paths: Sequence[Path]) -> None:
        """Get pictures ready that are likely to come next, best first; nothing of them is sent."""
        self._ahead = tuple(paths)
        if not self.is_mounted or not self._has_room:
            return
        self._loader.look_ahead(self._request(path, View(), chequered=False) for path in self._ahead)
        if self._ahead_worker is None or self._ahead_worker.is_finished:
            self._ahead_worker = self.run_worker(self._loader.run_ahead, group="preview-ahead", exit_on_error=False)

    def message(self, text: str) -> None:
        """Show a text in the picture's place."""
        self._path = None
        self._files.follow(None)
        self._stop()
        self._turn(ShownContent(text=text))

    @property
    def bytes_sent(self) -> int:
        """Bytes of the encoded picture that was sent last."""
        return self._presenter.bytes_sent

    def acknowledge(self) -> None:
        """The terminal has answered a question about its cursor."""
        self._link.acknowledge()

    def cleanup_sequence(self) -> str:
        """What to write to the terminal after the app has ended, to leave no picture in its memory."""
        return self._delivery.cleanup_sequence()

    # -- life ----------------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Take part in suspending and resuming; learn how long the way to the terminal and back is."""
        self._link.mark()
        self.app.app_suspend_signal.subscribe(self, self._on_app_suspend)
        self.app.app_resume_signal.subscribe(self, self._on_app_resume)
        self.app.theme_changed_signal.subscribe(self, self._on_theme)
        self.screen.screen_layout_refresh_signal.subscribe(self, self._note_layout)
        self.watch(self.screen, "stack_updates", self._on_stack, init=False)
        self._looks = self.set_interval(INTERVAL, self.look_at_file)

    def on_unmount(self) -> None:
        """Leave nothing behind, neither in the terminal nor in threads."""
        self._delivery.clear()
        self._loader.close()
        self._files.close()

    def on_resize(self, _: events.Resize) -> None:
        """Fit the picture to the new size, once the size has settled."""
        if self._own_link is None and not self.app.is_headless:
            self._requests.cell = cell_pixels() or self._requests.cell
        self._presenter.disturb()
        self._delivery.hide()
        if self._path is not None:
            self._start(wait=self._shown.picture is not None)
        self.prefetch(self._ahead)

    def _on_app_suspend(self, _: App[object]) -> None:
        self._stop()
        self._presenter.disturb()
        self._delivery.clear()
        if self._looks is not None:
            self._looks.pause()

    def _on_app_resume(self, _: App[object]) -> None:
        """Textual does not repaint by itself, and the terminal has dropped the pictures."""
        self._delivery.forget()
        self.screen.refresh(layout=True)
        if self._looks is not None:
            self._looks.resume()
        if self._path is not None:
            self._start(wait=False)

    def _on_theme(self, _: object) -> None:
        """What shows through transparent pixels is another colour now."""
        if self._path is not None:
            self._start(wait=False)

    def _on_stack(self) -> None:
        """Another screen came in front, or this one again."""
        if not comes_through(self):
            self._delivery.hide()
        elif not self.screen.is_active:
            self.call_after_refresh(self._presenter.rewritten)

    def _note_layout(self, _: object) -> None:
        """Widgets came, went or moved."""
        self._presenter.look_for_covers()

    @work(group="preview-watch", exclusive=True, exit_on_error=False)
    async def look_at_file(self) -> None:
        """See whether the file of the picture has changed; if so, show it anew."""
        change = await self._files.look()
        if change is None:
            return
        path, stamp = change
        if stamp is None:
            self._stop()
            self._fail(path, "the file is gone")
            self._files.follow(path, None, known=True)
        else:
            self._start(wait=False)

    # -- from a path to the screen -------------------------------------------------------------------------------------

    def _line(self) -> Link:
        """The line to the terminal."""
        return self._own_link or link_of(self.app)

    @property
    def _link(self) -> Link:
        return self._line()

    @property
    def _shown(self) -> ShownContent:
        return self._presenter.content

    @property
    def _has_room(self) -> bool:
        return self.size.width > 0 and self.size.height > 0

    def _request(self, path: Path, view: View, *, chequered: bool) -> PictureRequest:
        """What has to be made of a file to be shown here and now."""
        columns, rows = self.size
        if self._delivery.paints and rows > 1 and self.region.bottom >= self.app.size.height:
            rows -= 1  # below a picture in the last row of the screen, some terminals scroll
        return self._requests.make(path, (columns, rows), self.background_colors[1].rgb, view, chequered=chequered)

    def _start(self, *, wait: bool) -> None:
        """Begin with the present path; a worker that is under way for another one is cancelled."""
        if self._path is None or not self.is_mounted or not self._has_room:
            return
        path, view, chequered = self._path, self._view, self._chequered
        shown = self._shown.picture
        if self._slow is None and (shown is None or shown.path != path):
            self._slow = self.set_timer(_SLOW, self._show_coming)

        async def present() -> None:
            await self._present(path, view, chequered, wait)

        self._worker = self.run_worker(present, group="preview", exclusive=True, exit_on_error=False)

    def _stop(self) -> None:
        """Give up what is under way."""
        self._end_waiting()
        if self._worker is not None:
            self._worker.cancel()

    async def _present(self, path: Path, view: View, chequered: bool, wait: bool) -> None:
        """Show one picture, first in blocks, then as well as the terminal can. Cancelled when the user moves on."""
        if wait:
            await asyncio.sleep(self._rest)
        try:
            key, picture = await self._loader.obtain(self._request(path, view, chequered=chequered))
            self._files.follow(path, key[1:], known=True)
            # The picture before may still be on its way; another one behind it would only make typing slow.
            await self._link.idle()
            await self._show_picture(key, picture)
        except ImageUnreadable as error:
            self._files.follow(path)
            self._fail(path, str(error))
        except LoadCancelled:
            return
        except Exception as error:  # a blank area without a reason would be worse
            self._fail(path, f"{type(error).__name__}: {error}")

    async def _show_picture(self, key: PictureKey, picture: Picture) -> None:
        """Text cells at once; what is better when the user stays."""
        if self._choice.protocol is Protocol.OFF:
            content = ShownContent(text=f"{picture.path.name}\npictures are off: {self._choice.reason}")
        else:
            content = ShownContent(key, picture, await self._loader.draw(picture))
        self.post_message(self.Shown(self, picture))
        await self._draw(content)
        if content.key is None or self._delivery.is_complete(key):
            content.brought = True
            return
        await self._loader.encode(key, picture)
        await asyncio.sleep(max(0.0, self._asked_at + self._rest - monotonic()))
        await self._link.idle()
        await self._presenter.bring(content)

    async def _draw(self, content: ShownContent) -> None:
        """Paint a picture; on a slow line band by band, so that letters typed meanwhile find their way between."""
        self._end_waiting()
        self._presenter.turn(content)
        width, height = self.size
        band = self._link.rows_at_once(width, height, _BAND_CELLS)
        for top in range(0, height, band):
            await (self._link.idle() if band == 1 else self._link.room())
            drawn = asyncio.Event()
            self.refresh(Region(0, top, width, band))
            if not self.call_after_refresh(self._mark_frame, width * band, drawn):
                return
            await drawn.wait()

    def _mark_frame(self, cells: int, drawn: asyncio.Event) -> None:
        """A frame with cells of the picture is written: learn when it has arrived."""
        self._link.mark(cells=cells)
        drawn.set()

    def _fail(self, path: Path, reason: str) -> None:
        """Say in the picture's place why there is none."""
        self._turn(ShownContent(text=f"{path.name} can't be shown:\n{reason}"))
        self.post_message(self.Failed(self, path, reason))

    def _show_coming(self) -> None:
        """The next picture takes its time: don't leave the one before beside the wrong caption."""
        if self._slow is not None:  # else the picture came while this call was on its way
            self._turn(ShownContent(text=_COMING))

    def _end_waiting(self) -> None:
        if self._slow is not None:
            self._slow.stop()
            self._slow = None

    # -- drawing -------------------------------------------------------------------------------------------------------

    def _turn(self, content: ShownContent) -> None:
        """Show something else from now on. Repaints these cells alone."""
        self._end_waiting()
        self._presenter.turn(content)
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The visible cells, as they are: Textual's filters would change colours that carry a picture's id."""
        lines = self._canvas()[crop.y : crop.bottom]
        if crop.x == 0 and crop.right == self.size.width:
            return lines
        return [line.crop(crop.x, crop.right) for line in lines]

    def _canvas(self) -> list[Strip]:
        """All cells of the widget."""
        content, size = self._shown, (self.size.width, self.size.height)
        written = partial(self._presenter.written, content) if comes_through(self) else None
        if written is None:
            self._delivery.hide()
        return content.canvas(size, self.background_colors[1], self.visual_style, self._delivery, written)

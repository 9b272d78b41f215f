"""Pictures as the program wants them: quick the second time, and from a decoder that can't take the program with it.

Imports no Pillow by itself, so that the decoding process can be started before everything else.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import signal
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from tui_captioner.domain.text import visible
from tui_captioner.storage.images.decoder_answers import (
    NO_ANSWER,
    NONSENSE,
    Pixels,
    copy_in,
    describe_end,
    pixels_in,
    scaled_in,
)
from tui_captioner.storage.images.decoder_kinds import PICTURES, kind_for
from tui_captioner.storage.images.decoder_messages import Message
from tui_captioner.storage.images.decoder_process import (
    DecoderGone,
    DecoderHung,
    DecoderPool,
    DecoderUnusable,
    decoder_command,
)
from tui_captioner.storage.images.image_errors import DEFAULT_MEGAPIXELS, ImageUnreadable, LoadCancelled
from tui_captioner.storage.images.image_views import Box, Size, View
from tui_captioner.storage.images.jpegs import Jpegs, jpegs_in
from tui_captioner.storage.images.picture_files import PictureFile, open_picture
from tui_captioner.storage.images.thumbnails import FileVersion, Thumbnails

if TYPE_CHECKING:
    from tui_captioner.storage.images.embedded_text import EmbeddedText
    from tui_captioner.storage.images.loaded_pictures import Scaled
    from tui_captioner.storage.images.picture_facts import PictureFacts

DEFAULT_TIMEOUT = 20.0
"""Seconds after which decoding one picture is given up."""

_OUTSIDE = (signal.SIGKILL, signal.SIGTERM)
"""Signals that come from elsewhere, say when the system runs out of memory: worth another try."""
NO_DECODER = "pictures can't be decoded here, as no process for that can be started"


class PictureStore:
    """Loads pictures. May be used from several threads; two of them get on at the same time.

    Args:
        cache: Small copies on disk; none: everything is decoded each time.
        max_megapixels: Larger pictures are refused.
        isolate: Decode in a process of its own. Without, whatever a picture does to its decoder it does to the caller:
            that is for pictures that are known, in tests.
        timeout_s: Seconds after which a decoder is stopped.
        command: Starts a decoding process; for tests.
        niceness: By how much other work goes before decoding, 0 to 19.
    """

    def __init__(
        self,
        cache: Thumbnails | None = None,
        *,
        max_megapixels: int = DEFAULT_MEGAPIXELS,
        isolate: bool = True,
        timeout_s: float = DEFAULT_TIMEOUT,
        command: Sequence[str] | None = None,
        niceness: int = 0,
    ) -> None:
        self._niceness = niceness
        self._cache = cache
        self._max_megapixels = max_megapixels
        self.timeout_s = timeout_s
        self._command = command
        self._pools: dict[str, DecoderPool] = {}
        self._isolates = isolate
        self._closed = False
        self._poison: dict[tuple[FileVersion, int], str] = {}
        self._lock = threading.Lock()

    def warm(self) -> None:
        """Start a decoding process without waiting for it, so that the first picture doesn't."""
        if self._isolates:
            with contextlib.suppress(DecoderUnusable, LoadCancelled):
                self._pool(PICTURES).warm()

    def load(
        self,
        path: Path,
        box_px: Size,
        background: tuple[int, int, int] = (0, 0, 0),
        *,
        max_pixels: int | None = None,
        cancelled: Callable[[], bool] | None = None,
        region: Box | None = None,
        chequered: bool = False,
    ) -> Scaled:
        """A picture, shrunk into a box; the arguments are those of `images.load_scaled`.

        Raises:
            ImageUnreadable: If it can't be shown; the message says why.
            LoadCancelled: If `cancelled` said so, or the store was closed.
        """
        if cancelled is not None and cancelled():
            raise LoadCancelled
        path = path.absolute()
        view = View(box_px, background, max_pixels, region, chequered)
        version = FileVersion.of(path)
        if not self._isolates:
            return self._load_here(path, view, version, cancelled)
        if version is not None and self._cache is not None:
            found = self._from_copy(self._cache, version, view, cancelled)
            if found is not None:
                return found
        cache = self._cache if version is not None and self._cache is not None and self._cache.wants(version) else None
        request = {
            "do": "load",
            **_view_request(view),
            "max_megapixels": self._max_megapixels,
            "key": version.name if version is not None else "",
            "keeps": cache is not None,
            "side_there": cache.side_there(version) if cache is not None and version is not None else 0,
        }

        def keep(message: Message, data: bytes) -> None:
            if cache is not None and version is not None and (copy := copy_in(message, data)) is not None:
                cache.put(version, copy)

        return scaled_in(*self._ask_about(path, request, version, cancelled, keep), view)

    def pixels(self, path: Path, side: int, cancelled: Callable[[], bool] | None = None) -> Pixels:
        """A small picture over white as bytes, so that Pillow is not needed here; no copy is kept of it.

        Args:
            path: The file.
            side: The largest width and height.
            cancelled: Asked while waiting whether it is still wanted.

        Raises:
            ImageUnreadable: If it can't be decoded; the message says why.
            LoadCancelled: If `cancelled` said so, or the store was closed.
        """
        path = path.absolute()
        view = View((side, side), (255, 255, 255))
        version = FileVersion.of(path)
        if not self._isolates:
            image = self._load_here(path, view, None, cancelled).image
            return Pixels(image.tobytes(), *image.size)
        if version is not None and self._cache is not None:
            with contextlib.suppress(ImageUnreadable):
                found = self._ask_for_copy(self._cache, version, view, cancelled)
                if found is not None:
                    return pixels_in(*found, view)
        request = {
            "do": "load",
            **_view_request(view),
            "max_megapixels": self._max_megapixels,
            "key": "",
            "keeps": False,
            "side_there": 0,
        }
        return pixels_in(*self._ask_about(path, request, version, cancelled), view)

    def jpegs(
        self, path: Path, side: int, *, apart: bool = False, cancelled: Callable[[], bool] | None = None
    ) -> Jpegs:
        """A picture as a JPEG file, for others to read; of a video the sheet of its frames, or the frames.

        Args:
            path: The file.
            side: The largest width and height.
            apart: Whether the frames of a video are pictures of their own.
            cancelled: Asked while waiting whether it is still wanted.

        Raises:
            ImageUnreadable: If it can't be decoded; the message says why.
            LoadCancelled: If `cancelled` said so, or the store was closed.
        """
        path = path.absolute()
        view = View((side, side), (255, 255, 255))
        request = {"do": "jpegs", **_view_request(view), "max_megapixels": self._max_megapixels, "apart": apart}
        return jpegs_in(*self._ask_about(path, request, FileVersion.of(path), cancelled))

    def facts(self, path: Path) -> PictureFacts:
        """What the header of a picture or a video says.

        Raises:
            ImageUnreadable: If there is no such picture; the message says why.
            LoadCancelled: If the store was closed.
        """
        # Not above, as everywhere in here: it needs Pillow.
        from tui_captioner.storage.images.picture_facts import PictureFacts, read_facts

        path = path.absolute()
        if not self._isolates:
            return read_facts(path)
        answer, _ = self._ask_about(path, {"do": "facts"}, FileVersion.of(path))
        try:
            said = answer["facts"]
            return PictureFacts(
                size=(int(said["size"][0]), int(said["size"][1])),
                aspect=visible(str(said["aspect"])),
                format=visible(str(said["format"])),
                frames=int(said["frames"]),
                mode=visible(str(said["mode"])),
                alpha=bool(said["alpha"]),
                taken=visible(str(said["taken"])),
                bytes=int(said["bytes"]),
                duration=float(said["duration"]),
            )
        except NONSENSE as error:
            raise ImageUnreadable(NO_ANSWER) from error

    def embedded_text(self, path: Path) -> EmbeddedText | None:
        """The text of a generator in a picture; None if there is none.

        Raises:
            ImageUnreadable: If there is no such picture, or the text can't be decoded; the message is the reason.
            LoadCancelled: If the store was closed.
        """
        from tui_captioner.storage.images.embedded_text import EmbeddedText, read_embedded

        path = path.absolute()
        if not self._isolates:
            return read_embedded(path)
        answer, data = self._ask_about(path, {"do": "text"}, FileVersion.of(path))
        where = visible(str(answer.get("where", "")))
        return EmbeddedText(bytes(data).decode("utf-8", "replace"), where) if where else None

    def describe_decoder(self) -> Message:
        """What a decoding process says of itself: the libraries it has, and by measure how far it is confined.

        Raises:
            ImageUnreadable: If none can be started.
        """
        try:
            return self._pool(PICTURES).describe(self.timeout_s)
        except (DecoderUnusable, DecoderGone, DecoderHung) as error:
            raise ImageUnreadable(NO_DECODER) from error

    def close(self) -> None:
        """End the decoding processes; loads that are under way are cancelled."""
        with self._lock:
            self._closed = True
            pools = list(self._pools.values())
        for pool in pools:
            pool.close()

    def _pool(self, kind: str) -> DecoderPool:
        """The processes for one kind of file; raises LoadCancelled if the store is closed."""
        with self._lock:
            if self._closed:
                raise LoadCancelled
            if kind not in self._pools:
                command = self._command or decoder_command(kind=kind, max_megapixels=self._max_megapixels)
                self._pools[kind] = DecoderPool(command, self._niceness)
            return self._pools[kind]

    def _from_copy(
        self, cache: Thumbnails, version: FileVersion, view: View, cancelled: Callable[[], bool] | None
    ) -> Scaled | None:
        """The picture from its copy, which a decoding process reads too, as one has made it."""
        try:
            answer = self._ask_for_copy(cache, version, view, cancelled)
            return None if answer is None else scaled_in(*answer, view)
        except ImageUnreadable:  # whatever it is, the source is still there
            cache.discard(version)
            return None

    def _ask_for_copy(
        self, cache: Thumbnails, version: FileVersion, view: View, cancelled: Callable[[], bool] | None
    ) -> tuple[Message, bytes | bytearray] | None:
        """Have the copy of a picture decoded, if there is one that serves the view."""
        copy = cache.lookup(version, view)
        if copy is None:
            return None
        said = {"size": copy.size, "source": copy.source_size, "frames": copy.frames, "format": copy.format}
        request = {"do": "copy", **_view_request(view), "copy": said}
        with PictureFile(-1, copy.data) as file:
            return self._ask(PICTURES, request, file, None, cancelled)

    def _ask_about(
        self,
        path: Path,
        request: Message,
        version: FileVersion | None,
        cancelled: Callable[[], bool] | None = None,
        afterwards: Callable[[Message, bytes], object] | None = None,
    ) -> tuple[Message, bytes | bytearray]:
        """Open a file and have a request about it done."""
        with open_picture(path) as file:
            return self._ask(kind_for(path, file.head), request, file, version, cancelled, afterwards)

    def _ask(
        self,
        kind: str,
        request: Message,
        file: PictureFile,
        version: FileVersion | None,
        cancelled: Callable[[], bool] | None,
        afterwards: Callable[[Message, bytes], object] | None = None,
    ) -> tuple[Message, bytes | bytearray]:
        """Have the request done; what a file has done to a decoder it does not get the chance to do again."""
        poison = None if version is None else (version, version.inode)
        if poison in self._poison:
            raise ImageUnreadable(self._poison[poison])
        try:
            answer, pixels = self._ask_again(self._pool(kind), request, file, cancelled, afterwards)
        except DecoderHung:
            reason = f"decoding took longer than {self.timeout_s:g} s and was stopped"
        except DecoderGone as gone:
            reason = describe_end(gone.signal)
        except DecoderUnusable:
            raise ImageUnreadable(NO_DECODER) from None
        else:
            if answer.get("cancelled"):
                raise LoadCancelled
            if "unreadable" in answer:
                raise ImageUnreadable(visible(str(answer["unreadable"])))
            return answer, pixels
        if poison is not None:
            self._poison[poison] = reason
        raise ImageUnreadable(reason)

    def _ask_again(
        self,
        pool: DecoderPool,
        request: Message,
        file: PictureFile,
        cancelled: Callable[[], bool] | None,
        afterwards: Callable[[Message, bytes], object] | None,
    ) -> tuple[Message, bytes | bytearray]:
        """Have the request done; once more if the process was ended by something else than the picture."""
        try:
            return pool.ask(request, self.timeout_s, cancelled, file, afterwards)
        except DecoderGone as gone:
            if gone.signal not in (0, *_OUTSIDE):
                raise
        return pool.ask(request, self.timeout_s, cancelled, file, afterwards)

    def _load_here(
        self, path: Path, view: View, version: FileVersion | None, cancelled: Callable[[], bool] | None
    ) -> Scaled:
        """Decode in this process."""
        from tui_captioner.storage.images.images import load_picture

        if version is not None and self._cache is not None:
            found = self._cache.find(version, view)
            if found is not None:
                return found
        began = perf_counter()
        loaded = load_picture(path, view, max_megapixels=self._max_megapixels, cancelled=cancelled)
        scaled = loaded.scaled(view)
        if version is not None and self._cache is not None:
            self._cache.keep(version, loaded, perf_counter() - began)
        return scaled


@functools.cache
def _shared() -> PictureStore:
    """A store for whoever has none of its own; its processes end with the program."""
    store = PictureStore()
    atexit.register(store.close)
    return store


def embedded_text_of(path: Path) -> EmbeddedText | None:
    """The text of a generator in a picture, read in a decoding process; None if there is none.

    Raises:
        ImageUnreadable: If there is no such picture, or the text can't be decoded; the message is the reason.
    """
    return _shared().embedded_text(path)


def _view_request(view: View) -> Message:
    """What a request says of a view."""
    return {
        "box": view.box,
        "background": view.background,
        "max_pixels": view.max_pixels,
        "region": view.region,
        "chequered": view.chequered,
    }

"""Pictures as the program wants them: quick the second time, and from a decoder that can't take the program with it.

Imports no Pillow by itself, so that the decoding process can be started before everything else.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from tui_captioner.storage.decoder_messages import Message
from tui_captioner.storage.decoder_process import DecoderGone, DecoderHung, DecoderPool, DecoderUnusable
from tui_captioner.storage.image_errors import DEFAULT_MEGAPIXELS, ImageUnreadable, LoadCancelled
from tui_captioner.storage.image_views import Box, Size, View
from tui_captioner.storage.thumbnails import FileVersion, Thumbnails

if TYPE_CHECKING:
    from tui_captioner.storage.images import Scaled
    from tui_captioner.storage.picture_facts import PictureFacts

DEFAULT_TIMEOUT = 20.0
"""Seconds after which decoding one picture is given up."""

_OUTSIDE = (signal.SIGKILL, signal.SIGTERM)
"""Signals that come from elsewhere, say when the system runs out of memory: worth another try."""
_FAILED_STARTS = 2
"""Decoding processes that may fail to start before pictures are decoded without them."""


class PictureStore:
    """Loads pictures. May be used from several threads; two of them get on at the same time.

    Args:
        cache: Small copies on disk; none: everything is decoded each time.
        max_megapixels: Larger pictures are refused.
        isolate: Decode in a process of its own; where none can be started, pictures are decoded here all the same.
        timeout_s: Seconds after which a decoder is stopped.
        command: Starts a decoding process; for tests.
    """

    def __init__(
        self,
        cache: Thumbnails | None = None,
        *,
        max_megapixels: int = DEFAULT_MEGAPIXELS,
        isolate: bool = True,
        timeout_s: float = DEFAULT_TIMEOUT,
        command: Sequence[str] | None = None,
    ) -> None:
        self._cache = cache
        self._max_megapixels = max_megapixels
        self.timeout_s = timeout_s
        self._pool = DecoderPool(command) if isolate else None
        self._failed_starts = 0
        self._poison: dict[FileVersion, str] = {}
        self._lock = threading.Lock()

    def warm(self) -> None:
        """Start a decoding process without waiting for it, so that the first picture doesn't."""
        if self._pool is not None:
            try:
                self._pool.warm()
            except DecoderUnusable:
                self._note_failed_start()

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
        if version is not None and self._cache is not None:
            found = self._cache.find(version, view)
            if found is not None:
                return found
        pool = self._pool
        if pool is None:
            return self._load_here(path, view, version, cancelled)
        try:
            answer, pixels = self._ask(pool, self._load_request(path, view, version), version, cancelled)
        except DecoderUnusable:
            return self._load_here(path, view, version, cancelled)
        return _scaled(answer, pixels)

    def facts(self, path: Path) -> PictureFacts:
        """What the header of a picture or a video says.

        Raises:
            ImageUnreadable: If there is no such picture; the message says why.
            LoadCancelled: If the store was closed.
        """
        # Not above, as everywhere in here: it needs Pillow.
        from tui_captioner.storage.picture_facts import PictureFacts, read_facts

        path = path.absolute()
        pool = self._pool
        if pool is None:
            return read_facts(path)
        try:
            answer, _ = self._ask(pool, {"do": "facts", "path": str(path)}, FileVersion.of(path), None)
        except DecoderUnusable:
            return read_facts(path)
        said = answer["facts"]
        return PictureFacts(**{**said, "size": (said["size"][0], said["size"][1])})

    def close(self) -> None:
        """End the decoding processes; loads that are under way are cancelled."""
        if self._pool is not None:
            self._pool.close()

    def _load_request(self, path: Path, view: View, version: FileVersion | None) -> Message:
        cache = self._cache
        return {
            "do": "load",
            "path": str(path),
            "box": view.box,
            "background": view.background,
            "max_pixels": view.max_pixels,
            "region": view.region,
            "chequered": view.chequered,
            "max_megapixels": self._max_megapixels,
            "keep": None if cache is None else [str(cache.folder), cache.limit],
            "version": None if version is None else [version.path, version.mtime_ns, version.size],
        }

    def _ask(
        self,
        pool: DecoderPool,
        request: Message,
        version: FileVersion | None,
        cancelled: Callable[[], bool] | None,
    ) -> tuple[Message, bytes | bytearray]:
        """Have the request done; what a file has done to a decoder it does not get the chance to do again."""
        if version is not None and version in self._poison:
            raise ImageUnreadable(self._poison[version])
        try:
            answer, pixels = self._ask_again(pool, request, cancelled)
        except DecoderHung:
            reason = f"decoding took longer than {self.timeout_s:g} s and was stopped"
        except DecoderGone as gone:
            reason = _describe_end(gone.signal)
        except DecoderUnusable:
            self._note_failed_start()
            raise
        else:
            if answer.get("cancelled"):
                raise LoadCancelled
            if "unreadable" in answer:
                raise ImageUnreadable(str(answer["unreadable"]))
            return answer, pixels
        if version is not None:
            self._poison[version] = reason
        raise ImageUnreadable(reason)

    def _ask_again(
        self, pool: DecoderPool, request: Message, cancelled: Callable[[], bool] | None
    ) -> tuple[Message, bytes | bytearray]:
        """Have the request done; once more if the process was ended by something else than the picture."""
        try:
            return pool.ask(request, self.timeout_s, cancelled)
        except DecoderGone as gone:
            if gone.signal not in (0, *_OUTSIDE):
                raise
        return pool.ask(request, self.timeout_s, cancelled)

    def _load_here(
        self, path: Path, view: View, version: FileVersion | None, cancelled: Callable[[], bool] | None
    ) -> Scaled:
        """Decode in this process."""
        from tui_captioner.storage.images import load_picture

        began = perf_counter()
        loaded = load_picture(path, view, max_megapixels=self._max_megapixels, cancelled=cancelled)
        scaled = loaded.scaled(view)
        if version is not None and self._cache is not None:
            self._cache.keep(version, loaded, perf_counter() - began)
        return scaled

    def _note_failed_start(self) -> None:
        with self._lock:
            self._failed_starts += 1
            if self._failed_starts >= _FAILED_STARTS:
                self._pool = None


def _scaled(answer: Message, pixels: bytes | bytearray) -> Scaled:
    """What the decoding process answered, as a picture."""
    from PIL import Image

    from tui_captioner.storage.images import Scaled

    try:
        size, source = (answer["size"][0], answer["size"][1]), (answer["source"][0], answer["source"][1])
        return Scaled(Image.frombytes("RGB", size, pixels), source, int(answer["frames"]), str(answer["format"]))
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise ImageUnreadable("its decoder gave no picture") from error


def _describe_end(number: int) -> str:
    """Why a decoding process ended in the middle of a picture."""
    if number == signal.SIGKILL:
        return "the decoder was killed (signal KILL), perhaps because memory ran out"
    if not number:
        return "the decoder crashed on it"
    try:
        name = signal.Signals(number).name.removeprefix("SIG")
    except ValueError:
        name = str(number)
    return f"the decoder crashed on it (signal {name})"

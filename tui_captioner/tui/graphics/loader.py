"""Getting pictures ready: the one that is wanted at once, its neighbours when there is time."""

from __future__ import annotations

import asyncio
import contextlib
from collections import OrderedDict
from collections.abc import Iterable

from textual.strip import Strip

from tui_captioner.storage.images.image_errors import ImageUnreadable, LoadCancelled
from tui_captioner.tui.graphics.model import Load, Picture, PictureKey, PictureRequest
from tui_captioner.tui.graphics.prepare import identify, prepare
from tui_captioner.tui.graphics.worker_thread import WorkerThread

CACHE_BYTES = 64 * 1024 * 1024


class PictureCache:
    """The pictures used last, up to a number of bytes."""

    def __init__(self, limit: int = CACHE_BYTES) -> None:
        self._limit = limit
        self._pictures: OrderedDict[PictureKey, Picture] = OrderedDict()

    def get(self, key: PictureKey) -> Picture | None:
        """A picture, if it is here; it counts as used now."""
        if key in self._pictures:
            self._pictures.move_to_end(key)
        return self._pictures.get(key)

    def put(self, key: PictureKey, picture: Picture) -> None:
        """Keep a picture, the newest even if it is too large on its own."""
        self._pictures[key] = picture
        self._pictures.move_to_end(key)
        total = self.memory
        while total > self._limit and len(self._pictures) > 1:
            total -= self._pictures.popitem(last=False)[1].memory

    @property
    def memory(self) -> int:
        """Bytes taken by all pictures."""
        return sum(picture.memory for picture in self._pictures.values())

    def __len__(self) -> int:
        return len(self._pictures)


class PictureLoader:
    """Decodes and encodes in two threads: one for what is wanted, one for what may be wanted next.

    Args:
        load: Decodes and shrinks; called in both threads.
        cache_bytes: Memory for pictures that are ready.
    """

    def __init__(self, load: Load, cache_bytes: int = CACHE_BYTES) -> None:
        self._load = load
        self.cache = PictureCache(cache_bytes)
        self._wanted_lane = WorkerThread("preview")
        self._ahead_lane = WorkerThread("preview-ahead")
        self._wanted: PictureRequest | None = None
        self._ahead: list[PictureRequest] = []
        self._ahead_now: tuple[PictureRequest, asyncio.Task[None]] | None = None
        self._under_way: dict[PictureKey, asyncio.Event] = {}
        self._quiet = asyncio.Event()
        self._quiet.set()

    async def obtain(self, request: PictureRequest) -> tuple[PictureKey, Picture]:
        """The picture, from the cache if the file has not changed.

        Raises:
            ImageUnreadable: If it can't be shown.
        """
        self._wanted = request
        self._quiet.clear()
        try:
            key = await self._identify(self._wanted_lane, request)
            if key in self._under_way:
                await self._under_way[key].wait()
            picture = self.cache.get(key)
            if picture is None:
                picture = await self._wanted_lane.run(lambda cancelled: prepare(request, cancelled, self._load))
                self.cache.put(key, picture)
            return key, picture
        finally:
            self._quiet.set()

    async def draw(self, picture: Picture) -> list[Strip]:
        """The picture's text cells."""
        return await self._wanted_lane.run(lambda _: picture.draw())

    async def encode(self, key: PictureKey, picture: Picture) -> None:
        """Make what is sent of the picture, if it is not there yet."""
        if not picture.payload:
            await self._wanted_lane.run(lambda _: picture.encode())
            self.cache.put(key, picture)

    def look_ahead(self, requests: Iterable[PictureRequest]) -> None:
        """Say what may be wanted next, best first; what was said before is forgotten."""
        self._ahead = list(requests)
        if self._ahead_now is not None:
            request, task = self._ahead_now
            if request not in self._ahead and request != self._wanted:
                task.cancel()

    async def run_ahead(self) -> None:
        """Get ready what may be wanted next, while nothing else is to be done; ends when all is there."""
        while self._ahead:
            await self._quiet.wait()
            request = self._ahead.pop(0)
            task = asyncio.create_task(self._prefetch(request))
            self._ahead_now = request, task
            try:
                await asyncio.wait([task])
            finally:
                task.cancel()
                self._ahead_now = None

    async def _prefetch(self, request: PictureRequest) -> None:
        """Fill the cache with one picture; a failure is told when it is really wanted."""
        with contextlib.suppress(ImageUnreadable, LoadCancelled):
            key = await self._identify(self._ahead_lane, request)
            picture = self.cache.get(key)
            if picture is None:
                done = self._under_way[key] = asyncio.Event()
                try:
                    picture = await self._ahead_lane.run(lambda cancelled: prepare(request, cancelled, self._load))
                    self.cache.put(key, picture)
                finally:
                    done.set()
                    del self._under_way[key]
            if not picture.payload:
                await self._ahead_lane.run(lambda _: picture.encode())
                self.cache.put(key, picture)

    async def _identify(self, thread: WorkerThread, request: PictureRequest) -> PictureKey:
        """The key; for a file that is not there, one that finds nothing, so that decoding says what is wrong."""
        try:
            return await thread.run(lambda _: identify(request))
        except OSError:
            return request, 0, -1

    def close(self) -> None:
        """Stop both threads."""
        self._ahead.clear()
        self._wanted_lane.close()
        self._ahead_lane.close()

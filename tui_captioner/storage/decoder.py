"""The decoding process: reads requests from standard input, writes pictures to standard output.

It is apart from the program because decoders are where a broken file does harm: what crashes, hangs or eats memory here
is one picture that is not shown. Started by `decoder_process`.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from time import perf_counter

from tui_captioner.storage.decoder_messages import Message, is_readable, packed, read_message, write_all
from tui_captioner.storage.image_errors import NO_MEMORY, ImageUnreadable, LoadCancelled
from tui_captioner.storage.light_imports import import_pillow

import_pillow()

from tui_captioner.storage.image_files import load_decoders  # noqa: E402 - after the light import of Pillow
from tui_captioner.storage.image_views import View  # noqa: E402
from tui_captioner.storage.images import LoadedPicture, load_picture  # noqa: E402
from tui_captioner.storage.thumbnails import FileVersion, Thumbnails  # noqa: E402

Answer = tuple[Message, bytes]

_OWN_MEMORY = 1 << 30
"""Bytes of addresses that the process takes without a picture: libraries, and stacks of their threads."""
_BYTES_PER_PIXEL = 16
"""What decoding takes at most: four bytes a pixel, and copies for turning, mixing and scaling."""
_HELD_PIXELS = 50_000_000
"""The largest picture that is remembered while parts of it are looked at; 200 MB."""
_GRACE = 5.0
"""Seconds after the program's own limit at which the process ends by itself, should there be no program any more."""


def main() -> None:
    """Answer requests until the program closes its end or is gone."""
    source, sink = _own_pipes()
    _limit(resource.RLIMIT_CORE, 0)
    with contextlib.suppress(EOFError, BrokenPipeError):
        write_all(sink, packed({"ready": os.getpid()}))
        load_decoders()
        Service(source, sink).run()


class Service:
    """Answers one request after the other.

    Args:
        source: Where requests come from.
        sink: Where answers go.
    """

    def __init__(self, source: int, sink: int) -> None:
        self._source = source
        self._sink = sink
        self._number = -1
        self._caches: dict[tuple[str, int], Thumbnails] = {}
        self._held: tuple[FileVersion, LoadedPicture] | None = None

    def run(self) -> None:
        """Until the other side has gone, which raises EOFError or BrokenPipeError."""
        while True:
            request, _ = read_message(self._source)
            if "cancel" in request:  # came when the answer was on its way already
                continue
            self._number = request["id"]
            signal.setitimer(signal.ITIMER_REAL, request["timeout"] + _GRACE)
            afterwards = self._answer(request)
            signal.setitimer(signal.ITIMER_REAL, 0)
            if afterwards is not None:
                with contextlib.suppress(Exception):  # a copy that can't be kept costs nothing but time
                    afterwards()

    def decode(self, request: Message) -> LoadedPicture:
        """The pixels of the file, as far as the view needs them."""
        return load_picture(
            Path(request["path"]),
            view_of(request),
            max_megapixels=request["max_megapixels"],
            cancelled=self._is_cancelled,
        )

    def _answer(self, request: Message) -> Callable[[], object] | None:
        """Do one request and send what comes of it; returns what is to be done when the program has its answer."""
        afterwards = None
        try:
            if request["do"] == "facts":
                self._send(_facts(request))
            else:
                _limit(resource.RLIMIT_AS, _OWN_MEMORY + request["max_megapixels"] * 1_000_000 * _BYTES_PER_PIXEL)
                afterwards = self._load(request)
        except LoadCancelled:
            self._send(({"cancelled": True}, b""))
        except MemoryError:
            self._send(({"unreadable": NO_MEMORY}, b""))
        except ImageUnreadable as error:
            self._send(({"unreadable": error.message}, b""))
        return afterwards

    def _load(self, request: Message) -> Callable[[], object] | None:
        began = perf_counter()
        view = view_of(request)
        version = FileVersion(*request["version"]) if request["version"] else None
        loaded = self._recall(version, view) or self.decode(request)
        self._hold(version, view, loaded)
        scaled = loaded.scaled(view)
        seconds = perf_counter() - began
        said = {"size": scaled.image.size, "source": scaled.source_size}
        self._send(({**said, "frames": scaled.frames, "format": scaled.format}, scaled.image.tobytes()))
        if not request["keep"] or version is None:
            return None
        folder, limit = request["keep"]
        cache = self._caches.setdefault((folder, limit), Thumbnails(Path(folder), limit))
        return lambda: cache.keep(version, loaded, seconds)

    def _hold(self, version: FileVersion | None, view: View, loaded: LoadedPicture) -> None:
        """Remember a picture of which parts are looked at: the next part will be of the same one."""
        width, height = loaded.image.size
        wanted = version is not None and view.region is not None and width * height <= _HELD_PIXELS
        self._held = (version, loaded) if wanted and version is not None else None

    def _recall(self, version: FileVersion | None, view: View) -> LoadedPicture | None:
        """The picture that was looked at last, if it is the same one and sharp enough."""
        if self._held is None:
            return None
        held, loaded = self._held
        if held == version and loaded.serves(view):
            return loaded
        self._held = None  # before another one takes memory
        return None

    def _send(self, answer: Answer) -> None:
        message, payload = answer
        write_all(self._sink, packed({**message, "id": self._number}, len(payload)))
        write_all(self._sink, payload)

    def _is_cancelled(self) -> bool:
        """Whether the program has said, since the request, that it does not want the answer."""
        cancelled = False
        while is_readable(self._source):
            message, _ = read_message(self._source)
            cancelled = cancelled or message.get("cancel") == self._number
        return cancelled


def view_of(request: Message) -> View:
    """The view that a request is for."""
    region = request["region"]
    left, top, right, bottom = region or (0, 0, 1, 1)
    return View(
        (request["box"][0], request["box"][1]),
        (request["background"][0], request["background"][1], request["background"][2]),
        request["max_pixels"],
        (left, top, right, bottom) if region else None,
        request["chequered"],
    )


def _facts(request: Message) -> Answer:
    # Not above: few requests need it.
    from tui_captioner.storage.picture_facts import read_facts

    return {"facts": asdict(read_facts(Path(request["path"])))}, b""


def _own_pipes() -> tuple[int, int]:
    """The two pipes under numbers that no library writes to; what one prints goes nowhere."""
    source, sink = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    return source, sink


def _limit(what: int, amount: int) -> None:
    """Lower a limit of this process, where the system knows it and allows it."""
    with contextlib.suppress(OSError, ValueError):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (amount if hard == resource.RLIM_INFINITY else min(amount, hard), hard))


if __name__ == "__main__":
    main()

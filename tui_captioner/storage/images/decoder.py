"""The decoding process: takes requests from a socket, writes pictures to standard output.

It is apart from the program because decoders are where a hostile file does harm: what crashes, hangs or eats memory
here is one picture that is not shown, and what takes the process over finds nothing in it to take. Started by
`decoder_process`; everything is imported first, then the process gives up what it does not need, see `confinement`.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import pkgutil
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import asdict
from time import perf_counter

from tui_captioner.storage.images.confinement import confine, limit_time
from tui_captioner.storage.images.decoder_messages import Message, is_readable, packed, read_request, write_all
from tui_captioner.storage.images.image_errors import NO_MEMORY, ImageUnreadable, LoadCancelled
from tui_captioner.storage.light_imports import import_pillow

import_pillow()

from tui_captioner.storage.images import embedded_text, picture_facts, vips_pictures  # noqa: E402 - after the light import
from tui_captioner.storage.images.decoder_kinds import KINDS, PLUGINS, VIDEOS  # noqa: E402
from tui_captioner.storage.images.image_files import load_decoders, load_plugins  # noqa: E402
from tui_captioner.storage.images.image_views import View  # noqa: E402
from tui_captioner.storage.images.images import load_opened, load_video  # noqa: E402
from tui_captioner.storage.images.jpegs import encoded  # noqa: E402
from tui_captioner.storage.images.loaded_pictures import LoadedPicture  # noqa: E402
from tui_captioner.storage.images.picture_files import PictureFile  # noqa: E402
from tui_captioner.storage.images.thumbnails import Copy, make_copy, view_of_copy  # noqa: E402
from tui_captioner.storage.images.vips_library import load_vips, vips_failure, vips_version  # noqa: E402

Answer = tuple[Message, bytes]

_HELD_PIXELS = 50_000_000
"""The largest picture that is remembered while parts of it are looked at; 200 MB."""
_GRACE = 5.0
"""Seconds after the program's own limit at which the process ends by itself, should there be no program any more."""
_PROCESSORS = 2
"""What decoding keeps busy at most."""
_CODECS = ("unicode_escape", "iso2022_jp", "utf_16", "utf_16_be", "utf_16_le", "utf_8_sig", "ascii", "latin_1")
_LATER = tuple(f"encodings.{codec}" for codec in _CODECS)
"""What would be imported in the middle of a request otherwise, when no file can be opened any more."""


def main(*, confined: bool = True) -> None:
    """Answer requests until the program closes its end or is gone.

    Args:
        confined: Whether to give up all rights first; only tests don't.
    """
    source, sink = _own_ends()
    kind, memory = sys.argv[1], int(sys.argv[2])
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        _import_all(kind)
        holds = confine(memory) if confined else {}
        # Not before: its threads have to be born into the confinement.
        vips_pictures.warm_up()
        said = {"ready": os.getpid(), "holds": holds, "vips": vips_version(), "failure": vips_failure()}
        write_all(sink, packed(said))
        Service(source, sink, kind).run()


class Service:
    """Answers one request after the other.

    Args:
        source: Where requests come from.
        sink: Where answers go.
        kind: What it decodes, one of `decoder_kinds.KINDS`.
    """

    def __init__(self, source: socket.socket, sink: int, kind: str) -> None:
        self._source = source
        self._sink = sink
        self._kind = kind
        self._number = -1
        self._held: tuple[str, LoadedPicture] | None = None

    def run(self) -> None:
        """Until the other side has gone, which raises EOFError or BrokenPipeError."""
        while True:
            request, data, descriptor = read_request(self._source)
            with PictureFile(descriptor, bytes(data)) as file:
                if "cancel" in request:  # came when the answer was on its way already
                    continue
                self._number = request["id"]
                patience = request["timeout"] + _GRACE
                signal.setitimer(signal.ITIMER_REAL, patience)
                limit_time(patience * _PROCESSORS)
                self._answer(request, file)
                signal.setitimer(signal.ITIMER_REAL, 0)

    def decode(self, request: Message, file: PictureFile) -> LoadedPicture:
        """The pixels of the file, as far as the view needs them."""
        if self._kind == VIDEOS:
            return load_video(file, self._is_cancelled)
        return load_opened(
            file, view_of(request), max_megapixels=request["max_megapixels"], cancelled=self._is_cancelled
        )

    def _answer(self, request: Message, file: PictureFile) -> None:
        """Do one request and send what comes of it, and then what may take longer."""
        does: dict[str, Callable[[Message, PictureFile], Callable[[], Answer] | None]] = {
            "load": self._load,
            "copy": self._show_copy,
            "jpegs": self._give_jpegs,
            "facts": self._tell_facts,
            "text": self._tell_text,
        }
        afterwards = None
        try:
            if file.descriptor < 0 and not file.data:
                raise ImageUnreadable("there is no file")
            afterwards = does[request["do"]](request, file)
        except LoadCancelled:
            self._send({"cancelled": True})
        except MemoryError:
            self._send({"unreadable": NO_MEMORY})
        except ImageUnreadable as error:
            self._send({"unreadable": error.message})
        if afterwards is not None:
            answer: Answer = ({"copy": None}, b"")
            with contextlib.suppress(Exception):  # a copy that can't be made costs nothing but time
                answer = afterwards()
            self._send(*answer)

    def _load(self, request: Message, file: PictureFile) -> Callable[[], Answer] | None:
        began = perf_counter()
        view, key = view_of(request), request["key"]
        loaded = self._recall(key, view) or self.decode(request, file)
        self._hold(key, view, loaded)
        scaled = loaded.scaled(view)
        seconds = perf_counter() - began
        said = {"size": scaled.image.size, "source": scaled.source_size, "more": request["keeps"]}
        self._send({**said, "frames": scaled.frames, "format": scaled.format}, scaled.image.tobytes())
        if not request["keeps"]:
            return None
        return lambda: _packed_copy(make_copy(loaded, seconds, request["side_there"]))

    def _show_copy(self, request: Message, file: PictureFile) -> None:
        said = request["copy"]
        size, source = (said["size"][0], said["size"][1]), (said["source"][0], said["source"][1])
        copy = Copy(size, source, said["frames"], said["format"], file.data)
        scaled = view_of_copy(copy, view_of(request))
        self._send({**said, "size": scaled.image.size}, scaled.image.tobytes())

    def _give_jpegs(self, request: Message, file: PictureFile) -> None:
        view = view_of(request)
        if self._kind == VIDEOS and request["apart"]:
            # Not above: nothing else needs it.
            from tui_captioner.storage.images.videos import spread_frames

            self._send(*encoded(*spread_frames(file, max(view.box), self._is_cancelled)))
        else:
            self._send(*encoded([self.decode(request, file).scaled(view).image]))

    def _tell_facts(self, _: Message, file: PictureFile) -> None:
        facts = picture_facts.video_facts(file) if self._kind == VIDEOS else picture_facts.facts_of(file)
        self._send({"facts": asdict(facts)})

    def _tell_text(self, _: Message, file: PictureFile) -> None:
        found = embedded_text.text_in(file)
        if found is None:
            self._send({"where": ""})
        else:
            self._send({"where": found.where}, found.text.encode("utf-8", "replace"))

    def _hold(self, key: str, view: View, loaded: LoadedPicture) -> None:
        """Remember a picture of which parts are looked at: the next part will be of the same one."""
        width, height = loaded.image.size
        wanted = key and view.region is not None and width * height <= _HELD_PIXELS
        self._held = (key, loaded) if wanted else None

    def _recall(self, key: str, view: View) -> LoadedPicture | None:
        """The picture that was looked at last, if it is the same one and sharp enough."""
        if self._held is None:
            return None
        held, loaded = self._held
        if held == key and loaded.serves(view):
            return loaded
        self._held = None  # before another one takes memory
        return None

    def _send(self, message: Message, payload: bytes = b"") -> None:
        write_all(self._sink, packed({**message, "id": self._number}, len(payload)))
        write_all(self._sink, payload)

    def _is_cancelled(self) -> bool:
        """Whether the program has said, since the request, that it does not want the answer."""
        cancelled = False
        while is_readable(self._source.fileno()):
            message, _, _ = read_request(self._source)
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


def _packed_copy(copy: Copy | None) -> Answer:
    if copy is None:
        return {"copy": None}, b""
    said = {"size": copy.size, "source": copy.source_size, "frames": copy.frames, "format": copy.format}
    return {"copy": said}, copy.data


def _import_all(kind: str) -> None:
    """Load every library that may be wanted: later there is no file that could be opened."""
    if kind not in KINDS:
        raise SystemExit(f"no decoders for {kind}")
    load_decoders()
    load_vips()
    for name in _LATER:
        importlib.import_module(name)
    importlib.import_module("PIL.features").check("webp")
    if kind == PLUGINS:
        load_plugins()
    if kind == VIDEOS:
        importlib.import_module("tui_captioner.storage.images.videos")
        _import_below("av")


def _import_below(package: str) -> None:
    """Import a library with all its parts, as far as they are there."""
    with contextlib.suppress(ImportError):
        found = importlib.import_module(package)
        for part in pkgutil.walk_packages(found.__path__, f"{package}."):
            if not part.name.endswith("__main__"):
                with contextlib.suppress(ImportError):
                    importlib.import_module(part.name)


def _own_ends() -> tuple[socket.socket, int]:
    """The socket and the pipe under numbers that no library writes to; what one prints goes nowhere."""
    source, sink = socket.socket(fileno=os.dup(0)), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    os.close(nothing)
    return source, sink


if __name__ == "__main__":
    main()

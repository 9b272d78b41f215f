"""A decoding process that was taken over: it is confined like any, then tries what the file says."""

from __future__ import annotations

import os
import resource
import socket
import threading
from collections.abc import Callable
from pathlib import Path

from tui_captioner.storage.images import decoder
from tui_captioner.storage.images.decoder_messages import Message
from tui_captioner.storage.images.image_errors import ImageUnreadable
from tui_captioner.storage.images.loaded_pictures import LoadedPicture
from tui_captioner.storage.images.picture_files import PictureFile
from tui_captioner.storage.images.system_calls import call
from tui_captioner.storage.images.vips_library import VARIABLES


def _variables() -> None:
    if set(os.environ) <= set(VARIABLES):
        raise PermissionError


def _raise_limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def _listen() -> None:
    socket.socket().bind(("127.0.0.1", 0))


def _memory() -> None:
    bytearray(1 << 33)


def _thread() -> None:
    thread = threading.Thread(target=str)
    thread.start()
    thread.join()


_DEEDS: dict[str, Callable[[], object]] = {
    "read": lambda: Path("/etc/hostname").read_bytes(),
    "write": lambda: Path("/tmp/tui-captioner-was-here").write_bytes(b""),
    "connect": lambda: socket.create_connection(("127.0.0.1", 9)),
    "listen": _listen,
    "run": lambda: os.execv("/bin/true", ["/bin/true"]),
    "fork": os.fork,
    "kill": lambda: os.kill(os.getppid(), 0),
    "trace": lambda: call("ptrace", 16, os.getppid(), 0, 0),
    "environment": _variables,
    "raise-limit": _raise_limit,
    "memory": _memory,
    "thread": _thread,
}


class HostileService(decoder.Service):
    def decode(self, request: Message, file: PictureFile) -> LoadedPicture:
        deed = file.head.decode()
        try:
            _DEEDS[deed]()
        except PermissionError:
            raise ImageUnreadable(f"{deed} denied") from None
        except ValueError as error:  # what Python makes of a limit that can't be raised
            raise ImageUnreadable(f"{deed} denied" if "not allowed" in str(error) else f"{deed}: {error}") from None
        except OSError as error:
            raise ImageUnreadable(f"{deed}: {error}") from None
        raise ImageUnreadable(f"{deed} done")


def main(kind: str, memory: str) -> None:
    decoder.Service = HostileService  # type: ignore[misc]
    decoder.main(kind, memory)

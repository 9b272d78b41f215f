"""A decoding process that does what broken files make decoders do, at the word of a file's name."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from tui_captioner.storage.images import decoder
from tui_captioner.storage.images.decoder_messages import HEAD, Message
from tui_captioner.storage.images.loaded_pictures import LoadedPicture
from tui_captioner.storage.images.picture_files import PictureFile

_FOR_EVER = 3600


class BadService(decoder.Service):
    def decode(self, request: Message, file: PictureFile) -> LoadedPicture:
        path = Path(f"/proc/self/fd/{file.descriptor}").readlink()
        deeds = path.with_name("deeds")
        with deeds.open("a", encoding="utf-8") as said:
            said.write(path.name + "\n")
        word = path.name.split("-")[0]
        if word == "hang":
            time.sleep(_FOR_EVER)
        if word == "segv":
            os.kill(os.getpid(), signal.SIGSEGV)
        if word == "oom":
            os.kill(os.getpid(), signal.SIGKILL)
        if word == "once" and deeds.read_text(encoding="utf-8").count(path.name) == 1:
            os.kill(os.getpid(), signal.SIGTERM)
        if word == "exit":
            os._exit(3)
        if word == "memory":
            bytearray(1 << 46)
        if word == "half":
            os.write(self._sink, HEAD.pack(100, 0) + b"{")
            time.sleep(_FOR_EVER)
        if word == "junk":
            os.write(self._sink, b"\xff" * 64)
        return super().decode(request, file)


def main(kind: str, memory: str) -> None:
    decoder.Service = BadService  # type: ignore[misc]
    decoder.main(kind, memory, confined=False)

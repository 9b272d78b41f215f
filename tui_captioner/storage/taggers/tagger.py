"""A tagger that lies in a folder, run in a process of its own."""

from __future__ import annotations

import array
import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from time import monotonic
from typing import Any

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.taggers.family import ModelShape, family_of, scores_output
from tui_captioner.domain.taggers.reported import probabilities
from tui_captioner.storage.images.decoder_answers import Pixels
from tui_captioner.storage.images.decoder_messages import packed, read_message, write_all
from tui_captioner.storage.own_process import own_command
from tui_captioner.storage.taggers.tagger_files import TaggerFiles
from tui_captioner.storage.taggers.worker import NOT_INSTALLED

INSTALL = 'pip install "tui-captioner[tagger]"'
_START_SECONDS = 300.0
"""In which a model of a gigabyte has to be loaded, from a slow disk."""
_END_SECONDS = 1.0
"""In which the process has to end by itself once it has stopped talking, or when it is ended."""
_PICTURE_SECONDS = 120.0
"""In which a picture has to be answered; a large model takes some 4 s on two processors."""


class TaggerError(CaptionerError):
    """A tagger that can't be opened, or that failed on a picture."""


class Tagger:
    """A running tagger. It may be asked from one thread at a time.

    Args:
        folder: The folder with the model and the list of its tags.
        command: How its process is started; for tests.
        niceness: By how much other work goes before its own, 0 to 19.

    Attributes:
        name: Name of the folder: what its tags are set down to.
        labels: Its tags.
        key: What tells its model from another.
        family: What is known of its kind.

    Raises:
        WrongUseError: If there is no tagger in the folder.
        CaptionerError: If one of its files can't be read.
        TaggerError: If it can't be run here.
    """

    def __init__(self, folder: Path, command: Sequence[str] | None = None, niceness: int = 0) -> None:
        files = TaggerFiles(folder)
        self.name, self.labels, self.key = files.name, files.labels, files.key
        command = command or own_command("tui_captioner.storage.taggers.worker", str(files.model))
        self._process = _Process(command, niceness)
        try:
            shape = self._opened(files.model)
            with files.told():
                self.family = family_of(files.listed, shape, files.preprocess)
                self._output = scores_output(self.family, shape, len(self.labels))
        except BaseException:
            self.close()
            raise
        self.side = shape.side or self.family.side

    def scores(self, picture: Pixels) -> Sequence[float]:
        """A score for each of the tags, from 0 to 1.

        Args:
            picture: Upright, as it was decoded.

        Raises:
            TaggerError: If the model failed on it.
        """
        request = {
            "family": asdict(self.family),
            "side": self.side,
            "output": self._output,
            "size": [picture.width, picture.height],
        }
        message, data = self._process.ask(request, bytes(picture.data), _PICTURE_SECONDS)
        if "error" in message:
            raise TaggerError(f"{self.name}: {message['error']}")
        found = array.array("f", bytes(data))
        if sys.byteorder == "big":
            found.byteswap()
        if len(found) != len(self.labels):
            raise TaggerError(f"{self.name} gives {len(found)} scores for {len(self.labels)} tags")
        return probabilities(found)

    def close(self) -> None:
        """End its process; from any thread: who waits for an answer is told."""
        self._process.close()

    def _opened(self, model: Path) -> ModelShape:
        message, _ = self._process.hear(_START_SECONDS)
        if message.get("error") == NOT_INSTALLED:
            raise TaggerError("taggers need onnxruntime, which is not installed", INSTALL)
        if "error" in message:
            raise TaggerError(f"{model} can't be opened: {message['error']}", "Is the download whole?")
        outputs = tuple((str(name), int(columns)) for name, columns in message["outputs"])
        return ModelShape(tuple(map(int, message["input"])), outputs)


class _Process:
    """The process, reached through its standard input and output."""

    def __init__(self, command: Sequence[str], niceness: int) -> None:
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                # Ctrl+C in the terminal is for us, and we end it.
                start_new_session=True,
            )
        except OSError as error:
            raise TaggerError(f"a process for the tagger can't be started: {error.strerror}") from error
        if niceness:
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self._process.pid, niceness)
        self._lock = threading.Lock()

    def ask(self, request: dict[str, Any], payload: bytes, seconds: float) -> tuple[dict[str, Any], bytearray]:
        """Its answer to a request."""
        with self._lock:
            try:
                write_all(self._input, packed(request, len(payload)) + payload)
            except OSError:
                raise self._ended() from None
            return self.hear(seconds)

    def hear(self, seconds: float) -> tuple[dict[str, Any], bytearray]:
        """What it says next."""
        try:
            return read_message(self._output, monotonic() + seconds)
        except TimeoutError:
            self.close()
            raise TaggerError(f"the tagger did not answer within {seconds:.0f} seconds") from None
        except (EOFError, OSError, ValueError, json.JSONDecodeError):
            raise self._ended() from None

    def close(self) -> None:
        """End it; one that not even that reaches, on a dead network disk, is not waited for."""
        self._process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_END_SECONDS)

    @property
    def _input(self) -> int:
        return self._process.stdin.fileno() if self._process.stdin is not None else -1

    @property
    def _output(self) -> int:
        return self._process.stdout.fileno() if self._process.stdout is not None else -1

    def _ended(self) -> TaggerError:
        """What to tell when it has stopped talking, or talks nonsense: then it is ended."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_END_SECONDS)
        self.close()
        return TaggerError(
            f"the process of the tagger ended ({self._process.returncode})",
            "There may be too little memory for its model",
        )

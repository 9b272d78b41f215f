"""The process that fills the catalogue of a large dataset, so that the keyboard stays free meanwhile.

It ends when it is done, or when the one that started it does: its standard input ends then.
"""

from __future__ import annotations

import gc
import os
import select
import subprocess
from contextlib import suppress
from pathlib import Path

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.catalogue.filling import Filling, Terms
from tui_captioner.services.catalogue.placer import GC_THRESHOLD, Placer
from tui_captioner.services.session.jobs import Progress
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.catalogue_files import CatalogueFiles
from tui_captioner.storage.catalogue.database import CatalogueDamagedError, open_catalogue
from tui_captioner.storage.own_process import own_command
from tui_captioner.storage.user_log import log_crashes

DONE, FAILED, BUSY = 0, 1, 3
"""How it ends: the catalogue is whole; it can't be made; another process is making it."""
_NICE = 5
_PROCESSORS = 2
"""From so many on a second process helps: it is nicer still, so it has what neither the keyboard nor this one wants."""


def main(root: str) -> int:
    """Fill the catalogue of the dataset `root`; a line on standard output says how far it is."""
    log_crashes()
    with suppress(OSError):
        os.nice(_NICE)
    try:
        files = CatalogueFiles(Path(root))
        if files.lock() is None:
            return BUSY
        session = Session.open(Path(root), writable=False)
        # What is there now stays: the collector need not go over it again.
        gc.freeze()
        gc.set_threshold(GC_THRESHOLD)
        try:
            try:
                return _fill(session, files)
            except CatalogueDamagedError:
                files.next()
                return _fill(session, files)
        finally:
            session.close()
    except (CaptionerError, OSError):
        return FAILED


def _fill(session: Session, files: CatalogueFiles) -> int:
    store = open_catalogue(files)
    try:
        for progress in Filling(session, store, lambda terms: _helper(session, terms)).run():
            if select.select([0], [], [], 0)[0]:
                return FAILED
            os.write(1, f"{progress.done} {progress.total}\n".encode())
    finally:
        store.close()
    return DONE


def _helper(session: Session, terms: Terms) -> Placer | None:
    """A second process that makes rows, where there is a processor for it beside the keyboard's."""
    if _processors() < _PROCESSORS:
        return None
    try:
        return Placer(own_command("tui_captioner.services.catalogue.placer", str(session.project.root)), terms)
    except OSError:
        return None


def _processors() -> int:
    """How many we may use; not all systems tell."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Feeder:
    """A running process of that kind.

    Args:
        root: The dataset.

    Raises:
        OSError: If it can't be started.
    """

    def __init__(self, root: Path) -> None:
        self._process = subprocess.Popen(
            own_command("tui_captioner.services.catalogue.feeder", str(root.absolute())),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        out = self._process.stdout
        self._out = -1 if out is None else out.fileno()
        os.set_blocking(self._out, False)
        self._said = b""
        self.progress = Progress(0, 1)

    def wait(self, seconds: float) -> int | None:
        """Wait for a word of it, so long at most; its exit status once it has ended."""
        select.select([self._out], [], [], seconds)
        with suppress(BlockingIOError):
            self._said += os.read(self._out, 1 << 16)
        *lines, self._said = self._said.split(b"\n")
        if lines:
            done, total = map(int, lines[-1].split())
            self.progress = Progress(done, total)
        return self._process.poll()

    def end(self) -> None:
        """End it, wherever it is; the catalogue stays as its last transaction left it."""
        self._process.terminate()
        try:
            self._process.wait(2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()

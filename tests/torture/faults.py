"""What goes wrong around a program that runs: disks, the clock, other programs' hands."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.torture.dataset import Dataset

CLOCK = Path(__file__).parent / "backward_clock"
"""On `PYTHONPATH` it has a program's clock run backwards."""


class Fault(ABC):
    """Something that goes wrong, as long as it is `on`.

    Attributes:
        name: For people.
        needs: The program that makes it; empty for none.
        for_commands: Whether it can be there from the start of a program.
    """

    name = ""
    needs = ""
    for_commands = True

    @abstractmethod
    def on(self, dataset: Dataset, process: int) -> Iterator[None]:
        """Begin it; at the end it is over, and what others took away is there again."""

    def environment(self, dataset: Dataset) -> Mapping[str, str]:
        """What a program must be started with, so that this can be begun."""
        return {}

    def after(self, count: int, dataset: Dataset) -> Iterator[None]:
        """As `on`, for a program that is not started yet; where that can be told, after it was spared `count` times."""
        yield from self.on(dataset, 0)

    def words(self, words: Sequence[str], count: int) -> Sequence[str]:
        """The command that starts a program with it; see `after`."""
        return words

    @contextmanager
    def lasting(self, dataset: Dataset, process: int) -> Iterator[None]:
        """`on`, as a context."""
        yield from self.on(dataset, process)

    @contextmanager
    def lasting_after(self, count: int, dataset: Dataset) -> Iterator[None]:
        """`after`, as a context."""
        yield from self.after(count, dataset)


class Injected(Fault):
    """System calls of a program that fail, or take long, by strace.

    Args:
        name: For people.
        how: What strace injects, but for `when`.
    """

    needs = "strace"

    def __init__(self, name: str, how: str) -> None:
        self.name = name
        self._how = how

    def _strace(self, when: str, *rest: str) -> list[str]:
        injected = f"inject={self._how}{when}"
        return ["strace", "-f", "-o", os.devnull, "-e", f"trace={self._how.partition(':')[0]}", "-e", injected, *rest]

    def words(self, words: Sequence[str], count: int) -> Sequence[str]:
        """See `Fault.words`."""
        # By -D the program, not strace, is what was started, and what is killed.
        return self._strace(f":when={count + 1}+", "-D", "--seccomp-bpf", *words)

    def after(self, count: int, dataset: Dataset) -> Iterator[None]:
        """See `Fault.after`: strace makes it."""
        yield

    def on(self, dataset: Dataset, process: int) -> Iterator[None]:
        """See `Fault.on`."""
        words = self._strace("", "-p", str(process))
        with subprocess.Popen(words, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL) as tracer:
            assert tracer.stderr
            said = tracer.stderr.readline()
            assert b"attached" in said, said
            try:
                yield
            finally:
                tracer.send_signal(signal.SIGINT)
                tracer.stderr.read()


class FullDisk(Fault):
    """No room on the disk of the dataset, which is small."""

    name = "full disk"
    needs = "a mount"

    def on(self, dataset: Dataset, process: int) -> Iterator[None]:
        """See `Fault.on`."""
        filler = dataset.root.parent / "filler"
        try:
            with filler.open("wb", buffering=0) as file, suppress(OSError):
                while True:
                    file.write(b"\0" * 4096)
            yield
        finally:
            filler.unlink()


class ReadOnlyFolder(Fault):
    """The folder can't be written any more by its name; what is open stays so."""

    name = "folder read-only"
    needs = "a mount"

    def on(self, dataset: Dataset, process: int) -> Iterator[None]:
        """See `Fault.on`."""
        root = str(dataset.root)
        subprocess.run(["mount", "--bind", root, root], check=True)
        try:
            subprocess.run(["mount", "-o", "remount,bind,ro", root], check=True)
            yield
        finally:
            subprocess.run(["umount", "-l", root], check=True)


class Unlinked(Fault):
    """Somebody deletes something for a while.

    Args:
        name: For people.
        which: Its name in the dataset.
        back: Whether it is put back afterwards.
    """

    for_commands = False

    def __init__(self, name: str, which: str, *, back: bool) -> None:
        self.name = f"{name} deleted"
        self._which = which
        self._back = back

    def on(self, dataset: Dataset, process: int) -> Iterator[None]:
        """See `Fault.on`."""
        path, aside = dataset.root / self._which.format(last=dataset.names[-1][:3]), dataset.root.parent / "aside"
        with suppress(FileNotFoundError):
            path.rename(aside)
        yield
        if not aside.exists():
            return
        if self._back:
            aside.rename(path)
        elif aside.is_dir():
            shutil.rmtree(aside)
        else:
            aside.unlink()


_CALLS = (
    ("EIO from fsync", "fsync:error=EIO"),
    ("EIO from fdatasync", "fdatasync:error=EIO"),
    ("EIO from rename", "rename:error=EIO"),
    ("EIO from syncfs", "syncfs:error=EIO"),
    ("EIO from pwrite64", "pwrite64:error=EIO"),
    ("ENOSPC from pwrite64", "pwrite64:error=ENOSPC"),
    ("EROFS from rename", "rename:error=EROFS"),
    ("slow fsync", "fsync,fdatasync,syncfs:delay_enter=200000"),
)
INJECTED = tuple(Injected(name, how) for name, how in _CALLS)
DELETED = (
    Unlinked("project folder", ".tui-captioner", back=False),
    Unlinked("last picture", "{last}.png", back=True),
)
MOUNTED = (FullDisk(), ReadOnlyFolder())


SAID = (
    "NOT SAVED",
    "not saved",
    "can't be",
    "othing was changed",
    "Not changed",
    os.strerror(errno.EIO),
    os.strerror(errno.ENOSPC),
    os.strerror(errno.EROFS),
    "disk I/O error",
    "is full",
)
"""How a program may say that something failed."""


def failures_in(text: str) -> frozenset[str]:
    """The ways in which a text says that something failed."""
    return frozenset(said for said in SAID if said in text)


@contextmanager
def small_disk(folder: Path, megabytes: int = 12) -> Iterator[bool]:
    """A small file system in `folder`, where one may be mounted; whether there is one."""
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)], check=False, capture_output=True
    )
    try:
        yield done.returncode == 0
    finally:
        if done.returncode == 0:
            subprocess.run(["umount", "-l", str(folder)], check=True)

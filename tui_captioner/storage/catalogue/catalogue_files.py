"""Where the catalogue of a dataset lies: in the user's cache folder, under a name of the dataset's own."""

from __future__ import annotations

import contextlib
import fcntl
import os
from hashlib import blake2b
from pathlib import Path

from platformdirs import user_cache_path

_SUFFIX = ".catalogue"


def catalogue_folder() -> Path:
    """Where the catalogues lie or may be made."""
    return user_cache_path("tui-captioner", appauthor=False) / "catalogues"


class CatalogueFiles:
    """The files of the catalogue of one dataset. A damaged one gets a new name, since others may have it open.

    Args:
        root: The dataset: a copy of it, or another one in its place, has a catalogue of its own.
        folder: Where they lie; the user's cache folder if not given.

    Raises:
        OSError: If the folder can't be made, or the dataset is gone.
    """

    def __init__(self, root: Path, folder: Path | None = None) -> None:
        self._folder = catalogue_folder() if folder is None else folder
        if not self._folder.is_absolute():
            # Without a home folder the path would lead into the folder that the program was started in.
            raise OSError("there is no cache folder")
        real = os.path.realpath(root)
        status = root.stat()
        self._key = blake2b(
            f"{status.st_dev} {status.st_ino} ".encode() + os.fsencode(real), digest_size=12
        ).hexdigest()
        self._folder.parent.mkdir(parents=True, exist_ok=True)
        self._folder.mkdir(mode=0o700, exist_ok=True)

    @property
    def path(self) -> Path:
        """The file in use: the newest one, or the one to be made."""
        return self._file(max(self._numbers(), default=1))

    def next(self) -> Path:
        """The file to use from now on, in place of one that is damaged; made, and empty.

        Raises:
            OSError: If it can't be made.
        """
        numbers = self._numbers()
        new = self._file(max(numbers, default=1) + 1)
        new.touch(0o600)
        for number in numbers:
            for ending in ("", "-wal", "-shm"):
                with contextlib.suppress(OSError):
                    os.unlink(f"{self._file(number)}{ending}")  # noqa: PTH108
        return new

    def lock(self) -> int | None:
        """Take the lock of who fills the catalogue; its descriptor, None if another process has it.

        Raises:
            OSError: If the lock file can't be made.
        """
        descriptor = os.open(self._folder / f"{self._key}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        except OSError:
            # Some file systems know no locks; there SQLite's own have to do.
            return descriptor
        return descriptor

    def _file(self, number: int) -> Path:
        return self._folder / f"{self._key}.{number}{_SUFFIX}"

    def _numbers(self) -> list[int]:
        parts = [path.name.split(".") for path in self._folder.glob(f"{self._key}.*{_SUFFIX}")]
        return [int(part[1]) for part in parts if len(part) == 3 and part[1].isdecimal()]

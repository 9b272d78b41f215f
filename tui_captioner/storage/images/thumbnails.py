"""Small copies of large pictures in the user's cache folder, so that a second look does not decode them again.

Nothing depends on them: what is damaged is removed and made anew, and a disk that is full or can't be written is no
reason not to show a picture. Several processes may use the folder at once: a copy appears whole, by a rename, or not
at all, and one that another process has just removed is simply not there.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import secrets
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import time, time_ns
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from platformdirs import user_cache_path

from tui_captioner.storage.files.fresh_files import FRESH
from tui_captioner.storage.images.picture_files import PictureFile

if TYPE_CHECKING:
    from PIL import Image

    from tui_captioner.storage.images.image_views import View
    from tui_captioner.storage.images.loaded_pictures import LoadedPicture, Scaled

DEFAULT_LIMIT = 512 * 1024 * 1024
"""Bytes that all copies may take."""

SIDE = 1600
"""The longest side of a copy in pixels."""

WORTH_PIXELS = 2_000_000
"""Pictures with more pixels are kept."""

WORTH_SECONDS = 0.03
"""Pictures that took longer to decode are kept."""

_VERSION = 1
_MAGIC = b"tuicap-picture 1\n"
_HEAD = struct.Struct(">II")
"""Checksum of what follows it, and length of the description."""
_TEMPORARY = ".tmp"
_DAY = 24 * 3600
_HOUR = 3600
_ROOM = 0.9
"""How full the folder is after tidying."""
_PORTION = 16
"""The folder is tidied each time that so large a part of the limit was written."""


@dataclass(frozen=True, slots=True)
class FileVersion:
    """A file as it is now: it counts as another one once it has changed.

    Attributes:
        path: Absolute, links resolved.
        mtime_ns: Time of its last change in nanoseconds.
        size: Its bytes.
        inode: Its number in the file system. Some file systems give another one each time, so it makes no difference
            but to what is remembered for one run.
    """

    path: str
    mtime_ns: int
    size: int
    inode: int = field(default=0, compare=False)

    @classmethod
    def of(cls, path: Path) -> FileVersion | None:
        """The version that lies there now; none if there is nothing or it can't be told."""
        try:
            status = path.stat()
            return cls(os.path.realpath(path), status.st_mtime_ns, status.st_size, status.st_ino)
        except OSError:
            return None

    @property
    def name(self) -> str:
        """A name for what is kept of it."""
        parts = (os.fsencode(self.path), self.mtime_ns, self.size, _VERSION)
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:40]

    @property
    def is_settled(self) -> bool:
        """Whether its last change is so long ago that another one would show in its time."""
        return time_ns() - self.mtime_ns > FRESH


class Copy(NamedTuple):
    """What a file of the cache says: sizes of copy and source, frames, format, and the encoded copy."""

    size: tuple[int, int]
    source_size: tuple[int, int]
    frames: int
    format: str
    data: bytes


class Thumbnails:
    """The copies.

    Args:
        folder: Where they lie; the user's cache folder if not given.
        limit: Bytes that they may take together; those not used for longest go first.
    """

    def __init__(self, folder: Path | None = None, limit: int = DEFAULT_LIMIT) -> None:
        self.folder = thumbnail_folder() if folder is None else folder
        self.limit = limit
        # Without a home folder the path would lead into the folder that the program was started in.
        self._usable = self.folder.is_absolute()
        self._untidied = limit

    def find(self, version: FileVersion, view: View) -> Scaled | None:
        """The view of a file, made from its copy; none if there is no copy or it is too small."""
        path = self._path(version)
        copy = self._read(path) if self._usable else None
        if copy is None or not _serves(copy, view):
            return None
        try:
            found = view_of_copy(copy, view)
        except Exception:  # whatever it is, the source is still there
            _remove(path)
            return None
        _mark_used(path)
        return found

    def lookup(self, version: FileVersion, view: View) -> Copy | None:
        """The copy of a file, if there is one that serves a view."""
        copy = self._read(self._path(version)) if self._usable else None
        if copy is None or not _serves(copy, view):
            return None
        _mark_used(self._path(version))
        return copy

    def discard(self, version: FileVersion) -> None:
        """Remove a copy that can't be shown."""
        _remove(self._path(version))

    def wants(self, version: FileVersion) -> bool:
        """Whether a copy of such a file may be kept; one that changed just now may change again unseen."""
        return self._usable and version.is_settled

    def side_there(self, version: FileVersion) -> int:
        """The longest side of the copy that is there; 0 if there is none."""
        there = self._read(self._path(version)) if self._usable else None
        return max(there.size) if there is not None else 0

    def keep(self, version: FileVersion, loaded: LoadedPicture, seconds: float) -> bool:
        """Keep a copy of a picture if that is worth it.

        Args:
            version: The file as it was before it was decoded.
            loaded: What was decoded.
            seconds: How long decoding took.

        Returns:
            Whether a copy was written.
        """
        if not self.wants(version) or FileVersion.of(Path(version.path)) != version:
            return False
        copy = make_copy(loaded, seconds, self.side_there(version))
        return copy is not None and self.put(version, copy)

    def put(self, version: FileVersion, copy: Copy) -> bool:
        """Write a copy, unless the file is another one by now; whether it was written."""
        if not self.wants(version) or FileVersion.of(Path(version.path)) != version:
            return False
        try:
            self._write(self._path(version), copy)
        except OSError:
            # A full or read-only disk: encoding the next ones would only cost time.
            self._usable = False
            return False
        self._untidied += len(copy.data)
        if self._untidied > self.limit // _PORTION:
            self._untidied = 0
            self.tidy()
        return True

    def tidy(self) -> None:
        """Remove what was not used for longest until the rest fits, and what a killed process left behind."""
        found: list[tuple[float, int, str]] = []
        for entry in _files(self.folder):
            with contextlib.suppress(OSError):
                status = entry.stat()
                if not entry.name.endswith(_TEMPORARY):
                    found.append((status.st_mtime, status.st_size, entry.path))
                elif time() - status.st_mtime > _HOUR:
                    _remove(Path(entry.path))
        total = sum(size for _, size, _ in found)
        if total <= self.limit:
            return
        for _, size, path in sorted(found):
            if total <= self.limit * _ROOM:
                return
            _remove(Path(path))
            total -= size

    def _path(self, version: FileVersion) -> Path:
        name = version.name
        return self.folder / name[:2] / name[2:]

    def _read(self, path: Path) -> Copy | None:
        """What lies there; a damaged file is removed."""
        try:
            data = path.read_bytes()
        except OSError:
            return None
        try:
            return _parse(data)
        except (ValueError, TypeError, KeyError, struct.error):
            _remove(path)
            return None

    def _write(self, path: Path, copy: Copy) -> None:
        """Put a copy in place. It is not flushed to the disk: what a crash damages is found by its checksum."""
        self._make_folders(path.parent)
        said = {"size": copy.size, "source": copy.source_size, "frames": copy.frames, "format": copy.format}
        text = json.dumps(said).encode()
        body = struct.pack(">I", len(text)) + text + copy.data
        temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}{_TEMPORARY}")
        try:
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(_MAGIC + struct.pack(">I", crc32(body)) + body)
            temporary.replace(path)
        except BaseException:
            _remove(temporary)
            raise

    def _make_folders(self, shard: Path) -> None:
        """Make the folder and one of its parts; nobody else may look into them."""
        if not shard.is_dir():
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            self.folder.mkdir(mode=0o700, exist_ok=True)
            shard.mkdir(mode=0o700, exist_ok=True)


def thumbnail_folder() -> Path:
    """Where the copies lie or may be made."""
    return user_cache_path("tui-captioner", appauthor=False) / "thumbnails"


def _serves(copy: Copy, view: View) -> bool:
    """Whether the copy has the pixels that a view needs."""
    needed = view.needed(copy.source_size)
    # A pixel less is what rounding makes of the same size.
    return copy.size == copy.source_size or (needed[0] <= copy.size[0] + 1 and needed[1] <= copy.size[1] + 1)


def _parse(data: bytes) -> Copy:
    """Read what `_write` wrote; ValueError or its like if it is damaged."""
    start = len(_MAGIC)
    checksum, length = _HEAD.unpack_from(data, start)
    if not data.startswith(_MAGIC) or crc32(memoryview(data)[start + 4 :]) != checksum:
        raise ValueError("damaged")
    begin = start + _HEAD.size
    said: dict[str, Any] = json.loads(data[begin : begin + length])
    size, source = (int(said["size"][0]), int(said["size"][1])), (int(said["source"][0]), int(said["source"][1]))
    return Copy(size, source, int(said["frames"]), str(said["format"]), data[begin + length :])


def make_copy(loaded: LoadedPicture, seconds: float, side_there: int = 0) -> Copy | None:
    """Encode a copy of a picture.

    Args:
        loaded: What was decoded.
        seconds: How long that took.
        side_there: The longest side of the copy that is there already.

    Returns:
        The copy; none where it is not worth keeping, or no larger than what is there.
    """
    width, height = loaded.source_size
    if width * height <= WORTH_PIXELS and seconds <= WORTH_SECONDS:
        return None
    image = loaded.reduced(SIDE)
    if side_there >= max(image.size):
        return None
    return Copy(image.size, loaded.source_size, loaded.frames, loaded.format, _encode(image))


def view_of_copy(copy: Copy, view: View) -> Scaled:
    """The view of a file, decoded from its copy; for the decoding process, as another one has made it.

    Raises:
        ImageUnreadable: If it is damaged.
    """
    # Not above: the program starts without decoders.
    from tui_captioner.storage.images.images import load_opened
    from tui_captioner.storage.images.loaded_pictures import LoadedPicture

    loaded = load_opened(PictureFile(-1, copy.data), view, source=copy.source_size)
    return LoadedPicture(loaded.image, 1, copy.source_size, copy.frames, copy.format).scaled(view)


def _encode(image: Image.Image) -> bytes:
    """JPEG, which is small; where something may be transparent, a format that keeps that and loses nothing."""
    from PIL import features  # not above: the program starts without Pillow

    buffer = io.BytesIO()
    if image.mode in ("RGBA", "LA", "La", "RGBa", "PA"):
        if features.check("webp"):
            # The quickest way to encode: a third of PNG's time for two thirds of its bytes.
            image.convert("RGBA").save(buffer, "WEBP", lossless=True, quality=0, method=0, exact=True)
        else:
            image.convert("RGBA").save(buffer, "PNG", compress_level=1)
    else:
        image.convert("RGB").save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


def _mark_used(path: Path) -> None:
    """Note that a copy is in use, once a day: that is as exact as tidying has to be."""
    with contextlib.suppress(OSError):
        if time() - path.stat().st_mtime > _DAY:
            os.utime(path)


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()


def _files(folder: Path) -> Iterator[os.DirEntry[str]]:
    """All files of the cache."""
    with contextlib.suppress(OSError):
        for shard in list(os.scandir(folder)):
            with contextlib.suppress(OSError):
                if shard.is_dir(follow_symlinks=False):
                    yield from os.scandir(shard.path)

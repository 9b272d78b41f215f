"""Caption files on disk, and which of them may be read and written where links, pictures and locked files lie.

- A link that leads out of the dataset is neither read nor written, whatever the settings say: they came with the
  dataset, and so did the link.
- A link to another file of the dataset is read. It is written through only where the user allows it, and only if what
  it leads to is a caption file of no other image.
- A file that is a picture, or has the name of one, is never replaced by a caption.
- A file that its mode says nobody may write is left alone.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Collection
from pathlib import Path

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.storage.dataset.plain_sidecars import PlainSidecars
from tui_captioner.storage.dataset.scan import LONGEST_NAME
from tui_captioner.storage.files.file_names import has_caption_suffix
from tui_captioner.storage.files.own_files import is_write_protected
from tui_captioner.storage.files.regular_files import MAX_BYTES, open_regular, read_regular

MOST = 16 * 1024 * 1024
"""Bytes that are read of a caption file; what is larger is none, and is left alone."""
_PICTURES = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"RIFF",
    b"II*\0",
    b"MM\0*",
    b"\xff\x0a",
    b"\0\0\0\x0cJXL ",
    b"\x1aE",
)
"""How files of pictures and videos begin."""
_HEAD = 64


class LinkError(CaptionerError):
    """A caption file is a link that is not followed."""


class WriteProtectedError(CaptionerError):
    """A caption file must not be replaced."""


class SidecarFiles:
    """Reads the caption files of a dataset, and says where they may be written.

    Args:
        root: The dataset.
        follow_links: Whether a link to another file of the dataset may be written through.
        owned: The paths below the dataset of the sidecars of all images.
    """

    def __init__(self, root: Path, *, follow_links: bool = False, owned: Collection[str] = ()) -> None:
        self._root = os.fspath(root)
        self._identity = _identity(self._root)
        self._real_root = os.path.realpath(root)
        self._follow = follow_links
        self._owned = owned

    def read(self, path: Path, most: int = MOST) -> bytes | None:
        """The bytes of a caption file, None if there is none.

        Raises:
            CaptionerError: If it is there and can't be read, or is a link out of the dataset.
        """
        try:
            return self.read_there(path, most)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise CaptionerError(f"{path.name} can't be read: {error.strerror}", "Check its permissions") from error

    def read_file(self, file: str) -> bytes | None:
        """What `read` gives, by a path below the dataset; quicker where nothing is odd about it."""
        if self._is_in_plain_folder(file):
            try:
                return read_regular(f"{self._root}/{file}", MOST, links=False)
            except FileNotFoundError:
                return None
            except (OSError, CaptionerError):
                pass  # what hinders it is told by `read`
        return self.read(Path(self._root, file))

    def read_there(self, path: Path, most: int = MAX_BYTES) -> bytes:
        """The bytes of a caption file that is there; raises OSError if it is not, else as `read`."""
        return read_regular(self._inside(path), most)

    def reading_many(self) -> Callable[[str], bytes]:
        """What reads caption files by their paths below the dataset, as `read_there` does.

        Each folder is looked at once, for lying in the dataset: of thousands of files that takes most of the time.
        """
        inside: set[str] = set()

        def read(file: str) -> bytes:
            folder, path = file.rpartition("/")[0], f"{self._root}/{file}"
            if folder in inside and not os.path.islink(path):  # noqa: PTH114 (100,000 files)
                return read_regular(path, links=False)
            data = self.read_there(Path(path))
            inside.add(folder)
            return data

        return read

    def plain(self) -> PlainSidecars:
        """What looks at the sidecars of a batch, as `read` and `to_write` do; of those that are odd it says nothing."""
        return PlainSidecars(self._root, self._is_plainly_inside, _may_hold, MOST)

    def lock(self, file: str, *, read: bool = False) -> str:
        """Why a caption file can't be edited for being a link; empty if it can.

        Args:
            file: The path of the caption file below the dataset.
            read: Whether it was just read, so that its folder is known to lie in the dataset.
        """
        if (read or self._is_in_plain_folder(file)) and not _is_link(f"{self._root}/{file}"):
            return ""
        try:
            self._followed(Path(self._root, file))
        except LinkError as error:
            return str(error)
        return ""

    def to_write(self, path: Path, there: bytes | None = None) -> Path:
        """The file that a caption is to be written to: `path`, or what it leads to.

        Args:
            path: The caption file.
            there: What is in it, where that was just read.

        Raises:
            CaptionerError: If it must not be written: a link, a picture, a locked file, a name that is too long.
        """
        real = self._followed(path)
        if _is_too_long(path.name):
            raise CaptionerError(
                f"the name of the image is too long: with {path.suffix} it passes {LONGEST_NAME} bytes",
                "Rename the image",
            )
        if not has_caption_suffix(real.name) or _is_picture(_head_of(real) if there is None else there):
            raise WriteProtectedError(f"{path.name} is a picture or another file that is no caption", "Move it away")
        if is_write_protected(real):
            raise WriteProtectedError(f"{path.name} is write-protected", f"Allow it with: chmod u+w {path.name}")
        return real

    def _inside(self, path: Path) -> Path:
        """The file itself; raises LinkError if it lies out of the dataset."""
        folder = os.fspath(path.parent)
        if not (self._is_plainly_inside(folder) or self._is_below(os.path.realpath(folder))):
            raise LinkError(f"{path.name} lies in a folder that is a link out of the dataset", "Put the folder there")
        if not _is_link(path):
            return path
        real = os.path.realpath(path)
        if not self._is_below(real):
            raise LinkError(
                f"{path.name} is a link out of the dataset, to {real}; it is neither read nor written",
                "Put a copy of the file in its place",
            )
        return Path(real)

    def _followed(self, path: Path) -> Path:
        """The file to write; raises LinkError if that takes following a link that must not be followed."""
        real = self._inside(path)
        if real == path or not _is_link(path):
            return path
        file = os.path.relpath(real, self._real_root)
        said = f"{path.name} is a link to {file}"
        if not self._follow:
            raise LinkError(
                f"{said}; it is read and not written",
                "Put a copy of the file in its place, or set follow_links = true below [input] in project.toml",
            )
        if any(part.startswith(".") for part in Path(file).parts) or not has_caption_suffix(real.name):
            raise LinkError(f"{said}, which is no caption file", "Put a copy of the file in its place")
        if file in self._owned:
            raise LinkError(f"{said}, the caption of another image", "Put a copy of the file in its place")
        return real

    def _is_in_plain_folder(self, file: str) -> bool:
        return self._is_plainly_inside(os.path.dirname(f"{self._root}/{file}"))  # noqa: PTH120 (100,000 files)

    def _is_plainly_inside(self, folder: str) -> bool:
        """Whether a folder is the dataset, or in it with no link on the way; told without resolving its whole path."""
        at = self._root
        if folder != at and not folder.startswith(at + "/"):
            return False
        below = folder[len(at) + 1 :]
        parts = below.split("/") if below else []
        if ".." in parts or self._identity is None or _identity(at) != self._identity:
            return False
        for part in parts:
            at = f"{at}/{part}"
            if not _is_folder(at):
                return False
        return True

    def _is_below(self, real: str) -> bool:
        return real == self._real_root or real.startswith(self._real_root.rstrip("/") + "/")


def _is_link(path: Path | str) -> bool:
    try:
        return stat.S_ISLNK(os.lstat(path).st_mode)
    except OSError:
        return False


def _is_folder(path: str) -> bool:
    """Whether there is a folder itself, no link to one."""
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except OSError:
        return False


def _identity(folder: str) -> tuple[int, int] | None:
    """Device and inode of a folder; None if there is none."""
    try:
        status = os.stat(folder)  # noqa: PTH116 (asked for each sidecar)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _may_hold(name: str, there: bytes) -> bool:
    """Whether a file of this name, that holds this, is none that a caption must not replace."""
    return has_caption_suffix(name) and not _is_too_long(name) and not _is_picture(there)


def _is_too_long(name: str) -> bool:
    return len(os.fsencode(name)) > LONGEST_NAME


def _head_of(path: Path) -> bytes:
    with contextlib.suppress(OSError, CaptionerError), open_regular(path) as file:
        return file.read(_HEAD)
    return b""


def _is_picture(data: bytes) -> bool:
    head = data[:_HEAD]
    # Texts may begin so too, but hold no NUL.
    return b"\0" in head and (head.startswith(_PICTURES) or head[4:8] == b"ftyp")

"""A tar of images and videos alone, beside which a captions.json has their captions by the names of the members.

diffusion-pipe reads it: it takes every member for an image, so there is nothing else in it, no folder either.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from tui_captioner.formats.packing import Packed, check_name
from tui_captioner.formats.rows import FormatError


def write(packed: Iterable[Packed], target: BinaryIO) -> Iterator[Packed]:
    """Write a tar, image by image, and yield each when it is in. The bytes depend on the content alone.

    Args:
        packed: The images; their rows' names are the members' names.
        target: Where the tar is written to.

    Raises:
        FormatError: If a name is hostile or stands twice.
        OSError: If an image can't be read or the tar can't be written.
    """
    names: set[str] = set()
    with tarfile.open(fileobj=target, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for item in packed:
            name = item.row.file_name
            check_name(name)
            if name in names:
                raise FormatError(f"{name} stands twice", "Rename one of the two")
            names.add(name)
            member = tarfile.TarInfo(name)
            member.size, member.mode = item.size, 0o644
            with item.open() as content:
                archive.addfile(member, content)
                if content.read(1):
                    raise OSError(f"{name} grew while it was read")
            yield item

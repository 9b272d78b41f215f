"""The headers of a dataset's pictures: read once, kept in the catalogue, read again where a file changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence

from tui_captioner.domain.trainers.folder import Media
from tui_captioner.domain.trainers.pictures import PictureHead
from tui_captioner.domain.trainers.suffixes import VIDEOS
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.catalogue_files import CatalogueFiles
from tui_captioner.storage.catalogue.database import CatalogueDatabase, CatalogueError, open_catalogue
from tui_captioner.storage.catalogue.picture_heads import forget_heads, keep_heads, kept_heads
from tui_captioner.storage.files.fresh_files import FRESH
from tui_captioner.storage.images.picture_heads import NO_PERMISSION, read_head

_FEW = 500
"""Pictures up to which nothing is kept: their headers are read in a tenth of a second."""
_PATIENCE = 0.5
"""Seconds to wait for another process that writes; without its word the headers are read again."""


def heads_of(
    session: Session, media: Sequence[Media], progress: Callable[[int, int], None]
) -> Mapping[str, PictureHead]:
    """What is to be seen of each picture and video without decoding it, by its file.

    Args:
        session: The open dataset.
        media: Images and videos; those that hold nothing, or are no file, are left out.
        progress: Called with how many were looked at, and of how many.
    """
    wanted = [one for one in media if one.size > 0]
    store = _store(session) if len(wanted) > _FEW else None
    if store is None:
        return _read(session, wanted, progress)
    try:
        return _through(session, store, wanted, progress)
    except CatalogueError:
        return _read(session, wanted, progress)
    finally:
        store.close()


def _store(session: Session) -> CatalogueDatabase | None:
    try:
        return open_catalogue(CatalogueFiles(session.project.root), _PATIENCE)
    except (OSError, CatalogueError):
        return None


def _through(
    session: Session, store: CatalogueDatabase, media: Sequence[Media], progress: Callable[[int, int], None]
) -> Mapping[str, PictureHead]:
    kept, newest = kept_heads(store), time.time_ns() - FRESH
    keys = {
        one.file: f"{one.changed} {one.size} {one.inode}".encode() if one.changed <= newest else b"" for one in media
    }
    found = {file: kept[file][1] for file, key in keys.items() if file in kept and key and kept[file][0] == key}
    missing = [one for one in media if one.file not in found]
    new = _read(session, missing, progress)
    if new:
        # Names that are no UTF-8 can't be kept.
        keep = {file: head for file, head in new.items() if _is_text(file) and head.problem != NO_PERMISSION}
        keep_heads(store, keep, keys)
    gone = [file for file in kept if file not in keys]
    if gone:
        forget_heads(store, gone)
    return {**found, **new}


def _is_text(file: str) -> bool:
    return file.isascii() or not any("\ud800" <= char <= "\udfff" for char in file)


def _read(session: Session, media: Sequence[Media], progress: Callable[[int, int], None]) -> dict[str, PictureHead]:
    root, found = f"{session.project.root}/", {}
    for count, one in enumerate(media, 1):
        progress(count, len(media))
        head = read_head(root + one.file, is_video=one.suffix.lower() in VIDEOS)
        if head is not None:
            found[one.file] = head
    return found

"""Having the pictures of a dataset hashed: slowly, by a decoding process that lets others go first. Each is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.catalogue_files import CatalogueFiles
from tui_captioner.storage.catalogue.database import CatalogueDatabase, CatalogueError, open_catalogue
from tui_captioner.storage.catalogue.picture_hashes import (
    KeptHash,
    NewHash,
    file_key,
    file_keys,
    forget_hashes,
    keep_hashes,
    kept_hashes,
)
from tui_captioner.storage.images.image_errors import ImageUnreadable, LoadCancelled
from tui_captioner.storage.images.pictures import NO_DECODER, PictureStore
from tui_captioner.storage.images.thumbnails import Thumbnails
from tui_captioner.storage.user_settings import load_user_settings

_BATCH = 50
"""Pictures that are kept in one transaction: a second or two of decoding."""
_NICENESS = 10
_PATIENCE = 5.0
"""Seconds to wait for another process that writes."""


class Stopped(Exception):  # noqa: N818 - tells what happened
    """The user stopped it, or the dataset is closed; what was hashed is kept."""


def hash_store(session: Session) -> CatalogueDatabase:
    """Where the hashes of a dataset are kept, also of a small one whose catalogue lies in memory; the caller closes it.

    Where there is no cache folder, they are kept in memory.
    """
    try:
        return open_catalogue(CatalogueFiles(session.project.root), _PATIENCE)
    except (OSError, CatalogueError):
        return CatalogueDatabase(None)


def picture_store() -> PictureStore:
    """What decodes the pictures, apart from those that are shown; the caller closes it."""
    megapixels = load_user_settings().picture_megapixels
    return PictureStore(Thumbnails(), max_megapixels=megapixels, niceness=_NICENESS)


class Hashing:
    """Hashes what was not hashed yet, or changed since; to be run in a thread.

    Args:
        session: The open dataset.
        store: Where hashes are kept; nothing else uses it meanwhile.
        names: The images that are wanted, in order.
        stopped: Asked between two pictures, and while one is decoded, whether to stop.

    Attributes:
        done: How many of `names` are hashed.
    """

    def __init__(
        self, session: Session, store: CatalogueDatabase, names: Sequence[str], stopped: Callable[[], bool]
    ) -> None:
        self._session, self._store, self._names, self._stopped = session, store, names, stopped
        self._kept: Mapping[str, KeptHash] = {}
        self.done = 0

    def known(self) -> dict[str, KeptHash]:
        """What is kept of the wanted images whose files are as they were; nothing is decoded."""
        self._kept = kept = kept_hashes(self._store)
        keys = self._keys() if kept else {}
        # One that was looked at while it might have changed unseen has no key, and is looked at again.
        return {
            name: kept[name]
            for name in self._names
            if name in kept and kept[name].made_of and keys.get(name) == kept[name].made_of
        }

    def _keys(self) -> Mapping[str, bytes]:
        image = self._session.image
        return file_keys({name: f"{image(name).root}/{image(name).file}" for name in self._names})

    def run(self) -> dict[str, KeptHash]:
        """Hash what is missing; what is kept then of the wanted images.

        Raises:
            Stopped: If it was stopped.
            CaptionerError: If pictures can't be decoded here, or what was found can't be kept.
        """
        found = self.known()
        self._forget_gone()
        missing = [name for name in self._names if name not in found]
        self.done = len(self._names) - len(missing)
        if not missing:
            return found
        pictures = picture_store()
        batch: list[NewHash] = []
        try:
            for name in missing:
                batch.append(self._hashed(pictures, name))
                self.done += 1
                if len(batch) >= _BATCH:
                    self._keep(batch, found)
        finally:
            pictures.close()
            self._keep(batch, found)
        return found

    def _keep(self, batch: list[NewHash], found: dict[str, KeptHash]) -> None:
        if batch:
            keep_hashes(self._store, batch)
            found.update((new.name, new.kept) for new in batch)
            batch.clear()

    def _forget_gone(self) -> None:
        images = self._session.project.images
        gone = [name for name in self._kept if name not in images]
        if gone:
            forget_hashes(self._store, gone)
        self._kept = {}

    def _hashed(self, pictures: PictureStore, name: str) -> NewHash:
        """Decode and hash a picture; one that can't be decoded is not tried again until its file changes."""
        # Not above: numpy takes long to load, and this is the one thing that needs it.
        from tui_captioner.domain.picture_hash import THUMBNAIL, hash_of

        path = self._session.image(name).path
        key = file_key(path) or b""
        try:
            if self._stopped():
                raise Stopped
            small = pictures.pixels(path, THUMBNAIL, self._stopped)
        except LoadCancelled:
            raise Stopped from None
        except ImageUnreadable as error:
            if error.message == NO_DECODER:
                raise CaptionerError(f"Look-alikes can't be found: {NO_DECODER}") from None
            return NewHash(name, KeptHash(key, b"", error.message))
        found = hash_of(*small)
        if found is None:
            return NewHash(name, KeptHash(key, b""))
        both = found.bits.to_bytes(8, "big") + found.mirrored.to_bytes(8, "big")
        return NewHash(name, KeptHash(key, both), found.greys)

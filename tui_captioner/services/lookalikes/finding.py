"""Finding which pictures of a dataset look alike: hashed where they are not yet, then compared. For a thread."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from threading import Event
from typing import TYPE_CHECKING, NamedTuple

from tui_captioner.services.lookalikes.hashing import Hashing, Stopped
from tui_captioner.services.session.jobs import Progress
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.database import CatalogueDatabase
from tui_captioner.storage.catalogue.look_alikes import noted_key
from tui_captioner.storage.catalogue.picture_hashes import greys_of

if TYPE_CHECKING:
    from tui_captioner.domain.lookalikes import Match, PictureSet

_HASHED, _COMPARED = 0.9, 0.1
"""Parts of the work, for its progress."""
FEW = 5000
"""Pictures that are compared with each other at once when nothing is to be decoded: a tenth of a second."""
_NO_GREYS = bytes(32 * 32)
"""For a picture that was taken out meanwhile: they are like nothing."""


class Alike(NamedTuple):
    """An image whose picture looks like another one's.

    Args:
        name: The image.
        distance: Bits by which the hashes differ, of 64.
        likeness: The correlation of the greys, at most 1.
        mirrored: Whether it is mirrored, left for right.
        same: Whether it is the same picture, as far as can be told.
    """

    name: str
    distance: int
    likeness: float
    mirrored: bool
    same: bool


class AlikeGroup(NamedTuple):
    """Images that look alike.

    Args:
        parts: Their names; those of a part show the same picture. The first one of all is what others look like.
        matches: How each but the first one looks: beside the first one of its part, or beside the first one of all.
    """

    parts: tuple[tuple[str, ...], ...]
    matches: dict[str, Alike]

    @property
    def names(self) -> tuple[str, ...]:
        """All images, those of a part beside each other."""
        return tuple(name for part in self.parts for name in part)


class Found(NamedTuple):
    """What was found.

    Args:
        names: The images that have a hash, in order.
        pictures: Their hashes.
        problems: The images that can't be decoded, and why.
        groups: Which look alike; None where they were not compared.
        key: By which it is told whether groups are of these pictures.
    """

    names: Sequence[str]
    pictures: PictureSet
    problems: dict[str, str]
    groups: Sequence[AlikeGroup] | None
    key: str


class Run:
    """Finds the look-alikes among some images, once.

    Args:
        session: The open dataset.
        store: Where hashes are kept; nothing else writes there meanwhile.
        names: The images.
        decodes: Whether pictures that were not hashed yet are decoded; else they are left out.
        compares: Whether they are compared with each other, also where their groups are noted already.

    Attributes:
        found: What was found, None if it was stopped, or failed.
        error: What went wrong.
        stop: To be set to stop it; what was hashed till then is kept.
        ended: Set when it is at its end.
    """

    def __init__(
        self, session: Session, store: CatalogueDatabase, names: Sequence[str], *, decodes: bool, compares: bool
    ) -> None:
        self._store, self._names, self._decodes, self._compares = store, names, decodes, compares
        self._hashing = Hashing(session, store, names, lambda: self.stop.is_set())
        self._compared = 0
        self.found: Found | None = None
        self.error: Exception | None = None
        self.stop, self.ended = Event(), Event()

    @property
    def progress(self) -> Progress:
        """How far it is."""
        done = int(_HASHED * self._hashing.done + _COMPARED * self._compared)
        return Progress(min(len(self._names), done), len(self._names))

    def __call__(self) -> None:
        """Do it."""
        try:
            self.found = self._find()
        except Stopped:
            pass
        except Exception as error:
            self.error = error
        finally:
            self.ended.set()

    def _find(self) -> Found:
        # Not above: numpy takes long to load.
        from tui_captioner.domain.lookalikes import PictureSet

        kept = self._hashing.run() if self._decodes else self._hashing.known()
        names = [name for name in self._names if name in kept and kept[name].hashes]
        pairs = [kept[name].hashes for name in names]
        pictures = PictureSet(
            [(int.from_bytes(pair[:8], "big"), int.from_bytes(pair[8:], "big")) for pair in pairs],
            lambda places: self._greys([names[place] for place in places]),
        )
        problems = {name: found.problem for name, found in kept.items() if found.problem}
        del kept  # of 100,000 pictures it takes as much room as what is made next
        key = blake2b("\0".join(names).encode("utf-8", "surrogateescape") + b"".join(pairs), digest_size=16).hexdigest()
        wanted = self._compares or (noted_key(self._store) != key and (self._decodes or len(names) <= FEW))
        groups = self._compare(names, pictures) if wanted else None
        return Found(names, pictures, problems, groups, key)

    def _greys(self, names: Sequence[str]) -> list[bytes]:
        found = greys_of(self._store, names)
        return [found.get(name, _NO_GREYS) for name in names]

    def _compare(self, names: Sequence[str], pictures: PictureSet) -> Sequence[AlikeGroup]:
        found = []
        for done, grouping in pictures.groups():
            self._compared = done
            if self.stop.is_set():
                raise Stopped
            found = [grouping]
        return [
            AlikeGroup(
                tuple(tuple(names[place] for place in part) for part in group.parts),
                {names[match.place]: alike(names, match) for match in group.matches},
            )
            for grouping in found
            for group in grouping.groups()
        ]


def alike(names: Sequence[str], match: Match) -> Alike:
    """A match by the name of its image."""
    return Alike(names[match.place], match.distance, match.likeness, match.mirrored, match.is_same)

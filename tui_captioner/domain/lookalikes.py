"""Which pictures look alike, by their hashes (`picture_hash`) and greys.

Thresholds measured on real pictures: of different ones some 1 in 10,000 pairs has hashes that differ in 10 bits or
fewer; a picture that was encoded anew has nearly always, one that was cut by a tenth in two of three cases. The
correlation of the greys then tells the same picture from a variant of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

NEAR = 10
"""Bits by which the hashes of pictures that look alike may differ."""
SAME, ALIKE = 0.95, 0.90
"""The least correlation of the greys of the same picture, and of pictures that look alike."""
_SIDE = 32
_TILE = 1 << 16
"""Hashes that are compared with a few others at a time: what the nearest cache of a processor holds."""
_ROWS = 64
"""Pictures of a set that are compared with all others between two looks whether to go on."""

Hashes = NDArray[np.uint64]
Distances = NDArray[np.uint8]
Greys = Callable[[Sequence[int]], Sequence[bytes]]
"""Gives the greys of pictures by their places, each as `PictureHash.greys`."""


class Match(NamedTuple):
    """A picture that looks like another one.

    Args:
        place: Its place.
        distance: Bits by which their hashes differ.
        likeness: The correlation of their greys, at most 1.
        mirrored: Whether it is mirrored, left for right.
    """

    place: int
    distance: int
    likeness: float
    mirrored: bool

    @property
    def is_same(self) -> bool:
        """Whether it is the same picture, as far as can be told."""
        return self.likeness >= SAME


@dataclass(frozen=True)
class Group:
    """Pictures that look alike: each looks like the first one, or is the same as one that does.

    Args:
        head: The place of the first one.
        matches: The others, as they look beside the first one of their `part`.
        parts: Places of pictures that are the same, the first one of each part first: one part at least, most often of
            one picture.
    """

    head: int
    matches: tuple[Match, ...]
    parts: tuple[tuple[int, ...], ...]

    @property
    def places(self) -> tuple[int, ...]:
        """All pictures, those that are the same beside each other."""
        return tuple(place for part in self.parts for place in part)


_COUNTS = np.array([number.bit_count() for number in range(1 << 8)], np.uint8)


def ones_by_table(bits: Hashes) -> Distances:
    """How many bits are set in each, for a numpy that does not count them itself (below 2.0)."""
    parts: NDArray[np.uint8] = _COUNTS[np.ascontiguousarray(bits).view(np.uint8)]
    return np.asarray(parts.reshape(*bits.shape, 8).sum(axis=-1), np.uint8)


def ones(bits: Hashes) -> Distances:
    """How many bits are set in each."""
    return np.asarray(np.bitwise_count(bits), np.uint8)


if not hasattr(np, "bitwise_count"):
    ones = ones_by_table


def distances(hashes: Hashes, mirrored: Hashes, bits: int) -> tuple[Distances, NDArray[np.bool_]]:
    """By how many bits each hash differs from one, the mirrored one tried too; and where that is the nearer one.

    Args:
        hashes: The hashes.
        mirrored: Those of the same pictures mirrored.
        bits: The one.
    """
    one = np.uint64(bits)
    straight, turned = ones(hashes ^ one), ones(mirrored ^ one)
    return np.minimum(straight, turned), turned < straight


def correlation(greys: bytes, other: bytes, *, mirrored: bool = False) -> float:
    """The correlation of the greys of two pictures, from -1 to 1; 0 where one of them is even.

    Args:
        greys: See `PictureHash.greys`.
        other: The same of the other one.
        mirrored: Whether the other one is to be mirrored first.
    """
    one = _centred(greys)
    two = _centred(other)
    if mirrored:
        two = two[:, ::-1]
    size = float(np.sqrt((one * one).sum() * (two * two).sum()))
    return float((one * two).sum()) / size if size else 0.0


def _centred(greys: bytes) -> NDArray[np.float32]:
    found = np.frombuffer(greys, np.uint8).reshape(_SIDE, _SIDE).astype(np.float32)
    return np.asarray(found - found.mean(), np.float32)


class PictureSet:
    """The hashes of many pictures.

    Args:
        hashes: Hash and mirrored hash of each.
        greys: Gives their greys.
    """

    def __init__(self, hashes: Sequence[tuple[int, int]], greys: Greys) -> None:
        pairs = np.array(hashes, np.uint64).reshape(-1, 2)
        self.hashes: Hashes = np.ascontiguousarray(pairs[:, 0])
        self.mirrored: Hashes = np.ascontiguousarray(pairs[:, 1])
        self._greys = greys

    def __len__(self) -> int:
        return len(self.hashes)

    def nearest(self, place: int, limit: int | None = None) -> list[Match]:
        """The pictures that look like one, the most alike first; it is not among them.

        Args:
            place: The one.
            limit: How many at most; the nearest by hash are looked at.
        """
        found, turned = distances(self.hashes, self.mirrored, int(self.hashes[place]))
        near = np.flatnonzero(found <= NEAR)
        near = near[near != place]
        near = near[np.argsort(found[near], kind="stable")]
        chosen = near if limit is None else near[: 4 * limit]
        matches = self._compared(place, [(int(at), int(found[at]), bool(turned[at])) for at in chosen])
        return sorted(matches, key=lambda match: (-match.likeness, match.place))[:limit]

    def _compared(self, place: int, near: Sequence[tuple[int, int, bool]]) -> list[Match]:
        """Those of some pictures with near hashes that look alike: place, distance, whether mirrored."""
        if not near:
            return []
        own, *others = self._greys([place, *(at for at, _, _ in near)])
        found = []
        for (at, distance, turned), greys in zip(near, others, strict=True):
            likeness = correlation(own, greys, mirrored=turned)
            if likeness >= ALIKE:
                found.append(Match(at, distance, likeness, turned))
        return found

    def distances_to(self, places: Iterable[int]) -> Distances:
        """By how many bits each picture differs from the nearest of some, itself left out; 64 where there is none."""
        nearest = np.full(len(self), 64, np.uint8)
        for place in places:
            found, _ = distances(self.hashes, self.mirrored, int(self.hashes[place]))
            found[place] = 64
            np.minimum(nearest, found, out=nearest)
        return nearest

    # --- groups ---------------------------------------------------------------------------------------------------

    def groups(self) -> Iterator[tuple[int, Grouping]]:
        """Put those together that look alike: how many were looked at, and what was found so far."""
        grouping = Grouping(len(self))
        for start in range(0, len(self), _ROWS):
            for place, near in self._near_later(range(start, min(start + _ROWS, len(self))), grouping):
                grouping.add(place, self._compared(place, near))
            yield min(start + _ROWS, len(self)), grouping

    def _near_later(self, rows: range, grouping: Grouping) -> Iterator[tuple[int, list[tuple[int, int, bool]]]]:
        """For each of these pictures the later ones with near hashes; pictures that are known to be the same as an
        earlier one are passed over, so that many copies of one cost no more than one."""
        wanted = np.array([place for place in rows if grouping.same[place] < 0], np.int64)
        if not len(wanted):
            return
        found: dict[int, list[tuple[int, int, bool]]] = {int(place): [] for place in wanted}
        step = max(1, _TILE // len(wanted))
        for begin in range(rows.start, len(self), step):
            tile = slice(begin, begin + step)
            straight = ones(self.hashes[tile] ^ self.hashes[wanted, None])
            turned = ones(self.mirrored[tile] ^ self.hashes[wanted, None])
            near = np.minimum(straight, turned)
            for row, column in zip(*np.nonzero(near <= NEAR), strict=True):
                place, other = int(wanted[row]), begin + int(column)
                if other > place:
                    is_turned = bool(turned[row, column] < straight[row, column])
                    found[place].append((other, int(near[row, column]), is_turned))
        for place, near_ones in found.items():
            if grouping.same[place] < 0:
                yield place, [one for one in near_ones if grouping.same[one[0]] < 0]


class Grouping:
    """Which pictures are the same and which look alike, found in the order of their places.

    The first of those that are the same stands for them; of those that look alike, each looks like the first one.
    Nothing is chained: what only looks like another member is in no group, or in one of its own.

    Args:
        count: How many pictures there are.

    Attributes:
        same: The picture that each is the same as, the first one of its part; below 0 for none, or where it is first.
    """

    def __init__(self, count: int) -> None:
        self.same: NDArray[Any] = np.full(count, -1, np.int64)
        self._alike: NDArray[Any] = np.full(count, -1, np.int64)
        self._matches: dict[int, Match] = {}
        self._heads: set[int] = set()

    def add(self, place: int, matches: Iterable[Match]) -> None:
        """Note what looks like a picture, of those behind it."""
        for match in matches:
            if match.is_same:
                self._note_same(place, match)
            elif self._alike[match.place] < 0 and self._alike[place] < 0:
                self._heads.add(place)
                self._alike[match.place] = place
                self._matches[match.place] = match

    def _note_same(self, place: int, match: Match) -> None:
        """Another one is the same: where that one looked like an earlier one, so does this one."""
        head = int(self._alike[match.place])
        if head >= 0 and head != place and self._alike[place] < 0 and place not in self._heads:
            self._alike[place] = head
            self._matches[place] = self._matches[match.place]._replace(place=place)
        self.same[match.place] = place
        self._matches[match.place] = match

    def groups(self) -> list[Group]:
        """The groups, in the order of their first pictures."""
        parts: dict[int, list[int]] = {}
        for place in np.flatnonzero(self.same >= 0):
            parts.setdefault(int(self.same[place]), []).append(int(place))
        stars: dict[int, list[int]] = {}
        for place in np.flatnonzero((self._alike >= 0) & (self.same < 0)):
            stars.setdefault(int(self._alike[place]), []).append(int(place))
        for first in parts:
            if self._alike[first] < 0:
                stars.setdefault(first, [])
        return [self._group(head, stars[head], parts) for head in sorted(stars)]

    def _group(self, head: int, alike: Sequence[int], parts: dict[int, list[int]]) -> Group:
        own = tuple((first, *parts.get(first, ())) for first in (head, *alike))
        members = (place for part in own for place in part if place != head)
        return Group(head, tuple(self._matches[place] for place in members), own)

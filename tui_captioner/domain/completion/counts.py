"""Counts that fade: what was used lately weighs more than what was used long ago."""

from __future__ import annotations

from collections.abc import Iterator


class FadingCounts:
    """How often each text was seen, older sightings weighing less.

    All weights are told as of the last sighting of anything, since only their proportions matter. Fading is done when
    a number is read, so that learning one caption costs the same in a large project.

    Args:
        keep: what part of its weight a sighting keeps per image.
    """

    __slots__ = ("_at", "_entries", "_keep", "total")

    def __init__(self, keep: float) -> None:
        self._keep = keep
        self._entries: dict[str, tuple[int, float, int]] = {}
        self._at = 0
        self.total = 0.0
        """The weight of everything."""

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, text: object) -> bool:
        return text in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def add(self, text: str, now: int) -> None:
        """Count one sighting, at image number `now`."""
        if now > self._at:
            self.total *= self._keep ** (now - self._at)
            self._at = now
        self.total += 1.0
        self._entries[text] = (self.count(text) + 1, self.weight(text) + 1.0, self._at)

    def drop(self, text: str) -> None:
        """Take one sighting back: an average one, since it is not kept which."""
        count = self.count(text)
        if count > 1:
            weight = self.weight(text)
            self._entries[text] = (count - 1, weight * (count - 1) / count, self._at)
            self._reduce(weight / count)
        elif count:
            self.forget(text)

    def forget(self, text: str) -> None:
        """Take all sightings of a text back."""
        weight = self.weight(text)
        if self._entries.pop(text, None) is not None:
            self._reduce(weight)

    def count(self, text: str) -> int:
        """Give the number of sightings, not faded."""
        entry = self._entries.get(text)
        return entry[0] if entry else 0

    def weight(self, text: str) -> float:
        """Give the faded weight of a text."""
        entry = self._entries.get(text)
        if entry is None:
            return 0.0
        _, weight, at = entry
        return weight if at == self._at else weight * self._keep ** (self._at - at)

    def share(self, text: str) -> float:
        """Give the part of the whole weight that is this text's."""
        return self.weight(text) / self.total if self.total > 0.0 else 0.0

    def _reduce(self, weight: float) -> None:
        self.total = max(self.total - weight, 0.0) if self._entries else 0.0

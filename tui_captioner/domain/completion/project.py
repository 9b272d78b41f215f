"""The tags that a project uses, found by prefix; unlike the static index it changes with every caption."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from heapq import nsmallest
from itertools import accumulate
from math import exp, inf, log

from tui_captioner.domain.completion.counts import FadingCounts
from tui_captioner.domain.completion.foresight import Forecast
from tui_captioner.domain.completion.keys import ListKeys, Range, in_order
from tui_captioner.domain.completion.text import ALIAS, ALIAS_BARE, BARE, INITIALS, PENALTY, TEXT, fold, keys_of

_SKIPPED_THROUGH = 200_000
"""So many letters are searched for the letters of a query in order."""
_FACTOR = [exp(PENALTY[kind]) for kind in sorted(PENALTY)]


class ProjectTags:
    """The keys of the project's tags."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._tags: list[str] = []
        self._keys = ListKeys([])
        self._owners: list[int] = []
        self._kinds: list[int] = []
        self._names: dict[int, list[str]] = {}
        self._shares: dict[FadingCounts, tuple[int, list[float]]] = {}
        self._version = 0
        self._blob: str | None = None
        self._lines: tuple[list[int], list[int]] = ([], [])

    def __contains__(self, tag: object) -> bool:
        return tag in self._numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    @property
    def keys(self) -> ListKeys:
        """The sorted keys, to be searched in other ways than by prefix."""
        return self._keys

    def changed(self) -> None:
        """Say that the tags are used more or less often than before."""
        self._version += 1

    def add(self, tag: str, aliases: tuple[str, ...] = ()) -> None:
        """Add a tag with the keys it can be found by; nothing happens if it is there."""
        if tag in self._numbers:
            return
        number = len(self._tags)
        self._blob = None
        self._numbers[tag] = number
        self._tags.append(tag)
        self._names[number] = [fold(name).strip() for name in (tag, *aliases)]
        for key, kind in dict.fromkeys(keys_of(tag, aliases)):
            entry = f"{key}\n{number}.{kind}"
            at = bisect_left(self._keys.keys, entry)
            self._keys.keys.insert(at, entry)
            self._owners.insert(at, number)
            self._kinds.insert(at, kind)
        self._keys.changed()

    def remove(self, tag: str, aliases: tuple[str, ...] = ()) -> None:
        """Take a tag and its keys out."""
        number = self._numbers.pop(tag, None)
        if number is None:
            return
        for key, kind in dict.fromkeys(keys_of(tag, aliases)):
            entry = f"{key}\n{number}.{kind}"
            at = bisect_left(self._keys.keys, entry)
            if at < len(self._owners) and self._keys.keys[at] == entry:
                del self._keys.keys[at], self._owners[at], self._kinds[at]
        self._names.pop(number)
        self._keys.changed()
        self._blob = None

    def tag(self, number: int) -> str:
        """Give a tag by its number."""
        return self._tags[number]

    def owner(self, position: int) -> int:
        """Give the number of the tag that the key at a position leads to."""
        return self._owners[position]

    def kind(self, position: int) -> int:
        """Give the kind of the key at a position (see `completion.text`)."""
        return self._kinds[position]

    def text_at(self, position: int) -> str:
        """Give the whole folded text or alias that the key at a position is the end of."""
        names = self._names[self._owners[position]]
        if self._kinds[position] in (TEXT, ALIAS, BARE, ALIAS_BARE):
            return self._keys.key(position)
        if self._kinds[position] == INITIALS:
            return names[0]
        key = self._keys.key(position)
        return next((name for name in names if name.endswith(key)), names[0])

    def name(self, number: int) -> str:
        """Give the folded text of a tag by its number."""
        return self._names[number][0]

    def find(self, prefix: str) -> Range:
        """Give the range of keys that begin with a folded text."""
        return self._keys.prefixed(prefix, 0, len(self._keys))

    def best(self, found: Range, amount: int, probabilities: Sequence[float]) -> list[int]:
        """Give the positions of the best keys of a range, best first."""
        owners, kinds = self._owners, self._kinds
        scores = [(-probabilities[owners[at]] * _FACTOR[kinds[at]], at) for at in range(*found)]
        return [at for _, at in (nsmallest(amount, scores) if len(scores) > amount else sorted(scores))]

    def containing(self, text: str, amount: int, probabilities: Sequence[float]) -> list[int]:
        """Give the numbers of the likeliest tags with `text` anywhere in their text or an alias."""
        blob = self._lines_of_names()
        ends_of_lines, numbers = self._lines
        found: set[int] = set()
        place = blob.find(text)
        while place >= 0:
            line = bisect_right(ends_of_lines, place)
            found.add(numbers[line])
            place = blob.find(text, ends_of_lines[line])
        return nsmallest(amount, found, key=lambda number: (-probabilities[number], number))

    def skipping(self, query: str, amount: int, probabilities: Sequence[float]) -> list[int]:
        """Give the numbers of the likeliest tags with the letters of the query in order, with others between."""
        blob = self._lines_of_names()
        ends_of_lines, numbers = self._lines
        found: set[int] = set()
        pattern = in_order(query)
        match = pattern.search(blob, 0, _SKIPPED_THROUGH)
        while match is not None:
            line = bisect_right(ends_of_lines, match.start())
            found.add(numbers[line])
            match = pattern.search(blob, ends_of_lines[line], _SKIPPED_THROUGH)
        return nsmallest(amount, found, key=lambda number: (-probabilities[number], number))

    def _lines_of_names(self) -> str:
        """Give all texts and aliases, each ended by a line break; where the lines end is kept in `_lines`."""
        if self._blob is None:
            lines = [(name, number) for number, names in self._names.items() for name in names]
            self._blob = "".join(name + "\n" for name, _ in lines)
            ends = accumulate(len(name) + 1 for name, _ in lines)
            self._lines = (list(ends), [number for _, number in lines])
        return self._blob

    def probabilities(self, forecast: Forecast) -> list[float]:
        """Give the probability of each tag, by its number."""
        found = [0.0] * len(self._tags)
        for row, part in forecast.usual:
            part *= 1.0 - forecast.novel
            found = [one + part * share for one, share in zip(found, self._shares_of(row), strict=True)]
        for tag, share in forecast.likely.items():
            number = self._numbers.get(tag)
            if number is not None:
                found[number] += share * (1.0 - forecast.novel)
        for tag in forecast.used:
            number = self._numbers.get(tag)
            if number is not None:
                found[number] = 0.0
        return found

    def _shares_of(self, row: FadingCounts) -> list[float]:
        """Give the shares of a row by number; they are worked out once after each change."""
        version, shares = self._shares.get(row, (-1, []))
        if version != self._version or len(shares) != len(self._tags):
            shares = [0.0] * len(self._tags)
            for tag in row:
                number = self._numbers.get(tag)
                if number is not None:
                    shares[number] = row.share(tag)
            self._shares[row] = (self._version, shares)
        return shares


class ProjectView:
    """The project's tags as they are to be searched at one place in one caption.

    Args:
        project: the tags.
        forecast: what is foreseen at that place.
    """

    def __init__(self, project: ProjectTags, forecast: Forecast) -> None:
        self.keys = project.keys
        self.find = project.find
        self.owner = project.owner
        self.kind = project.kind
        self.text_at = project.text_at
        self.name = project.name
        self._project = project
        self._probabilities = project.probabilities(forecast)
        highest = max(self._probabilities, default=0.0)
        self.top = log(highest) if highest > 0.0 else -inf

    def score(self, number: int) -> float:
        """Give the log probability of a tag."""
        probability = self._probabilities[number]
        return log(probability) if probability > 0.0 else -inf

    def best(self, found: Range, amount: int) -> list[int]:
        """Give the positions of the best keys of a range, best first."""
        return self._project.best(found, amount, self._probabilities)

    def best_in_slot(self, found: Range, amount: int, slot: str) -> list[int]:
        """Give none: what the project uses in a slot is likelier there than anything else."""
        del found, amount, slot
        return []

    def containing(self, text: str, amount: int) -> list[int]:
        """Give the numbers of the likeliest tags with `text` anywhere in their text or an alias."""
        return self._project.containing(text, amount, self._probabilities)

    def skipping(self, query: str, amount: int) -> list[int]:
        """Give the numbers of the likeliest tags with the letters of the query in order, with others between."""
        return self._project.skipping(query, amount, self._probabilities)

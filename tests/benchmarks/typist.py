"""A typist who never overlooks anything: the fewest keys with which captions can be entered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from statistics import median

from tests.benchmarks.engines import PICKS, ROWS, Engine
from tests.benchmarks.material import CaptionSet

_NEXT_WORD = re.compile(r"[ _]*[^ _]+")


@dataclass
class Tally:
    """Keys that were needed, tag by tag."""

    keys: list[float] = field(default_factory=list)
    untyped: int = 0
    letters: int = 0

    @property
    def tags(self) -> int:
        return len(self.keys)

    @property
    def mean(self) -> float:
        return sum(self.keys) / self.tags if self.tags else 0.0

    @property
    def in_full(self) -> float:
        """Keys per tag when everything is typed and ended with Enter."""
        return (self.letters + self.tags) / self.tags if self.tags else 0.0

    def summary(self) -> dict[str, float]:
        return {
            "keys_per_tag": round(self.mean, 3),
            "median": round(median(self.keys), 3) if self.keys else 0.0,
            "untyped": round(self.untyped / self.tags, 3) if self.tags else 0.0,
            "saved": round(1 - self.mean / self.in_full, 3) if self.tags else 0.0,
            "tags": self.tags,
        }

    def add(self, other: Tally) -> None:
        self.keys.extend(other.keys)
        self.untyped += other.untyped
        self.letters += other.letters


def replay(engine: Engine, captions: CaptionSet, *, by_rows: bool = False, runs: bool = True) -> Tally:
    """Enter all captions of a set in order; the engine learns each when it is finished.

    Args:
        engine: what completes.
        captions: the set.
        by_rows: a row costs one key and one for each row above it; otherwise every row that is shown has a digit.
        runs: whether one key may take several foreseen tags.
    """
    tally = Tally()
    previous: Sequence[str] = ()
    for number, caption in enumerate(captions.captions):
        slots = captions.slots[number] if captions.slots else ("",) * len(caption)
        for keys, typed in _enter(engine, caption, slots, previous, by_rows, runs):
            tally.keys.append(keys)
            tally.untyped += not typed
        tally.letters += sum(map(len, caption))
        engine.learn(caption, slots)
        previous = caption
    return tally


def _enter(
    engine: Engine,
    caption: Sequence[str],
    slots: Sequence[str],
    previous: Sequence[str],
    by_rows: bool,
    runs: bool,
) -> Iterator[tuple[float, int]]:
    """Give, for each tag of a caption, keys and typed letters on the cheapest way through the whole caption."""
    best: list[tuple[float, list[tuple[float, int]]]] = [(float("inf"), []) for _ in range(len(caption) + 1)]
    best[0] = (0.0, [])
    for at, tag in enumerate(caption):
        cost, way = best[at]
        context = caption[:at]
        engine.slot = slots[at]
        run = engine.run(context, previous) if runs else ()
        if run and tuple(caption[at : at + len(run)]) == tuple(run) and cost + 1 < best[at + len(run)][0]:
            best[at + len(run)] = (cost + 1, [*way, *[(1 / len(run), 0)] * len(run)])
        if cost + 1 < best[at + 1][0]:
            keys, typed = cheapest(engine, tag, context, previous, by_rows)
            if cost + keys < best[at + 1][0]:
                best[at + 1] = (cost + keys, [*way, (keys, typed)])
    yield from best[-1][1]


def cheapest(
    engine: Engine, tag: str, context: Sequence[str], previous: Sequence[str], by_rows: bool
) -> tuple[int, int]:
    """Find the fewest keys, and the typed letters among them, that enter one tag."""
    done = len(tag) + 1
    open_ways = [(0, 0, 0)]
    seen: set[int] = set()
    while open_ways:
        keys, typed, at = heappop(open_ways)
        if at == done:
            return keys, typed
        if at in seen:
            continue
        seen.add(at)
        text = tag[:at]
        rows = engine.offers(text, context, previous)[: ROWS if text else PICKS]
        if tag in rows:
            heappush(open_ways, (keys + 1 + (rows.index(tag) if by_rows and text else 0), typed, done))
        if at == len(tag):
            heappush(open_ways, (keys + 1, typed, done))
            continue
        heappush(open_ways, (keys + 1, typed + 1, at + 1))
        ghost = engine.ghost(text, context, previous)
        word = _NEXT_WORD.match(ghost)
        for part in {ghost, word.group() if word else ""} - {""}:
            if tag.startswith(part, at):
                heappush(open_ways, (keys + 1, typed, at + len(part)))
    raise AssertionError("a tag can always be typed in full")

"""What usually follows what: the probability of each tag of the project, given where the caption has got to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from heapq import nlargest
from typing import NamedTuple, TypeVar

from tui_captioner.domain.completion.counts import FadingCounts
from tui_captioner.domain.completion.number_series import NumberSeries

START = "\x00"
"""Stands before the first tag of a caption."""

_KEEP_TAG = 0.97
_KEEP_PAIR = 0.92
_EXPERTS = {"triple": 0.3, "pair": 0.3, "place": 0.15, "before": 0.08, "slot": 0.07, "all": 0.1}
"""Start weights of the experts. Like every number here they were measured on real caption sets with
tests/benchmarks/keystrokes.py; moving them changes the result by about 1%."""
_LEARNING_RATE = 0.09
_RETURN = 0.01
_NOVELTY_RATE = 0.02
_LEAST_NOVELTY = 0.02
_NOVELTY_AFTER_ONE = 0.5
_COUNTED = 0.5
"""How probable it is that what counted up over two images goes on."""
_PLACE = (0.6, 0.2, 0.1, 0.06, 0.04)
"""How sure the caption before is about the tags that follow there: the next one most."""
_USUAL = 64
_Key = TypeVar("_Key")


class Forecast(NamedTuple):
    """Probabilities of the project's tags at one place in one caption.

    Args:
        likely: the tags about which there is more to say than how usual they are, with their probability.
        usual: how often tags are used, over all and in the slot, each with the part of the whole that it shares out.
        novel: the probability that the next tag is one that the project does not have yet.
        used: the tags that the caption has already.
    """

    likely: Mapping[str, float]
    usual: tuple[tuple[FadingCounts, float], ...]
    novel: float
    used: Collection[str]

    def probability(self, tag: str) -> float:
        """Give the probability that this tag comes next; 0 for one that is not in the project."""
        if tag in self.used:
            return 0.0
        common = sum(row.share(tag) * part for row, part in self.usual)
        return (self.likely.get(tag, 0.0) + common) * (1.0 - self.novel)


class Foresight:
    """Learns from finished captions which tags follow which."""

    def __init__(self) -> None:
        self.tags = FadingCounts(_KEEP_TAG)
        self._pairs: dict[str, FadingCounts] = {}
        self._triples: dict[tuple[str, str], FadingCounts] = {}
        self._slots: dict[str, FadingCounts] = {}
        self._weights = dict(_EXPERTS)
        self._novelty = 0.9
        self._heard = 0
        self._image = 0
        self._last: tuple[str, ...] = ()
        self._counted = NumberSeries()
        self._usual: list[str] | None = None

    def learn(self, caption: Sequence[tuple[str, str]], *, adapt: bool = True) -> None:
        """Learn a finished caption.

        Args:
            caption: slot and tag, in order.
            adapt: whether to see which experts foresaw it; this takes longer than all the rest.
        """
        tags = [tag for _, tag in caption]
        self._hear(tags)
        if adapt:
            self._adapt(caption)
        self._image += 1
        first, second = START, START
        for slot, tag in caption:
            self.tags.add(tag, self._image)
            self._slots.setdefault(slot, FadingCounts(_KEEP_TAG)).add(tag, self._image)
            self._pairs.setdefault(second, FadingCounts(_KEEP_PAIR)).add(tag, self._image)
            self._triples.setdefault((first, second), FadingCounts(_KEEP_PAIR)).add(tag, self._image)
            first, second = second, tag
        self._last = tuple(tags)
        self._counted.learn(caption)
        self._usual = None

    def unlearn(self, caption: Sequence[tuple[str, str]]) -> None:
        """Take a learnt caption back."""
        first, second = START, START
        for slot, tag in caption:
            self.tags.drop(tag)
            _drop(self._slots, slot, tag)
            _drop(self._pairs, second, tag)
            _drop(self._triples, (first, second), tag)
            first, second = second, tag
        self._usual = None

    def slots_of(self, tag: str) -> dict[str, int]:
        """Tell in which slots a tag was seen, and how often."""
        return {slot: row.count(tag) for slot, row in self._slots.items() if tag in row}

    def followed(self, first: str, second: str) -> bool:
        """Tell whether a tag ever came directly after another one."""
        row = self._pairs.get(first)
        return row is not None and second in row

    def followers(self, tag: str) -> dict[str, float]:
        """Give the tags that came directly after one, with their weight."""
        row = self._pairs.get(tag)
        return {other: row.weight(other) for other in row} if row is not None else {}

    def in_slot(self, slot: str) -> Collection[str]:
        """Give the tags that were seen in a slot."""
        return tuple(self._slots.get(slot, ()))

    def successors(self, slot: str | None) -> list[tuple[str, float]]:
        """Give the tags that are the next numbers where two images in a row counted up, with their probability."""
        return [(tag, _COUNTED) for tag in self._counted.next(slot) if tag not in self.tags]

    def usual(self) -> list[str]:
        """Give the tags that are most usual now."""
        if self._usual is None:
            self._usual = nlargest(_USUAL, self.tags, key=self.tags.weight)
        return self._usual

    def forecast(self, context: Sequence[str], previous: Sequence[str], slot: str | None) -> Forecast:
        """Say how probable each tag is next.

        Args:
            context: the tags that the caption has, in order.
            previous: the caption of the image before.
            slot: the slot that is being filled, if known.
        """
        used = dict.fromkeys(context)  # in order, so that sums come out the same in every run of the program
        opinions = self._opinions(context, previous, used)
        rows = self._usual_rows(slot)
        parts = self._parts([*opinions, *rows])
        likely: dict[str, float] = {}
        for name, shares in opinions.items():
            for tag, share in shares.items():
                likely[tag] = likely.get(tag, 0.0) + parts[name] * share
        usual = tuple((row, parts[name] / _unused(row, used)) for name, row in rows.items())
        return Forecast(likely, usual, self._novelty, used)

    def _parts(self, names: Iterable[str]) -> dict[str, float]:
        """Give each expert its part of the whole; those that have no evidence have left theirs to the others."""
        heard = {name: self._weights[name] for name in names}
        total = sum(heard.values())
        return {name: weight / total for name, weight in heard.items()}

    def _usual_rows(self, slot: str | None) -> dict[str, FadingCounts]:
        rows = {"all": self.tags}
        if slot is not None and slot in self._slots:
            rows["slot"] = self._slots[slot]
        return rows

    def _opinions(
        self, context: Sequence[str], previous: Sequence[str], used: Collection[str]
    ) -> dict[str, dict[str, float]]:
        """Ask the experts that speak of a few tags only; those without evidence are left out."""
        first, second = (START, START, *context)[-2:]
        opinions = {
            "triple": _shares(self._triples.get((first, second)), used),
            "pair": _shares(self._pairs.get(second), used),
            "place": _following(context, previous, used),
            "before": _evenly(tag for tag in previous if tag not in used),
        }
        return {name: shares for name, shares in opinions.items() if shares}

    def _hear(self, tags: Sequence[str]) -> None:
        """See how much of a caption is new to the project. In the first one everything must be: that tells nothing."""
        if not self.tags:
            self._novelty = _NOVELTY_AFTER_ONE
            return
        for tag in tags:
            new = 0.0 if tag in self.tags else 1.0
            self._heard += 1
            self._novelty += max(_NOVELTY_RATE, 1.0 / (self._heard + 1)) * (new - self._novelty)
        self._novelty = max(self._novelty, _LEAST_NOVELTY)

    def _adapt(self, caption: Sequence[tuple[str, str]]) -> None:
        """Move the weights toward the experts that foresaw this caption."""
        context: list[str] = []
        for slot, tag in caption:
            if tag in self.tags:
                opinions = self._opinions(context, self._last, frozenset(context))
                shares = {name: opinion.get(tag, 0.0) for name, opinion in opinions.items()}
                shares.update((name, row.share(tag)) for name, row in self._usual_rows(slot).items())
                self._move_weights(shares)
            context.append(tag)

    def _move_weights(self, shares: Mapping[str, float]) -> None:
        whole = sum(self._weights[name] for name in shares)
        foreseen = sum(self._weights[name] * share for name, share in shares.items())
        if foreseen <= 0.0:
            return
        for name, share in shares.items():
            earned = whole * self._weights[name] * share / foreseen
            moved = self._weights[name] + _LEARNING_RATE * (earned - self._weights[name])
            self._weights[name] = (1.0 - _RETURN) * moved + _RETURN * _EXPERTS[name]


def _drop(rows: dict[_Key, FadingCounts], key: _Key, tag: str) -> None:
    row = rows.get(key)
    if row is not None:
        row.drop(tag)
        if not row:
            del rows[key]


def _shares(row: FadingCounts | None, used: Collection[str]) -> dict[str, float]:
    """Share probability out among the tags of a row that are not used yet."""
    if row is None:
        return {}
    weights = {tag: row.weight(tag) for tag in row if tag not in used}
    total = sum(weights.values())
    return {tag: weight / total for tag, weight in weights.items()} if total > 0.0 else {}


def _unused(row: FadingCounts, used: Collection[str]) -> float:
    """Give the part of a row's weight that is not in the used tags, never quite nothing."""
    spent = sum(row.share(tag) for tag in used)
    return max(1.0 - spent, 0.05)


def _evenly(tags: Iterable[str]) -> dict[str, float]:
    distinct = list(dict.fromkeys(tags))
    return {tag: 1.0 / len(distinct) for tag in distinct}


def _following(context: Sequence[str], previous: Sequence[str], used: Collection[str]) -> dict[str, float]:
    """Foresee what followed, in the caption before, the latest tag that both captions have."""
    start = 0
    for tag in reversed(context):
        if tag in previous:
            start = len(previous) - list(reversed(previous)).index(tag)
            break
    following = list(dict.fromkeys(tag for tag in previous[start:] if tag not in used))[: len(_PLACE)]
    total = sum(_PLACE[: len(following)])
    return {tag: _PLACE[place] / total for place, tag in enumerate(following)}

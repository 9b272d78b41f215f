"""Tags that are one thing, gathered round the most used one.

A cluster is a star: each of its tags is the same as its head, none only as another of them. Chains (single link) join
what has nothing to do with each other: one invented typo joined `fountain`, `mountain` and `mounting` (measured).
"""

from __future__ import annotations

from collections.abc import Container, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass

from tui_captioner.domain.consistency.pairs import Pair, Rule


@dataclass(frozen=True, slots=True)
class Member:
    """A tag of a cluster beside its head.

    Args:
        text: The tag.
        count: How often it is used.
        rule: By which rule it is the same as the head.
    """

    text: str
    count: int
    rule: Rule


@dataclass(frozen=True, slots=True)
class Cluster:
    """Tags that are one thing.

    Args:
        head: The tag that the others would be merged into: the most used one that is not misspelt.
        count: How often that is used.
        members: The others, the most used first.
        is_open: Whether the head is a misspelt word that may stand for each of the members: nothing is joined before
            one of them is chosen.
    """

    head: str
    count: int
    members: tuple[Member, ...]
    is_open: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """All its tags, the head first."""
        return (self.head, *(member.text for member in self.members))

    @property
    def weight(self) -> int:
        """How often its tags are used in all."""
        return self.count + sum(member.count for member in self.members)


def gathering(
    pairs: Iterable[Pair], counts: Mapping[str, int], preferred: Container[str] = ()
) -> Generator[None, None, list[Cluster]]:
    """Gather pairs as stars, those with the most used tags first; a little at each step.

    Args:
        pairs: Tags that are one thing.
        counts: How often each tag is used.
        preferred: Tags that are heads before others that are used as often.
    """
    return _Gathering(pairs, counts, preferred).gathered()


class _Gathering:
    def __init__(self, pairs: Iterable[Pair], counts: Mapping[str, int], preferred: Container[str]) -> None:
        self._counts, self._preferred = counts, preferred
        self._pairs = pairs
        self._misspelt: set[str] = set()
        """Heads only where no other tag is one."""
        self._beside: dict[str, dict[str, Rule]] = {}
        self._taken: set[str] = set()

    def gathered(self) -> Generator[None, None, list[Cluster]]:
        for one, other, rule, misspelt in self._pairs:
            self._beside.setdefault(one, {})[other] = rule
            self._beside.setdefault(other, {})[one] = rule
            if misspelt:
                self._misspelt.add(misspelt)
            yield
        found: list[Cluster] = []
        open_ones: list[Cluster] = []
        doubtful: set[str] = set()
        for text in self._misspelt:
            doubtful.update((text,) if self._is_doubtful(text) else ())
            yield
        for text in sorted(self._beside, key=self._rank):
            if text not in self._taken and text not in doubtful:
                found.extend(self._star(text, doubtful))
                yield
        for text in sorted(doubtful, key=self._rank):
            members = tuple(self._members(self._beside[text]))
            open_ones.append(Cluster(text, self._counts[text], members, is_open=True))
        return sorted([*found, *open_ones], key=lambda each: (-each.weight, each.head))

    def _rank(self, text: str) -> tuple[bool, int, bool, str]:
        return text in self._misspelt, -self._counts[text], text not in self._preferred, text

    def _is_doubtful(self, text: str) -> bool:
        """Whether a misspelt tag has several targets that are not one thing, and nothing surer."""
        rules = self._beside[text]
        if text not in self._misspelt or len(rules) < 2 or set(rules.values()) != {Rule.SPELLING}:
            return False
        first, *others = sorted(rules, key=self._rank)
        return any(other not in self._beside[first] for other in others)

    def _star(self, head: str, doubtful: set[str]) -> Iterator[Cluster]:
        out = (self._taken, doubtful)
        beside = {text: rule for text, rule in self._beside[head].items() if not any(text in one for one in out)}
        if beside:
            self._taken.update((head, *beside))
            yield Cluster(head, self._counts[head], tuple(self._members(beside)))

    def _members(self, beside: Mapping[str, Rule]) -> Iterator[Member]:
        for text in sorted(beside, key=lambda text: (-self._counts[text], text)):
            yield Member(text, self._counts[text], beside[text])

"""A tagger that is simulated: it misses some of the tags that a caption has, and reports some that it has not."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.benchmarks.engines import Ours
from tests.benchmarks.material import CaptionSet
from tui_captioner.domain.taggers.trust import Trust
from tui_captioner.domain.vocabulary import Term, match_key

Report = dict[str, float]
"""A score by tag."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How good a tagger is.

    Args:
        missed: Share of the tags of a caption that it does not report.
        wrong: Share of what it reports that the caption does not have.
        right_scores: Alpha and beta of the scores of tags that are right.
        wrong_scores: The same of those that are wrong.
    """

    missed: float = 0.2
    wrong: float = 0.2
    right_scores: tuple[float, float] = (5, 2)
    wrong_scores: tuple[float, float] = (2, 3)


def reports(captions: CaptionSet, kind: Kind, seed: int) -> list[Report]:
    """What such a tagger says of each image of a set; wrong tags are those of other images."""
    chance = random.Random(f"{captions.name} {seed}")
    tags = sorted({tag for caption in captions.captions for tag in caption})
    return [_report(caption, tags, kind, chance) for caption in captions.captions]


def _report(caption: Sequence[str], tags: Sequence[str], kind: Kind, chance: random.Random) -> Report:
    right = [tag for tag in dict.fromkeys(caption) if chance.random() >= kind.missed]
    found = {tag: chance.betavariate(*kind.right_scores) for tag in right}
    others = [tag for tag in tags if tag not in caption]
    amount = round(len(right) * kind.wrong / (1 - kind.wrong))
    wrong = chance.sample(others, min(amount, len(others)))
    found |= {tag: chance.betavariate(*kind.wrong_scores) for tag in wrong}
    return dict(sorted(found.items(), key=lambda one: -one[1]))


class WithTagger(Ours):
    """The suggester of this program, with what a tagger sees in each image.

    Args:
        terms: The list.
        seen: What it sees in each, in order.
        known: The tags that it has.
    """

    def __init__(self, terms: Iterable[Term], seen: Sequence[Report], known: Iterable[str]) -> None:
        super().__init__(terms)
        self._seen = iter(seen)
        self._trust = Trust({match_key(tag) for tag in known})
        self._look()

    def _look(self) -> None:
        self._report = next(self._seen, {})
        self.evidence = self._trust.evidence({Term(tag): score for tag, score in self._report.items()})

    def learn(self, tags: Sequence[str], slots: Sequence[str]) -> None:
        super().learn(tags, slots)
        self._trust.learn({match_key(tag): score for tag, score in self._report.items()}, {*map(match_key, tags)})
        self._look()

"""What the picture itself says for or against a tag, and how that is weighed with what the dataset does.

The rule is score = log p + e. p is the probability that the captions of the dataset give a tag at this place, e the
evidence of a tagger. It was simulated on five caption sets; `tests/benchmarks/tagger_predictor.py` repeats that.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from math import log

from tui_captioner.domain.completion.index import StaticIndex
from tui_captioner.domain.vocabulary import Term, match_key

LEAST, MOST = 0.02, 0.98
"""Between these lies how sure anybody may be that a tag is taken."""
_LEAST_NEW = 0.02
"""Share of new tags that is never gone below: else what the dataset never had would be out of reach."""


class Evidence:
    """What a tagger sees in one picture; what it is weighed by does not change.

    Args:
        reported: The terms that it reports, the likeliest first, each with the probability that it is taken.
        known: All that it could have reported, by `match_key`.
        missed: The share of what is taken, and known to it, that it does not report.
    """

    def __init__(self, reported: Mapping[Term, float], known: Collection[str], missed: float) -> None:
        self.terms = tuple(reported)
        self._gains = {match_key(term.text): _logit(share) for term, share in reported.items()}
        self._known, self._missing = known, log(_bounded(missed))
        self._index: StaticIndex | None = None

    @property
    def index(self) -> StaticIndex:
        """The reported terms, to be searched."""
        if self._index is None:
            self._index = StaticIndex.of(self.terms)
        return self._index

    def sees(self, key: str) -> bool:
        """Whether a tag is reported.

        Args:
            key: Its `match_key`.
        """
        return key in self._gains

    def expects(self, key: str) -> bool:
        """Whether a tag is reported, and is more likely taken than not."""
        return self._gains.get(key, -1.0) > 0.0

    def of(self, key: str) -> float:
        """What is to be added to the log score of a tag."""
        gain = self._gains.get(key)
        if gain is not None:
            return gain
        return self._missing if key in self._known else 0.0

    def share_of_new(self, novel: float, used: Collection[str]) -> float:
        """The probability of each reported tag that the dataset has no opinion of.

        Args:
            novel: The share of tags that were new to the dataset so far.
            used: The tags, by `match_key`, that nobody asks for any more.
        """
        left = sum(key not in used for key in self._gains)
        return max(novel, _LEAST_NEW) / max(1, left)


def _bounded(share: float) -> float:
    return min(MOST, max(LEAST, share))


def _logit(share: float) -> float:
    share = _bounded(share)
    return log(share / (1.0 - share))

"""How far a tagger is believed: learnt from which of the tags that it reported were taken in the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from tui_captioner.domain.completion.evidence import LEAST, MOST, Evidence
from tui_captioner.domain.vocabulary import Term, match_key

TENTHS = 10
_SCORE_TRIALS = 4.0
"""A score counts as much as so many tags of its tenth that were answered."""
_TENTH_TRIALS = 3.0
"""The share of a tenth counts as much as so many answers to one tag."""
_MISSED, _MISSED_TRIALS = 0.2, 4.0
"""The share of what is true that a tagger does not report, before anything is known, and how much that counts."""

Scores = Mapping[str, float]
"""What a tagger reports of one picture: a score from 0 to 1 by the `match_key` of each tag."""


class Trust:
    """What became of a tagger's reports in one dataset.

    Args:
        known: The tags that it has scores for, by `match_key`.
    """

    def __init__(self, known: Collection[str]) -> None:
        self.known = known
        self._reported, self._taken = Counter[int](), Counter[int]()
        self._tag_reported, self._tag_taken = Counter[str](), Counter[str]()
        self._true = self._missed = 0

    def learn(self, reported: Scores, caption: Collection[str], sign: int = 1) -> None:
        """Learn, or with `sign` -1 take back, what a finished caption has of what was reported.

        Args:
            reported: What the tagger saw.
            caption: The tags of the caption, by `match_key`.
            sign: 1 or -1.
        """
        for key, score in reported.items():
            tenth, taken = _tenth(score), sign if key in caption else 0
            self._reported[tenth] += sign
            self._tag_reported[key] += sign
            self._taken[tenth] += taken
            self._tag_taken[key] += taken
        true = [key for key in caption if key in self.known]
        self._true += sign * len(true)
        self._missed += sign * sum(key not in reported for key in true)

    def share(self, key: str, score: float) -> float:
        """The probability that a reported tag is taken, from 0.02 to 0.98.

        Args:
            key: The tag, by `match_key`.
            score: Its score.
        """
        tenth = _tenth(score)
        share = (self._taken[tenth] + _SCORE_TRIALS * score) / (self._reported[tenth] + _SCORE_TRIALS)
        own = self._tag_taken[key] + _TENTH_TRIALS * share
        return min(MOST, max(LEAST, own / (self._tag_reported[key] + _TENTH_TRIALS)))

    @property
    def missed(self) -> float:
        """The share of what is true, and known to the tagger, that it does not report."""
        return (self._missed + _MISSED_TRIALS * _MISSED) / (self._true + _MISSED_TRIALS)

    def evidence(self, reported: Mapping[Term, float]) -> Evidence:
        """What a report says, by what is known of the tagger now.

        Args:
            reported: The terms that it reports, each with its score.
        """
        shares = {term: self.share(match_key(term.text), score) for term, score in reported.items()}
        return Evidence(shares, self.known, self.missed)


def _tenth(score: float) -> int:
    return min(TENTHS - 1, max(0, int(score * TENTHS)))

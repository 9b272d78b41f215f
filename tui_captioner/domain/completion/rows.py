"""The rows under the input: which of the answers are worth one, and in which order they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from typing import NamedTuple

from tui_captioner.domain.completion.hit import Tier
from tui_captioner.domain.completion.text import fold
from tui_captioner.domain.vocabulary import Term

_WHOLE = frozenset({Tier.WHOLE, Tier.WHOLE_ALIAS, Tier.WHOLE_FREELY, Tier.WHOLE_ALSO})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One row under the input.

    Args:
        term: the term that is offered.
        matched: what the query matched: the term's text, or one of its aliases.
        score: the higher the better; only good for comparing rows of one list.
        begins: the text is only the beginning that several tags of the project share, up to where they part: to be
            put into the input, not into the caption.
        seen: a tagger sees it in the picture.
    """

    term: Term
    matched: str
    score: float
    begins: bool = False
    seen: bool = False


class Row(NamedTuple):
    """An answer to a query, with what decides where it stands.

    Args:
        suggestion: what is shown.
        tier: how the term was found.
        elsewhere: the term belongs to another slot than the one that is being filled.
        listed: the term comes from an imported list, not from the project or its vocabulary.
        spelled: the query is the term, letter case and all.
        composed: the term is a phrase that was foreseen word by word.
    """

    suggestion: Suggestion
    tier: Tier
    elsewhere: bool = False
    listed: bool = False
    spelled: bool = False
    composed: bool = False

    @property
    def rank(self) -> tuple[bool, Tier, bool, bool, bool]:
        """What goes before how usual a term is: its tier, then its slot, then where it comes from."""
        return (not self.spelled, self.tier, self.elsewhere, self.listed, self.composed)

    @property
    def order(self) -> tuple[tuple[bool, Tier, bool, bool, bool], float]:
        """The key by which rows stand, first row least."""
        # As `rank`, without asking for it: each row of each key press comes by here.
        rank = (not self.spelled, self.tier, self.elsewhere, self.listed, self.composed)
        return (rank, -self.suggestion.score)

    def continues(self, text: str) -> bool:
        """Tell whether the term begins with what was typed and goes on."""
        term = self.suggestion.term.text
        return len(term) > len(text) and fold(term[: len(text)]) == fold(text)


def arranged(rows: Iterable[Row], limit: int) -> list[Row]:
    """Choose the rows that are worth showing, and put them in order.

    Which are shown is decided by how usual the terms are and what their tier costs, so that a term of the project that
    is found by a later word has a place beside many that nobody used yet. Those that the query is the whole of, and the
    row that is first in order, are always shown.
    """
    answers = list(rows)
    if not answers:
        return []
    corrected = all(row.tier >= Tier.INSIDE for row in answers)
    near = _WHOLE | {Tier.WHOLE_INFLECTED, Tier.NEAR} if corrected else _WHOLE | {Tier.WHOLE_INFLECTED}
    worth = [(row.tier in near, row.suggestion.score) for row in answers]
    orders = [row.order for row in answers]
    chosen = nlargest(limit, range(len(answers)), key=worth.__getitem__)
    first = min(range(len(answers)), key=orders.__getitem__)
    if first not in chosen:
        chosen[-1] = first
    return [answers[number] for number in sorted(chosen, key=orders.__getitem__)]


def with_first(rows: Sequence[Row], first: Row) -> list[Row]:
    """Put a row before the others; the last one makes room where its text was not among them."""
    text = first.suggestion.term.text
    others = [row for row in rows if row.suggestion.term.text != text]
    return [first, *others[: len(rows) - 1]]


def with_phrases(rows: Sequence[Row], phrases: Sequence[Row], limit: int) -> list[Row]:
    """Put phrases behind the rows that stand equal with the first one; the last rows make room for them."""
    kept = list(rows)[: max(limit - len(phrases), 1)]
    behind = next((at for at, row in enumerate(kept) if row.rank > phrases[0].rank), len(kept)) if phrases else 0
    return [*kept[:behind], *phrases, *kept[behind:]][:limit]


def suggestions(rows: Collection[Row]) -> list[Suggestion]:
    """Give what is shown of some rows, with scores that fall from row to row."""
    shown: list[Suggestion] = []
    for row in rows:
        one = row.suggestion
        if shown and one.score > shown[-1].score:
            one = replace(one, score=shown[-1].score)
        shown.append(one)
    return shown

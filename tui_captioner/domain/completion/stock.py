"""All that can be offered: the vocabulary, imported lists, filled templates, and what the project uses."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from math import exp, inf, log

from tui_captioner.domain.completion.evidence import Evidence
from tui_captioner.domain.completion.foresight import Forecast, Foresight
from tui_captioner.domain.completion.hit import Hit, Tier
from tui_captioner.domain.completion.index import StaticIndex
from tui_captioner.domain.completion.matching import hits
from tui_captioner.domain.completion.project import ProjectTags, ProjectView
from tui_captioner.domain.completion.rows import Row, Suggestion
from tui_captioner.domain.completion.slot_bias import Layers, Leaning
from tui_captioner.domain.completion.templates import Templates
from tui_captioner.domain.completion.text import bare, fold
from tui_captioner.domain.vocabulary import Term, Vocabulary, match_key

_LIST_SHARE = 0.01
"""How much a term of an imported list counts beside one of the vocabulary, whose terms come before them."""
_TEMPLATE_SHARE = 0.3
"""How much a filled template counts beside a term of the vocabulary."""
_NOTHING = 1e-12

key_of = lru_cache(maxsize=8192)(match_key)


@dataclass(slots=True)
class Place:
    """What is known about one place in one caption, worked out once and used for every key that is typed there."""

    forecast: Forecast
    view: ProjectView
    leaning: Leaning
    used: frozenset[str]
    context: tuple[str, ...]
    evidence: Evidence | None = None
    share_of_new: float = 0.0
    """The probability of each tag that the picture shows and the project has nothing to say of."""

    def expects(self, term: Term) -> bool:
        """Tell whether the picture shows a term so well that it is rather taken than not."""
        return self.evidence is not None and self.evidence.expects(key_of(term.text))


class Stock:
    """The terms of the lists and the tags of the project.

    Args:
        vocabulary: the terms that may be completed before anything is learnt.
        lists: further, big lists.
        own: the index of the vocabulary.
        foresight: what is known of the project's tags.
        templates: what the templates of the vocabulary may stand for.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        lists: Sequence[StaticIndex],
        own: StaticIndex,
        foresight: Foresight,
        templates: Templates,
    ) -> None:
        self.project = ProjectTags()
        self.layers = Layers(vocabulary)
        self.indexes = [index for index in (own, *lists) if len(index)]
        self.templates = templates
        self._own = own
        self._foresight = foresight
        self._known: dict[str, Term] = {}
        self._also: dict[str, list[Term]] = {}
        for term in vocabulary.terms:
            for word in term.also:
                self._also.setdefault(fold(word), []).append(term)
        self._seldom = frozenset(term.text for term in vocabulary.terms if term.seldom)

    def add_list(self, index: StaticIndex) -> Iterator[None]:
        """Add a further list, at once; then give the project's tags the aliases it has for them, one at a step."""
        self.indexes.append(index)
        for tag in [tag for tag in self.project if tag not in self._known]:
            term = index.spelled(tag) if tag in self.project else None
            if term is not None and term.aliases:
                self.project.remove(tag)
                self.add(tag)
            elif term is not None:
                # Its keys stay what they are; taking them out and in again took seconds for 30,000 tags.
                self._known[tag] = term
            yield

    def add(self, tag: str) -> None:
        """Add a tag to those of the project, with the aliases that some list has for it."""
        if tag not in self.project:
            found = (index.spelled(tag) for index in (*self.indexes, self.templates.index))
            term = next((term for term in found if term is not None), None)
            if term is not None:
                self._known[tag] = term
            self.project.add(tag, term.aliases if term is not None else ())

    def remove(self, tag: str) -> None:
        """Take a tag out of those of the project."""
        term = self._known.pop(tag, None)
        self.project.remove(tag, term.aliases if term is not None else ())

    def place(
        self, slot: str | None, context: Sequence[str], previous: Sequence[str], evidence: Evidence | None = None
    ) -> Place:
        """Work out what is known about a place in a caption."""
        forecast = self._foresight.forecast(context, previous, slot)
        view = ProjectView(self.project, forecast)
        used = frozenset(key_of(tag) for tag in context)
        leaning = self.layers.leaning(slot, context)
        share = 0.0 if evidence is None else evidence.share_of_new(forecast.novel, used)
        return Place(forecast, view, leaning, used, tuple(context), evidence, share)

    def is_open(self, tag: str, place: Place) -> bool:
        """Tell whether a tag may be offered: the caption has it not yet."""
        return key_of(tag) not in place.used

    def term(self, tag: str) -> Term:
        """Give the term for a tag of the project: that of a list which has it, or one made for it."""
        term = self._known.get(tag)
        if term is not None:
            return term
        slots = self._foresight.slots_of(tag)
        return Term(tag, max(slots, key=lambda slot: slots[slot]) if slots else None)

    def is_elsewhere(self, term: Term, place: Place) -> bool:
        """Tell whether a term belongs to another slot than the one that is being filled."""
        return place.leaning.slot is not None and place.leaning.is_elsewhere(term, self._seen_in(term, place))

    def _seen_in(self, term: Term, place: Place) -> Collection[str]:
        """Give the slots that the project uses a term in, where that matters."""
        if place.leaning.slot is None or term.text not in self.project:
            return ()
        return self._foresight.slots_of(term.text)

    # --- what answers a query -------------------------------------------------------------------------------------

    def answers(self, text: str, query: str, place: Place, limit: int) -> list[Row]:
        """Find the terms that answer a query, each spelling once, with what decides where it stands."""
        best: dict[str, Row] = {}
        for row in self._rows(text, query, place, limit):
            key = key_of(row.suggestion.term.text)
            known = best.get(key)
            if known is None or row.order < known.order:
                best[key] = row
        return list(best.values())

    def _rows(self, text: str, query: str, place: Place, limit: int) -> Iterator[Row]:
        """Find the candidates of all sources: the project's tags first, then only what can still reach the list."""
        slot = place.leaning.slot
        scores: list[float] = []
        for hit in hits(place.view, query, limit, slot=slot):
            tag = self.project.tag(hit.number)
            if self.is_open(tag, place):
                row = self._row(self.term(tag), hit, place, 0.0, text)
                scores.append(row.suggestion.score)
                yield row
        novel = place.forecast.novel
        bar = nlargest(limit, scores)[-1] - log(novel) if len(scores) >= limit else -inf
        wanted = limit + len(place.used)
        for number, index in enumerate(self.indexes):
            listed = index is not self._own
            share = novel * _LIST_SHARE if number else novel
            found = hits(index, query, wanted, bar, slot)
            yield from self._listed(index, found, share, place, text, listed=listed)
        found = self.templates.hits(query, wanted, slot)
        if found:
            # Their index is not read before it has something to say.
            yield from self._listed(self.templates.index, found, novel * _TEMPLATE_SHARE, place, text, listed=False)
        yield from self._reported(text, query, place, wanted)
        yield from self._meant(text, query, place)

    def _reported(self, text: str, query: str, place: Place, wanted: int) -> Iterator[Row]:
        """Give what the picture shows of what answers a query, however rare it is in the dataset."""
        if place.evidence is not None:
            index = place.evidence.index
            for hit in hits(index, query, wanted, slot=place.leaning.slot):
                term = index.term(hit.number)
                if self.is_open(term.text, place):
                    yield self._row(term, hit, place, self._share_of_new(place, term), text)

    def _share_of_new(self, place: Place, term: Term) -> float:
        """Give the probability of a term that the picture shows, where the project has nothing to say of it."""
        return 0.0 if place.forecast.probability(term.text) > 0.0 else place.share_of_new

    def _meant(self, text: str, query: str, place: Place) -> Iterator[Row]:
        """Give the terms that the words typed may mean too, whatever else they are."""
        for term in self._also.get(query.strip(), ()):
            if self.is_open(term.text, place) and not self.is_elsewhere(term, place):
                found = Suggestion(term, text.strip(), self._score(term, place, 0.0), seen=self._is_seen(term, place))
                yield Row(found, Tier.WHOLE_ALSO)

    def _listed(
        self, index: StaticIndex, found: Iterable[Hit], share: float, place: Place, text: str, *, listed: bool
    ) -> Iterator[Row]:
        for hit in found:
            term = index.term(hit.number)
            if self.is_open(term.text, place):
                yield self._row(term, hit, place, exp(index.score(hit.number)) * share, text, listed=listed)

    def _row(self, term: Term, hit: Hit, place: Place, prior: float, text: str, *, listed: bool = False) -> Row:
        matched = term.text
        if hit.alias:
            folded = ((alias, fold(alias).strip()) for alias in term.aliases)
            matched = next((alias for alias, name in folded if hit.alias in (name, bare(name))), term.text)
        listed = listed and term.text not in self.project
        seen = self._is_seen(term, place)
        suggestion = Suggestion(term, matched, self._score(term, place, prior) + hit.penalty, seen=seen)
        return Row(suggestion, hit.tier, self.is_elsewhere(term, place), listed, term.text == text)

    def _score(self, term: Term, place: Place, prior: float) -> float:
        own = place.forecast.probability(term.text) if term.text in self.project else 0.0
        evidence = 0.0 if place.evidence is None else place.evidence.of(key_of(term.text))
        return log(own + prior + _NOTHING) + place.leaning.of(term, self._seen_in(term, place)) + evidence

    def _is_seen(self, term: Term, place: Place) -> bool:
        return place.evidence is not None and place.evidence.sees(key_of(term.text))

    # --- what is foreseen -----------------------------------------------------------------------------------------

    def predictions(self, place: Place, limit: int) -> list[Suggestion]:
        """Offer what is foreseen where nothing has been typed."""
        rows: dict[str, Suggestion] = {}
        for tag, prior in self._foreseen(place):
            self._offer(rows, self.term(tag), prior, place)
        for term in () if place.evidence is None else place.evidence.terms:
            self._offer(rows, term, self._share_of_new(place, term), place)
        for term, prior in self._usual_terms(place, limit):
            if term.text not in self._seldom:
                self._offer(rows, term, prior * place.forecast.novel, place)
        # Whoever has typed nothing asks what this slot still lacks: what follows in the next ones can wait for them.
        return nlargest(limit, rows.values(), key=self._urgency(place))

    def _foreseen(self, place: Place) -> Iterator[tuple[str, float]]:
        for tag, share in self._foresight.successors(place.leaning.slot):
            yield tag, share
        for tag in dict.fromkeys([*place.forecast.likely, *self._foresight.usual()]):
            if place.forecast.probability(tag) > 0.0:
                yield tag, 0.0

    def _offer(self, rows: dict[str, Suggestion], term: Term, prior: float, place: Place) -> None:
        key = key_of(term.text)
        if key not in rows and self.is_open(term.text, place) and not self.contradicts(term, place.leaning):
            score, seen = self._score(term, place, prior), self._is_seen(term, place)
            rows[key] = Suggestion(term, term.text, score, seen=seen)

    def contradicts(self, term: Term, leaning: Leaning) -> bool:
        """Tell whether a term goes against a tag of the caption; what went together before may do so again."""
        if not leaning.contradicts(term):
            return False
        together = (said for said in leaning.subjects if self._foresight.followed(said, term.text))
        return term.group in leaning.groups or not any(together)

    def _urgency(self, place: Place) -> Callable[[Suggestion], tuple[bool, bool, float]]:
        def urgency(row: Suggestion) -> tuple[bool, bool, float]:
            return (
                not self.is_elsewhere(row.term, place),
                place.expects(row.term) or not place.leaning.is_served(row.term),
                row.score,
            )

        return urgency

    def _usual_terms(self, place: Place, limit: int) -> Iterator[tuple[Term, float]]:
        """Give the most usual terms of the lists, and those of the layers that are due, with their probability."""
        amount = 2 * limit + len(place.used)
        for place_of_list, index in enumerate(self.indexes):
            share = _LIST_SHARE if place_of_list else 1.0
            for number in index.usual(place.leaning.slot, amount) or index.usual(None, amount):
                yield index.term(number), exp(index.score(number)) * share
        for term in self.layers.due(place.leaning):
            yield term, exp(self.indexes[0].score(len(self.indexes[0]) - 1))

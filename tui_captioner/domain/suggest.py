"""What the composer offers: terms for what is being typed, ghost text after the cursor, tags foreseen to follow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from math import exp, inf, log

from tui_captioner.domain.completion.foresight import Forecast, Foresight
from tui_captioner.domain.completion.ghost import GhostWords
from tui_captioner.domain.completion.index import StaticIndex
from tui_captioner.domain.completion.leaning import Layers, Leaning
from tui_captioner.domain.completion.matching import Hit, hits
from tui_captioner.domain.completion.names import begins_name, is_name
from tui_captioner.domain.completion.project import ProjectTags, ProjectView
from tui_captioner.domain.completion.text import fold, fold_query
from tui_captioner.domain.vocabulary import Term, Vocabulary, match_key

_LIST_SHARE = 0.01
"""How much a term of an imported list counts beside one of the vocabulary, whose terms come before them."""
_NOTHING = 1e-12
_ADAPTED = 300
"""The last so many captions of a project decide which experts are listened to; earlier ones are forgotten anyway."""
_GHOST_FROM = 2
_GHOST_UP_TO = 500
_LAST_WORD = re.compile(r"[^ _]+$")
_LAST_WORD_END = re.compile(r"[ _]")


_key = lru_cache(maxsize=8192)(match_key)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One row under the input.

    Args:
        term: the term that is offered.
        matched: what the query matched: the term's text, or one of its aliases.
        score: the higher the better; only good for comparing rows of one list.
    """

    term: Term
    matched: str
    score: float


@dataclass(slots=True)
class _Place:
    """What is known about one place in one caption, worked out once and used for every key that is typed there."""

    forecast: Forecast
    view: ProjectView
    leaning: Leaning
    used: frozenset[str]


class Suggester:
    """Learns how a project is captioned and offers what comes next. Same calls, same answers.

    Args:
        vocabulary: the terms that may be completed before anything is learnt.
        lists: further, big lists, as indexes that were made or stored before.
        index: the index of the vocabulary, if it is there already; it is built otherwise.
    """

    def __init__(
        self, vocabulary: Vocabulary, lists: Sequence[StaticIndex] = (), index: StaticIndex | None = None
    ) -> None:
        self._vocabulary = vocabulary
        own = index if index is not None else StaticIndex.of(vocabulary.terms)
        self._indexes = [index for index in (own, *lists) if len(index)]
        self._project = ProjectTags()
        self._foresight = Foresight()
        self._ghosts = GhostWords()
        self._layers = Layers(vocabulary)
        self._known: dict[str, Term] = {}
        self._hidden: set[str] = set()
        self._place: tuple[object, _Place] | None = None

    def add_list(self, index: StaticIndex) -> None:
        """Offer the terms of a further list from now on; the ones that are there already come before them."""
        self._indexes.append(index)
        for tag in [tag for tag in self._project if tag not in self._known]:
            if index.spelled(tag) is not None:
                self._project.remove(tag)
                self._add(tag)
        self._changed()

    def suggest(
        self,
        text: str,
        *,
        slot: str | None = None,
        context: Sequence[str] = (),
        previous: Sequence[str] = (),
        limit: int = 10,
    ) -> list[Suggestion]:
        """Offer terms for what has been typed; for nothing typed, what is foreseen.

        Args:
            text: what has been typed of this tag.
            slot: the slot that is being filled; terms of others come later, but they come.
            context: the tags that the caption has already, in order; they are not offered again.
            previous: the caption of the image before.
            limit: how many rows at most.
        """
        if limit <= 0:
            return []
        place = self._place_of(slot, context, previous)
        query = fold_query(text)
        if not query:
            return self._predict(place, limit)
        rows: dict[str, tuple[tuple[int, bool, float], Suggestion]] = {}
        answers = list(self._answers(query, place, limit))
        loose = all(hit.loose for _, hit in answers)
        for suggestion, hit in answers:
            exact = 3 if suggestion.term.text == text else hit.exact
            # Where nothing begins with the query, it is misspelt: then what it is the whole of comes first too.
            rank = (exact, loose and hit.near, suggestion.score)
            key = _key(suggestion.term.text)
            known = rows.get(key)
            if known is None or rank > known[0]:
                rows[key] = (rank, suggestion)
        best = nlargest(limit, rows.values(), key=lambda row: row[0])
        return [suggestion for _, suggestion in best]

    def ghost(
        self, text: str, *, slot: str | None = None, context: Sequence[str] = (), previous: Sequence[str] = ()
    ) -> str:
        """Foresee what follows the cursor, to be shown greyed and taken whole or by word.

        Args:
            text: what has been typed of this tag.
            slot: the slot that is being filled.
            context: the tags that the caption has already, in order.
            previous: the caption of the image before; its words have been learnt, so it says nothing more here.

        Returns:
            The text that would be appended; empty if nothing is foreseen.
        """
        del previous  # taken so that the composer can ask both questions with the same arguments
        if len(text) > _GHOST_UP_TO:
            return ""
        return self._ghosts.after(text, context, slot) or self._ghost_from_lists(text)

    def run(
        self,
        *,
        slot: str | None = None,
        context: Sequence[str] = (),
        previous: Sequence[str] = (),
        longest: int = 40,
    ) -> tuple[str, ...]:
        """Foresee several tags in a row, to be taken with one key.

        Args:
            slot: the slot that is being filled.
            context: the tags that the caption has already, in order.
            previous: the caption of the image before.
            longest: how many tags at most.

        Returns:
            The tags; the row ends where taking more of it is no longer worth the risk that its end is wrong.
        """
        chain: list[str] = []
        best, best_size, odds = 0.0, 0, 1.0
        while len(chain) < longest:
            forecast = self._foresight.forecast([*context, *chain], previous, slot)
            tag = max(forecast.likely, key=forecast.probability, default=None)
            if tag is None or tag in self._hidden or (slot and slot not in self._foresight.slots_of(tag)):
                break
            odds *= forecast.probability(tag)
            chain.append(tag)
            if odds * (len(chain) - 1) > best:
                best, best_size = odds * (len(chain) - 1), len(chain)
            if odds < 0.02:
                break
        return tuple(chain[:best_size])

    def learn(self, caption: Mapping[str, Sequence[str]]) -> None:
        """Learn a finished caption: tags by slot, slots in the order in which they are written."""
        self._learn(caption, adapt=True)
        self._changed()

    def learn_all(self, captions: Sequence[Mapping[str, Sequence[str]]]) -> None:
        """Learn the captions of a project that is opened, in order: the same as one by one, but in half the time.

        It takes about half a millisecond per image, so large projects do it off the event loop.
        """
        first_adapted = len(captions) - _ADAPTED
        for number, caption in enumerate(captions):
            self._learn(caption, adapt=number >= first_adapted)
        self._changed()

    def _learn(self, caption: Mapping[str, Sequence[str]], *, adapt: bool) -> None:
        flat = [(slot, tag) for slot, tags in caption.items() for tag in tags]
        for _, tag in flat:
            self._hidden.discard(tag)
            self._add(tag)
        self._foresight.learn(flat, adapt=adapt)
        self._ghosts.learn(flat)

    def unlearn(self, caption: Mapping[str, Sequence[str]]) -> None:
        """Take a caption back that was learnt, before it is learnt again in its new form."""
        flat = [(slot, tag) for slot, tags in caption.items() for tag in tags]
        self._foresight.unlearn(flat)
        self._ghosts.unlearn([tag for _, tag in flat])
        for _, tag in flat:
            if tag not in self._foresight.tags:
                self._remove(tag)
        self._changed()

    def forget(self, text: str) -> None:
        """Never offer a tag again, until it is learnt again."""
        self._foresight.forget(text)
        self._ghosts.forget(text)
        self._remove(text)
        self._hidden.add(text)
        self._changed()

    def rename(self, old: str, new: str) -> None:
        """Go on as if `old` had been called `new` from the start."""
        if old == new:
            return
        known = old in self._foresight.tags
        self._foresight.rename(old, new)
        self.forget(old)
        self._hidden.discard(new)
        if known:
            self._add(new)
            self._ghosts.learn([("", new)])
        self._changed()

    def begins(self, text: str, *, lists: bool = True) -> bool:
        """Whether the text or an alias of a known term begins so.

        Args:
            text: What has been typed.
            lists: Whether the terms of further lists count beside those of the vocabulary and the project.
        """
        query = fold_query(text)
        return any(begins_name(source, query) for source in self._sources(lists=lists))

    def knows(self, text: str) -> bool:
        """Whether this is the text or an alias of a known term, letter case aside."""
        query = fold_query(text).rstrip()
        return any(is_name(source, query) for source in self._sources(lists=True))

    def _sources(self, *, lists: bool) -> list[ProjectTags | StaticIndex]:
        return [self._project, *(self._indexes if lists else self._indexes[:1])]

    def _changed(self) -> None:
        self._project.changed()
        self._place = None

    def _add(self, tag: str) -> None:
        """Add a tag to those of the project, with the aliases that some list has for it."""
        if tag not in self._project:
            found = (index.spelled(tag) for index in self._indexes)
            term = next((term for term in found if term is not None), None)
            if term is not None:
                self._known[tag] = term
            self._project.add(tag, term.aliases if term is not None else ())

    def _remove(self, tag: str) -> None:
        term = self._known.pop(tag, None)
        self._project.remove(tag, term.aliases if term is not None else ())

    def _place_of(self, slot: str | None, context: Sequence[str], previous: Sequence[str]) -> _Place:
        key = (slot, tuple(context), tuple(previous))
        if self._place is None or self._place[0] != key:
            forecast = self._foresight.forecast(context, previous, slot)
            used = frozenset(_key(tag) for tag in context)
            leaning = self._layers.leaning(slot, context)
            self._place = (key, _Place(forecast, ProjectView(self._project, forecast), leaning, used))
        return self._place[1]

    def _answers(self, query: str, place: _Place, limit: int) -> Iterable[tuple[Suggestion, Hit]]:
        """Find the candidates of all sources: the project's tags first, then only what can still reach the list."""
        wanted = limit + len(place.used)
        scores: list[float] = []
        for hit in hits(place.view, query, limit):
            tag = self._project.tag(hit.number)
            if self._is_open(tag, place):
                suggestion = self._suggestion(self._term(tag), hit, place, 0.0)
                scores.append(suggestion.score)
                yield suggestion, hit
        novel = place.forecast.novel
        bar = nlargest(limit, scores)[-1] - log(novel) if len(scores) >= limit else -inf
        for number, index in enumerate(self._indexes):
            share = novel * _LIST_SHARE if number else novel
            for hit in hits(index, query, wanted, bar):
                term = index.term(hit.number)
                if self._is_open(term.text, place):
                    yield self._suggestion(term, hit, place, exp(index.score(hit.number)) * share), hit

    def _is_open(self, tag: str, place: _Place) -> bool:
        return tag not in self._hidden and _key(tag) not in place.used

    def _suggestion(self, term: Term, hit: Hit, place: _Place, prior: float) -> Suggestion:
        probability = place.forecast.probability(term.text) + prior
        score = log(probability + _NOTHING) + hit.penalty
        score += place.leaning.of(term, self._foresight.slots_of(term.text))
        matched = term.text
        if hit.alias:
            matched = next((alias for alias in term.aliases if fold(alias).strip() == hit.alias), term.text)
        return Suggestion(term, matched, score)

    def _term(self, tag: str) -> Term:
        """Give the term for a tag of the project: that of a list which has it, or one made for it."""
        term = self._known.get(tag)
        if term is not None:
            return term
        slots = self._foresight.slots_of(tag)
        return Term(tag, max(slots, key=lambda slot: slots[slot]) if slots else None)

    def _predict(self, place: _Place, limit: int) -> list[Suggestion]:
        """Offer what is foreseen where nothing has been typed."""
        rows: dict[str, Suggestion] = {}
        nothing = Hit(0, 0.0, 0.0)
        for tag in dict.fromkeys([*place.forecast.likely, *self._foresight.usual()]):
            if self._is_open(tag, place) and place.forecast.probability(tag) > 0.0:
                rows.setdefault(_key(tag), self._suggestion(self._term(tag), nothing, place, 0.0))
        for term, prior in self._usual_terms(place, limit):
            if self._is_open(term.text, place) and _key(term.text) not in rows:
                rows[_key(term.text)] = self._suggestion(term, nothing, place, prior * place.forecast.novel)
        # Whoever has typed nothing asks what this slot still lacks: what follows in the next ones can wait for them.
        return nlargest(limit, rows.values(), key=lambda row: (not self._is_elsewhere(row.term, place), row.score))

    def _is_elsewhere(self, term: Term, place: _Place) -> bool:
        return place.leaning.is_elsewhere(term, self._foresight.slots_of(term.text))

    def _usual_terms(self, place: _Place, limit: int) -> Iterable[tuple[Term, float]]:
        """Give the most usual terms of the lists, and those of the layers that are due, with their probability."""
        amount = limit + len(place.used)
        for place_of_list, index in enumerate(self._indexes):
            share = _LIST_SHARE if place_of_list else 1.0
            for number in index.usual(place.leaning.slot, amount) or index.usual(None, amount):
                yield index.term(number), exp(index.score(number)) * share
        for term in self._layers.due(place.leaning):
            yield term, exp(self._indexes[0].score(len(self._indexes[0]) - 1))

    def _ghost_from_lists(self, text: str) -> str:
        """Complete the text to a term of the lists, or else its last word to a word of theirs."""
        word = _LAST_WORD.search(text)
        if word is None:
            return ""
        for start in (0, word.start()):
            begun = text[start:]
            query = fold_query(begun)
            for index in self._indexes if len(query) >= _GHOST_FROM else ():
                for position in index.best(index.find(query), 4):
                    name = index.name_at(position)
                    if len(name) > len(begun) and index.term(index.owner(position)).text not in self._hidden:
                        rest = name[len(begun) :]
                        return rest if start == 0 else _LAST_WORD_END.split(rest)[0]
        return ""

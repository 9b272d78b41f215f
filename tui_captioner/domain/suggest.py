"""What the composer offers: terms for what is being typed, ghost text after the cursor, tags foreseen to follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from tui_captioner.domain.completion.continuation import Continuation
from tui_captioner.domain.completion.evidence import Evidence
from tui_captioner.domain.completion.foresight import Foresight
from tui_captioner.domain.completion.ghost import GhostWords
from tui_captioner.domain.completion.index import StaticIndex
from tui_captioner.domain.completion.names import begins_name, is_name
from tui_captioner.domain.completion.project import ProjectTags
from tui_captioner.domain.completion.rows import Row, Suggestion, arranged, suggestions, with_first, with_phrases
from tui_captioner.domain.completion.stock import Place, Stock
from tui_captioner.domain.completion.templates import Templates
from tui_captioner.domain.completion.text import fold_query
from tui_captioner.domain.vocabulary import Vocabulary

__all__ = ["Suggester", "Suggestion"]

_GHOST_UP_TO = 500
_LOOKED_AT = 10
"""At least so many rows are worked out, so that the first one is the same however many are asked for."""


class Suggester:
    """Learns how a project is captioned and offers what comes next. Same calls, same answers.

    Args:
        vocabulary: the terms that may be completed before anything is learnt.
        lists: further, big lists, as indexes that were made or stored before.
        index: the index of the vocabulary, if it is there already; it is built otherwise.
        filled: gives the index of its filled templates (see `completion.templates`), as `index`.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        lists: Sequence[StaticIndex] = (),
        index: StaticIndex | None = None,
        filled: Callable[[], StaticIndex] | None = None,
    ) -> None:
        own = index if index is not None else StaticIndex.of(vocabulary.terms)
        self._foresight = Foresight()
        self._ghosts = GhostWords()
        self._stock = Stock(vocabulary, lists, own, self._foresight, Templates(vocabulary, filled))
        self._continuation = Continuation(self._stock, self._ghosts, self._foresight)
        self._place: tuple[object, Place] | None = None
        self._asked: tuple[object, list[Row]] | None = None

    def add_list(self, index: StaticIndex) -> None:
        """Offer the terms of a further list from now on; the ones that are there already come before them."""
        for _ in self.adding_list(index):
            pass

    def adding_list(self, index: StaticIndex) -> Iterator[None]:
        """Do what `add_list` does in steps, so that keys can be answered between them."""
        for _ in self._stock.add_list(index):
            self._changed()
            yield
        self._changed()

    def suggest(
        self,
        text: str,
        *,
        slot: str | None = None,
        context: Sequence[str] = (),
        previous: Sequence[str] = (),
        limit: int = 10,
        evidence: Evidence | None = None,
    ) -> list[Suggestion]:
        """Offer terms for what has been typed; for nothing typed, what is foreseen.

        Args:
            text: what has been typed of this tag.
            slot: the slot that is being filled; terms of others come later, but they come.
            context: the tags that the caption has already, in order; they are not offered again.
            previous: the caption of the image before.
            limit: how many rows at most.
            evidence: what a tagger sees in this picture.

        Returns:
            The rows, best first: what was typed in full, then what begins so, then what has a word that begins so, then
            what holds it, then what is near it; in each of these, terms of the slot before others.
        """
        if limit <= 0:
            return []
        place = self._place_of(slot, context, previous, evidence)
        query = fold_query(text)
        if not query:
            return self._stock.predictions(place, limit)
        rows = self._rows(text, query, place, limit)
        return suggestions(rows)

    def ghost(
        self,
        text: str,
        *,
        slot: str | None = None,
        context: Sequence[str] = (),
        previous: Sequence[str] = (),
        evidence: Evidence | None = None,
    ) -> str:
        """Foresee what follows the cursor, to be shown greyed and taken whole or by word.

        Args:
            text: what has been typed of this tag.
            slot: the slot that is being filled.
            context: the tags that the caption has already, in order.
            previous: the caption of the image before.
            evidence: what a tagger sees in this picture.

        Returns:
            The rest of the first row where that row goes on from what was typed. Where no row does, what is foreseen
            from the words of the project and of the slot. Empty if that is nothing.
        """
        query = fold_query(text)
        if len(text) > _GHOST_UP_TO:
            return ""
        if not query:
            return self._ghosts.after(text, context, slot)
        place = self._place_of(slot, context, previous, evidence)
        rows = self._rows(text, query, place, _LOOKED_AT)
        typed = text.lstrip(" ")
        if rows and rows[0].continues(typed):
            return rows[0].suggestion.term.text[len(typed) :]
        if any(row.continues(typed) for row in rows):
            return ""
        return self._continuation.after(text, query, place, rows)

    def _rows(self, text: str, query: str, place: Place, limit: int) -> list[Row]:
        """Give the rows in order; the first is the same for every limit."""
        asked = (text, max(limit, _LOOKED_AT))
        if self._asked is None or self._asked[0] != asked:
            answers = self._stock.answers(text.lstrip(" "), query, place, max(limit, _LOOKED_AT))
            self._asked = (asked, answers)
        answers = self._asked[1]
        rows = arranged(answers, limit)
        shown = bool(rows) and place.expects(rows[0].suggestion.term)
        # What words usually follow tells less than the picture does.
        first = None if shown else self._continuation.best_of(text, place, rows, answers)
        rows = with_first(rows, first) if first is not None else rows
        return with_phrases(rows, self._continuation.phrases(text, place, rows, answers), limit)

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
            if tag is None or not self._may_follow(tag, slot, context, chain):
                break
            odds *= forecast.probability(tag)
            chain.append(tag)
            if odds * (len(chain) - 1) > best:
                best, best_size = odds * (len(chain) - 1), len(chain)
            if odds < 0.02:
                break
        return tuple(chain[:best_size])

    def _may_follow(self, tag: str, slot: str | None, context: Sequence[str], chain: Sequence[str]) -> bool:
        """Tell whether a run may go on with a tag: it belongs to the slot and goes against nothing in the caption."""
        if slot and slot not in self._foresight.slots_of(tag):
            return False
        leaning = self._stock.layers.leaning(slot, (*context, *chain))
        return not self._stock.contradicts(self._stock.term(tag), leaning)

    def learn(self, caption: Mapping[str, Sequence[str]], *, adapt: bool = True) -> None:
        """Learn a finished caption: tags by slot, slots in the order in which they are written.

        Args:
            caption: The tags.
            adapt: Whether to see what would have foreseen it: that takes longer than all the rest, and of many
                captions only the last 300 matter.
        """
        flat = [(slot, tag) for slot, tags in caption.items() for tag in tags]
        for _, tag in flat:
            self._stock.add(tag)
        self._stock.layers.learn(tag for _, tag in flat)
        self._foresight.learn(flat, adapt=adapt)
        self._ghosts.learn(flat)
        self._changed()

    def unlearn(self, caption: Mapping[str, Sequence[str]]) -> None:
        """Take a caption back that was learnt, before it is learnt again in its new form."""
        flat = [(slot, tag) for slot, tags in caption.items() for tag in tags]
        self._stock.layers.learn((tag for _, tag in flat), -1)
        self._foresight.unlearn(flat)
        self._ghosts.unlearn([tag for _, tag in flat])
        for _, tag in flat:
            if tag not in self._foresight.tags:
                self._stock.remove(tag)
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
        return [self._stock.project, *(self._stock.indexes if lists else self._stock.indexes[:1])]

    def _changed(self) -> None:
        self._stock.project.changed()
        self._place = self._asked = None

    def _place_of(
        self, slot: str | None, context: Sequence[str], previous: Sequence[str], evidence: Evidence | None
    ) -> Place:
        key = (slot, tuple(context), tuple(previous), evidence)
        if self._place is None or self._place[0] != key:
            self._place = (key, self._stock.place(slot, context, previous, evidence))
            self._asked = None
        return self._place[1]

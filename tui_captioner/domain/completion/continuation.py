"""What is likely to follow the cursor: which row that goes on comes first, and what is foreseen where none does."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from tui_captioner.domain.completion.foresight import Foresight
from tui_captioner.domain.completion.ghost import GhostWords
from tui_captioner.domain.completion.hit import Tier
from tui_captioner.domain.completion.index import StaticIndex
from tui_captioner.domain.completion.project import ProjectView
from tui_captioner.domain.completion.rows import Row, Suggestion
from tui_captioner.domain.completion.stock import Place, Stock, key_of
from tui_captioner.domain.completion.text import INITIALS, TEXT, WORD, fold, fold_query
from tui_captioner.domain.vocabulary import Term

_NEXT_WORD = re.compile(r"[ _]*[^ _]+[ _]?")
_WORD = re.compile(r"[^ _]+")
_BEGUN_FROM = 2
_LOOKED_AT = 24
_WORDS_BACK = 4
_PHRASES = 2
_TAIL_SHARE = 0.4
_TAIL_FROM = 2


class Continuation:
    """Goes on with what was typed.

    Args:
        stock: the terms and tags.
        ghosts: the words of accepted tags.
        foresight: which tags follow which.
    """

    def __init__(self, stock: Stock, ghosts: GhostWords, foresight: Foresight) -> None:
        self._stock = stock
        self._ghosts = ghosts
        self._foresight = foresight

    def best_of(self, text: str, place: Place, rows: Sequence[Row], answers: Collection[Row]) -> Row | None:
        """Choose among the answers that stand equal with the first row: the one whose next word is the likeliest.

        Returns:
            The row that should be first; None where the order is right as it is.
        """
        typed = text.lstrip(" ")
        if not rows or rows[0].tier is not Tier.BEGINS or not rows[0].continues(typed):
            return None
        ghost = self._ghosts.after(typed, place.context, place.leaning.slot)
        equal = sorted((row for row in answers if row.rank == rows[0].rank), key=lambda row: row.order)
        word = _NEXT_WORD.match(ghost)
        if word is None:
            return None
        wanted = ""
        for part in (ghost, word.group()):
            wanted = (typed + part.rstrip(" _")).casefold()
            fits = [row for row in equal if _goes_on_with(row.suggestion.term.text, wanted)]
            if part == ghost and fits:
                return _beginning(typed + ghost, fits[0])
            if fits:
                return fits[0]
        if not self._is_free(wanted, place, equal):
            return None
        # What the caption has already is foreseen up to its first word: another tag may begin with that.
        part = ghost if self._stock.is_open(typed + ghost, place) else word.group()
        return _foreseen(typed + part, place, equal[0])

    def _is_free(self, foreseen: str, place: Place, equal: Sequence[Row]) -> bool:
        """Tell whether what the project's words foresee may stand first: only terms that it never used here would.

        They go first where they are of a slot, unless the slot had tags that begin as is foreseen.
        """
        terms = [row.suggestion.term for row in equal]
        if terms[0].text in self._stock.project:
            return equal[0].elsewhere and self._begins_here(foreseen, place)
        claimed = any(term.slot and term.text not in self._stock.project for term in terms)
        return not claimed or self._begins_here(foreseen, place)

    def _begins_here(self, text: str, place: Place) -> bool:
        """Tell whether tags that this slot had begin so, though the caption may have them already."""
        view, slot = place.view, place.leaning.slot
        for position in range(*view.find(fold_query(text))):
            tag = self._stock.project.tag(view.owner(position))
            if view.kind(position) == TEXT and (slot is None or slot in self._foresight.slots_of(tag)):
                return True
        return False

    def phrases(self, text: str, place: Place, rows: Sequence[Row], answers: Collection[Row]) -> list[Row]:
        """Give phrases that were never a tag and yet are likely here, where known tags begin so too."""
        typed = text.lstrip(" ")
        if not rows or rows[0].tier is not Tier.BEGINS or not rows[0].continues(typed) or rows[0].elsewhere:
            return []
        known = {key_of(row.suggestion.term.text) for row in answers}
        found: list[Row] = []
        for phrase in self._ghosts.phrases(typed, place.context, place.leaning.slot):
            if len(found) < _PHRASES and key_of(phrase) not in known and self._stock.is_open(phrase, place):
                known.add(key_of(phrase))
                one = Suggestion(Term(phrase, place.leaning.slot), phrase, rows[0].suggestion.score)
                found.append(Row(one, Tier.BEGINS, composed=True))
        return found

    def after(self, text: str, query: str, place: Place, rows: Sequence[Row]) -> str:
        """Foresee the rest where no row goes on from what was typed."""
        if rows and _answered(rows[0]):
            return ""
        counted = self._next_number(text, place)
        if counted:
            return counted
        return (
            self._ghosts.after(text, place.context, place.leaning.slot)
            or self._known_end(text, place)
            or self._tail(query, place)
        )

    def _next_number(self, text: str, place: Place) -> str:
        typed = text.lstrip(" ")
        found = (tag for tag, _ in self._foresight.successors(place.leaning.slot) if tag.startswith(typed))
        return next((tag[len(typed) :] for tag in found), "")

    def _known_end(self, text: str, place: Place) -> str:
        """Take the last words for the beginning of a term of the slot, as many of them as possible; else a word."""
        starts = [match.start() for match in _WORD.finditer(text)][-_WORDS_BACK:]
        if not starts or text[-1] in " _":
            return ""
        for start in starts:
            begun = text[start:]
            query = fold_query(begun)
            if len(query) < _BEGUN_FROM:
                break
            alone = start == starts[-1] and start > 0
            rest = self._rest_of_term(begun, query, place, alone)
            if rest:
                return rest
        return ""

    def _is_word(self, query: str, place: Place) -> bool:
        """Tell whether some term has this as its last word."""
        sources: tuple[ProjectView | StaticIndex, ...] = (place.view, *self._stock.indexes)
        return any(
            source.kind(position) != INITIALS
            for source in sources
            for position in range(*source.keys.prefixed(f"{query}\n", *source.find(query)))
        )

    def _rest_of_term(self, begun: str, query: str, place: Place, alone: bool) -> str:
        """Give the rest of a term that goes on so; where one word stands alone, no more than the rest of that word.

        There it is the more usual of the two that counts: the word as it stands, or one that goes on.
        """
        for name in self._names(query, place):
            rest = name[len(begun) :]
            word = _WORD.match(rest)
            if alone and word is None:
                return ""
            if rest and fold(name[: len(begun)]) == fold(begun):
                return rest if not alone or word is None else word.group()
        return ""

    def _names(self, query: str, place: Place) -> Iterator[str]:
        """Give what terms have from this on."""
        sources: tuple[ProjectView | StaticIndex, ...]
        sources = (place.view, *self._stock.indexes, self._stock.templates.index)
        for source in sources:
            for position in source.best(source.find(query), _LOOKED_AT):
                if source.kind(position) not in (TEXT, WORD):
                    continue
                name = self._name_at(source, position)
                if name and self._fits(source, position, place):
                    yield name

    def _name_at(self, source: ProjectView | StaticIndex, position: int) -> str:
        if isinstance(source, StaticIndex):
            return source.name_at(position)
        tag = self._stock.project.tag(source.owner(position))
        key = source.keys.key(position)
        name = tag[len(tag) - len(key) :]
        return name if fold(name) == key else ""

    def _fits(self, source: ProjectView | StaticIndex, position: int, place: Place) -> bool:
        """Tell whether a term may go on here: it is not of another slot."""
        if isinstance(source, StaticIndex):
            term = source.term(source.owner(position))
        else:
            term = self._stock.term(self._stock.project.tag(source.owner(position)))
        return not self._stock.is_elsewhere(term, place)

    def _tail(self, query: str, place: Place) -> str:
        """After a word that nobody knows and a blank: the last word that tags here mostly have."""
        if not query.endswith(" ") or not query.strip() or self._is_word(query.strip().split()[-1], place):
            return ""
        before = place.context[-1] if place.context else "\x00"
        for weights in (self._foresight.followers(before), self._in_slot(place)):
            words: dict[str, float] = {}
            for tag, weight in weights.items():
                parts = _WORD.findall(tag)
                last = parts[-1] if len(parts) > 1 else ""
                words[last] = words.get(last, 0.0) + weight
            if not words or sum(words.values()) < _TAIL_FROM:
                continue
            best = max(words, key=lambda word: words[word])
            if best and words[best] >= _TAIL_SHARE * sum(words.values()):
                return best
        return ""

    def _in_slot(self, place: Place) -> dict[str, float]:
        slot = place.leaning.slot
        return dict.fromkeys(self._foresight.in_slot(slot), 1.0) if slot else {}


def _foreseen(text: str, place: Place, like: Row) -> Row:
    """Make the row of what is foreseen from the project's words; it is for the input, since it may not be all."""
    one = like.suggestion
    return like._replace(
        suggestion=Suggestion(Term(text, place.leaning.slot or one.term.slot), text, one.score, begins=True)
    )


def _beginning(text: str, like: Row) -> Row:
    """Make the row of a shared beginning; a tag that is no longer than that is offered itself."""
    one = like.suggestion
    if len(one.term.text) <= len(text.rstrip(" _")):
        return like
    return like._replace(suggestion=Suggestion(Term(text, one.term.slot), text, one.score, begins=True))


def _answered(row: Row) -> bool:
    """Tell whether a row is so likely what was meant that nothing else is foreseen."""
    if row.tier is Tier.BEGINS_FREELY:
        return row.suggestion.matched != row.suggestion.term.text
    return row.tier <= Tier.WHOLE_FREELY or row.tier is Tier.NEAR


def _goes_on_with(term: str, wanted: str) -> bool:
    folded = term.casefold()
    return folded.startswith(wanted) and (len(folded) == len(wanted) or folded[len(wanted)] in " _")

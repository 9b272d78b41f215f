"""Slots that the vocabulary knows: of a term itself, and of the terms nearest to a tag that it has not.

Nearest is, in this order: the same words in another order or number, one or two slips of the pen, the same head noun.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

from tui_captioner.domain.one_importer import ONE_IMPORTER
from tui_captioner.domain.slotting.guess import NEAREST, VOCABULARY, Guess
from tui_captioner.domain.slotting.phrases import bag_key, head_of, is_gerund
from tui_captioner.domain.spelling import loose_key, plain_key, singular, without_hyphens
from tui_captioner.domain.templates import Templates
from tui_captioner.domain.vocabulary import Term, fillings

_TERM, _ALIAS, _TEMPLATE, _RESPELLED, _BAG = 1.0, 0.97, 0.96, 0.95, 0.9
_TYPO = 0.8
_LEAST_LIKE = 88.0
"""Likeness (`rapidfuzz.fuzz.ratio`, 0 to 100) of a tag that is a misspelled term: about one slip in nine letters."""
_LEAST_LETTERS = 6
"""Shorter tags are not looked for as misspelled: `cat` is one slip from `hat`."""
_MOST_ALIKE = 400
"""Terms of one first letter and length that a misspelled tag is compared with, however many there are."""
_MOST_NEAR = 20_000
"""Terms and aliases, the most trusted first, that a tag may be near to; each of any number is known by itself."""
_HEAD_CEILING = 0.8
"""Confidence in a head noun that countless terms share and all put into one slot."""

_House = tuple[str, str | None]
_guess = lru_cache(maxsize=512)(Guess)
"""Thousands of terms share a guess: there are no more of them than layers."""


class KnownTerms:
    """The terms of one vocabulary that have a slot, indexed once; it keeps no reference to the vocabulary.

    Args:
        terms: The terms, the most trusted first.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        self._keys: dict[str, Guess] = {}
        self._plain: dict[str, str] = {}
        self._respelled: dict[str, Guess] = {}
        self._bags: dict[str, Guess] = {}
        self._heads: defaultdict[str, Counter[_House]] = defaultdict(Counter)
        self._alike: dict[tuple[str, int], list[str]] = {}
        self._words: set[str] = set()
        housed = [term for term in terms if term.slot is not None]
        for term in housed:
            self._add(term.text, term.slot, term.layer, _TERM)
        for term in housed:
            for alias in term.aliases:
                self._add(alias, term.slot, term.layer, _ALIAS)
        templates = (
            (term.text, _guess(term.slot, term.layer, _TEMPLATE, VOCABULARY))
            for term in housed
            if term.slot is not None
        )
        self._templates = Templates(templates, fillings(housed))
        for plain, key in islice(self._plain.items(), _MOST_NEAR):
            self._index(plain, key, self._keys[key])
        self._plain.clear()

    def _add(self, text: str, slot: str | None, layer: str | None, confidence: float) -> None:
        plain = plain_key(text)
        key = without_hyphens(plain)
        if slot is None or key in self._keys:
            return
        found = self._keys[key] = _guess(slot, layer, confidence, VOCABULARY)
        self._plain[plain] = key
        self._respelled.setdefault(loose_key(key), found)

    def _index(self, plain: str, key: str, guess: Guess) -> None:
        """Make a term findable by its words, its head noun (`t-shirt` is one word) and its letters."""
        words = plain.split()
        head = head_of(words)
        if head and not (len(words) > 1 and is_gerund(words[0])):
            self._heads[head][guess.slot, guess.layer] += 1
        self._words.update(words, key.split())
        if " " in key:
            self._bags.setdefault(bag_key(key), _guess(guess.slot, guess.layer, _BAG, NEAREST))
        if len(key) >= _LEAST_LETTERS:
            bucket = self._alike.setdefault((key[0], len(key)), [])
            if len(bucket) < _MOST_ALIKE:
                bucket.append(key)

    def find(self, key: str) -> Guess | None:
        """What the vocabulary says of a tag itself.

        Args:
            key: `bare_key` of the tag.
        """
        found = self._keys.get(key)
        if found is not None:
            return found
        loose = loose_key(key)
        found = self._respelled.get(loose)
        if found is not None:
            return found._replace(confidence=_RESPELLED)
        return self._templates.find(key) or self._templates.find(loose)

    def nearest(self, key: str, head: str) -> list[Guess]:
        """What the terms nearest to a tag say, the best guess first.

        Args:
            key: `bare_key` of the tag.
            head: Its head noun in the singular, empty where it names no thing.
        """
        found = self._bags.get(bag_key(key)) or self._keys.get(singular(key)) or self._misspelled(key)
        if found is not None:
            return [found._replace(reason=NEAREST, confidence=min(found.confidence, _BAG))]
        return self._of_head(head)

    def _misspelled(self, key: str) -> Guess | None:
        """The term that differs from a tag by a slip; none if what differs is a word of its own (`boots`, `roots`)."""
        if len(key) < _LEAST_LETTERS or self._words.issuperset(key.split()):
            return None
        # Here, not above: nobody who starts the composer waits for it.
        with ONE_IMPORTER:
            from rapidfuzz import fuzz, process

        near = [text for size in (-1, 0, 1) for text in self._alike.get((key[0], len(key) + size), ())]
        best = process.extractOne(key, near, scorer=fuzz.ratio, score_cutoff=_LEAST_LIKE)
        if best is None:
            return None
        slipped = set(key.split()) - set(best[0].split())
        if slipped & self._words:
            return None
        found = self._keys[best[0]]
        return Guess(found.slot, found.layer, _TYPO * best[1] / 100, NEAREST)

    def _of_head(self, head: str) -> list[Guess]:
        """One guess per slot: the part of the terms with this head that are in it, less where they are few."""
        houses = self._heads.get(head)
        if not houses or is_gerund(head):
            return []
        total = sum(houses.values())
        slots: dict[str, Guess] = {}
        parts: Counter[str] = Counter()
        for (slot, layer), count in houses.most_common():
            parts[slot] += count
            slots.setdefault(slot, Guess(slot, layer, 0.0, NEAREST))
        return [
            Guess(slot, slots[slot].layer, _HEAD_CEILING * count / (total + 0.5), NEAREST)
            for slot, count in parts.most_common()
        ]

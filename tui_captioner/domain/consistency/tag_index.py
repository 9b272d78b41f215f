"""Many tags under the keys by which those are found that may be one thing; each find is judged by the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from tui_captioner.domain.consistency.different_pairs import NONE_DIFFERENT, DifferentPairs
from tui_captioner.domain.consistency.lexicon import Lexicon
from tui_captioner.domain.consistency.pairs import Pair, Rule
from tui_captioner.domain.consistency.rules import judge
from tui_captioner.domain.consistency.spelling_slips import NearWords, may_be_misspelt
from tui_captioner.domain.consistency.tag_forms import TagForm, tag_form

LARGEST = 40
"""Tags under one key up to which each is judged with each; of more, each with the most used one alone."""
LONGEST = 120
"""Characters up to which a tag is compared: what is longer is a sentence, and has no second spelling."""
_PACE = 50
"""Tags between two looks at how far it is."""


class TagIndex:
    """The tags of a dataset, for finding those that are one thing.

    Args:
        lexicon: What is known of aliases and words.
        different: The pairs of which the user said that they are not the same.
        prose: Whether the tags are pieces of prose, of which only the spelling is compared.
    """

    def __init__(self, lexicon: Lexicon, different: DifferentPairs = NONE_DIFFERENT, *, prose: bool = False) -> None:
        self.lexicon = lexicon
        self.prose = prose
        self.different = different
        self._counts: dict[str, int] = {}
        self._forms: dict[str, TagForm] = {}
        self._groups: dict[str, list[TagForm]] = {}
        """Tags by what makes them candidates: form, core in one piece, core in alphabetical order, head of an alias."""
        self._lines: dict[str, list[TagForm]] = {}
        """Tags by their words with single spaces."""
        self._with_word: dict[str, list[TagForm]] = {}
        """Tags by each word that may be misspelt."""
        self._known, self._unknown = NearWords(), NearWords()

    def __len__(self) -> int:
        return len(self._counts)

    def __contains__(self, text: object) -> bool:
        return text in self._counts

    def count(self, text: str) -> int:
        """How often a tag is used; 0 if it is not there."""
        return self._counts.get(text, 0)

    def add(self, text: str, count: int = 1) -> None:
        """Take a tag in; of one that is there the count grows."""
        known = text in self._counts
        self._counts[text] = self._counts.get(text, 0) + count
        if known or len(text) > LONGEST:
            return
        form = self._forms[text] = tag_form(text)
        for key in self._keys(form):
            self._groups.setdefault(key, []).append(form)
        self._lines.setdefault(form.line, []).append(form)
        for word in dict.fromkeys(form.words):
            if may_be_misspelt(word):
                if word not in self._with_word:
                    (self._known if self.lexicon.knows(word) else self._unknown).add(word)
                self._with_word.setdefault(word, []).append(form)

    def add_all(self, counts: Mapping[str, int]) -> Iterator[int]:
        """Take many tags in, a little at each step; gives how many were."""
        for number, (text, count) in enumerate(counts.items(), 1):
            self.add(text, count)
            if number % _PACE == 0:
                yield number

    def near(self, text: str) -> list[Pair]:
        """The tags that are the same as a new one, the surest and the most used first.

        Args:
            text: A tag that is not among them; of one that is, nothing is said.
        """
        return [] if text in self._counts else self.near_unused(text)

    def near_unused(self, text: str) -> list[Pair]:
        """See `near`; of a text that is there too, but is used no more."""
        if len(text) > LONGEST:
            return []
        form = tag_form(text)
        found: dict[str, Pair] = {}
        for other in self._candidates(form):
            pair = self._judge(form, other)
            if pair is not None:
                found[other.text] = pair
        order = list(Rule)
        return sorted(found.values(), key=lambda pair: (order.index(pair.rule), -self._counts[pair.other], pair.other))

    def pairs(self) -> Iterator[Pair | None]:
        """All pairs of tags that are one thing, each once; None now and then, where only time has passed."""
        seen: set[tuple[str, str]] = set()
        for group in self._groups.values():
            if len(group) > 1:
                yield from self._judged(self._compared(group), seen)
            else:
                yield None
        for word in self._unknown:
            yield from self._judged(self._slips_of(word), seen)
            yield None

    def _judged(
        self, candidates: Iterable[tuple[TagForm, TagForm]], seen: set[tuple[str, str]]
    ) -> Iterator[Pair | None]:
        for one, other in candidates:
            key = (one.text, other.text) if one.text < other.text else (other.text, one.text)
            if key not in seen:
                seen.add(key)
                pair = self._judge(one, other)
                if pair is not None:
                    yield pair

    def _judge(self, one: TagForm, other: TagForm) -> Pair | None:
        if one.text == other.text or self.different.holds(one.text, other.text):
            return None
        rule = judge(one, other, self.lexicon, prose=self.prose)
        if rule is None:
            return None
        misspelt = ""
        if rule is Rule.SPELLING:
            known = all(self.lexicon.knows(word) for word in one.words if word not in other.words)
            misspelt = other.text if known else one.text
        return Pair(one.text, other.text, rule, misspelt)

    def _keys(self, form: TagForm) -> Iterator[str]:
        """What a tag can be found by; the first letter says what kind of key it is."""
        yield f"f{form.form}"
        yield f"j{form.joined}"
        if len(form.core) > 1:
            yield f"b{form.bag}"
        for head in self.lexicon.heads(form):
            yield f"a{head}"

    def _compared(self, group: list[TagForm]) -> Iterator[tuple[TagForm, TagForm]]:
        if len(group) <= LARGEST:
            yield from combinations(group, 2)
            return
        first = max(group, key=lambda form: (self._counts[form.text], form.text))
        yield from ((first, other) for other in group if other is not first)

    def _candidates(self, form: TagForm) -> Iterator[TagForm]:
        for key in self._keys(form):
            yield from self._groups.get(key, ())
        for word in dict.fromkeys(form.words):
            near = self._unknown if self.lexicon.knows(word) else self._known
            for other in near.near(word):
                for line in _replaced(form, word, other):
                    yield from self._lines.get(line, ())

    def _slips_of(self, word: str) -> Iterator[tuple[TagForm, TagForm]]:
        """The tags with a word that nobody knows, each with those that have one near it in its place."""
        for other in self._known.near(word):
            for form in self._with_word[word]:
                for line in _replaced(form, word, other):
                    yield from ((form, found) for found in self._lines.get(line, ()))


def _replaced(form: TagForm, word: str, other: str) -> Iterator[str]:
    """The words of a tag with another one in one place, for each place where a word stands."""
    for at, found in enumerate(form.words):
        if found == word:
            yield " ".join((*form.words[:at], other, *form.words[at + 1 :]))

"""The ways of completing tags that are compared: ours, and those of other tools, rebuilt from what they do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Protocol

from rapidfuzz import fuzz, process

from tui_captioner.domain.completion.evidence import Evidence
from tui_captioner.domain.suggest import Suggester
from tui_captioner.domain.vocabulary import Term, Vocabulary

_Named = tuple[str, tuple[str, ...]]
PICKS = 9
ROWS = 5


class Engine(Protocol):
    """Something that offers tags while a caption is written."""

    slot: str
    """The slot that is being filled; empty where it is not given."""

    def offers(self, text: str, context: Sequence[str], previous: Sequence[str]) -> list[str]:
        """Give the rows for what has been typed."""
        ...

    def ghost(self, text: str, context: Sequence[str], previous: Sequence[str]) -> str:
        """Give the text shown after the cursor."""
        ...

    def run(self, context: Sequence[str], previous: Sequence[str]) -> Sequence[str]:
        """Give the tags that one key would add."""
        ...

    def learn(self, tags: Sequence[str], slots: Sequence[str]) -> None:
        """Learn a finished caption, the slot of each tag beside it."""
        ...


class Ours:
    """The suggester of this program."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.slot = ""
        self.evidence: Evidence | None = None
        self._suggester = Suggester(Vocabulary(terms))

    def offers(self, text: str, context: Sequence[str], previous: Sequence[str]) -> list[str]:
        limit = ROWS if text else PICKS
        slot, seen = self.slot or None, self.evidence
        rows = self._suggester.suggest(text, slot=slot, context=context, previous=previous, limit=limit, evidence=seen)
        return [row.term.text for row in rows]

    def ghost(self, text: str, context: Sequence[str], previous: Sequence[str]) -> str:
        slot, seen = self.slot or None, self.evidence
        return self._suggester.ghost(text, slot=slot, context=context, previous=previous, evidence=seen)

    def run(self, context: Sequence[str], previous: Sequence[str]) -> Sequence[str]:
        return self._suggester.run(slot=self.slot or None, context=context, previous=previous)

    def learn(self, tags: Sequence[str], slots: Sequence[str]) -> None:
        caption: dict[str, list[str]] = {}
        for slot, tag in zip(slots, tags, strict=True):
            caption.setdefault(slot, []).append(tag)
        self._suggester.learn(caption)


class _Peer:
    """A tool that filters one list: what this dataset uses first, by count, then the big list, by count."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.slot = ""
        self._counts: Counter[str] = Counter()
        self._learnt: list[str] = []
        ordered = sorted(terms, key=lambda term: -term.count)
        self._terms = [(term.text, tuple(_plain(name) for name in (term.text, *term.aliases))) for term in ordered]
        self._from_list: dict[str, list[_Named]] = {}

    def matcher(self, text: str) -> Callable[[str], object]:
        """Give the test that a term, in small letters and with spaces, has to pass."""
        raise NotImplementedError

    def offers(self, text: str, context: Sequence[str], previous: Sequence[str]) -> list[str]:
        if not text:
            return []
        query = _plain(text)
        matches = self.matcher(query)
        found = [tag for tag in self._learnt if matches(_plain(tag))][:ROWS]
        if len(found) < ROWS:
            found += [tag for tag, _ in self._search(query) if tag not in found]
        return found[:ROWS]

    def _search(self, query: str) -> list[_Named]:
        """Search the list; what fits a longer query is among all that fits the query without its last letter."""
        known = self._from_list.get(query)
        if known is None:
            pool = self._terms
            if len(query) > 1:
                shorter = self._search(query[:-1])
                pool = shorter if len(shorter) < 2 * ROWS else pool
            matches = self.matcher(query)
            known = list(islice((term for term in pool if any(map(matches, term[1]))), 2 * ROWS))
            self._from_list[query] = known
        return known

    def ghost(self, text: str, context: Sequence[str], previous: Sequence[str]) -> str:
        return ""

    def run(self, context: Sequence[str], previous: Sequence[str]) -> Sequence[str]:
        return ()

    def learn(self, tags: Sequence[str], slots: Sequence[str]) -> None:
        self._counts.update(tags)
        self._learnt = [tag for tag, _ in self._counts.most_common()]


class Prefix(_Peer):
    """Begins with what is typed, by count (BooruDatasetTagManager at its best setting, TagGUI)."""

    def matcher(self, text: str) -> Callable[[str], object]:
        return lambda term: term.startswith(text)


class Substring(_Peer):
    """Holds what is typed, by count."""

    def matcher(self, text: str) -> Callable[[str], object]:
        return lambda term: text in term


class Tagcomplete(_Peer):
    """Holds what is typed where a word begins, by count (a1111 tagcomplete)."""

    def matcher(self, text: str) -> Callable[[str], object]:
        return re.compile(f"(^|[^a-zA-Z]){re.escape(text)}").search


class WRatio(_Peer):
    """Rapidfuzz's WRatio over what this dataset uses; over a big list it takes a fifth of a second per key."""

    def offers(self, text: str, context: Sequence[str], previous: Sequence[str]) -> list[str]:
        if not text:
            return []
        return [row[0] for row in process.extract(text, self._learnt, scorer=fuzz.WRatio, limit=ROWS)]


def _plain(text: str) -> str:
    return text.replace("_", " ").lower()


ENGINES: dict[str, Callable[[Iterable[Term]], Engine]] = {
    "ours": Ours,
    "prefix": Prefix,
    "substring": Substring,
    "tagcomplete": Tagcomplete,
    "rapidfuzz-wratio": WRatio,
}

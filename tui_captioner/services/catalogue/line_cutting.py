"""Cutting lines without commas by what the captions of an open dataset and its vocabularies have."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar

from tui_captioner.domain.completion.templates import filled
from tui_captioner.domain.line_cutting.cutter import CutLine, LineCutter
from tui_captioner.domain.line_cutting.spoken import tags_in
from tui_captioner.domain.vocabulary import Vocabulary
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.session.jobs import Progress
from tui_captioner.services.session.session import Session
from tui_captioner.services.term_lists import load_lists
from tui_captioner.storage.catalogue.questions import tag_counts, written_texts
from tui_captioner.storage.homophones import homophones

MOST_LEARNT = 2000
"""Images whose captions are learnt, half a millisecond each; those of others give their tags alone, as a list does."""
_PART = 100
"""Images that are asked for at a time: some 2 ms."""
_AT_ONCE = 20
"""Changed images that are learnt anew at once: some 10 ms."""

_TERMS_AT_A_STRETCH, _CAPTIONS_AT_A_STRETCH = 100, 2
"""Terms and captions that the thread learns before it lets keys through: some 2 ms."""
_PAUSE = 0.0005
"""Seconds that it lets others work."""

Texts = Mapping[str, Sequence[str]]
Item = TypeVar("Item")


class LineCutting:
    """What is known for cutting lines: learnt when it is first wanted, as most people never type one.

    `reading`, then `learn` in a thread, make it ready. What changes afterwards is learnt anew by `catch_up`.

    Args:
        session: The open dataset.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._cutter: LineCutter | None = None
        self._read: dict[str, Sequence[str]] = {}
        self._learnt: dict[str, Sequence[str]] = {}
        self._changed: set[str] = set()
        session.subscribe(self._changed.update)

    @property
    def is_ready(self) -> bool:
        """Whether lines can be cut."""
        return self._cutter is not None

    def reading(self, name: str) -> Iterator[Progress]:
        """Ask the catalogue for the captions around an image, in small steps.

        Args:
            name: The image.

        Raises:
            CatalogueError: If there can be no catalogue to ask; then the vocabularies alone are learnt.
        """
        names = self._session.names
        start = max(0, min(self._session.place(name) + MOST_LEARNT // 5, len(names)) - MOST_LEARNT) if name else 0
        self._read = {}
        self._changed.clear()
        for place in range(start, min(start + MOST_LEARNT, len(names)), _PART):
            self._read |= yield from self._written(names[place : min(place + _PART, start + MOST_LEARNT)])

    def _written(self, names: Sequence[str]) -> Generator[Progress, None, Texts]:
        job = catalogue_of(self._session).answer(lambda store: written_texts(store, names), at_once=True)
        return (yield from job)

    def learn(self) -> None:
        """Learn the vocabularies and what was read; takes up to seconds, so it is called in a thread."""
        cutter = LineCutter(homophones())
        cutter.add_terms(_in_stretches(self._terms(), _TERMS_AT_A_STRETCH))
        learnt = {name: _tags_of(texts) for name, texts in self._read.items()}
        for tags in _in_stretches(learnt.values(), _CAPTIONS_AT_A_STRETCH):
            cutter.learn(tags)
        self._learnt, self._cutter, self._read = learnt, cutter, {}

    def _terms(self) -> Iterator[str]:
        """All terms, what captions use first: of several spellings the first is the one written."""
        project = self._session.project
        if len(self._session.names) > MOST_LEARNT:
            yield from catalogue_of(self._session).ask_aside(tag_counts) or ()
        yield from _texts_of(project.vocabulary)
        for index in load_lists(project, lambda _: None):
            yield from (index.term(number).text for number in range(len(index)))

    def catch_up(self) -> Iterator[Progress | None]:
        """Learn anew the captions that were changed, some at each step.

        Raises:
            CatalogueError: If there can be no catalogue to ask.
        """
        while self._cutter is not None and self._changed:
            names = list(islice(self._changed, _AT_ONCE))
            self._changed.difference_update(names)
            found = yield from self._written(names)
            self._learn_anew(self._cutter, names, found)
            yield None

    def _learn_anew(self, cutter: LineCutter, names: Iterable[str], found: Texts) -> None:
        for name in names:
            if old := self._learnt.pop(name, None):
                cutter.unlearn(old)
            if name in found:
                self._learnt[name] = _tags_of(found[name])
                cutter.learn(self._learnt[name])

    def cut(self, line: str) -> CutLine:
        """Cut a line; nothing as long as it is not ready."""
        return self._cutter.cut(line) if self._cutter is not None else CutLine([], [])


def _texts_of(vocabulary: Vocabulary) -> Iterator[str]:
    """The terms, what their templates stand for, then their aliases, which are written as they are said."""
    yield from (term.text for term in vocabulary if "{" not in term.text)
    yield from (term.text for term in filled(vocabulary))
    yield from (alias for term in vocabulary for alias in term.aliases)


def _in_stretches(items: Iterable[Item], stretch: int) -> Iterator[Item]:
    """Items, with a pause after every so many: a thread that only reckons would hold up the one that answers keys."""
    for number, item in enumerate(items, 1):
        yield item
        if number % stretch == 0:
            time.sleep(_PAUSE)


def _tags_of(texts: Iterable[str]) -> Sequence[str]:
    return tuple(tag for text in texts for tag in tags_in(text))

"""Suggestions for an open dataset: the shipped and the project's vocabulary, and what its captions use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from tui_captioner.domain.alternatives import Captions, all_texts
from tui_captioner.domain.completion.evidence import Evidence
from tui_captioner.domain.completion.index import StaticIndex
from tui_captioner.domain.completion.stock import key_of
from tui_captioner.domain.suggest import Suggester, Suggestion
from tui_captioner.domain.vocabulary import Term
from tui_captioner.domain.writing import written_tags
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.session.aside import saying
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.database import CatalogueError
from tui_captioner.storage.catalogue.questions import tag_counts, texts_by_image
from tui_captioner.storage.project.records import ImageRecord

_SLIP = "standign"
"""A text that no term begins with, near to some."""


class Rest(NamedTuple):
    """The tags of a large dataset: how often each stands in each slot, and the index of those no vocabulary has."""

    counts: Mapping[str, Mapping[str, int]]
    new: StaticIndex


Part = list[tuple[int, str, dict[str, list[str]]]]


MOST_LEARNT = 2000
"""Images whose captions are learnt whole: each takes 26 kB and 2 ms, and what is foreseen comes from the last ones."""
_BEHIND = 400
"""How many of them stand behind the image in view."""
_ADAPTED = 300
"""The last so many decide what is listened to."""
_AT_ONCE = 20
"""Changed images that are learnt anew at once: some 10 ms."""


class Learned(NamedTuple):
    """Texts by slot of one image's captions, as the suggester has learnt them."""

    name: str
    texts: dict[str, list[str]]


class Completer:
    """Suggests tags for the images of a session and learns from its captions.

    The image that is being captioned is context, not yet learnt: `finished` learns it when the user leaves it. An image
    with several captions teaches all of them as one, each tag once, so that it counts no more than another image.
    `alternative` is which of its captions is being written, 0 for the first.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        project = session.project
        self._suggester = Suggester(
            project.vocabulary, index=project.vocabulary_index(), filled=project.filled_templates
        )
        self._learnt: dict[str, dict[str, list[str]]] = {}
        self._to_learn: set[str] = set()
        self._used: Counter[str] = Counter()
        self._slots: dict[str, Counter[str]] = {}
        self._everywhere: Mapping[str, Mapping[str, int]] = {}
        self._unlearnt: Mapping[str, int] = {}
        self._adapt_from = 0
        self._tell_new: Callable[[str], object] = lambda _: None
        self._spellings: dict[str, Counter[str]] = {}
        self._evidence: Callable[[str], Evidence | None] = lambda _: None
        session.subscribe(self._relearn)

    def warm(self) -> None:
        """Read what is needed first when a tag with a slip is typed, so that no key waits for it."""
        self._suggester.suggest(_SLIP, limit=1)

    def add_lists(self, indexes: Sequence[StaticIndex]) -> Iterator[None]:
        """Complete from imported lists too, after the project's own and the shipped terms; in small steps."""
        for index in indexes:
            yield from self._suggester.adding_list(index)

    def _relearn(self, names: frozenset[str]) -> None:
        """A tag that was removed or renamed leaves the index at once; of very many, as soon as there is time."""
        changed = names & self._learnt.keys()
        if len(changed) > _AT_ONCE:
            self._to_learn.update(changed)
            return
        for name in changed:
            self.finished(name)

    def catch_up(self) -> Iterator[None]:
        """Learn anew the captions that a step over many changed, one at a step."""
        while self._to_learn:
            name = self._to_learn.pop()
            self.learn(Learned(name, all_texts(_captions(self.session.peek(name)))))
            yield

    def used(self, text: str) -> int:
        """How many images use a tag, the one that is being captioned left out."""
        return self._used[text] + max(0, self._unlearnt.get(text, 0))

    def tell_new(self, told: Callable[[str], object]) -> None:
        """Have somebody told of each tag as soon as an image uses it that was captioned."""
        self._tell_new = told

    def look_by(self, evidence: Callable[[str], Evidence | None]) -> None:
        """Have somebody asked for each image what a tagger sees in its picture, to be weighed with what is learnt."""
        self._evidence = evidence

    def spelling(self, key: str) -> str:
        """How the captions that are learnt mostly write a tag; empty if none has it.

        Args:
            key: Its `match_key`.
        """
        counts = self._spellings.get(key)
        return max(counts, key=lambda text: counts[text]) if counts else ""

    def suggest(self, name: str, slot: str, text: str, limit: int = 9, *, alternative: int = 0) -> list[Suggestion]:
        """The best completions of `text` in `slot` of image `name`; with no text, what is likely there."""
        context, previous, seen = self._context(name, alternative), self._previous(name), self._evidence(name)
        return self._suggester.suggest(text, slot=slot, context=context, previous=previous, limit=limit, evidence=seen)

    def ghost(self, name: str, slot: str, text: str, *, alternative: int = 0) -> str:
        """What would follow the cursor, empty if nothing is likely."""
        context, previous, seen = self._context(name, alternative), self._previous(name), self._evidence(name)
        return self._suggester.ghost(text, slot=slot, context=context, previous=previous, evidence=seen)

    def begins(self, text: str, *, lists: bool = True) -> bool:
        """Whether a known term begins so; `lists`: whether those of imported lists count too."""
        return self._suggester.begins(text, lists=lists)

    def knows(self, text: str) -> bool:
        """Whether this is a known term."""
        return self._suggester.knows(text)

    def run(self, name: str, slot: str, *, alternative: int = 0) -> tuple[str, ...]:
        """The tags that are foreseen to follow each other again; none unless there are two at least."""
        context = self._context(name, alternative)
        run = self._suggester.run(slot=slot, context=context, previous=self._previous(name))
        return run if len(run) > 1 else ()

    def slot_of(self, text: str, default: str) -> str:
        """The slot in which the dataset uses a tag mostly."""
        counts = self._slots.get(text) or self._everywhere.get(text)
        return max(counts, key=lambda slot: counts[slot]) if counts else default

    def choices(self, group: str, text: str, limit: int) -> list[Suggestion]:
        """What may stand for a placeholder: the terms of its group, those that start with `text` first."""
        members = self.session.project.vocabulary.groups().get(group, ())
        folded = text.casefold()
        starts = [member for member in members if member.casefold().startswith(folded)]
        holds = [member for member in members if folded in member.casefold() and member not in starts]
        return [Suggestion(Term(member), member, 0.0) for member in (*starts, *holds)[:limit]]

    def _context(self, name: str, alternative: int) -> list[str]:
        session, settings = self.session, self.session.project.settings
        caption = _captions(session.record(name))[alternative]
        return [tag.text for tag in written_tags(settings.structure, settings.output, session.globals, caption)]

    def _previous(self, name: str) -> list[str]:
        before = self.session.neighbour(name, -1)
        return [tag.text for tag in self.session.written_tags(before)] if before else []

    def finished(self, name: str) -> None:
        """Learn the captions of an image anew; what they taught before is taken back."""
        self._put(Learned(name, all_texts(_captions(self.session.record(name)))), adapt=True)

    def learn(self, learned: Learned) -> None:
        """Put this in place of what the image had taught before."""
        place = self.session.project.places.get(learned.name, 0)
        self._put(learned, adapt=place >= self._adapt_from)

    def _put(self, learned: Learned, *, adapt: bool) -> None:
        old = self._learnt.get(learned.name)
        if old == learned.texts:
            return
        if old:
            self._suggester.unlearn(old)
            self._count(old, -1)
        if learned.texts:
            self._suggester.learn(learned.texts, adapt=adapt)
            self._count(learned.texts, 1)
        self._learnt[learned.name] = learned.texts

    def _count(self, texts: Mapping[str, Sequence[str]], step: int) -> None:
        for slot, tags in texts.items():
            for text in tags:
                self._used[text] += step
                self._slots.setdefault(text, Counter())[slot] += step
                self._count_spelling(text, step)
                if step > 0:
                    self._tell_new(text)

    def _count_spelling(self, text: str, step: int) -> None:
        key = key_of(text)
        counts = self._spellings.setdefault(key, Counter())
        counts[text] += step
        if counts[text] <= 0:
            del counts[text]
        if not counts:
            del self._spellings[key]

    def survey(self, name: str = "") -> Iterator[Learned | None]:
        """What captions of the dataset hold, image by image, to be learnt a few at a time; None for none yet.

        Of a large dataset those around an image: first as they were when it was open last, then as they are. `rest` has
        the tags of the others.

        Args:
            name: The image.

        Raises:
            CatalogueError: If there can be no catalogue to ask.
        """
        place = self.session.place(name) if name in self.session.project.images else 0
        count = len(self.session.names)
        start = max(0, min(place + _BEHIND, count) - MOST_LEARNT)
        before = catalogue_of(self.session).known_before()
        if before is not None:
            try:
                with suppress(CatalogueError):
                    yield from self._around(start, lambda after: _at_once(texts_by_image(before, after)))
            finally:
                before.close()
        yield from self._around(start, self._part)

    def _around(self, start: int, parts: Callable[[int], Generator[None, None, Part]]) -> Iterator[Learned | None]:
        at, stop = start - 1, start + MOST_LEARNT
        self._adapt_from = min(stop, len(self.session.names)) - _ADAPTED
        while at < stop - 1 and (part := (yield from parts(at))):
            for at, name, texts in part:
                if at < stop and name in self.session.project.images:
                    yield Learned(name, texts)
        self._adapt_from = 0

    def _part(self, after: int) -> Generator[None, None, Part]:
        job = catalogue_of(self.session).answer(lambda store: texts_by_image(store, after), at_once=True)
        return (yield from saying(None, job))

    def rest(self) -> Rest | None:
        """What the captions hold that are not learnt, where there are such; takes long: to be asked in a thread."""
        if len(self.session.names) <= MOST_LEARNT:
            return None
        counts = catalogue_of(self.session).ask_aside(tag_counts)
        if counts is None:
            return None
        terms = [Term(text, max(slots, key=lambda one: slots[one]), count=sum(slots.values())) for text, slots in
                 counts.items() if text not in self.session.project.vocabulary]  # fmt: skip
        return Rest(counts, StaticIndex.of(terms))

    def add_rest(self, rest: Rest) -> Iterator[None]:
        """Complete from the tags of captions that are not learnt too, as from a list; in small steps."""
        self._everywhere = rest.counts
        self._unlearnt = {text: sum(slots.values()) - self._used[text] for text, slots in rest.counts.items()}
        yield from self.add_lists([rest.new])


def _at_once(part: Part) -> Generator[None, None, Part]:
    yield from ()
    return part


def _captions(record: ImageRecord) -> Captions:
    return record.caption, *record.alternatives

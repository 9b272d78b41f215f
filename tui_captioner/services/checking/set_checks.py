"""Findings on a whole set, or on the images of a filter: asked of the catalogue, a little at a time, in a thread."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tui_captioner.domain.checks.audit import set_findings_of
from tui_captioner.domain.checks.checked_set import CheckedSet, SetTag
from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.checks.set_pairs import ONCE
from tui_captioner.domain.checks.set_rules import NEAR_DUPLICATES
from tui_captioner.domain.checks.set_slots import ELSEWHERE
from tui_captioner.domain.checks.set_texts import SetTexts
from tui_captioner.domain.checks.settings import CheckSettings
from tui_captioner.domain.consistency.clusters import Cluster
from tui_captioner.domain.consistency.prose import is_prose
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.catalogue.filtering import texts_of
from tui_captioner.services.catalogue.kept_clusters import near_clusters
from tui_captioner.services.checking.tag_checks import cluster_finding
from tui_captioner.services.session.aside import Aside
from tui_captioner.services.session.jobs import Progress
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.database import CatalogueDatabase
from tui_captioner.storage.catalogue.set_questions import Held, SetQuestions

_STEP = 500
"""Captions between two looks whether somebody wants it to end."""


class _EndedError(Exception):
    """Nobody waits for it any more."""


@dataclass
class _Pace:
    """How far the thread is, and whether it is to end."""

    total: int
    done: int = 0
    ends: bool = False
    store: CatalogueDatabase | None = None
    """The connection that the thread asks by, where it is its own."""

    def end(self) -> None:
        """Have it end, a question that is being asked too."""
        self.ends = True
        if self.store is not None:
            self.store.stop()

    def go_on(self, part: float) -> None:
        """Note that so much of the whole is done."""
        if self.ends:
            raise _EndedError
        self.done = max(self.done, int(part * self.total))


@dataclass(frozen=True)
class _Given:
    """What a set is checked by, beside the catalogue."""

    globals: Sequence[str]
    trigger: str
    settings: CheckSettings
    clusters: Sequence[Cluster]


def set_findings(
    session: Session, names: Sequence[str] | None = None, trigger: str = ""
) -> Generator[Progress, None, list[Finding]]:
    """A job that checks a set by all rules on sets that are on, near-duplicates among them; see `told`.

    Args:
        session: The open dataset.
        names: The images that are checked; all without it.
        trigger: The trigger word; the project's without it.

    Raises:
        CatalogueError: If there can be no catalogue to ask.
        SettingsError: If `[different]` can't be read.
    """
    settings = session.checks.settings
    catalogue = catalogue_of(session)
    yield from catalogue.answer(lambda _: True)
    clusters = (yield from near_clusters(session)) if settings.is_on(NEAR_DUPLICATES) else ()
    given = _Given(texts_of(session), trigger or session.project.settings.trigger, settings, clusters)
    pace = _Pace(len(session.names))

    def question(store: CatalogueDatabase) -> list[Finding]:
        pace.store = None if store.path is None else store
        try:
            return list(_findings(SetQuestions(store, names), session, given, pace))
        finally:
            pace.store = None

    aside = Aside(lambda: catalogue.ask_aside(question)).waiting()
    try:
        while True:
            try:
                next(aside)
            except StopIteration as end:
                found: list[Finding] | None = end.value
                break
            yield Progress(pace.done, pace.total)
    finally:
        pace.end()
        aside.close()
    if found is None:
        # The catalogue was lost on the way: once more, with one that can be asked.
        pace.ends = False
        found = yield from catalogue.answer(question)
    return found


def checked_set(
    asking: SetQuestions, session: Session, given: _Given, go_on: Callable[[float], None]
) -> tuple[CheckedSet, Mapping[int, int]]:
    """What the rules look at, and the place of each image of the catalogue in it."""
    written = asking.written()
    places = {image.number: place for place, image in enumerate(written)}
    go_on(0.1)
    often = asking.often()
    go_on(0.3)
    prose = is_prose(asking.some_texts())
    texts = SetTexts(len(written), given.trigger, prose=prose)
    for place, text in _captions(asking, places, lambda part: go_on(0.3 + 0.4 * part)):
        texts.note(place, text)
    if texts.wants_more():
        for _, text in _captions(asking, places, lambda part: go_on(0.7 + 0.2 * part)):
            texts.count(text)
    tags = list(_tags(often, places))
    once = asking.once() if given.settings.is_on(ONCE) else ()
    same = {places[number]: part for number, part in asking.same_pictures().items() if number in places}
    seen = CheckedSet(
        [image.name for image in written],
        _with_guesses(tags, asking, places) if given.settings.is_on(ELSEWHERE) else tags,
        texts,
        prose,
        [(held.text, places[held.images[0]]) for held in once if held.images[0] in places],
        [image.tokens for image in written],
        same,
        given.globals,
        given.trigger,
        session.structure,
        given.settings,
        session.project.settings.kind,
        list(_tags(asking.left_out(), places)) if session.project.settings.kind.varies.slot else (),
        session.project.home_of,
        asking.is_all,
    )
    return seen, places


def _findings(asking: SetQuestions, session: Session, given: _Given, pace: _Pace) -> Iterator[Finding]:
    seen, places = checked_set(asking, session, given, pace.go_on)
    yield from _near_duplicates(asking, seen, places, given.clusters)
    for found in set_findings_of(seen):
        pace.go_on(0.95)
        yield found


def _captions(
    asking: SetQuestions, places: Mapping[int, int], go_on: Callable[[float], None]
) -> Iterator[tuple[int, str]]:
    """Place and caption of each image."""
    for done, (number, text) in enumerate(asking.captions()):
        if not done % _STEP:
            go_on(done / max(1, len(places)))
        if number in places:
            yield places[number], text


def _tags(held: Sequence[Held], places: Mapping[int, int]) -> Iterator[SetTag]:
    """The tags with their images by place, in the order in which they were asked for."""
    slots: dict[str, array[int]] = {}
    sum_ = 0
    for at, one in enumerate(held):
        slots[one.slot] = array("I", sorted([places[number] for number in one.images if number in places]))
        sum_ += one.places
        if at + 1 == len(held) or held[at + 1].text != one.text:
            yield SetTag(one.text, slots, places=sum_)
            slots, sum_ = {}, 0


def _with_guesses(tags: Sequence[SetTag], asking: SetQuestions, places: Mapping[int, int]) -> list[SetTag]:
    """The tags, those in several slots with the images whose slot was only guessed, but for the slot of most."""
    spots = [(tag.text, slot) for tag in tags if len(tag.slots) > 1 for slot in tag.by_use[1:]]
    guessed: dict[str, dict[str, list[int]]] = {}
    for one in asking.guessed(spots) if spots else ():
        guessed.setdefault(one.text, {})[one.slot] = [places[number] for number in one.images if number in places]
    return [replace(tag, guessed=guessed[tag.text]) if tag.text in guessed else tag for tag in tags]


def _near_duplicates(
    asking: SetQuestions, seen: CheckedSet, places: Mapping[int, int], clusters: Sequence[Cluster]
) -> Iterator[Finding]:
    """A finding for each group of tags that are one thing."""
    wanted = [member.text for cluster in clusters for member in cluster.members]
    held = asking.images_with(wanted) if wanted else {}
    images = {text: [places[number] for number in own if number in places] for text, own in held.items()}
    found = (cluster_finding(seen, cluster, images) for cluster in clusters)
    yield from (each for each in found if each is not None)

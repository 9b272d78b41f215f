"""Statistics over the captions of an open dataset, or over those that fit a filter, all asked of the catalogue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.query.expression import EVERYTHING, Filter
from tui_captioner.domain.query.words import AUTHORS
from tui_captioner.domain.slot_states import state_of_slot
from tui_captioner.domain.statistics.figures import Length, ModelFigures, SlotFigures, Statistics, TagFigures
from tui_captioner.domain.statistics.layers import Held, LayerFigures, LayerTerms, layer_figures, told_layers
from tui_captioner.domain.statistics.shares import Together, equal_keys, may_be_together, never_apart
from tui_captioner.domain.statistics.spread import Spread
from tui_captioner.domain.structure import Structure
from tui_captioner.domain.vocabulary import Term
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.catalogue.filtering import texts_of
from tui_captioner.services.session.own_pace import own_pace
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.database import CatalogueDatabase
from tui_captioner.storage.catalogue.filters import where
from tui_captioner.storage.catalogue.statistics import Asking, TextUse, Words

_ANY = ""
"""Stands for all terms of a layer."""


@dataclass(frozen=True, slots=True)
class Given:
    """What statistics depend on beside the catalogue.

    Args:
        structure: The slots of the dataset.
        terms: The vocabulary.
        globals: Texts that stand in every caption.
        limit: How many tokens the first encoder of the model takes.
        encoder: Its name.
        exact: Whether tokens are counted; else they are estimates.
        pace: Seconds that an image took lately; None where that is not known.
        refused: What was refused: the image, and the model that had proposed it.
    """

    structure: Structure
    terms: Sequence[Term]
    globals: tuple[str, ...]
    limit: int
    encoder: str
    exact: bool
    pace: float | None
    refused: tuple[tuple[str, str], ...] = ()


class StatisticsReader:
    """Reads the statistics of an open dataset. What it asks takes long, so `load` may be called from a thread.

    Args:
        session: The open dataset.
        scope: The images that they are about.
    """

    def __init__(self, session: Session, scope: Filter = EVERYTHING) -> None:
        self._session, self._scope = session, scope
        self._catalogue = catalogue_of(session)
        self._given = given_by(session)

    def bring_in(self) -> bool:
        """Have the catalogue look at the few images that changed last; whether it can be asked. Not from a thread."""
        self._given = given_by(self._session)
        return self._catalogue.ask(lambda _: True) is not None

    def find_tokenizers(self) -> None:
        """Look for tokenizers, by which it is known whether tokens were counted or estimated; takes a while."""
        with suppress(CaptionerError):
            self._session.tokens.load_once()
        self._given = replace(self._given, exact=bool(self._session.tokens.sources[0][1]))

    def load(self) -> Statistics | None:
        """Count; None if the catalogue can't be asked just now."""
        self.find_tokenizers()
        return self._catalogue.ask_aside(self.question)

    def question(self, store: CatalogueDatabase) -> Statistics:
        """The question to the catalogue."""
        return statistics_of(store, self._given, self._scope)


def given_by(session: Session) -> Given:
    """What the statistics of an open dataset depend on beside its catalogue."""
    limit = session.tokens.limits[0]
    exact = bool(session.tokens.sources[0][1])
    terms, texts = session.project.vocabulary.terms, texts_of(session)
    refused = tuple((one.file_name, one.by) for one in session.refused.all())
    pace = own_pace(session)
    return Given(session.structure, terms, texts, limit.tokens, limit.encoder.title, exact, pace, refused)


def statistics_of(store: CatalogueDatabase, given: Given, scope: Filter = EVERYTHING) -> Statistics:
    """Count.

    Args:
        store: The catalogue.
        given: What is known beside it.
        scope: The images that the statistics are about.
    """
    asking = Asking(store, None if scope == EVERYTHING else where(store, scope, given.globals))
    uses, words, tags, states = asking.texts(), asking.words(), Spread(asking.tags()), asking.states()
    counts = _counts(uses)
    return Statistics(
        images=sum(states.values()),
        states=states,
        length=Length(Spread(asking.tokens()), given.limit, given.encoder, given.exact),
        tags=tags,
        slots=tuple(_slots(asking, uses, given.structure, states)),
        used=tuple(_tags(counts, words, given.globals)),
        together=tuple(_together(asking, counts, words, tags.total)),
        layers=tuple(_layers(asking, uses, words, given)),
        globals=given.globals,
        pace=given.pace,
        models=tuple(_models(asking, given.refused)),
    )


_Count = tuple[int, int, int, str]
"""Of a text: how many images have it, their sum, how many have it in its usual slot, and which that is."""


def _counts(uses: Iterable[TextUse]) -> dict[int, _Count]:
    """Each text counted over all slots; a caption that has it in two is counted in one of them."""
    found: dict[int, _Count] = {}
    for number, slot, images, sum_ in uses:
        before = found.get(number)
        if before is None:
            found[number] = (images, sum_, images, slot)
        else:
            usual = (images, slot) if (-images, slot) < (-before[2], before[3]) else before[2:]
            found[number] = (before[0] + images, before[1] + sum_, *usual)
    return found


def _tags(counts: Mapping[int, _Count], words: Mapping[int, Words], globals_: Collection[str]) -> list[TagFigures]:
    """All tags, the most used first."""
    own = frozenset(globals_)
    tags = [TagFigures(words[number].text, slot, images) for number, (images, _, _, slot) in counts.items()]
    return sorted((tag for tag in tags if tag.text not in own), key=lambda tag: (-tag.images, tag.text))


def _slots(
    asking: Asking, uses: Iterable[TextUse], structure: Structure, images: Mapping[str, int]
) -> list[SlotFigures]:
    filled, states, tags = asking.filled(), asking.slot_states(), dict.fromkeys(structure.own_keys, 0)
    for _, slot, count, _ in uses:
        if slot in tags:
            tags[slot] += count
    return [
        SlotFigures(slot, filled.get(slot, 0), count, states[slot] if slot in states else _unused(images))
        for slot, count in tags.items()
    ]


def _unused(images: Mapping[str, int]) -> dict[str, int]:
    """The states of a slot that no caption has used: those of the images, and nothing in it."""
    found: dict[str, int] = {}
    for state, count in images.items():
        own = state_of_slot(state, None, has_tags=False)
        found[own] = found.get(own, 0) + count
    return found


def _together(
    asking: Asking, counts: Mapping[int, _Count], words: Mapping[int, Words], captions: int
) -> list[Together]:
    """Tags that never stand apart: of those with equal counts and sums it is looked at which images they are."""
    keys = {number: count[:2] for number, count in counts.items() if may_be_together(count[0], captions)}
    likely = sorted(number for group in equal_keys(keys) for number in group)
    images = asking.images_of(likely) if likely else {}
    return never_apart({words[number].text: images[number] for number in likely}, captions)


def _models(asking: Asking, refused: Sequence[tuple[str, str]]) -> Iterator[ModelFigures]:
    """The models, by name, with what became of their tags."""
    names = asking.names() if refused else set()
    kept, open_ = asking.set_by(), asking.proposed_by()
    gone = Counter(model for name, model in refused if name in names)
    for model in sorted({*kept, *open_, *gone} - set(AUTHORS)):
        yield ModelFigures(model, kept.get(model, 0), gone[model], open_.get(model, 0))


def _layers(
    asking: Asking, uses: Iterable[TextUse], words: Mapping[int, Words], given: Given
) -> Iterator[LayerFigures]:
    layers = told_layers(given.structure)
    texts: dict[str, list[int]] = {layer.slot: [] for layer in layers}
    for number, slot, _, _ in uses:
        if slot in texts:
            texts[slot].append(number)
    for layer in layers:
        terms = LayerTerms(layer, given.terms)
        held = {number: terms.held_by(words[number].key, words[number].bare) for number in texts[layer.slot]}
        groups = _groups(held)
        images = asking.images_with_any(layer.slot, groups) if groups else {}
        yield layer_figures(layer, held.values(), images, images.get(_ANY, 0))


def _groups(held: Mapping[int, Sequence[Held]]) -> dict[str, set[int]]:
    """The texts that hold each term, and those that hold any."""
    groups: dict[str, set[int]] = {}
    for number, terms in held.items():
        for one in terms:
            groups.setdefault(one.term, set()).add(number)
            groups.setdefault(_ANY, set()).add(number)
    return groups

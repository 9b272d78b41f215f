"""The images that a filter fits, asked of the catalogue of an open dataset."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Generator, Sequence

from tui_captioner.domain.checks.registry import FILTER_RULES
from tui_captioner.domain.checks.rule_names import NEAR_DUPLICATE
from tui_captioner.domain.query.expression import EVERYTHING, Filter, asks_for_finding
from tui_captioner.domain.query.parsing import parse_filter
from tui_captioner.domain.query.words import FilterWords
from tui_captioner.domain.spelling import match_key
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.catalogue.filling import order_key
from tui_captioner.services.catalogue.near_duplicates import near_duplicates_of
from tui_captioner.services.session.jobs import Progress, Steps
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.authors import models
from tui_captioner.storage.catalogue.browsing import names_matching, places_matching
from tui_captioner.storage.catalogue.database import CatalogueDatabase
from tui_captioner.storage.catalogue.order import Order


class _OrderKey:
    """What says in which order a dataset has its images, worked out once.

    Args:
        names: The images in that order.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.text = order_key(names)


def filter_words(session: Session) -> FilterWords:
    """What a filter may name in a dataset."""
    return FilterWords(session.structure.keys, FILTER_RULES)


def offered_words(session: Session) -> FilterWords:
    """The same with what is offered while a filter is typed: the models of the dataset, as far as they are known."""
    found = catalogue_of(session).ask(models)
    return filter_words(session)._replace(models=tuple(found or ()))


def read_filter(session: Session, text: str) -> Filter:
    """A filter over a dataset as it was typed; raises FilterError if it can't be read."""
    return parse_filter(text, filter_words(session))


def filtered_names(session: Session, text: str) -> Generator[Progress, None, list[str]]:
    """The images that a filter fits, in order: a job, see `told`, that brings the catalogue up to date first.

    Args:
        session: The open dataset.
        text: The filter; every image fits an empty one.

    Raises:
        FilterError: If the filter can't be read; said before anything is done.
        CatalogueError: If there can be no catalogue.
    """
    asked = read_filter(session, text)

    def job() -> Generator[Progress, None, list[str]]:
        yield from prepared(session, asked)
        found = yield from catalogue_of(session).answer(lambda store: names_matching(store, asked, texts_of(session)))
        return [name for name in found if name in session.project.images]

    return job()


def prepared(session: Session, asked: Filter) -> Steps:
    """A job that has known what a filter asks for and the catalogue can't tell by itself: near-duplicates."""
    if asks_for_finding(asked, match_key(NEAR_DUPLICATE)):
        yield from near_duplicates_of(session).look()


def texts_of(session: Session) -> tuple[str, ...]:
    """The texts of the globals."""
    return tuple(tag.text for tag in session.globals)


def places_of(session: Session, asked: Filter, order: Order | None = None) -> Callable[[CatalogueDatabase], array[int]]:
    """The question which images a filter fits, as their places in `Session.names`; to be asked of the catalogue.

    Args:
        session: The open dataset.
        asked: The filter.
        order: How they are sorted.
    """
    globals_, places = texts_of(session), session.project.places
    key = session.companions.get(_OrderKey, lambda: _OrderKey(session.names)).text

    def question(store: CatalogueDatabase) -> array[int]:
        if asked == EVERYTHING and order in (None, Order()):
            return array("I", range(len(session.names)))
        if store.meta("order") == key:
            return array("I", places_matching(store, asked, globals_, order))
        # It was filled by a process that found other images in the folder: then places are others too.
        names = names_matching(store, asked, globals_, order)
        return array("I", (places[name] for name in names if name in places))

    return question

"""Asking the catalogue for images while somebody types: in a thread, which is stopped when something else is asked."""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Callable
from typing import Generic, TypeVar

from tui_captioner.domain.checks.rule_names import NEAR_DUPLICATE
from tui_captioner.domain.query.expression import asks_for_finding
from tui_captioner.domain.spelling import match_key
from tui_captioner.services.catalogue.catalogue import Catalogue
from tui_captioner.services.catalogue.scope import Asked, Scope
from tui_captioner.storage.catalogue.browsing import FINDINGS, tags_beginning
from tui_captioner.storage.catalogue.database import CatalogueDatabase
from tui_captioner.tui.lists.near_duplicates import look_for_near_duplicates
from tui_captioner.tui.lists.work import in_slices

DELAY = 0.05
"""Seconds of rest after which a filter that is being typed is asked."""

Answer = TypeVar("Answer")


class _Stoppable(Generic[Answer]):
    """A question that can be stopped while a thread asks it."""

    def __init__(self, question: Callable[[CatalogueDatabase], Answer]) -> None:
        self._question = question
        self._store: CatalogueDatabase | None = None

    def __call__(self, store: CatalogueDatabase) -> Answer:
        self._store = store
        try:
            return self._question(store)
        finally:
            self._store = None

    def stop(self) -> None:
        if self._store is not None:
            self._store.stop()


async def ask_in_thread(catalogue: Catalogue, question: Callable[[CatalogueDatabase], Answer]) -> Answer | None:
    """Ask a question in a thread; where the one who waits is cancelled, it ends too. None if it can't be answered."""
    stoppable = _Stoppable(question)
    try:
        return await asyncio.to_thread(catalogue.ask_aside, stoppable)
    except asyncio.CancelledError:
        stoppable.stop()
        raise


async def ask(catalogue: Catalogue, scope: Scope, asked: Asked) -> array[int] | None:
    """The places of the images that fit; None if the catalogue can't tell. What changed is looked at before."""
    question = scope.question(asked)
    if not catalogue.is_ready:
        await in_slices(catalogue.fill(at_once=True), waiting=lambda: catalogue.is_waiting)
    catalogue.ask(lambda _: True)
    if asked.order.by == FINDINGS or asks_for_finding(asked.filter, match_key(NEAR_DUPLICATE)):
        await look_for_near_duplicates(scope.session)
    found = await ask_in_thread(catalogue, question)
    return catalogue.ask(question) if found is None else found


async def ask_tags(catalogue: Catalogue, key: str, slot: str, limit: int) -> list[str]:
    """The most used tags that begin so; none while the catalogue can't tell."""
    found = await ask_in_thread(catalogue, lambda store: tags_beginning(store, key, slot, limit))
    return [text for text, _ in found or ()]

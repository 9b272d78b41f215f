"""Asking the catalogue for images while somebody types: in a thread, and what was asked before is dropped."""

from __future__ import annotations

import asyncio
from array import array

from tui_captioner.services.catalogue.catalogue import Catalogue
from tui_captioner.services.catalogue.scope import Asked, Scope
from tui_captioner.storage.catalogue.browsing import tags_beginning
from tui_captioner.tui.lists.work import in_slices

DELAY = 0.05
"""Seconds of rest after which a filter that is being typed is asked."""


async def ask(catalogue: Catalogue, scope: Scope, asked: Asked) -> array[int] | None:
    """The places of the images that fit; None if the catalogue can't tell. What changed is looked at before."""
    question = scope.question(asked)
    if not catalogue.is_ready:
        await in_slices(catalogue.fill(at_once=True), waiting=lambda: catalogue.is_waiting)
    catalogue.ask(lambda _: True)
    found = await asyncio.to_thread(catalogue.ask_aside, question)
    return catalogue.ask(question) if found is None else found


async def ask_tags(catalogue: Catalogue, key: str, slot: str, limit: int) -> list[str]:
    """The most used tags that begin so; none while the catalogue can't tell."""
    found = await asyncio.to_thread(catalogue.ask_aside, lambda store: tags_beginning(store, key, slot, limit))
    return [text for text, _ in found or ()]

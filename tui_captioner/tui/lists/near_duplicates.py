"""Looking for near-duplicates behind the user's back: what waits for a disk in a thread, the rest between the keys."""

from __future__ import annotations

import asyncio

from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.catalogue.known_words import lexicon_of
from tui_captioner.services.catalogue.near_duplicates import NearDuplicates, counted, near_duplicates_of
from tui_captioner.services.session.session import Session
from tui_captioner.tui.lists.work import in_slices


async def look_for_near_duplicates(session: Session) -> NearDuplicates:
    """Have the tags looked through, unless no caption changed since.

    Args:
        session: The open dataset.

    Raises:
        CatalogueError: If there can be no catalogue.
        SettingsError: If `project.toml` can't be read.
    """
    near, catalogue = near_duplicates_of(session), catalogue_of(session)
    if near.is_current:
        return near
    if not catalogue.is_ready:
        await in_slices(catalogue.fill(at_once=True), waiting=lambda: catalogue.is_waiting)
    catalogue.ask(lambda _: True)
    changes = near.changes
    counts = await asyncio.to_thread(catalogue.ask_aside, counted)
    await asyncio.to_thread(lexicon_of, session)
    if counts is not None:
        await in_slices(near.look(counts, changes))
    return near

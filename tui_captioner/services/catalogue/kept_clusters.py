"""Near-duplicates for who asks about all of them and types nothing: as they were found, while the tags are the same."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

from tui_captioner.domain.consistency.clusters import Cluster
from tui_captioner.domain.consistency.pairs import Pair
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.catalogue.different_tags import different_tags
from tui_captioner.services.catalogue.known_words import lexicon_of, words_key
from tui_captioner.services.catalogue.near_duplicates import counted, gathered, near_duplicates_of, note_clusters
from tui_captioner.services.session.aside import Aside
from tui_captioner.services.session.jobs import Progress
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.database import CatalogueDatabase
from tui_captioner.storage.catalogue.near_duplicates import note_pairs, noted_pairs


class _Known(NamedTuple):
    """The tags as they are now.

    Args:
        counts: How many images have each.
        key: What the pairs among them depend on.
        pairs: Those that are one thing, if they were noted for this key.
    """

    counts: Mapping[str, int]
    key: str
    pairs: Sequence[Pair] | None


def near_clusters(session: Session) -> Generator[Progress, None, Sequence[Cluster]]:
    """The clusters of near-duplicates: a job that compares tags only where they are not those of the last time.

    Raises:
        CatalogueError: If there can be no catalogue to ask.
        SettingsError: If `project.toml` can't be read.
    """
    near, catalogue, total = near_duplicates_of(session), catalogue_of(session), len(session.names)
    if near.is_current:
        return near.clusters
    yield from catalogue.answer(lambda _: True)
    changes, apart = near.changes, sorted(different_tags(session))

    def question(store: CatalogueDatabase) -> _Known:
        counts = counted(store)
        key = _key(store.meta("placing"), words_key(session), apart, counts)
        return _Known(counts, key, noted_pairs(store, key))

    asked = Aside(lambda: catalogue.ask_aside(question))
    for _ in asked.waiting():
        yield Progress(0, total)
    known = asked.wait()
    if known is not None and known.pairs is not None:
        clusters = yield from gathered(known.pairs, known.counts, session.project.vocabulary)
        note_clusters(session, clusters)
        return clusters
    for _ in Aside(lambda: lexicon_of(session)).waiting():
        yield Progress(0, total)
    yield from near.look(None if known is None else known.counts, changes)
    if known is not None and catalogue.is_kept:
        found, key = near.pairs, known.key
        catalogue.ask(lambda store: note_pairs(store, key, found))
    return near.clusters


def _key(*parts: object) -> str:
    made_of = blake2b(digest_size=16)
    for part in parts:
        texts = sorted(part) if isinstance(part, Mapping) else repr(part)
        made_of.update("\0".join(texts).encode("utf-8", "surrogateescape"))
        made_of.update(b"\1")
    return made_of.hexdigest()
